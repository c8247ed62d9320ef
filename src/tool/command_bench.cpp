// command_bench.cpp: measures a rule file on units made up within its declared ranges; prints nothing where the ways of scoring differ.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "ancs/columns.hpp"
#include "commands.hpp"
#include "rules.hpp"

namespace tool {

namespace {

using ancs::rational;
using kind = ancs::input_column::kind;

constexpr std::size_t different_units = 1000;                   // then they repeat: making them up must not take longer than scoring
constexpr std::size_t column_bytes = std::size_t{2} << 30;      // of all input columns together
constexpr int rounds = 5;

/// SplitMix64: the same units on every machine.
class draws {
 public:
  std::uint64_t below(std::uint64_t n) {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % n;
  }

 private:
  std::uint64_t state_ = 1;
};

/// The distance of two neighbouring values.
rational step_of(const ancs::input_column& c) { return c.step ? *c.step : c.type == kind::percent ? rational(1, 100) : rational(1); }

/// A value within the declared range, and of counts without one mostly a small number.
rational any_value(const ancs::input_column& c, draws& d) {
  if (c.type == kind::yes_no) return rational(static_cast<std::int64_t>(d.below(2)));
  if (c.type == kind::one_of) return rational(static_cast<std::int64_t>(d.below(c.options.size())));
  const rational step = step_of(c);
  const rational low = c.low ? *c.low : rational(0);
  rational first = (low / step).floor();
  while (first * step < low || (c.low_open && first * step == low)) first += rational(1);
  rational places = rational(400);
  if (c.type == kind::percent && !c.high) places = rational(101);
  if (c.high) {
    const rational last = (*c.high / step).floor();
    places = std::min(places, last - first + rational(c.high_open && last * step == *c.high ? 0 : 1));
  }
  const auto count = places.scaled_int64(1).value_or(1);
  return (first + rational(static_cast<std::int64_t>(d.below(static_cast<std::uint64_t>(std::max<std::int64_t>(count, 1)))))) * step;
}

/// Raises the larger of two inputs that may not stand so, or lowers the smaller where that is not allowed. True if there was such a pair.
bool mend_relation(ancs::record& unit, const ancs::scorecard& card) {
  const auto& columns = unit.of().columns();
  for (const auto& finding : card.findings) {
    if (finding.id != ancs::code::relation_broken && finding.id != ancs::code::relation_not_below) continue;
    const auto below = unit.of().find_column(finding.args[0]), above = unit.of().find_column(finding.args[2]);
    if (!below || !above) return false;
    const rational gap = finding.id == ancs::code::relation_not_below ? std::max(step_of(columns[*below]), step_of(columns[*above])) : rational(0);
    if (unit.set(*above, *unit.value(*below) + gap)) {
      const auto upper = columns[*above].high;
      if (upper && unit.set(*above, *upper)) return false;
      if (unit.set(*below, *unit.value(*above) - gap)) return false;
    }
    return true;
  }
  return false;
}

std::vector<ancs::record> made_up(const ancs::program& by, std::size_t count) {
  draws d;
  std::vector<ancs::record> units;
  for (std::size_t i = 0; i < count; ++i) {
    ancs::record unit(by);
    for (std::uint32_t c = 0; c < by.columns().size(); ++c) static_cast<void>(unit.set(c, any_value(by.columns()[c], d)));
    for (int turn = 0; turn < 100 && mend_relation(unit, by.score(unit)); ++turn) {
    }
    units.push_back(std::move(unit));
  }
  return units;
}

struct columns {
  std::vector<std::vector<std::int64_t>> inputs, levels;
  std::vector<std::int64_t> total;
  std::int64_t scale = 0;
};

/// Nanoseconds a unit, the median of the rounds.
template <class Run>
double nanoseconds(std::size_t units, const Run& run) {
  std::vector<double> times;
  for (int n = 0; n < rounds; ++n) {
    const auto begin = std::chrono::steady_clock::now();
    run();
    times.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count() / static_cast<double>(units));
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// The level of a card as columns have it.
std::int64_t level_of(const ancs::scorecard& card, std::size_t outcome) {
  if (card.not_yet_assessed == ancs::truth::yes) return -2;
  return card.outcomes[outcome].settled() ? std::int64_t{card.outcomes[outcome].possible.front()} : -1;
}

/// True if every row has the total and the levels of its unit scored alone.
bool agrees(const ancs::program& by, const std::vector<ancs::record>& units, const columns& of) {
  std::vector<ancs::scorecard> cards;
  for (const auto& unit : units) cards.push_back(by.score(unit));
  for (std::size_t row = 0; row < of.total.size(); ++row) {
    const auto& card = cards[row % units.size()];
    if ((card.total.low * rational(of.scale)).floor() != rational(of.total[row])) return false;
    for (std::size_t o = 0; o < of.levels.size(); ++o)
      if (of.levels[o][row] != level_of(card, o)) return false;
  }
  return true;
}

const char* name_of(ancs::instruction_set used) {
  return used == ancs::instruction_set::v4 ? "x86-64-v4" : used == ancs::instruction_set::v3 ? "x86-64-v3" : "plain";
}

std::string measured(double alone, double together, std::size_t rows, unsigned threads, const ancs::batch_report& report, bool json, ancs::language lang) {
  const auto local = [&](std::string text) {
    if (lang == ancs::language::vi) std::replace(text.begin(), text.end(), '.', ',');
    return text;
  };
  if (json)
    return fmt::format("{{\"units\":{},\"threads\":{},\"ns_per_unit\":{{\"one_by_one\":{:.2f},\"columns\":{:.2f}}},\"instruction_set\":\"{}\","
                       "\"rows\":{{\"narrow\":{},\"wide\":{},\"apart\":{}}},\"registers\":{{\"bits_16\":{},\"bits_32\":{},\"bits_64\":{}}},\"whole_clauses\":{}}}\n",
                       rows, threads, alone, together, name_of(report.used), report.rows_narrow, report.rows_wide, report.rows_apart, report.registers_16,
                       report.registers_32, report.registers_64, report.whole_clauses);
  std::string out;
  const auto line = [&](const char* en, const char* vi, const std::string& text) { out += fmt::format("{:<16} {}\n", in_language(lang, en, vi), text); };
  const char* speed = in_language(lang, "{:.1f} ns a unit, {:.2f} million units a second", "{:.1f} ns mỗi đơn vị, {:.2f} triệu đơn vị mỗi giây");
  line("one by one", "từng đơn vị", local(fmt::format(fmt::runtime(speed), alone, 1000 / alone)));
  line("in columns", "theo cột",
       local(fmt::format(fmt::runtime(speed), together, 1000 / together)) +
           fmt::format(fmt::runtime(in_language(lang, " ({} units, {} thread(s), {})", " ({} đơn vị, {} luồng, {})")), rows, threads, name_of(report.used)));
  line("rows", "dòng",
       fmt::format(fmt::runtime(in_language(lang, "{} in columns by the first rows' widths, {} by declared ranges, {} one by one",
                                            "{} theo độ rộng của các dòng đầu, {} theo phạm vi khai báo, {} chấm riêng")),
                   report.rows_narrow, report.rows_wide, report.rows_apart));
  line("values", "giá trị",
       fmt::format(fmt::runtime(in_language(lang, "{} in 16 bits, {} in 32, {} in 64; {} clauses that are one loop each",
                                            "{} loại 16 bit, {} loại 32 bit, {} loại 64 bit; {} điều khoản gọn trong một vòng lặp")),
                   report.registers_16, report.registers_32, report.registers_64, report.whole_clauses));
  return out;
}

}  // namespace

int run_bench(const options& by, console& err, output& to) {
  int status = 0;
  auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  if (!change_parameters(*loaded, by, err)) return 2;
  const ancs::program& program = loaded->program;
  const std::size_t most = column_bytes / (8 * (program.columns().size() + program.outcomes().size() + 1));
  const std::size_t rows = by.rows.value_or(std::min<std::size_t>(most, 1'000'000));
  if (rows > most) {
    err.say(fmt::format(fmt::runtime(in_language(err.lang, "{} units of this file need more than 2 GiB: at most {}", "{} đơn vị của tệp này cần hơn 2 GiB: tối đa {}")),
                        rows, most));
    return 2;
  }
  const std::vector<ancs::record> units = made_up(program, std::min(rows, different_units));

  columns data;
  const std::int64_t scale_of_points = ancs::points_scale(program);
  data.scale = scale_of_points ? scale_of_points : 1000;
  data.total.resize(rows);
  data.levels.assign(program.outcomes().size(), std::vector<std::int64_t>(rows));
  ancs::batch batch(program, rows);
  for (std::uint32_t c = 0; c < program.columns().size(); ++c) {
    const std::int64_t scale = step_of(program.columns()[c]).small_denominator().value_or(1);
    auto& column = data.inputs.emplace_back(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto& unit = units[row % units.size()];
      column[row] = row < units.size() ? unit.value(c)->scaled_int64(scale).value_or(0) : column[row - units.size()];
    }
    ancs::input_view view;
    view.data = column.data();
    view.scale = scale;
    if (const auto refused = batch.set(c, view)) return err.report(*refused, loaded->text), 2;
  }
  ancs::batch_request request;
  request.total = {data.total.data(), ancs::column_type::int64};
  for (auto& level : data.levels) request.outcomes.push_back({level.data(), ancs::column_type::int64});
  request.scale = data.scale;
  request.threads = by.threads.value_or(1);

  const ancs::batch_report report = ancs::score(batch, request);
  if (!report.findings.empty()) return err.report(report.findings.front(), loaded->text), 2;
  if (!agrees(program, units, data)) {
    err.say(in_language(err.lang, "columns and single units differ: no time is shown; please report this rule file",
                        "kết quả theo cột và từng đơn vị khác nhau: không hiện thời gian; xin báo lại tệp quy tắc này"));
    return 1;
  }
  const double together = nanoseconds(rows, [&] { ancs::score(batch, request); });
  rational sum;
  const double alone = nanoseconds(units.size() * 20, [&] {
    for (int turn = 0; turn < 20; ++turn)
      for (const auto& unit : units) sum += program.score(unit).total.low;
  });
  to.write(measured(alone, together, rows, request.threads, report, by.format == format::json, err.lang));
  return 0;
}

}  // namespace tool
