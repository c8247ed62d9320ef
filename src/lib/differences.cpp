// differences.cpp: the compiled bodies of differences.hpp.
#include "ancs/differences.hpp"

#include "ancs/impl/differences_inl.hpp"
