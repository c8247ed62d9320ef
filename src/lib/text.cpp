// text.cpp: the compiled form of text.hpp.
#include "ancs/text.hpp"
#include "ancs/impl/text_inl.hpp"
