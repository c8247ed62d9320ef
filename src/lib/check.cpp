// check.cpp: the compiled bodies of check.hpp.
#include "ancs/check.hpp"

#include "ancs/impl/check_inl.hpp"
