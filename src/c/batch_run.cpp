// batch_run.cpp: scores columns: at once where the engine can read and write them in place, else in blocks through memory of our own.
#include <cxxabi.h>

#include <algorithm>

#include "batch.hpp"

namespace ancs::c {
namespace {

// A block of a few dozen copied columns stays in the cache that cores share.
constexpr std::size_t block_rows = 32'768;
constexpr unsigned most_threads = 1024;

class column_run {
 public:
  column_run(const column_work& work, const ancs_batch_options& by, ancs_batch_report& report) : w_(work), by_(by), report_(report) {}

  void run() {
    if (by_.scale < 0) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"scale", std::to_string(by_.scale)});
    if (by_.threads > most_threads) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"threads", std::to_string(by_.threads)});
    bool staged = false;
    for (const auto& c : *w_.columns) staged = staged || (c && !(c->values_direct() && c->validity_direct()));
    for (const auto& r : *w_.results) staged = staged || !r.direct();
    const std::size_t step = staged ? block_rows : std::max<std::size_t>(1, w_.rows);
    if (staged) prepare(std::min(step, w_.rows));
    for (std::size_t first = 0; first < w_.rows && !stopped_; first += step) block(first, std::min(step, w_.rows - first));
    if (w_.rows == 0) block(0, 0);
    if (threw_) fail(ANCS_ERROR_CALLBACK, code::host_callback_failed, {"progress", "it threw an exception\x1f" "nó ném ngoại lệ"});
    if (stopped_) fail(ANCS_ERROR_STOPPED, code::host_stopped, {std::to_string(report_.rows_done)});
  }

 private:
  struct input_copy {
    buffer<std::int64_t> values;
    buffer<std::uint8_t> validity;
  };

  void prepare(std::size_t rows) {
    inputs_.resize(w_.columns->size());
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      const auto& c = (*w_.columns)[i];
      if (!c) continue;
      if (!c->values_direct()) inputs_[i].values = buffer<std::int64_t>(w_.mem, rows);
      // Values that are mapped may turn out to be none.
      if (!c->validity_direct() || (!c->values_direct() && (c->validity || c->mapped || c->type == form_nothing))) inputs_[i].validity = buffer<std::uint8_t>(w_.mem, rows);
    }
    outputs_.resize(w_.results->size());
    for (std::size_t i = 0; i < outputs_.size(); ++i)
      if (!(*w_.results)[i].direct()) outputs_[i] = buffer<unsigned char>(w_.mem, rows * width_of((*w_.results)[i].type));
  }

  input_view view_of(const host_column& c, input_copy* copy, std::size_t first, std::size_t rows) const {
    static const std::int64_t nothing = 0;
    input_view v;
    v.scale = c.scale;
    std::uint8_t* has = copy && copy->validity.size() ? copy->validity.data() : nullptr;
    if (copy && copy->values.size()) {
      std::int64_t* to = copy->values.data();
      for (std::size_t r = 0; r < rows; ++r) {
        std::optional<std::int64_t> value;
        if (c.has_value(first + r)) value = c.value(first + r);
        to[r] = value.value_or(0);
        if (has) has[r] = value.has_value();
      }
      v.data = to;
      v.type = column_type::int64;
    } else {
      if (has)
        for (std::size_t r = 0; r < rows; ++r) has[r] = c.has_value(first + r);
      v.data = c.data ? c.data + static_cast<std::ptrdiff_t>(first) * c.stride : nullptr;
      v.type = *engine_type(c.type);
    }
    if (has) {
      v.validity = has;
      v.validity_bits = false;
    } else if (c.validity) {
      v.validity_bits = c.validity_form == 0;
      v.validity = v.validity_bits ? c.validity + (c.bit_offset + first) / 8 : c.validity + first;
    }
    if (!v.data || rows == 0) {
      v.data = &nothing;
      v.type = column_type::int64;
    }
    return v;
  }

  static output_view* place_in(batch_request& q, const host_result& r) {
    const auto at = [&](std::vector<output_view>& all) {
      if (all.size() <= r.index) all.resize(r.index + 1);
      return &all[r.index];
    };
    switch (r.what) {
      case ANCS_TOTAL: return r.end == ANCS_HIGH ? &q.total_high : &q.total;
      case ANCS_TOTAL_WITH_ALL: return r.end == ANCS_HIGH ? &q.total_with_all_high : &q.total_with_all;
      case ANCS_GROUP: return at(r.end == ANCS_HIGH ? q.groups_high : q.groups);
      case ANCS_CRITERION: return at(r.end == ANCS_HIGH ? q.criteria_high : q.criteria);
      case ANCS_OUTCOME: return at(q.outcomes);
      case ANCS_NOT_YET_ASSESSED: return &q.not_yet_assessed;
      default: return &q.vetoes;
    }
  }

  void block(std::size_t first, std::size_t rows) {
    ancs::batch units(*w_.program, rows);
    for (std::uint32_t i = 0; i < w_.columns->size(); ++i) {
      const auto& c = (*w_.columns)[i];
      if (!c) continue;
      if (auto refused = units.set(i, view_of(*c, inputs_.empty() ? nullptr : &inputs_[i], first, rows))) fail(ANCS_ERROR_DATA, std::move(*refused));
    }
    batch_request q;
    for (std::size_t i = 0; i < w_.results->size(); ++i) {
      const host_result& r = (*w_.results)[i];
      void* to = r.direct() ? r.data + static_cast<std::ptrdiff_t>(first) * r.stride : outputs_[i].data();
      if (rows == 0) continue;
      if (r.what == ANCS_ROW_STATE) {
        q.states = static_cast<std::uint8_t*>(to);
      } else {
        *place_in(q, r) = {to, *engine_type(r.type)};
      }
    }
    q.threads = std::max(1u, by_.threads);
    q.chunk_rows = by_.chunk_rows;
    q.scale = by_.scale;
    if (by_.progress) q.progress = [&](std::size_t done) { return go_on(first + done); };
    const batch_report got = score(units, q);
    if (!got.findings.empty()) {
      failure f;
      f.status = got.findings.front().id == code::points_not_whole ? ANCS_ERROR_UNSUPPORTED : ANCS_ERROR_ARGUMENT;
      f.findings = got.findings;
      throw f;
    }
    for (std::size_t i = 0; i < outputs_.size(); ++i) spread((*w_.results)[i], outputs_[i], first, got.rows_done);
    report_.rows_done += got.rows_done;
    report_.rows_narrow += got.rows_narrow;
    report_.rows_wide += got.rows_wide;
    report_.rows_apart += got.rows_apart;
    report_.rows_inexact += got.rows_inexact;
    stopped_ = stopped_ || got.stopped;
  }

  static void spread(const host_result& r, const buffer<unsigned char>& from, std::size_t first, std::size_t rows) {
    if (from.size() == 0) return;
    const std::size_t width = width_of(r.type);
    for (std::size_t i = 0; i < rows; ++i) std::memcpy(r.data + static_cast<std::ptrdiff_t>(first + i) * r.stride, from.data() + i * width, width);
  }

  /// The engine calls from one thread at a time.
  bool go_on(std::size_t done) {
    try {
      return by_.progress(by_.progress_context, w_.rows_before + done, w_.rows_all ? w_.rows_all : w_.rows) == 0;
    } catch (const abi::__forced_unwind&) {
      throw;
    } catch (...) {
      threw_ = true;
      return false;
    }
  }

  const column_work& w_;
  const ancs_batch_options& by_;
  ancs_batch_report& report_;
  std::vector<input_copy> inputs_;
  std::vector<buffer<unsigned char>> outputs_;
  bool stopped_ = false, threw_ = false;
};

}  // namespace

