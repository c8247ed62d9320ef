// columns.cpp: the compiled bodies of columns.hpp.
#include "ancs/columns.hpp"

#include "ancs/impl/columns_inl.hpp"
