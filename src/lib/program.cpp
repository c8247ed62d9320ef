// program.cpp: the compiled bodies of program.hpp.
#include "ancs/program.hpp"

#include "ancs/impl/program_inl.hpp"
