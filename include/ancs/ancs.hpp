// ancs.hpp: the whole library: rule text to program to scorecard to explanation.
#ifndef ANCS_ANCS_HPP
#define ANCS_ANCS_HPP

#include "check.hpp"
#include "cohort.hpp"
#include "columns.hpp"
#include "compare.hpp"
#include "compile.hpp"
#include "coverage.hpp"
#include "diff.hpp"
#include "differences.hpp"
#include "explain.hpp"
#include "include.hpp"
#include "model_info.hpp"
#include "parents.hpp"
#include "parse.hpp"
#include "parts.hpp"
#include "print.hpp"
#include "program.hpp"
#include "rank_columns.hpp"
#include "rule_set.hpp"
#include "selftest.hpp"
#include "session.hpp"
#include "suggest.hpp"
#include "version.hpp"

#endif
