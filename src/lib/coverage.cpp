// coverage.cpp: the compiled bodies of coverage.hpp.
#include "ancs/coverage.hpp"

#include "ancs/impl/coverage_inl.hpp"
