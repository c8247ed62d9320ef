// score_fuzz.cpp: any rule file that compiles scores any data: bounds in order, points within maxima, nothing undefined.
#include "ancs/compile.hpp"
#include "ancs/explain.hpp"
#include "fuzz.hpp"

namespace {

// Mostly values near small thresholds; some far out, wrong or missing.
void fill(ancs::record& unit, std::uint32_t column, const ancs::input_column& as, fuzz::draws& d) {
  using kind = ancs::input_column::kind;
  switch (d.below(8)) {
    case 0: return;
    case 1: unit.set_invalid(column); return;
    case 2: static_cast<void>(unit.set(column, ancs::rational(static_cast<std::int64_t>(d.next())))); return;
    case 3: static_cast<void>(unit.set(column, ancs::rational(static_cast<std::int64_t>(d.below(1000)), 7))); return;
    default: break;
  }
  if (as.type == kind::one_of && !as.options.empty()) {
    static_cast<void>(unit.set(column, ancs::rational(static_cast<std::int64_t>(d.below(as.options.size())))));
  } else if (as.type == kind::yes_no) {
    static_cast<void>(unit.set(column, ancs::rational(static_cast<std::int64_t>(d.below(2)))));
  } else if (as.type == kind::percent) {
    static_cast<void>(unit.set(column, ancs::rational(static_cast<std::int64_t>(d.below(21)), 20)));
  } else {
    static_cast<void>(unit.set(column, ancs::rational(static_cast<std::int64_t>(d.below(24)))));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 20'000) return 0;
  const auto loaded = ancs::load(fuzz::rules(data, size));
  if (!loaded) return 0;
  const ancs::program& program = *loaded;
  fuzz::draws d(data, size);
  for (int turn = 0; turn < 4; ++turn) {
    ancs::record unit(program);
    for (std::uint32_t c = 0; c < program.columns().size(); ++c) fill(unit, c, program.columns()[c], d);
    const ancs::scorecard card = program.score(unit);
    fuzz::demand(card.total.low <= card.total.high, "bounds of the total in order");
    for (std::size_t c = 0; c < card.criteria.size(); ++c) {
      fuzz::demand(card.criteria[c].points.low <= card.criteria[c].points.high, "bounds of a criterion in order");
      fuzz::demand(card.criteria[c].points.high <= program.criteria()[c].maximum, "no criterion passes its maximum");
    }
    for (const auto& outcome : card.outcomes) {
      if (card.not_yet_assessed == ancs::truth::yes) {
        fuzz::demand(outcome.possible.empty(), "no level where the unit is not yet assessed");
      } else {
        fuzz::demand(!outcome.possible.empty(), "a level is possible");
      }
    }
    fuzz::demand(ancs::explain(program, unit, ancs::language::vi).size() == program.criteria().size(), "every criterion is explained");
  }
  return 0;
}
