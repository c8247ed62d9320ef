// diff.cpp: the compiled bodies of diff.hpp.
#include "ancs/diff.hpp"

#include "ancs/impl/diff_inl.hpp"
