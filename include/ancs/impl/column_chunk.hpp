// column_chunk.hpp: one thread's work on a batch: a chunk of rows in columns, and the rows apart that columns cannot take.
#ifndef ANCS_IMPL_COLUMN_CHUNK_HPP
#define ANCS_IMPL_COLUMN_CHUNK_HPP

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <vector>

#include "column_plan.hpp"
#include "registers.hpp"
#include "scoring.hpp"

namespace ancs::detail {

inline bool has_value(const input_view& v, std::size_t row) {
  if (!v.validity) return true;
  return v.validity_bits ? (v.validity[row / 8] >> (row % 8)) & 1 : v.validity[row] != 0;
}
inline bool all_have_values(const input_view& v, std::size_t first, std::size_t rows) {
  if (!v.validity) return true;
  std::size_t row = first;
  const std::size_t end = first + rows;
  if (!v.validity_bits) return std::memchr(v.validity + first, 0, rows) == nullptr;
  for (; row < end && row % 8 != 0; ++row)
    if (!has_value(v, row)) return false;
  for (; row + 8 <= end; row += 8)
    if (v.validity[row / 8] != 0xff) return false;
  for (; row < end; ++row)
    if (!has_value(v, row)) return false;
  return true;
}
inline std::int64_t value_at(const input_view& v, std::size_t row) {
  switch (v.type) {
    case column_type::int8: return static_cast<const std::int8_t*>(v.data)[row];
    case column_type::int16: return static_cast<const std::int16_t*>(v.data)[row];
    case column_type::int32: return static_cast<const std::int32_t*>(v.data)[row];
    case column_type::int64: return static_cast<const std::int64_t*>(v.data)[row];
    case column_type::uint8: return static_cast<const std::uint8_t*>(v.data)[row];
    case column_type::uint16: return static_cast<const std::uint16_t*>(v.data)[row];
    case column_type::uint32: return static_cast<const std::uint32_t*>(v.data)[row];
  }
  return 0;
}
inline std::size_t bytes_of(column_type t) {
  switch (t) {
    case column_type::int8:
    case column_type::uint8: return 1;
    case column_type::int16:
    case column_type::uint16: return 2;
    case column_type::int32:
    case column_type::uint32: return 4;
    case column_type::int64: return 8;
  }
  return 8;
}
inline std::int64_t most_of(column_type t) {
  switch (t) {
    case column_type::int8: return std::numeric_limits<std::int8_t>::max();
    case column_type::uint8: return std::numeric_limits<std::uint8_t>::max();
    case column_type::int16: return std::numeric_limits<std::int16_t>::max();
    case column_type::uint16: return std::numeric_limits<std::uint16_t>::max();
    case column_type::int32: return std::numeric_limits<std::int32_t>::max();
    case column_type::uint32: return std::numeric_limits<std::uint32_t>::max();
    case column_type::int64: return std::numeric_limits<std::int64_t>::max();
  }
  return 0;
}
inline void put(const output_view& to, std::size_t row, std::int64_t value) {
  switch (to.type) {
    case column_type::int8:
    case column_type::uint8: static_cast<std::uint8_t*>(to.data)[row] = static_cast<std::uint8_t>(value); break;
    case column_type::int16:
    case column_type::uint16: static_cast<std::uint16_t*>(to.data)[row] = static_cast<std::uint16_t>(value); break;
    case column_type::int32:
    case column_type::uint32: static_cast<std::uint32_t*>(to.data)[row] = static_cast<std::uint32_t>(value); break;
    case column_type::int64: static_cast<std::int64_t*>(to.data)[row] = value; break;
  }
}

/// A published register and the host's column it goes to: register × factor + constant.
struct column_output {
  graph::node_id node = graph::no_node;   ///< no_node: the constant alone
  std::int64_t factor = 1, constant = 0;
  output_view to;
};

template <class T, class Out, class Factor>
inline void store_turned(const T* __restrict in, Out* __restrict out, std::size_t rows, Factor factor) {
  constexpr std::size_t q = turned_block / 4;
  for (std::size_t at = 0; at < rows; at += turned_block)
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = 0; j < q; ++j) out[at + i * q + j] = static_cast<Out>(static_cast<Factor>(in[at + 4 * j + i]) * factor);
}

