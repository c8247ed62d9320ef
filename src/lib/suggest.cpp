// suggest.cpp: the compiled bodies of suggest.hpp.
#include "ancs/suggest.hpp"

#include "ancs/impl/suggest_inl.hpp"
