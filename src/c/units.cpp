// units.cpp: what units take of others: results of their parts, and values that they share with the other units of their parent.
#include "ancs/parents.hpp"
#include "ancs/parts.hpp"
#include "objects.hpp"

namespace ancs::c {
namespace {

void check_list(const void* list, std::size_t count, const char* name) {
  if (count > UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"count", std::to_string(count)});
  if (count != 0) check(static_cast<const std::uintptr_t*>(list), name);
}

[[noreturn]] void fail_data(diagnostics findings) {
  failure f;
  f.status = ANCS_ERROR_DATA;
  f.findings = std::move(findings);
  throw f;
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_record_from_parts(ancs_record* record, const ancs_program* part, const char* type, const ancs_record* const* parts, size_t count,
                                   ancs_error** error) {
  return call(error, [&](scope& s) {
    auto& r = s.get<record_object>(record, "record");
    const auto& by = s.get<program_object>(part, "part").program;
    check_list(parts, count, "parts");
    const auto& larger = r.record.of();
    if (auto lacking = ancs::check_parts(larger, by); !lacking.empty()) fail_data(std::move(lacking));
    std::vector<ancs::part_unit> units;
    for (size_t i = 0; i < count; ++i) {
      const auto& unit = s.get<record_object>(parts[i], "parts").record;
      if (!same_program(by, unit.of())) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"parts", "part"});
      units.push_back({std::to_string(i), type ? type : "", by.score(unit), unit});
    }
    ancs::diagnostics refused;
    for (const auto& value : ancs::roll_up(larger, by, units)) {
      const auto& name = larger.columns()[value.column].name;
      auto finding = value.value ? r.record.set(name, *value.value) : r.record.clear(name);
      if (finding) refused.push_back(std::move(*finding));
    }
    if (!refused.empty()) fail_data(std::move(refused));
  });
}

ancs_status ancs_check_same_within_parent(const ancs_record* const* records, const char* const* names, const char* const* parents, size_t count,
                                          ancs_error** findings, ancs_error** error) {
  return call(error, [&](scope& s) {
    check(findings, "findings");
    *findings = nullptr;
    check_list(records, count, "records");
    check_list(names, count, "names");
    check_list(parents, count, "parents");
    if (count == 0) return;
    const auto& first = s.get<record_object>(records[0], "records");
    std::vector<ancs::record> units;
    std::vector<std::string> unit_names, unit_parents;
    for (size_t i = 0; i < count; ++i) {
      const auto& unit = s.get<record_object>(records[i], "records").record;
      if (!same_program(first.record.of(), unit.of())) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_other_program, {"records", "records"});
      units.push_back(unit);
      unit_names.emplace_back(names[i] ? names[i] : "");
      unit_parents.emplace_back(parents[i] ? parents[i] : "");
    }
    give_findings(findings, first.mem, ANCS_ERROR_DATA, ancs::check_same_within_parent(first.record.of(), units, unit_names, unit_parents));
  });
}

}  // extern "C"
