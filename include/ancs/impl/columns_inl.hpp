// columns_inl.hpp: bodies of columns.hpp: what a request asks for, plans for it, and the threads that carry them out.
#ifndef ANCS_IMPL_COLUMNS_INL_HPP
#define ANCS_IMPL_COLUMNS_INL_HPP

#include <algorithm>
#include <atomic>
#include <bit>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "../columns.hpp"
#include "column_chunk.hpp"
#include "data_findings.hpp"

namespace ancs {

ANCS_FUNC batch::batch(const program& of, std::size_t rows) : program_(of), rows_(rows), views_(of.columns().size()) {}

ANCS_FUNC std::optional<diagnostic> batch::set(std::uint32_t column, const input_view& view) {
  if (column >= views_.size()) return detail::data_finding(code::unknown_column, {std::to_string(column), ""});
  if (view.scale <= 0 || !view.data) return detail::data_finding(code::bad_column, {program_.columns()[column].name});
  if (reinterpret_cast<std::uintptr_t>(view.data) % detail::bytes_of(view.type) != 0)
    return detail::data_finding(code::bad_column, {program_.columns()[column].name});
  views_[column] = view;
  return std::nullopt;
}
ANCS_FUNC std::optional<diagnostic> batch::set(std::string_view column, const input_view& view) {
  const auto index = program_.find_column(column);
  if (!index) return detail::no_such_column(program_, column);
  return set(*index, view);
}

ANCS_FUNC std::int64_t points_scale(const program& of) { return detail::program_access::data(of).points_scale; }

namespace detail {

/// Fills a job from a request, or says what is wrong with it.
class column_setup {
 public:
  column_setup(const batch& units, const batch_request& request, batch_report& report)
      : units_(units), q_(request), report_(report), p_(program_access::data(units.of())) {
    job_.units = &units;
    job_.request = &request;
    job_.program = program_access::shared(units.of());
  }

  column_job& run() {
    outputs();
    set_chunk_rows(8192);
    if (!report_.findings.empty()) return job_;
    std::vector<graph::node_id> wanted;
    for (const auto& o : job_.outputs)
      if (o.node != graph::no_node) wanted.push_back(o.node);
    if (p_.open_rows != graph::no_node) wanted.push_back(p_.open_rows);
    inputs();
    report_.used = best_instruction_set(q_.most);
    if (job_.apart) return job_;
    if (!p_.narrow.available) {
      job_.apart = true;
      return job_;
    }
    const auto plan = [&](const column_inputs& inputs, bool all_or_nothing, bool clauses) {
      column_planner planner(p_, report_.used, inputs, wanted, all_or_nothing, clauses);
      planner.at_least(q_.least_bits <= 16 ? width::w16 : q_.least_bits == 32 ? width::w32 : width::w64);
      planner.with_parameters(program_access::changed(units_.of()).get());
      return planner.run();
    };
    job_.whole = plan(sampled_, true, true);
    job_.narrow = plan(sampled_, true, false);
    job_.wide = plan(declared_, false, false);
    if (job_.whole.available) set_chunk_rows(long_chunk(job_.whole));
    const column_plan& usual = job_.whole.available ? job_.whole : job_.wide;
    for (const width w : usual.widths) ++(w == width::w16 ? report_.registers_16 : w == width::w32 ? report_.registers_32 : report_.registers_64);
    report_.whole_clauses = usual.whole_clauses;
    return job_;
  }

 private:
  void set_chunk_rows(std::size_t usual) {
    job_.chunk_rows = std::min(q_.chunk_rows ? q_.chunk_rows : usual, std::max<std::size_t>(1, units_.rows()));
  }
  /// Memory likes long runs over a column, up to what the second cache and a fair share for each thread allow.
  std::size_t long_chunk(const column_plan& plan) const {
    constexpr std::size_t most_rows = 65536, least_rows = 4096, most_bytes = 2 << 20;
    std::size_t bytes = 1;
    for (int w = 0; w < 3; ++w) bytes += plan.long_count[w] * detail::bytes_of(static_cast<width>(w));
    const std::size_t share = units_.rows() / (4 * std::max<std::size_t>(1, q_.threads));
    return std::clamp(std::min(most_bytes / bytes, q_.threads > 1 ? share : most_rows), least_rows, most_rows) / turned_block * turned_block;
  }
  void refuse(code id, std::vector<std::string> args) { report_.findings.push_back(data_finding(id, std::move(args))); }