template <class T, class Out>
inline void store_as(const void* from, const column_output& o, std::size_t first, std::size_t rows, bool turned) {
  Out* __restrict out = static_cast<Out*>(o.to.data) + first;
  const T* __restrict in = static_cast<const T*>(from);
  const std::int64_t factor = o.factor;
  if (turned) {
    if (sizeof(Out) <= 4) return store_turned(in, out, rows, static_cast<std::int32_t>(factor));
    return store_turned(in, out, rows, factor);
  }
  if (factor == 1) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = static_cast<Out>(in[i]);
  } else if (sizeof(Out) <= 4) {
    const auto k = static_cast<std::int32_t>(factor);
    for (std::size_t i = 0; i < rows; ++i) out[i] = static_cast<Out>(static_cast<std::int32_t>(in[i]) * k);
  } else {
    for (std::size_t i = 0; i < rows; ++i) out[i] = static_cast<Out>(in[i] * factor);
  }
}
template <class T>
inline void store_from(const void* from, const column_output& o, std::size_t first, std::size_t rows, bool turned) {
  switch (bytes_of(o.to.type)) {
    case 1: return store_as<T, std::uint8_t>(from, o, first, rows, turned);
    case 2: return store_as<T, std::int16_t>(from, o, first, rows, turned);
    case 4: return store_as<T, std::int32_t>(from, o, first, rows, turned);
    default: return store_as<T, std::int64_t>(from, o, first, rows, turned);
  }
}

/// What all threads of one call share, read only.
struct column_job {
  const batch* units = nullptr;
  const batch_request* request = nullptr;
  std::shared_ptr<const program_data> program;
  std::vector<column_output> outputs;
  column_plan whole, narrow, wide;         ///< in the widths that the first rows suggest, with whole clauses and without; of the declared ranges
  std::size_t chunk_rows = 0;
  std::int64_t scale = 1;                  ///< points × scale are written
  bool apart = false;                      ///< some input has no column way at all: every row apart
};

/// Rows of a chunk that the loops over registers take at a time: their registers stay in the first cache.
inline constexpr std::size_t part_rows = 2048;

/// A thread's memory for one plan.
class column_arena {
 public:
  void prepare(const column_plan& plan, std::size_t chunk_rows) {
    if (ready_) return;
    const auto lines = [](std::size_t rows) { return (rows + 63) / 64 * 64; };
    const std::size_t whole = lines(chunk_rows), part = lines(std::min(chunk_rows, part_rows));
    std::size_t start[3], long_start[3], total = 0;
    for (int w = 0; w < 3; ++w) {
      start[w] = total;
      total += plan.place_count[w] * part * bytes_of(static_cast<width>(w));
      long_start[w] = total;
      total += plan.long_count[w] * whole * bytes_of(static_cast<width>(w));
    }
    memory_.resize(total + 64);
    auto* base = memory_.data() + (64 - reinterpret_cast<std::uintptr_t>(memory_.data()) % 64) % 64;
    at_.resize(plan.widths.size());
    step_.resize(plan.widths.size());
    for (std::size_t b = 0; b < at_.size(); ++b) {
      const std::size_t bytes = bytes_of(plan.widths[b]);
      const int w = static_cast<int>(plan.widths[b]);
      step_[b] = plan.is_long[b] ? bytes : 0;
      at_[b] = plan.places[b] == no_buffer ? nullptr : base + (plan.is_long[b] ? long_start[w] + plan.places[b] * whole * bytes : start[w] + plan.places[b] * part * bytes);
    }
    ready_ = true;
  }
  /// The buffer from a row of the chunk on.
  void* at(buffer_id b, std::size_t row) const { return b == no_buffer || !at_[b] ? nullptr : at_[b] + row * step_[b]; }