void run(const column_work& work, const ancs_batch_options& by, ancs_batch_report& report) { column_run(work, by, report).run(); }

void check_columns(const ancs::program& program, const std::vector<std::optional<host_column>>& columns, const ancs_batch_options& by) {
  if (by.columns_may_lack) return;
  std::string lacking;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& input = program.columns()[i];
    if (!columns[i] && !input.optional && !input.has_default) lacking += (lacking.empty() ? "`" : ", `") + input.name + "`";
  }
  if (!lacking.empty()) fail(ANCS_ERROR_DATA, code::host_columns_lacking, {lacking});
}

host_result checked_result(const ancs::program& program, std::int32_t what, std::size_t index, std::int32_t end, const ancs_result& given,
                           std::size_t rows) {
  host_result r;
  r.what = what, r.index = index, r.end = end, r.type = given.type;
  std::size_t count = 1;
  switch (what) {
    case ANCS_GROUP: count = program.groups().size(); break;
    case ANCS_CRITERION: count = program.criteria().size(); break;
    case ANCS_OUTCOME: count = program.outcomes().size(); break;
    case ANCS_TOTAL: case ANCS_TOTAL_WITH_ALL: case ANCS_VETOES: case ANCS_ROW_STATE: case ANCS_NOT_YET_ASSESSED: break;
    default: fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"what", std::to_string(what)});
  }
  check_index(index, count, "index");
  const bool has_high = what == ANCS_TOTAL || what == ANCS_TOTAL_WITH_ALL || what == ANCS_GROUP || what == ANCS_CRITERION;
  if (end != ANCS_LOW && !(end == ANCS_HIGH && has_high)) fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"end", std::to_string(end)});
  if (!engine_type(given.type) || (what == ANCS_ROW_STATE && given.type != ANCS_UINT8))
    fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"type", std::to_string(given.type)});
  const std::size_t width = width_of(given.type);
  if (!given.data && rows != 0) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"data"});
  if (reinterpret_cast<std::uintptr_t>(given.data) % width != 0) fail(ANCS_ERROR_ARGUMENT, code::host_misaligned, {"data", std::to_string(width)});
  r.stride = given.stride == 0 ? static_cast<std::ptrdiff_t>(width) : given.stride;
  if (r.stride % static_cast<std::ptrdiff_t>(width) != 0) fail(ANCS_ERROR_ARGUMENT, code::host_misaligned, {"stride", std::to_string(width)});
  std::ptrdiff_t reach = 0;
  if (rows > static_cast<std::size_t>(PTRDIFF_MAX) || __builtin_mul_overflow(static_cast<std::ptrdiff_t>(rows), r.stride, &reach))
    fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"stride", std::to_string(given.stride)});
  r.data = static_cast<unsigned char*>(given.data);
  return r;
}

}  // namespace ancs::c