  void outputs() {
    const bool known_bits = q_.least_bits <= 16 || q_.least_bits == 32 || q_.least_bits == 64 || q_.least_bits == 128 || q_.least_bits == 256;
    if (q_.scale < 0 || !known_bits) return refuse(code::bad_request, {});
    job_.scale = q_.scale ? q_.scale : p_.points_scale;
    if (q_.least_bits > 64) job_.apart = true;
    if (q_.criteria.size() > p_.criteria.size()) refuse(code::too_many_outputs, {"criteria"});
    if (q_.groups.size() > p_.groups.size()) refuse(code::too_many_outputs, {"groups"});
    if (q_.criteria_high.size() > p_.criteria.size()) refuse(code::too_many_outputs, {"criteria_high"});
    if (q_.groups_high.size() > p_.groups.size()) refuse(code::too_many_outputs, {"groups_high"});
    if (q_.outcomes.size() > p_.outcomes.size()) refuse(code::too_many_outputs, {"outcomes"});
    if (q_.requirements.size() > p_.requirements.size()) refuse(code::too_many_outputs, {"requirements"});
    if (q_.actions.size() > p_.actions.size()) refuse(code::too_many_outputs, {"actions"});
    for (std::size_t i = 0; i < std::min(q_.actions.size(), p_.actions.size()); ++i)
      if (q_.actions[i].data && p_.action_plans[i].bits == graph::no_node) refuse(code::too_many_outputs, {"actions"});
    if (q_.vetoes.data && p_.vetoes.size() > 62) refuse(code::too_many_outputs, {"vetoes"});
    if (!report_.findings.empty()) return;
    const auto largest_block = [&] {
      rational all = p_.maximum;
      for (const auto& g : p_.groups) all += g.maximum.abs();
      return all;
    }();
    bool unscaled = false;
    const auto points = [&](const output_view& to, const graph::quantity& of, const rational& largest, const char* name) {
      if (!to.data || unscaled) return;
      if (job_.scale == 0) {
        unscaled = true;
        return refuse(code::points_not_whole, {p_.model_id});
      }
      const auto most = (largest * job_.scale).ceil().to_int64();
      if (!most || *most > most_of(to.type)) return refuse(code::output_too_narrow, {name});
      // Points that this scale does not make whole, or that are a quotient, are written row by row.
      bool whole = p_.points_scale != 0 && job_.scale % p_.points_scale == 0;
      for (const auto& t : of.numerator.terms) whole = whole && p_.nodes[t.first].whole;
      if (!whole || !of.denominator.is_constant() || of.denominator.constant != 1) {
        job_.apart = true;
        return;
      }
      column_output o;
      o.to = to;
      const auto& a = of.numerator;
      if (a.terms.empty()) {
        o.constant = a.constant.scaled_int64(job_.scale).value_or(0);
      } else {
        o.node = a.terms[0].first;
        o.factor = (a.terms[0].second * job_.scale / p_.nodes[o.node].scale).to_int64().value_or(0);
      }
      job_.outputs.push_back(o);
    };
    points(q_.total, p_.total, largest_block, "total");
    points(q_.total_high, p_.total, largest_block, "total_high");
    points(q_.total_with_all, p_.total_with_all, largest_block, "total_with_all");
    points(q_.total_with_all_high, p_.total_with_all, largest_block, "total_with_all_high");
    for (const auto* to : {&q_.criteria, &q_.criteria_high})
      for (std::size_t i = 0; i < to->size(); ++i)
        points((*to)[i], p_.criterion_plans[i].points, std::max(p_.criteria[i].maximum, p_.criterion_plans[i].floor.abs()), "criteria");
    for (const auto* to : {&q_.groups, &q_.groups_high})
      for (std::size_t i = 0; i < to->size(); ++i) points((*to)[i], p_.group_points[i], largest_block, "groups");
    points(q_.total_rescaled, p_.total_rescaled, largest_block, "total_rescaled");
    points(q_.total_rescaled_high, p_.total_rescaled, largest_block, "total_rescaled_high");
    points(q_.assessed_maximum, p_.excludes ? p_.total_assessed : graph::quantity{{p_.maximum, {}}, {1, {}}}, largest_block, "assessed_maximum");
    const auto code_of = [&](const output_view& to, graph::node_id node, std::int64_t largest, const char* name) {
      if (!to.data) return;
      if (largest > most_of(to.type)) return refuse(code::output_too_narrow, {name});
      column_output o;
      o.to = to;
      o.node = node;
      if (node != graph::no_node && p_.nodes[node].what == graph::node_op::constant) {
        o.constant = p_.nodes[node].coefficients[0].to_int64().value_or(0);
        o.node = graph::no_node;
      }
      job_.outputs.push_back(o);
    };
    for (std::size_t i = 0; i < q_.outcomes.size(); ++i)
      code_of(q_.outcomes[i], p_.level_nodes[i], static_cast<std::int64_t>(p_.outcomes[i].levels.size()) + 1, "outcomes");
    code_of(q_.not_yet_assessed, p_.not_yet_assessed, 1, "not_yet_assessed");
    for (std::size_t i = 0; i < q_.requirements.size(); ++i) code_of(q_.requirements[i], p_.requirements[i].condition, 1, "requirements");
    for (std::size_t i = 0; i < q_.actions.size(); ++i)
      code_of(q_.actions[i], p_.action_plans[i].bits, (std::int64_t{1} << std::min<std::size_t>(62, p_.action_plans[i].members.size())) - 1, "actions");
    code_of(q_.vetoes, p_.veto_bits, (std::int64_t{1} << p_.vetoes.size()) - 1, "vetoes");
  }

