// program.cpp: compiling through the C interface, and what a program tells of itself.
#include "ancs/version.hpp"
#include "objects.hpp"

namespace ancs::c {

namespace {

memory memory_of(const ancs_allocator* from) {
  if (!from) return {};
  const auto hooks = taken(from, "allocator");
  if (!hooks.allocate) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"allocate"});
  if (!hooks.release) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"release"});
  return {hooks.allocate, hooks.release, hooks.context};
}

/// Copies one entry of a description out.
template <class T>
ancs_status describe(const ancs_program* program, std::vector<T> program_object::*all, std::size_t index, T* info, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& of = s.get<program_object>(program, "program").*all;
    check_index(index, of.size(), "index");
    fill(info, of[index], "info");
  });
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

#define ANCS_TEXT_OF(x) #x
#define ANCS_TEXT(x) ANCS_TEXT_OF(x)
const char* ancs_version(void) { return ANCS_TEXT(ANCS_VERSION_MAJOR) "." ANCS_TEXT(ANCS_VERSION_MINOR) "." ANCS_TEXT(ANCS_VERSION_PATCH); }
int32_t ancs_language_version(void) { return ancs::language_version; }

ancs_status ancs_check_abi(uint32_t major, uint32_t minor, ancs_error** error) {
  return call(error, [&](scope&) {
    if (major != ANCS_ABI_MAJOR || minor > ANCS_ABI_MINOR)
      fail(ANCS_ERROR_VERSION, ancs::code::host_version,
           {std::to_string(major) + "." + std::to_string(minor), ANCS_TEXT(ANCS_ABI_MAJOR) "." ANCS_TEXT(ANCS_ABI_MINOR)});
  });
}

ancs_status ancs_compile(const char* text, size_t length, const ancs_compile_options* options, ancs_program** program, ancs_error** error) {
  return call(error, [&](scope& s) {
    check(program, "program");
    const auto by = taken_or_none(options, "options");
    s.mem = memory_of(by.allocator);
    if (!text && length != 0) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_null, {"text"});
    // Places in a text are 32 bits wide; the limit of rule files is far below, and the parser words it.
    if (length >= UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, ancs::code::host_too_large, {"length", std::to_string(length)});
    auto from = std::make_shared<ancs::source>(by.name ? by.name : "rules", length ? std::string(text, length) : std::string());
    const auto files = loader_of(by);
    auto loaded = files ? ancs::load(*from, *files) : ancs::load(*from);
    if (!loaded) {
      failure f;
      f.status = ANCS_ERROR_RULES;
      f.findings = std::move(loaded.findings);
      f.text = std::move(from);
      throw f;
    }
    ancs_error* warnings = nullptr;
    if (error && !loaded.findings.empty()) {
      failure f;
      f.status = ANCS_OK;
      f.findings = std::move(loaded.findings);
      f.text = from;
      warnings = make_error(s.mem, std::move(f));
    }
    try {
      give<program_object>(program, make<program_object>(s.mem, std::move(*loaded), std::move(from)));
    } catch (...) {
      ancs_error_destroy(&warnings);
      throw;
    }
    if (error) *error = warnings;
  });
}

ancs_status ancs_program_destroy(ancs_program** program) { return destroy<program_object>(program); }

ancs_status ancs_program_describe(const ancs_program* program, ancs_program_info* info, ancs_error** error) {
  return call(error, [&](scope& s) { fill(info, s.get<program_object>(program, "program").info, "info"); });
}
ancs_status ancs_program_input(const ancs_program* program, size_t index, ancs_input_info* info, ancs_error** error) {
  return describe(program, &program_object::inputs, index, info, error);
}
ancs_status ancs_program_group(const ancs_program* program, size_t index, ancs_group_info* info, ancs_error** error) {
  return describe(program, &program_object::groups, index, info, error);
}
ancs_status ancs_program_criterion(const ancs_program* program, size_t index, ancs_criterion_info* info, ancs_error** error) {
  return describe(program, &program_object::criteria, index, info, error);
}
ancs_status ancs_program_outcome(const ancs_program* program, size_t index, ancs_outcome_info* info, ancs_error** error) {
  return describe(program, &program_object::outcomes, index, info, error);
}
ancs_status ancs_program_veto(const ancs_program* program, size_t index, ancs_veto_info* info, ancs_error** error) {
  return describe(program, &program_object::vetoes, index, info, error);
}
ancs_status ancs_program_parameter(const ancs_program* program, size_t index, ancs_parameter_info* info, ancs_error** error) {
  return describe(program, &program_object::parameters, index, info, error);
}
ancs_status ancs_program_action(const ancs_program* program, size_t index, ancs_action_info* info, ancs_error** error) {
  return describe(program, &program_object::actions, index, info, error);
}
ancs_status ancs_program_quota(const ancs_program* program, size_t index, ancs_quota_info* info, ancs_error** error) {
  return describe(program, &program_object::quotas, index, info, error);
}
ancs_status ancs_program_model(const ancs_program* program, ancs_model_info* info, ancs_error** error) {
  return call(error, [&](scope& s) { fill(info, s.get<program_object>(program, "program").model, "info"); });
}
const char* ancs_program_warning(const ancs_program* program, size_t index) {
  const auto* p = find<program_object>(program);
  return p && index < p->program.warnings().size() ? p->program.warnings()[index].c_str() : nullptr;
}
int32_t ancs_program_find_input(const ancs_program* program, const char* name) {
  const auto* p = find<program_object>(program);
  if (!p || !name) return ANCS_NONE;
  try {
    const auto index = p->program.find_column(name);
    return index ? static_cast<int32_t>(*index) : ANCS_NONE;
  } catch (...) {
    return ANCS_NONE;
  }
}

}  // extern "C"
