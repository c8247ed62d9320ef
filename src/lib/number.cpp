// number.cpp: the compiled form of number.hpp.
#include "ancs/number.hpp"
#include "ancs/impl/number_inl.hpp"
