// compile.cpp: the compiled bodies of compile.hpp.
#include "ancs/compile.hpp"

#include "ancs/impl/compile_inl.hpp"