 private:
  bool ready_ = false;
  std::vector<unsigned char> memory_;
  std::vector<unsigned char*> at_;
  std::vector<std::size_t> step_;
};

class column_worker {
 public:
  explicit column_worker(const column_job& job) : job_(job), unit_(job.units->of()), marks_(job.chunk_rows) {
    if (job.request->least_bits > 64) registers_.at_least(job.request->least_bits > 128 ? lane::exact : lane::wide);
  }

  std::size_t rows_narrow = 0, rows_wide = 0, rows_apart = 0, rows_in_128 = 0, rows_in_rationals = 0, rows_inexact = 0;

  void run(std::size_t first, std::size_t rows) {
    std::size_t done = 0;
    if (!job_.apart && job_.whole.available) {
      // Turned rows are whole blocks.
      const std::size_t blocks = job_.whole.turned ? rows / turned_block * turned_block : rows;
      if (blocks > 0 && run(job_.whole, whole_, first, blocks)) {
        rows_narrow += blocks - finish(first, blocks);
        done = blocks;
      }
    }
    if (done < rows) run_otherwise(first + done, rows - done);
  }

 private:
  void run_otherwise(std::size_t first, std::size_t rows) {
    if (!job_.apart) {
      if (job_.narrow.available && run(job_.narrow, narrow_, first, rows)) {
        rows_narrow += rows - finish(first, rows);
        return;
      }
      if (job_.wide.available && run(job_.wide, wide_, first, rows)) {
        rows_wide += rows - finish(first, rows);
        return;
      }
    }
    for (std::size_t i = 0; i < rows; ++i) apart(first + i);
    rows_apart += rows;
  }

  /// False if a value is not what the plan's widths were chosen for.
  bool run(const column_plan& plan, column_arena& arena, std::size_t first, std::size_t rows) {
    for (const auto s : plan.whole_slots)
      if (!all_have_values(job_.units->views()[s], first, rows)) return false;
    arena.prepare(plan, job_.chunk_rows);
    if (marked_) std::fill(marks_.begin(), marks_.end(), std::uint8_t{0});
    marked_ = false;
    turned_ = plan.turned;
    for (std::uint32_t i = 0; i < plan.long_steps; ++i)
      if (!run(plan, plan.steps[i], arena, first, 0, rows)) return false;
    for (std::size_t at = 0; at < rows; at += part_rows) {
      const std::size_t count = std::min(part_rows, rows - at);
      for (std::size_t i = plan.long_steps; i < plan.steps.size(); ++i)
        if (!run(plan, plan.steps[i], arena, first, at, count)) return false;
      write(plan, arena, first, at, count);
    }
    return true;
  }

