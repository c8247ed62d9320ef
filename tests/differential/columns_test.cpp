// columns_test.cpp: proves that scoring columns gives what scoring each unit gives, on random rule files and data, whatever the chunk
// size, the number of threads, the instruction set, the types of the columns and the gaps in them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "../reference/random_model.hpp"
#include "../reference/reference.hpp"
#include "ancs/columns.hpp"
#include "ancs/compile.hpp"
#include "changed_parameters.hpp"

namespace {

using random_model::dice;

/// One input column: exact values of all rows at a scale, absent ones marked, in a type that holds them.
struct column_data {
  std::int64_t scale = 1;
  ancs::column_type type = ancs::column_type::int64;
  std::vector<std::int64_t> values;
  std::vector<std::uint8_t> present, bits;
  std::vector<std::uint8_t> memory;

  void pack(dice& d) {
    const auto ends = std::minmax_element(values.begin(), values.end());
    using enum ancs::column_type;
    std::vector<ancs::column_type> fitting{int64};
    const auto fits = [&](ancs::column_type t, std::int64_t least, std::int64_t most) {
      if (*ends.first >= least && *ends.second <= most) fitting.push_back(t);
    };
    fits(int8, INT8_MIN, INT8_MAX);
    fits(int16, INT16_MIN, INT16_MAX);
    fits(int32, INT32_MIN, INT32_MAX);
    fits(uint8, 0, UINT8_MAX);
    fits(uint16, 0, UINT16_MAX);
    fits(uint32, 0, UINT32_MAX);
    type = d.one_of(fitting);
    const std::size_t width = type == int8 || type == uint8 ? 1 : type == int16 || type == uint16 ? 2 : type == int32 || type == uint32 ? 4 : 8;
    memory.resize(values.size() * width + 8);
    // A little-endian machine keeps the low bytes first.
    for (std::size_t i = 0; i < values.size(); ++i) std::memcpy(memory.data() + i * width, &values[i], width);
    bits.assign(values.size() / 8 + 1, 0);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (present[i]) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (1 << (i % 8)));
  }
  ancs::input_view view(dice& d) const {
    ancs::input_view v;
    v.data = memory.data();
    v.type = type;
    v.scale = scale;
    const bool all = std::all_of(present.begin(), present.end(), [](auto p) { return p != 0; });
    if (!all || d.chance(30)) {
      v.validity_bits = d.chance(50);
      v.validity = v.validity_bits ? bits.data() : present.data();
    }
    return v;
  }
};

ancs::rational number_of(const reference::value& v, const ancs::input_column& column) {
  if (auto* x = std::get_if<reference::number>(&v)) return reference::to(*x);
  if (auto* b = std::get_if<bool>(&v)) return *b ? 1 : 0;
  const auto& options = column.options;
  return static_cast<std::int64_t>(std::find(options.begin(), options.end(), std::get<std::string>(v)) - options.begin());
}

struct wanted_results {
  std::vector<std::int64_t> total, total_high, with_all, vetoes, not_yet_assessed, rescaled, rescaled_high, assessed;
  std::vector<std::vector<std::int64_t>> criteria, groups, criteria_high, groups_high, levels, actions, requirements;
  std::vector<std::uint8_t> states;
};

class columns_trial {
 public:
  columns_trial(std::uint64_t seed) : dice_(seed) {}
  std::size_t rows_narrow = 0, rows_wide = 0, rows_apart = 0, clauses = 0;

  /// False if the model is not one that columns are for.
  bool run() {
    const auto model = random_model::make(dice_);
    const std::string text = random_model::text_of(model);
    const auto loaded = ancs::load(ancs::source("random.ancs", text));
    if (!loaded) return false;
    program_ = *loaded;
    random_model::change_parameters(program_, nullptr, dice_);
    // Points that no scale makes whole go down to the next whole number.
    whole_ = ancs::points_scale(program_);
    scale_ = whole_ ? whole_ : 60;
    rounds_items_ = text.find(" per item\n") != text.npos;
    SCOPED_TRACE(text);
    std::vector<reference::data> units;
    const std::size_t distinct = 12, rows = dice_.chance(1) ? 4096 + dice_.below(200) : 1 + dice_.below(150);
    for (std::size_t i = 0; i < distinct; ++i) {
      auto unit = random_model::make_record(model, dice_);
      if (dice_.chance(10)) random_model::spoil(model, unit, dice_);
      if (dice_.chance(20) && !unit.empty()) unit.erase(std::next(unit.begin(), static_cast<long>(dice_.below(unit.size()))));
      units.push_back(std::move(unit));
    }
    make_columns(units, rows);
    score_alone(rows);
    for (int turn = 0; turn < 4; ++turn) compare(rows);
    return true;
  }

