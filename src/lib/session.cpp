// session.cpp: the compiled bodies of session.hpp.
#include "ancs/session.hpp"

#include "ancs/impl/session_inl.hpp"
