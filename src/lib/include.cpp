// include.cpp: the compiled bodies of include.hpp.
#include "ancs/include.hpp"

#include "ancs/impl/include_inl.hpp"
