// compare.cpp: the compiled bodies of compare.hpp.
#include "ancs/compare.hpp"

#include "ancs/impl/compare_inl.hpp"
