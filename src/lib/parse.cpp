// parse.cpp: the compiled bodies of parse.hpp.
#include "ancs/parse.hpp"

#include "ancs/impl/parse_inl.hpp"