  /// One step over the rows of the chunk from `at` on.
  bool run(const column_plan& plan, const column_step& s, const column_arena& arena, std::size_t chunk, std::size_t at, std::size_t rows) {
    const std::size_t first = chunk + at;
    std::uint8_t* const marks = marks_.data() + at;
    loop_args g;
    g.rows = rows;
    g.a = arena.at(s.a, at);
    g.b = arena.at(s.b, at);
    g.c = arena.at(s.c, at);
    g.out = arena.at(s.out, at);
    g.also = arena.at(s.also, at);
    g.k = plan.constants.data() + s.k;
    g.k_also = plan.constants.data() + s.k_also;
    using enum column_step::kind;
    switch (s.does) {
      case loop:
        fetch_meanwhile();
        s.run(g);
        break;
      case load: {
        const auto& view = job_.units->views()[static_cast<std::size_t>(s.slot)];
        g.a = static_cast<const unsigned char*>(view.data) + first * bytes_of(view.type);
        g.b = fetched_later(s.later, view, first, rows);
        fetch_at_ = static_cast<const char*>(fetched_later(s.beyond, view, first, rows));
        fetch_end_ = fetch_at_ ? fetch_at_ + rows * bytes_of(view.type) : nullptr;
        const std::uint64_t bits = s.run(g);
        if (view.validity) fill_missing(s, view, plan.widths[s.out], g.out, first, rows, marks, bits);
        else if (bits & s.forbidden) return false;
        if (view.validity && (valid_bits_ & s.forbidden)) return false;
        break;
      }
      case given: {
        auto* out = static_cast<std::int16_t*>(g.out);
        const auto& view = job_.units->views()[static_cast<std::size_t>(s.slot)];
        for (std::size_t i = 0; i < rows; ++i) out[lane_of(i)] = view.data && has_value(view, first + i) ? 1 : 0;
        break;
      }
      case clause: {
        if (s.slot >= 0) {
          g.a = host_rows(s.slot, first);
          g.b = s.other >= 0 ? host_rows(s.other, first) : g.a;
          for (int i = 0; i < 4; ++i) g.more[i] = s.more[i] >= 0 ? host_rows(s.more[i], first) : g.a;
        }
        const std::uint64_t bits = s.run(g);
        if (s.slot < 0) {
          if (g.told && s.related) mark_lanes_above(s.from, g.a, g.b, rows, marks);
          break;
        }
        if (bits & s.forbidden) return false;
        if (!g.told) break;
        if (s.related & 1) mark_above(s.slot, s.other, first, rows, marks);
        if (s.related & 2) mark_above(s.more[0], s.more[1], first, rows, marks);
        if (s.related & 4) mark_above(s.more[2], s.more[3], first, rows, marks);
        break;
      }
      case mark:
        g.out = marks;
        if (s.run(g)) marked_ = true;
        break;
      case hold: {
        g.out = marks;
        if (!s.run(g)) break;
        marked_ = true;
        auto* values = static_cast<std::int64_t*>(arena.at(s.a, at));
        for (std::size_t i = 0; i < rows; ++i)
          if (marks[i]) values[i] = 0;
        break;
      }
      case must_hold: {
        // Its marks are not kept: the chunk is scored another way.
        scratch_marks_.assign(rows, 0);
        g.out = scratch_marks_.data();
        if (s.run(g)) return false;
        break;
      }
    }
    return true;
  }

  const void* host_rows(std::int32_t slot, std::size_t first) const {
    const auto& view = job_.units->views()[static_cast<std::size_t>(slot)];
    return static_cast<const unsigned char*>(view.data) + first * bytes_of(view.type);
  }
  /// Marks the rows in which a clause's first input is above the other.
  void mark_above(std::int32_t a, std::int32_t b, std::size_t first, std::size_t rows, std::uint8_t* marks) {
    const auto &x = job_.units->views()[static_cast<std::size_t>(a)], &y = job_.units->views()[static_cast<std::size_t>(b)];
    for (std::size_t i = 0; i < rows; ++i) {
      auto& mark = marks[lane_of(i)];
      mark = static_cast<std::uint8_t>(mark | (value_at(x, first + i) > value_at(y, first + i)));
    }
    marked_ = true;
  }
  void mark_lanes_above(width w, const void* a, const void* b, std::size_t rows, std::uint8_t* marks) {
    const auto mark = [&](auto* x, auto* y) {
      for (std::size_t i = 0; i < rows; ++i) marks[i] = static_cast<std::uint8_t>(marks[i] | (x[i] > y[i]));
    };
    if (w == width::w16) mark(static_cast<const std::int16_t*>(a), static_cast<const std::int16_t*>(b));
    else mark(static_cast<const std::int32_t*>(a), static_cast<const std::int32_t*>(b));
    marked_ = true;
  }
  /// The lane of a row, both counted from the start of a block.
  std::size_t lane_of(std::size_t row) const { return turned_ ? turned_lane(row) : row; }

