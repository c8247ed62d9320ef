// host.cpp: a program of the parent project that calls the C++ library of the same build.
#include <ancs/compile.hpp>
#include <iostream>

int main() {
  const auto program = ancs::load(ancs::source("ward.ancs", "ancs 1\nmodel ward { maximum 5 }\ninput late : count\n"
                                                            "group A maximum 5 { criterion A1 maximum 5 { start full  deduct 1 per late } }\n"));
  if (!program) return 1;
  ancs::record unit(*program);
  if (unit.set("late", 2)) return 1;
  std::cout << "C++: " << program->score(unit).total.low.to_string() << " points\n";
}
