// rule_set.cpp: the compiled bodies of rule_set.hpp.
#include "ancs/rule_set.hpp"

#include "ancs/impl/rule_set_inl.hpp"
