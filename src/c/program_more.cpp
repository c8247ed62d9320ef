// program_more.cpp: parameters, included files, tests, the graph and canonical text through the C interface.
#include <cxxabi.h>

#include "objects.hpp"

namespace ancs::c {

std::optional<loader> loader_of(const ancs_compile_options& by) {
  if (!by.read) return std::nullopt;
  loader files;
  files.path = by.path ? by.path : "";
  files.read = [read = by.read, context = by.read_context](const std::string& path) -> std::optional<source> {
    std::size_t length = 0;
    const char* text = nullptr;
    try {
      text = read(context, path.c_str(), &length);
    } catch (const abi::__forced_unwind&) {
      throw;
    } catch (...) {
      fail(ANCS_ERROR_CALLBACK, code::host_callback_failed, {"read", "it threw an exception\x1f" "nó ném ngoại lệ"});
    }
    if (!text) return std::nullopt;
    if (length >= UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"length", std::to_string(length)});
    return source(path, std::string(text, length));
  };
  return files;
}

namespace {

failure with_text(ancs_status status, diagnostics findings, std::shared_ptr<const source> text) {
  failure f;
  f.status = status;
  f.findings = std::move(findings);
  f.text = std::move(text);
  return f;
}

/// The tree of a rule text of the host, or ANCS_ERROR_RULES.
ast::document parsed(const char* name, const char* text, std::size_t length) {
  if (!text && length != 0) fail(ANCS_ERROR_ARGUMENT, code::host_null, {"text"});
  if (length >= UINT32_MAX) fail(ANCS_ERROR_ARGUMENT, code::host_too_large, {"length", std::to_string(length)});
  auto from = std::make_shared<const source>(name, length ? std::string(text, length) : std::string());
  auto tree = parse(*from);
  if (!tree || has_errors(tree.findings)) throw with_text(ANCS_ERROR_RULES, std::move(tree.findings), std::move(from));
  return std::move(*tree);
}

}  // namespace
}  // namespace ancs::c

using namespace ancs::c;

extern "C" {

ancs_status ancs_program_with_parameter(const ancs_program* program, const char* name, const char* value, ancs_program** changed, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    check(name, "name");
    check(value, "value");
    check(changed, "changed");
    const auto number = number_in(value);
    if (!number) fail(ANCS_ERROR_DATA, ancs::code::host_not_a_number, {name, value});
    auto made = p.program.with_parameter(name, *number);
    if (!made) throw with_text(ANCS_ERROR_DATA, std::move(made.findings), nullptr);
    give<program_object>(changed, make<program_object>(p.mem, std::move(*made), p.text));
  });
}

ancs_status ancs_program_test(const ancs_program* program, size_t* tests, size_t* failed, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    if (tests) check(tests, "tests");
    if (failed) check(failed, "failed");
    ancs::diagnostics findings;
    size_t wrong = 0;
    const auto results = ancs::run_tests(p.program);
    for (const auto& t : results) {
      wrong += !t.passed();
      for (const auto& f : t.failures) {
        auto d = finding_of(ancs::code::test_expectation_failed, {t.title, f.expectation, f.got});
        d.where = f.where;
        d.has_place = true;
        findings.push_back(std::move(d));
      }
    }
    if (tests) *tests = results.size();
    if (failed) *failed = wrong;
    if (!findings.empty()) throw with_text(ANCS_ERROR_RULES, std::move(findings), p.text);
  });
}

ancs_status ancs_program_coverage(const ancs_program* program, size_t* decisions, size_t* exercised, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    if (decisions) check(decisions, "decisions");
    if (exercised) check(exercised, "exercised");
    const auto found = ancs::coverage_of_tests(p.program);
    if (decisions) *decisions = found.decisions().size();
    if (exercised) *exercised = found.exercised();
  });
}

ancs_status ancs_program_suggest_tests(const ancs_program* program, ancs_string** tests, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    check(tests, "tests");
    std::string all;
    for (const auto& t : ancs::suggest_tests(p.program)) all += (all.empty() ? "" : "\n") + t.text;
    give_text(tests, p.mem, all);
  });
}

ancs_status ancs_program_graph(const ancs_program* program, ancs_string** dot, ancs_error** error) {
  return call(error, [&](scope& s) {
    const auto& p = s.get<program_object>(program, "program");
    give_text(dot, p.mem, p.program.graph_dot());
  });
}

ancs_status ancs_format(const char* text, size_t length, ancs_language keywords, ancs_string** formatted, ancs_error** error) {
  return call(error, [&](scope& s) {
    check(formatted, "formatted");
    ancs::print_options by;
    by.keywords = language_of(keywords, "keywords");
    give_text(formatted, s.hooks(), ancs::print(parsed("rules", text, length), by));
  });
}

ancs_status ancs_changes(const char* before, size_t before_length, const char* after, size_t after_length, ancs_language language,
                         ancs_string** changes, ancs_error** error) {
  return call(error, [&](scope& s) {
    check(changes, "changes");
    const auto in = language_of(language, "language");
    const auto old_tree = parsed("before", before, before_length), new_tree = parsed("after", after, after_length);
    std::string all;
    for (const auto& change : ancs::changes_between(old_tree, new_tree)) all += ancs::message_of(change, in) + "\n";
    give_text(changes, s.hooks(), all);
  });
}

}  // extern "C"
