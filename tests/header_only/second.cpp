// second.cpp: the other half of the header-only host.
#include <ancs/ancs.hpp>

ancs::result<ancs::program> load_in_second(const ancs::source& text) { return ancs::load(text); }