  /// What each input's registers may hold: by declaration, and more narrowly by the first rows.
  void inputs() {
    const std::size_t n = p_.slots.size();
    declared_.types.assign(n, column_type::int64);
    declared_.factors.assign(n, 1);
    declared_.present.assign(n, false);
    declared_.ranges.assign(n, lane_range{});
    for (std::size_t s = 0; s < n; ++s) {
      const auto& plan = p_.slots[s];
      const auto& view = units_.views()[s];
      declared_.present[s] = view.data != nullptr;
      if (p_.narrow.available) declared_.ranges[s] = {{p_.narrow.slot_low[s]}, {p_.narrow.slot_high[s]}};
      const bool has_meaning = plan.optional || plan.default_value || !plan.read;
      if (plan.default_value && !plan.default_value->scaled_int64(plan.scale)) job_.apart = true;
      if (!view.data && !has_meaning) job_.apart = true;  // missing in every row
      if (!view.data) continue;
      declared_.types[s] = view.type;
      // A finer scale than the register's, or steps of more than one, are looked at row by row.
      if (plan.scale % view.scale != 0) job_.apart = true;
      else declared_.factors[s] = plan.scale / view.scale;
      if (plan.default_value && plan.default_value->scaled_int64(plan.scale).value_or(0) % declared_.factors[s] != 0) job_.apart = true;
      if (plan.whole && (rational(1) / view.scale / plan.step).is_integer() == false) job_.apart = true;
    }
    if (!p_.relations_in_one_scale) job_.apart = true;
    sampled_ = declared_;
    for (std::size_t s = 0; s < n; ++s)
      if (declared_.present[s]) sample(s);
    // One loop looks at two columns that a clause compares: at the bits of both together.
    for (int turn = 0; turn < 2; ++turn)
      for (const auto& node : p_.nodes)
        if (node.args.size() == 2 && p_.nodes[node.args[0]].what == graph::node_op::input && p_.nodes[node.args[1]].what == graph::node_op::input)
          join_ranges(p_.nodes[node.args[0]].index, p_.nodes[node.args[1]].index);
  }
  void sample(std::size_t s) {
    const std::size_t rows = std::min<std::size_t>(units_.rows(), 1024);
    const lane_range all = declared_.ranges[s];
    const std::int64_t factor = declared_.factors[s];
    std::uint64_t bits = 1;
    bool negative = false;
    for (std::size_t r = 0; r < rows; ++r) {
      if (!has_value(units_.views()[s], r)) continue;
      const std::int64_t v = value_at(units_.views()[s], r);
      negative = negative || v < 0;
      bits |= static_cast<std::uint64_t>(v < 0 ? ~v : v);
    }
    // One bit more than seen leaves room for rows to come.
    const int width = std::min(62, static_cast<int>(std::bit_width(bits)) + 1);
    const saturated high = saturated{static_cast<int128>((std::int64_t{1} << width) - 1)} * saturated{factor};
    lane_range& to = sampled_.ranges[s];
    if (high.value < all.high.value || factor == 1) to.high = {std::min(high.value, most(all.high.value))};
    to.low = {negative && all.low.value < 0 ? std::max(-high.value, all.low.value) : int128{0}};
    if (p_.slots[s].default_value) {
      const int128 d = p_.slots[s].default_value->scaled_int64(p_.slots[s].scale).value_or(0);
      to = {{std::min(to.low.value, d)}, {std::max(to.high.value, d)}};
    }
  }
  void join_ranges(std::uint32_t a, std::uint32_t b) {
    if (!declared_.present[a] || !declared_.present[b] || declared_.factors[a] != 1 || declared_.factors[b] != 1) return;
    auto &x = sampled_.ranges[a].high, &y = sampled_.ranges[b].high;
    // Only limits that the union of bits can tell.
    const auto told = [](saturated v) { return v.value > 0 && (v.value & (v.value + 1)) == 0; };
    if (told(x) && told(y)) x = y = {std::max(x.value, y.value)};
  }
  /// The next whole power of two less one: a limit that the union of bits can tell.
  static int128 most(int128 high) {
    int128 m = 1;
    while (m - 1 < high && m < saturated::limit) m *= 2;
    return m - 1;
  }

