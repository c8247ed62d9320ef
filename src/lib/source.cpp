// source.cpp: the compiled form of source.hpp.
#include "ancs/source.hpp"
#include "ancs/impl/source_inl.hpp"
