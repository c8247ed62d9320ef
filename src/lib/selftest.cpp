// selftest.cpp: the compiled bodies of selftest.hpp.
#include "ancs/selftest.hpp"

#include "ancs/impl/selftest_inl.hpp"