 private:
  void make_columns(const std::vector<reference::data>& units, std::size_t rows) {
    columns_.assign(program_.columns().size(), {});
    std::vector<std::size_t> unit_of(rows);
    for (auto& u : unit_of) u = dice_.below(units.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const auto& info = program_.columns()[c];
      auto& column = columns_[c];
      std::vector<std::optional<ancs::rational>> values;
      for (const auto& u : units) {
        const auto found = u.find(info.name);
        values.push_back(found == u.end() ? std::nullopt : std::optional(number_of(found->second, info)));
      }
      for (const std::int64_t scale : {1, 2, 10, 100, 1000, 1000000}) {
        column.scale = scale;
        if (std::all_of(values.begin(), values.end(), [&](const auto& v) { return !v || v->scaled_int64(scale); })) break;
      }
      for (std::size_t r = 0; r < rows; ++r) {
        const auto& v = values[unit_of[r]];
        const auto scaled = v ? v->scaled_int64(column.scale) : std::nullopt;
        column.present.push_back(scaled ? 1 : 0);
        // What stands where no value is must not matter.
        column.values.push_back(scaled ? *scaled : dice_.chance(50) ? 0 : 77);
      }
      column.pack(dice_);
    }
  }

  void score_alone(std::size_t rows) {
    want_ = {};
    want_.criteria.resize(program_.criteria().size());
    want_.groups.resize(program_.groups().size());
    want_.criteria_high.resize(want_.criteria.size());
    want_.groups_high.resize(want_.groups.size());
    want_.levels.resize(program_.outcomes().size());
    want_.actions.resize(program_.actions().size());
    want_.requirements.resize(program_.requirements());
    inexact_.assign(rows, false);
    const auto down = [&](const ancs::rational& v, std::size_t row) {
      if (!v.scaled_int64(scale_)) inexact_[row] = true;
      return (v * ancs::rational(scale_)).floor().to_int64().value_or(0);
    };
    const auto scaled = [&](const ancs::rational& v) {
      const auto s = v.scaled_int64(scale_);
      EXPECT_TRUE(s.has_value() || !whole_) << v.to_string();
      return s ? *s : (v * ancs::rational(scale_)).floor().to_int64().value_or(0);
    };
    // Items that are not rounded themselves need not be whole, and then have no column.
    fractions_.assign(want_.criteria.size(), false);
    for (std::size_t i = 0; i < fractions_.size(); ++i) fractions_[i] = program_.criteria()[i].parent >= 0 && !rounds_items_;
    for (std::size_t r = 0; r < rows; ++r) {
      ancs::record unit(program_);
      bool refused = false;
      for (std::uint32_t c = 0; c < columns_.size(); ++c)
        if (columns_[c].present[r] && unit.set(c, ancs::rational(columns_[c].values[r], columns_[c].scale))) refused = true;
      const auto card = program_.score(unit);
      want_.total.push_back(scaled(card.total.low));
      want_.total_high.push_back(scaled(card.total.high));
      want_.with_all.push_back(scaled(card.total_with_all.low));
      want_.rescaled.push_back(down(card.total_rescaled.low, r));
      want_.rescaled_high.push_back(down(card.total_rescaled.high, r));
      want_.assessed.push_back(down(card.assessed_maximum.low, r));
      for (std::uint32_t i = 0; i < want_.actions.size(); ++i) {
        std::int64_t made = 0;
        const auto& columns = program_.actions()[i].columns;
        for (const auto& a : card.actions)
          if (a.action == i && a.made == ancs::truth::yes) made |= a.column ? std::int64_t{1} << (std::find(columns.begin(), columns.end(), *a.column) - columns.begin()) : 1;
        want_.actions[i].push_back(made);
      }
      std::size_t not_met = 0;
      for (const auto& f : card.findings) not_met += f.id == ancs::code::requirement_not_met;
      want_not_met_.push_back(not_met);
      bool open = false;
      for (std::size_t i = 0; i < want_.criteria.size(); ++i) {
        open = open || card.criteria[i].state == ancs::point_state::unknown;
        const auto& low = card.criteria[i].points.low;
        want_.criteria[i].push_back(fractions_[i] ? 0 : scaled(low));
      }
      for (std::size_t i = 0; i < want_.groups.size(); ++i) want_.groups[i].push_back(scaled(card.groups[i].low));
      for (std::size_t i = 0; i < want_.criteria.size(); ++i) want_.criteria_high[i].push_back(fractions_[i] ? 0 : scaled(card.criteria[i].points.high));
      for (std::size_t i = 0; i < want_.groups.size(); ++i) want_.groups_high[i].push_back(scaled(card.groups[i].high));
      for (std::size_t i = 0; i < want_.levels.size(); ++i)
        want_.levels[i].push_back(card.not_yet_assessed == ancs::truth::yes ? -2 : card.outcomes[i].settled() ? static_cast<std::int64_t>(card.outcomes[i].possible[0]) : -1);
      want_.not_yet_assessed.push_back(card.not_yet_assessed == ancs::truth::unknown ? -1 : card.not_yet_assessed == ancs::truth::yes);
      std::int64_t bits = 0;
      for (std::size_t i = 0; i < card.vetoes.size(); ++i)
        if (card.vetoes[i] == ancs::truth::yes) bits |= std::int64_t{1} << i;
      want_.vetoes.push_back(bits);
      const bool broken = std::any_of(card.findings.begin(), card.findings.end(), [](const auto& f) {
        return f.id == ancs::code::relation_broken || f.id == ancs::code::relation_not_below;
      });
      want_.states.push_back(refused || broken ? 2 : card.missing.empty() && !open ? 0 : 1);
    }
  }

