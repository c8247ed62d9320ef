// csv_fuzz.cpp: any bytes as a data file: read to its end, every row a unit or a finding with its place.
#include "ancs/compile.hpp"
#include "fuzz.hpp"
#include "tool/records.hpp"

namespace {

const ancs::program& program() {
  static const ancs::program made = *ancs::load(ancs::source("ward.ancs", R"(ancs 1
model ward { maximum 10 }
input whole  : count at least 1
input part   : count at most whole
input share  : percent, optional
input amount : number at least -100, default 0
input late   : count monthly, default 0
input cases  : count with baseline before
input held   : yes/no
input head   : one of "chair", "deputy"
group A maximum 10 {
  criterion A1 maximum 4 { bands part / whole { from 90% up : full  below 90% : none } }
  criterion A2 maximum 4 { when cases.before = 0 : none  when share is not given : none  award full when held and share > 10% and fall(cases) > 0% }
  criterion A3 maximum 2 { when amount > 7 or sum(late) > 3 : none  choose head { "chair" : full  otherwise : 1 } }
}
)")).value;
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto style = data[0] & 1 ? ancs::number_style::vi : ancs::number_style::en;
  tool::sheet sheet(program(), "fuzz.csv", std::string(reinterpret_cast<const char*>(data) + 1, size - 1), std::nullopt, style);
  tool::unit unit(program());
  const bool usable = sheet.usable();
  std::size_t findings = 0;
  while (sheet.usable() && sheet.next(unit)) {
    const ancs::scorecard card = program().score(unit.data);
    fuzz::demand(card.total.low <= card.total.high, "bounds in order");
    fuzz::demand(ancs::rational(0) <= card.total.low && card.total.high <= program().maximum(), "points within the model");
    fuzz::demand(unit.findings.empty() || !card.final_result, "a unit with a wrong cell is not final");
    findings += sheet.take_findings().size();
  }
  findings += sheet.take_findings().size();
  fuzz::demand(usable || findings > 0, "an unusable file says why");
  return 0;
}
