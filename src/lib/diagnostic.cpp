// diagnostic.cpp: the compiled form of diagnostic.hpp.
#include "ancs/diagnostic.hpp"
#include "ancs/impl/diagnostic_inl.hpp"
