// batch.cpp: batches through the C interface.
#include "batch.hpp"

namespace ancs::c {
namespace {

/// Holds a batch for one call; another call on it meanwhile, as from a callback, is refused.
class hold {
 public:
  explicit hold(batch_object& b) : b_(b) {
    if (b_.busy.exchange(true)) fail(ANCS_ERROR_BUSY, code::host_busy, {"batch"});
  }
  ~hold() { b_.busy.store(false); }
  hold(const hold&) = delete;
  hold& operator=(const hold&) = delete;

 private:
  batch_object& b_;
};

void set(batch_object& b, std::uint32_t input, const ancs_column* column) {
  const hold held(b);
  check_index(input, b.columns.size(), "input");
  if (!column) {
    b.columns[input].reset();
    return;
  }
  b.columns[input] = checked_column(taken(column, "column"), b.program.columns()[input], b.rows);
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_batch_create(const ancs_program* program, size_t rows, ancs_batch** batch, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    check(batch, "batch");
    if (rows > static_cast<size_t>(PTRDIFF_MAX) / 8) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"rows", std::to_string(rows)});
    give<batch_object>(batch, make<batch_object>(p.mem, p.program, rows));
  });
}

ancs_status ancs_batch_destroy(ancs_batch** batch) {
  if (batch && reinterpret_cast<std::uintptr_t>(batch) % alignof(void*) == 0 && *batch)
    if (const auto* b = find<batch_object>(*batch); b && b->busy) return ANCS_ERROR_BUSY;
  return destroy<batch_object>(batch);
}

ancs_status ancs_batch_set(ancs_batch* batch, int32_t input, const ancs_column* column, ancs_error** error) {
  return call(error, [&](scope& s) { set(s.get<batch_object>(batch, "batch"), static_cast<std::uint32_t>(input), column); });
}
ancs_status ancs_batch_set_named(ancs_batch* batch, const char* input, const ancs_column* column, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& b = s.get<batch_object>(batch, "batch");
    check(input, "input");
    const auto index = b.program.find_column(input);
    if (!index) {
      // A record words it, with the nearest name.
      ancs::record none(b.program);
      fail(ANCS_ERROR_DATA, *none.clear(input));
    }
    set(b, *index, column);
  });
}

ancs_status ancs_batch_want(ancs_batch* batch, int32_t what, size_t index, int32_t end, const ancs_result* result, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& b = s.get<batch_object>(batch, "batch");
    const hold held(b);
    std::optional<host_result> wanted;
    if (result) wanted = checked_result(b.program, what, index, end, taken(result, "result"), b.rows);
    std::erase_if(b.results, [&](const host_result& r) { return r.what == what && r.index == index && r.end == end; });
    if (wanted) b.results.push_back(*wanted);
  });
}

ancs_status ancs_batch_score(ancs_batch* batch, const ancs_batch_options* options, ancs_batch_report* report, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& b = s.get<batch_object>(batch, "batch");
    const auto by = taken_or_none(options, "options");
    ancs_batch_report got{};
    if (report) fill(report, got, "report");
    const hold held(b);
    check_columns(b.program, b.columns, by);
    column_work work;
    work.program = &b.program;
    work.rows = b.rows;
    work.columns = &b.columns;
    work.results = &b.results;
    work.mem = b.mem;
    try {
      run(work, by, got);
    } catch (...) {
      if (report) fill(report, got, "report");
      throw;
    }
    if (report) fill(report, got, "report");
  });
}

ancs_status ancs_batch_record(const ancs_batch* batch, size_t row, ancs_record* record, ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& b = const_cast<batch_object&>(s.get<batch_object>(batch, "batch"));
    auto& r = s.get<record_object>(record, "record");
    if (!same_program(b.program, r.record.of())) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"record", "batch"});
    check_index(row, b.rows, "row");
    const hold held(b);
    failure f;
    r.record.clear();
    for (std::uint32_t i = 0; i < b.columns.size(); ++i) {
      const auto& c = b.columns[i];
      if (!c || !c->has_value(row)) continue;
      try {
        const auto value = c->value(row);
        if (!value) continue;
        if (auto refused = r.record.set(i, ancs::rational(*value, c->scale))) f.findings.push_back(std::move(*refused));
      } catch (failure& one) {
        r.record.set_invalid(i);
        f.findings.push_back(std::move(one.findings.front()));
      }
    }
    if (f.findings.empty()) return;
    f.status = ANCS_ERROR_DATA;
    f.row = static_cast<std::int64_t>(row);
    throw f;
  });
}

}  // extern "C"