  void compare(std::size_t rows) {
    ancs::batch units(program_, rows);
    for (std::uint32_t c = 0; c < columns_.size(); ++c) {
      const bool none = std::none_of(columns_[c].present.begin(), columns_[c].present.end(), [](auto p) { return p != 0; });
      if (none && dice_.chance(50)) continue;  // a column that is not there is missing in every row
      const auto finding = units.set(c, columns_[c].view(dice_));
      ASSERT_FALSE(finding) << ancs::message_of(*finding, ancs::language::en);
    }
    constexpr std::int64_t untouched = 0x5a5a5a5a5a5a5a5a;
    wanted_results got;
    ancs::batch_request request;
    const auto column = [&](std::vector<std::int64_t>& into, ancs::output_view& view) {
      into.assign(rows + 1, untouched);
      view = {into.data(), ancs::column_type::int64};
    };
    column(got.total, request.total);
    column(got.total_high, request.total_high);
    column(got.with_all, request.total_with_all);
    column(got.vetoes, request.vetoes);
    column(got.not_yet_assessed, request.not_yet_assessed);
    const bool rescaled = dice_.chance(50);
    if (rescaled) {
      column(got.rescaled, request.total_rescaled);
      column(got.rescaled_high, request.total_rescaled_high);
      column(got.assessed, request.assessed_maximum);
    }
    const auto columns_of = [&](std::vector<std::vector<std::int64_t>>& into, std::vector<ancs::output_view>& views, std::size_t n) {
      into.resize(n);
      views.resize(n);
      for (std::size_t i = 0; i < n; ++i) column(into[i], views[i]);
    };
    columns_of(got.criteria, request.criteria, want_.criteria.size());
    for (std::size_t i = 0; i < fractions_.size(); ++i)
      if (fractions_[i]) request.criteria[i] = {};
    columns_of(got.groups, request.groups, want_.groups.size());
    if (dice_.chance(30) && std::none_of(fractions_.begin(), fractions_.end(), [](bool f) { return f; })) {
      columns_of(got.criteria_high, request.criteria_high, want_.criteria.size());
      columns_of(got.groups_high, request.groups_high, want_.groups.size());
    }
    if (!whole_ || dice_.chance(10)) request.scale = scale_;
    if (dice_.chance(25)) request.least_bits = dice_.one_of(std::vector<unsigned>{32, 64, 128, 256});
    columns_of(got.levels, request.outcomes, want_.levels.size());
    columns_of(got.actions, request.actions, want_.actions.size());
    columns_of(got.requirements, request.requirements, want_.requirements.size());
    got.states.assign(rows + 1, 0x5a);
    request.states = got.states.data();
    request.chunk_rows = dice_.one_of(std::vector<std::size_t>{0, 1, 7, 64, 1000, 4096, 65537});
    request.threads = static_cast<unsigned>(dice_.between(1, 4));
    request.most = static_cast<ancs::instruction_set>(dice_.between(0, 2));
    const auto report = ancs::score(units, request);
    ASSERT_TRUE(report.findings.empty()) << ancs::message_of(report.findings.front(), ancs::language::en);
    EXPECT_EQ(report.rows_done, rows);
    EXPECT_EQ(report.rows_narrow + report.rows_wide + report.rows_apart, rows);
    if (request.least_bits > 64) { EXPECT_EQ(report.rows_apart, rows); }
    const std::size_t inexact = rescaled ? static_cast<std::size_t>(std::count(inexact_.begin(), inexact_.end(), true)) : 0;
    if (whole_) { EXPECT_EQ(report.rows_inexact, inexact); }
    clauses += report.rows_narrow ? report.whole_clauses : 0;
    rows_narrow += report.rows_narrow;
    rows_wide += report.rows_wide;
    rows_apart += report.rows_apart;
    const auto same = [&](std::vector<std::int64_t>& g, const std::vector<std::int64_t>& w, const std::string& what) {
      EXPECT_EQ(g.back(), untouched) << what << ": written past the end";
      g.pop_back();
      EXPECT_EQ(g, w) << what << ", chunks of " << request.chunk_rows << ", instruction set " << static_cast<int>(request.most);
    };
    same(got.total, want_.total, "total");
    same(got.total_high, want_.total_high, "total_high");
    same(got.with_all, want_.with_all, "total with all");
    same(got.vetoes, want_.vetoes, "vetoes");
    same(got.not_yet_assessed, want_.not_yet_assessed, "not yet assessed");
    if (rescaled) {
      same(got.rescaled, want_.rescaled, "total rescaled");
      same(got.rescaled_high, want_.rescaled_high, "total rescaled, high");
      same(got.assessed, want_.assessed, "assessed maximum");
    }
    for (std::size_t i = 0; i < got.actions.size(); ++i) same(got.actions[i], want_.actions[i], program_.actions()[i].title);
    std::vector<std::size_t> not_met(rows);
    for (auto& each : got.requirements)
      for (std::size_t r = 0; r < rows; ++r) not_met[r] += each[r] == 0;
    EXPECT_EQ(not_met, want_not_met_);
    for (std::size_t i = 0; i < got.criteria.size(); ++i)
      if (request.criteria[i].data) same(got.criteria[i], want_.criteria[i], program_.criteria()[i].id);
    for (std::size_t i = 0; i < got.groups.size(); ++i) same(got.groups[i], want_.groups[i], program_.groups()[i].id);
    for (std::size_t i = 0; i < got.criteria_high.size(); ++i) same(got.criteria_high[i], want_.criteria_high[i], program_.criteria()[i].id + " high");
    for (std::size_t i = 0; i < got.groups_high.size(); ++i) same(got.groups_high[i], want_.groups_high[i], program_.groups()[i].id + " high");
    for (std::size_t i = 0; i < got.levels.size(); ++i) same(got.levels[i], want_.levels[i], program_.outcomes()[i].title);
    EXPECT_EQ(got.states.back(), 0x5a);
    got.states.pop_back();
    EXPECT_EQ(got.states, want_.states);
  }

