// explain.cpp: the compiled bodies of explain.hpp.
#include "ancs/explain.hpp"

#include "ancs/impl/explain_inl.hpp"
