// parents.cpp: the compiled body of parents.hpp.
#include "ancs/parents.hpp"

#include "ancs/impl/parents_inl.hpp"
