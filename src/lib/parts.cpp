// parts.cpp: the compiled bodies of parts.hpp.
#include "ancs/parts.hpp"

#include "ancs/impl/parts_inl.hpp"
