// program_host.cpp: a host that only evaluates sees no Boost and no front end through program.hpp.
#include <ancs/program.hpp>

#if defined(BOOST_VERSION) || defined(BOOST_CONFIG_HPP)
#error "program.hpp lets Boost through to a host of the compiled library"
#endif
#if defined(ANCS_AST_HPP) || defined(ANCS_PARSE_HPP) || defined(ANCS_CHECK_HPP) || defined(ANCS_CHECKED_HPP)
#error "program.hpp lets the front end through"
#endif

#include <ancs/ancs.hpp>
#if defined(BOOST_VERSION) || defined(BOOST_CONFIG_HPP)
#error "ancs.hpp lets Boost through to a host of the compiled library"
#endif

int main() {
  // Linking a call shows that the compiled library stands without these headers.
  return ancs::rational(2, 4) == ancs::rational(1, 2) ? 0 : 1;
}
