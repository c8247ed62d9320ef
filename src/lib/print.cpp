// print.cpp: the compiled form of print.hpp.
#include "ancs/print.hpp"
#include "ancs/impl/print_inl.hpp"