  const batch& units_;
  const batch_request& q_;
  batch_report& report_;
  const program_data& p_;
  column_job job_;
  column_inputs declared_, sampled_;
};

/// Hands out chunks in order to threads, so that when stopped the rows done are the first ones.
class column_threads {
 public:
  column_threads(const column_job& job, batch_report& report) : job_(job), report_(report) {}

  void run() {
    const std::size_t rows = job_.units->rows();
    const std::size_t chunks = (rows + job_.chunk_rows - 1) / job_.chunk_rows;
    const std::size_t threads = std::min<std::size_t>(std::max(1u, job_.request->threads), std::max<std::size_t>(1, chunks));
    std::vector<std::thread> others;
    others.reserve(threads);
    // Fewer threads give the same results.
    try {
      for (std::size_t t = 1; t < threads; ++t) others.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
    } catch (const std::bad_alloc&) {
    }
    work();
    for (auto& t : others) t.join();
    if (failed_) std::rethrow_exception(failed_);
    report_.rows_done = std::min(rows, next_.load() * job_.chunk_rows);
    if (!stop_) report_.rows_done = rows;
    report_.stopped = stop_;
  }

 private:
  void work() {
    try {
      column_worker worker(job_);
      const std::size_t rows = job_.units->rows();
      for (;;) {
        std::size_t chunk = 0;
        {
          const std::lock_guard lock(mutex_);
          if (stop_ || failed_ || next_ * job_.chunk_rows >= rows) break;
          chunk = next_++;
        }
        const std::size_t first = chunk * job_.chunk_rows, count = std::min(job_.chunk_rows, rows - first);
        worker.run(first, count);
        const std::lock_guard lock(mutex_);
        done_ += count;
        if (job_.request->progress && !stop_ && !job_.request->progress(done_)) stop_ = true;
      }
      const std::lock_guard lock(mutex_);
      report_.rows_narrow += worker.rows_narrow;
      report_.rows_wide += worker.rows_wide;
      report_.rows_apart += worker.rows_apart;
      report_.rows_in_128 += worker.rows_in_128;
      report_.rows_in_rationals += worker.rows_in_rationals;
      report_.rows_inexact += worker.rows_inexact;
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failed_) failed_ = std::current_exception();
    }
  }

  const column_job& job_;
  batch_report& report_;
  std::mutex mutex_;
  std::atomic<std::size_t> next_ = 0;
  std::size_t done_ = 0;
  bool stop_ = false;
  std::exception_ptr failed_;
};

}  // namespace detail

ANCS_FUNC batch_report score(const batch& units, const batch_request& request) {
  batch_report report;
  try {
    detail::column_setup setup(units, request, report);
    const detail::column_job& job = setup.run();
    if (report.findings.empty()) detail::column_threads(job, report).run();
  } catch (const std::bad_alloc&) {
    report = {};
    report.findings.push_back(detail::data_finding(code::out_of_memory, {}));
  }
  return report;
}

}  // namespace ancs

#endif
