// cohort.cpp: the compiled bodies of cohort.hpp.
#include "ancs/cohort.hpp"

#include "ancs/impl/cohort_inl.hpp"