  /// The rows of a column that is to be read a few columns on, in this chunk or the next, to be fetched meanwhile.
  const void* fetched_later(const later_column& later, const input_view& now, std::size_t first, std::size_t rows) const {
    if (later.slot < 0) return nullptr;
    const auto& view = job_.units->views()[static_cast<std::size_t>(later.slot)];
    const std::size_t row = later.in_next_chunk ? first + rows : first;
    if (view.type != now.type || row + rows > job_.units->rows()) return nullptr;
    return static_cast<const unsigned char*>(view.data) + row * bytes_of(view.type);
  }

  /// A few lines of a column further on, while a loop works on what is in the cache.
  void fetch_meanwhile() {
    for (int i = 0; i < 16 && fetch_at_ < fetch_end_; ++i, fetch_at_ += 64) __builtin_prefetch(fetch_at_, 0, 2);
  }

  /// Rows without a value hold the default, or 0; without either meaning they are marked to be scored apart.
  void fill_missing(const column_step& s, const input_view& view, width w, void* out, std::size_t first, std::size_t rows, std::uint8_t* marks, std::uint64_t bits) {
    const auto& plan = job_.program->slots[static_cast<std::size_t>(s.slot)];
    const bool stands_for_itself = plan.optional || plan.default_value || !plan.read;
    const std::int64_t filler = plan.default_value ? plan.default_value->scaled_int64(plan.scale).value_or(0) / std::max<std::int64_t>(1, plan.scale / view.scale) : 0;
    bool any = false;
    valid_bits_ = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      if (has_value(view, first + i)) {
        valid_bits_ |= static_cast<std::uint64_t>(value_at(view, first + i));
        continue;
      }
      any = true;
      switch (w) {
        case width::w16: static_cast<std::int16_t*>(out)[lane_of(i)] = static_cast<std::int16_t>(filler); break;
        case width::w32: static_cast<std::int32_t*>(out)[lane_of(i)] = static_cast<std::int32_t>(filler); break;
        case width::w64: static_cast<std::int64_t*>(out)[lane_of(i)] = filler; break;
      }
      if (!stands_for_itself) {
        marks[lane_of(i)] = 1;
        marked_ = true;
      }
    }
    if (!any) valid_bits_ = bits;
  }

  /// Writes the results of a part of the chunk.
  void write(const column_plan& plan, const column_arena& arena, std::size_t chunk, std::size_t at, std::size_t rows) {
    const std::size_t first = chunk + at;
    for (const auto& o : job_.outputs) {
      if (o.node == graph::no_node) {
        for (std::size_t i = 0; i < rows; ++i) put(o.to, first + i, o.constant);
        continue;
      }
      const buffer_id b = plan.buffer_of[o.node];
      switch (plan.widths[b]) {
        case width::w16: store_from<std::int16_t>(arena.at(b, at), o, first, rows, turned_); break;
        case width::w32: store_from<std::int32_t>(arena.at(b, at), o, first, rows, turned_); break;
        case width::w64: store_from<std::int64_t>(arena.at(b, at), o, first, rows, turned_); break;
      }
    }
  }
  /// Scores what is marked apart; returns the number of such rows.
  std::size_t finish(std::size_t first, std::size_t rows) {
    if (job_.request->states) std::memset(job_.request->states + first, 0, rows);
    std::size_t count = 0;
    for (std::size_t i = 0; marked_ && i < rows; ++i) {
      if (!marks_[lane_of(i)]) continue;
      apart(first + i);
      ++count;
    }
    rows_apart += count;
    return count;
  }

  /// Scores one row as a record and writes its results.
  void apart(std::size_t row) {
    unit_.clear();
    const auto& views = job_.units->views();
    bool wrong = false;
    for (std::uint32_t s = 0; s < views.size(); ++s) {
      const auto& v = views[s];
      if (!v.data || !has_value(v, row)) continue;
      if (unit_.set(s, rational(value_at(v, row), v.scale))) wrong = true;
    }
    registers_.run(unit_.of(), unit_, false);
    fill_scorecard(*job_.program, registers_, unit_, card_);
    const auto& q = *job_.request;
    rows_in_128 += registers_.used() == lane::wide;
    rows_in_rationals += registers_.used() > lane::wide;
    const std::int64_t scale = job_.scale;
    bool inexact = false;
    const auto points = [&](const output_view& to, const rational& v) {
      if (!to.data) return;
      if (const auto whole = v.scaled_int64(scale)) return put(to, row, *whole);
      inexact = true;
      put(to, row, (v * rational(scale)).floor().to_int64().value_or(0));
    };
    points(q.total, card_.total.low);
    points(q.total_high, card_.total.high);
    points(q.total_with_all, card_.total_with_all.low);
    points(q.total_with_all_high, card_.total_with_all.high);
    points(q.total_rescaled, card_.total_rescaled.low);
    points(q.total_rescaled_high, card_.total_rescaled.high);
    points(q.assessed_maximum, card_.assessed_maximum.low);
    for (std::size_t i = 0; i < q.criteria.size(); ++i) points(q.criteria[i], card_.criteria[i].points.low);
    for (std::size_t i = 0; i < q.groups.size(); ++i) points(q.groups[i], card_.groups[i].low);
    for (std::size_t i = 0; i < q.criteria_high.size(); ++i) points(q.criteria_high[i], card_.criteria[i].points.high);
    for (std::size_t i = 0; i < q.groups_high.size(); ++i) points(q.groups_high[i], card_.groups[i].high);
    rows_inexact += inexact;
    for (std::size_t i = 0; i < q.outcomes.size(); ++i)
      if (q.outcomes[i].data) put(q.outcomes[i], row, card_.not_yet_assessed == truth::yes ? -2 : card_.outcomes[i].settled() ? static_cast<std::int64_t>(card_.outcomes[i].possible[0]) : -1);
    if (q.not_yet_assessed.data) put(q.not_yet_assessed, row, card_.not_yet_assessed == truth::unknown ? -1 : card_.not_yet_assessed == truth::yes);
    for (std::size_t i = 0; i < q.requirements.size(); ++i) {
      if (!q.requirements[i].data) continue;
      const truth met = registers_.holds(job_.program->requirements[i].condition);
      put(q.requirements[i], row, met == truth::unknown ? -1 : met == truth::yes);
    }
    for (std::size_t i = 0; i < q.actions.size(); ++i) {
      if (!q.actions[i].data) continue;
      std::int64_t bits = 0;
      const auto& members = job_.program->action_plans[i].members;
      for (std::size_t m = 0; m < members.size(); ++m)
        if (registers_.holds(members[m].condition) == truth::yes) bits |= std::int64_t{1} << m;
      put(q.actions[i], row, bits);
    }
    if (q.vetoes.data) {
      std::int64_t bits = 0;
      for (std::size_t i = 0; i < card_.vetoes.size() && i < 63; ++i)
        if (card_.vetoes[i] == truth::yes) bits |= std::int64_t{1} << i;
      put(q.vetoes, row, bits);
    }
    if (q.states) {
      const bool data_error = wrong || !registers_.broken().empty();
      q.states[row] = static_cast<std::uint8_t>(data_error ? row_state::data_error : registers_.all_settled() ? row_state::final_result : row_state::missing);
    }
  }

  const column_job& job_;
  column_arena whole_, narrow_, wide_;
  record unit_;
  register_file registers_;
  scorecard card_;
  std::vector<std::uint8_t> marks_, scratch_marks_;
  bool marked_ = false;
  bool turned_ = false;               ///< the plan at work turns rows
  const char* fetch_at_ = nullptr;
  const char* fetch_end_ = nullptr;
  std::uint64_t valid_bits_ = 0;
};

}  // namespace ancs::detail

#endif
