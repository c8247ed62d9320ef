// engine.hpp: Workload W in the engine: its rule file compiled, its rows as records, its results compared with those by hand.
#ifndef ANCS_BENCH_ENGINE_HPP
#define ANCS_BENCH_ENGINE_HPP

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "ancs/ast.hpp"
#include "ancs/program.hpp"
#include "ancs/source.hpp"
#include "baselines.hpp"
#include "reference/reference.hpp"

namespace ancs_bench {

/// The rule file in all its forms, and the first rows as the engine and the reference take them.
struct engine {
  ancs::source text;
  ancs::ast::document tree;
  ancs::program program;
  std::vector<ancs::record> records;
  std::vector<reference::data> reference_data;
};

/// Compiles `file` and fills `records` records and `reference_rows` rows for the reference. On failure says why on standard
/// error and returns nothing.
std::unique_ptr<engine> make_engine(const std::string& file, const prepared& of, std::size_t records, std::size_t reference_rows);

void fill(ancs::record& unit, const std::int64_t* row);

/// What the engine's card says, in the benchmark's form. False where it has no such form: points that are no hundredths, an
/// open level, missing data, findings.
bool read_card(const ancs::scorecard& card, row_result& into);
/// The same of results that are still in the state.
inline bool read_evaluation(const ancs::evaluation& of, row_result& into) {
  const auto total = of.scaled_total_with_all();
  const auto level = of.level(0);
  if (!total || !level) return false;
  into.total = static_cast<std::int32_t>(*total);
  into.level = static_cast<std::uint8_t>(*level);
  into.vetoes = static_cast<std::uint8_t>(of.vetoes());
  return true;
}

/// The engine's two ways of scoring one unit and the reference give the exact results for all rows they were made with. Says on standard
/// error what differs.
bool engine_agrees(const engine& of, const prepared& with);

}  // namespace ancs_bench

#endif