  dice dice_;
  ancs::program program_;
  std::int64_t scale_ = 1, whole_ = 1;
  std::vector<column_data> columns_;
  wanted_results want_;
  std::vector<bool> fractions_, inexact_;
  std::vector<std::size_t> want_not_met_;  ///< requirements, by row
  bool rounds_items_ = false;
};

TEST(columns, give_what_each_unit_gives_alone) {
  const char* seed_text = std::getenv("ANCS_SEED");
  const std::uint64_t seed = seed_text ? std::strtoull(seed_text, nullptr, 10) : 1;
  const char* count_text = std::getenv("ANCS_MODELS");
  const int models = count_text ? std::atoi(count_text) / 10 : 1500;
  std::size_t narrow = 0, wide = 0, apart = 0, clauses = 0;
  int taken = 0;
  for (int i = 0; i < models && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed * 1000003 + static_cast<std::uint64_t>(i)));
    columns_trial trial(seed * 1000003 + static_cast<std::uint64_t>(i));
    taken += trial.run();
    narrow += trial.rows_narrow;
    wide += trial.rows_wide;
    apart += trial.rows_apart;
    clauses += trial.clauses;
  }
  if (::testing::Test::HasFailure() || models < 150) return;
  // Every way of scoring a row must have had its share, or the test has gone dull. A few models say nothing of shares.
  EXPECT_GT(taken, models / 4);
  EXPECT_GT(narrow, static_cast<std::size_t>(models) * 10);
  EXPECT_GT(wide, static_cast<std::size_t>(models) / 4);
  EXPECT_GT(apart, static_cast<std::size_t>(models) * 10);
  EXPECT_GT(clauses, static_cast<std::size_t>(models) / 4);
  RecordProperty("rows_narrow", static_cast<int>(narrow));
}

}  // namespace
