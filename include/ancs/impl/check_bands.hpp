// impl/check_bands.hpp: the rows of `bands` as pieces that cover every possible value once.
#ifndef ANCS_IMPL_CHECK_BANDS_HPP
#define ANCS_IMPL_CHECK_BANDS_HPP

#include <algorithm>

#include "check_inputs.hpp"

namespace ancs::detail {

/// A place on the number line between values: just before `value`, or just after it. Infinite: an end of the line.
struct place {
  int infinite = 0;
  rational value;
  bool after = false;
  int compare(const place& o) const {
    if (infinite != o.infinite) return infinite < o.infinite ? -1 : 1;
    if (infinite) return 0;
    if (const int c = value.compare(o.value)) return c;
    return int{after} - int{o.after};
  }
  friend bool operator<(const place& a, const place& b) { return a.compare(b) < 0; }
};

/// Intervals as stretches between places, so that neighbours share one. Where only multiples of a step occur, a
/// stretch ends just before the next multiple: then `1 to 3` and `from 4` are neighbours.
struct stretch {
  place begin, end;
  bool is_empty() const { return !(begin < end); }
};

inline stretch stretch_of(interval i, const std::optional<rational>& step) {
  if (step) i = snapped(std::move(i), *step);
  stretch r;
  r.begin = i.low ? place{0, *i.low, i.low_open} : place{-1, 0, false};
  r.end = i.high ? place{0, *i.high, !i.high_open} : place{1, 0, false};
  if (step && i.high && step->sign() > 0) r.end = {0, *i.high + *step, false};
  return r;
}

inline interval interval_of(const stretch& r, const std::optional<rational>& step) {
  interval i;
  if (!r.begin.infinite) i.low = r.begin.value, i.low_open = r.begin.after;
  if (!r.end.infinite) i.high = r.end.value, i.high_open = !r.end.after;
  return step && step->sign() > 0 ? snapped(std::move(i), *step) : i;
}

/// The interval of a row; empty (and reported) where a limit does not fit the value, or no value is in it.
inline std::optional<interval> row_interval(check_state& s, const ast::band_row& row, const typed& of, const std::string& text) {
  using form = ast::band_row::form;
  std::optional<rational> low, high;
  bool ok = true;
  if (row.low) low = literal_beside(s, of, text, *row.low), ok = low.has_value();
  if (row.high && row.written != form::exactly) {
    high = literal_beside(s, of, text, *row.high);
    ok = ok && high.has_value();
  }
  if (!ok) return std::nullopt;
  interval i;
  switch (row.written) {
    case form::from_up:
      i = {low, {}, false, false};
      break;
    case form::above:
      i = {low, {}, true, false};
      break;
    case form::below:
      i = {{}, high, false, true};
      break;
    case form::up_to:
    case form::from_down:
      i = {{}, high, false, false};
      break;
    case form::from_to:
      i = {low, high, false, false};
      break;
    case form::from_to_below:
      i = {low, high, false, true};
      break;
    case form::above_to:
      i = {low, high, true, false};
      break;
    case form::above_to_below:
      i = {low, high, true, true};
      break;
    case form::exactly:
      i = {low, low, false, false};
      break;
    case form::otherwise:
      break;
  }
  if (is_empty(i)) {
    const bool percent = row.low->percent;
    report(s, code::row_is_empty, row.head,
           {range_text(s, {low, {}, i.low_open, false}, percent), range_text(s, {{}, high, false, i.high_open}, percent)});
    return std::nullopt;
  }
  return i;
}

struct band_cell {
  stretch where;
  std::uint32_t row = 0;
};

/// The pieces of a table over the values that its expression can have. Reports gaps, overlaps and rows that never hold;
/// `sound` becomes false after an error.
inline std::vector<checked::piece> cover(check_state& s, const ast::bands_clause& tree, const typed& of, const analysis& known,
                                         const std::vector<std::optional<rational>>& gives, bool& sound) {
  const std::string text = as_written(s, tree.of);
  const bool percent = of.term.type == kind::percent ||
                       std::any_of(tree.rows.begin(), tree.rows.end(), [](const ast::band_row& r) { return r.low && r.low->percent; });
  const bool of_maximum = percent && of.term.type == kind::points;
  const std::optional<rational> step = known.step && known.step->sign() > 0 ? known.step : std::nullopt;
  stretch all = stretch_of(known.range, step);
  const bool impossible = all.is_empty();  // the guards leave nothing: nothing to prove
  if (impossible) all = {{-1, 0, false}, {1, 0, false}};
  const auto say = [&](const stretch& r) {
    interval i = interval_of(r, step);
    // Points compared by percents are written as such again.
    if (of_maximum && of.maximum && !of.maximum->is_zero()) {
      if (i.low) *i.low /= *of.maximum;
      if (i.high) *i.high /= *of.maximum;
    }
    return range_text(s, i, percent);
  };

  std::vector<band_cell> cells;
  std::optional<std::uint32_t> otherwise;
  bool complete = true;
  for (std::uint32_t r = 0; r < tree.rows.size(); ++r) {
    const ast::band_row& row = tree.rows[r];
    if (row.written == ast::band_row::form::otherwise) {
      if (otherwise)
        report(s, code::second_otherwise, row.head, {word(s, keyword::otherwise)},
               {{tree.rows[*otherwise].head, code::other_row_here, {}}});
      if (!otherwise) otherwise = r;
      continue;
    }
    const auto i = row_interval(s, row, of, text);
    if (!i) {
      complete = sound = false;
      continue;
    }
    band_cell cell{stretch_of(*i, step), r};
    if (cell.where.begin < all.begin) cell.where.begin = all.begin;
    if (all.end < cell.where.end) cell.where.end = all.end;
    if (cell.where.is_empty())
      report(s, code::row_never_holds, row.head, {text, say(all)});
    else
      cells.push_back(cell);
  }
  std::stable_sort(cells.begin(), cells.end(), [](const band_cell& a, const band_cell& b) { return a.where.begin < b.where.begin; });

  std::vector<checked::piece> pieces;
  const auto piece = [&](const place& from, std::uint32_t row) {
    checked::piece p;
    if (!pieces.empty()) p.low = from.value, p.low_open = from.after;
    p.row = row;
    p.gives = gives[row].value_or(0);
    pieces.push_back(std::move(p));
  };
  place covered = all.begin;
  std::optional<std::uint32_t> last;  // the row that reaches furthest so far
  bool filled = false;
  const auto gap = [&](const place& to, std::optional<std::uint32_t> next) {
    if (otherwise) {
      filled = true;
      piece(covered, *otherwise);
      return;
    }
    if (!complete || impossible) return;
    std::vector<related> others;
    if (last) others.push_back({tree.rows[*last].head, code::row_before_gap, {}});
    if (next) others.push_back({tree.rows[*next].head, code::row_after_gap, {}});
    sound = false;
    report(s, code::bands_leave_gap, tree.of.where, {say({covered, to}), word(s, keyword::otherwise) + " : …"}, std::move(others));
  };
  for (const band_cell& cell : cells) {
    if (covered < cell.where.begin) gap(cell.where.begin, cell.row);
    if (last && cell.where.begin < covered) {
      const place& end = cell.where.end < covered ? cell.where.end : covered;
      const bool this_later = *last < cell.row;
      const std::uint32_t later = this_later ? cell.row : *last, earlier = this_later ? *last : cell.row;
      report(s, code::bands_overlap, tree.rows[later].head, {say({cell.where.begin, end})},
             {{tree.rows[earlier].head, code::other_row_here, {}}});
    }
    piece(cell.where.begin, cell.row);
    if (covered < cell.where.end) covered = cell.where.end, last = cell.row;
  }
  if (covered < all.end) gap(all.end, std::nullopt);
  if (otherwise && !filled && !impossible) report(s, code::otherwise_never_holds, tree.rows[*otherwise].head, {text});
  return pieces;
}

}  // namespace ancs::detail

#endif
