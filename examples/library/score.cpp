// score.cpp: the library in twenty lines: read a rule file, set what is known of one ward, print its points and why.
#include <ancs/ancs.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

int main() {
  std::ifstream file("examples/hong_gai/hong_gai.ancs");
  const ancs::source rules("hong_gai.ancs", std::string(std::istreambuf_iterator<char>(file), {}));
  const ancs::result<ancs::program> program = ancs::load(rules);
  for (const ancs::diagnostic& found : program.findings) std::cerr << ancs::render_text(found, rules, ancs::language::en);
  if (!program) return 1;

  ancs::record ward(*program);
  for (const auto& [name, value] : {std::pair("released", 21), std::pair("reoffended", 2), std::pair("rewarded", 3)})
    if (const auto error = ward.set(name, value)) std::cout << ancs::message_of(*error, ancs::language::en) << '\n';

  const ancs::bounds total = program->score(ward).total;
  std::cout << "total from " << total.low.to_string() << " to " << total.high.to_string() << '\n';
  const ancs::criterion_explanation why = ancs::explain(*program, ward, ancs::language::en)[3];
  for (const ancs::reason& reason : why.reasons) std::cout << "line " << reason.place.line << ": " << reason.sentence << "  (" << reason.numbers << ")\n";
}
