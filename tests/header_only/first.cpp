// first.cpp: one half of a header-only host; the other includes the same headers and shares a program with it.
#include <ancs/ancs.hpp>
#include <cstdio>

ancs::result<ancs::program> load_in_second(const ancs::source& text);

int main() {
  const ancs::source text("inline.ancs",
                          "ancs 1\nmodel m { maximum 10 }\ninput a : count\n"
                          "group A maximum 10 { criterion A1 maximum 10 { bands a { from 3 up : 10  below 3 : 4 } } }\n");
  const auto here = ancs::load(text);
  const auto there = load_in_second(text);
  if (!here || !there) {
    for (const auto& f : here.findings) std::fputs(ancs::render_text(f, text, ancs::language::en).c_str(), stderr);
    return 1;
  }
  ancs::record unit(*here);
  if (unit.set("a", 2)) return 1;
  if (here->score(unit).total.low != 4) return 1;
  if (here->rules_digest() != there->rules_digest()) return 1;
  std::puts("ok");
}
