// command_test.cpp: `ancs test`: the tests that stand in rule files.
#include <fmt/format.h>

#include "ancs/selftest.hpp"
#include "commands.hpp"
#include "rules.hpp"
#include "scoring.hpp"
#include "wording.hpp"

namespace tool {

namespace {

ancs::diagnostic failure(const ancs::test_result& of, const ancs::test_failure& what) {
  return {ancs::code::test_expectation_failed, what.where, {of.title, what.expectation, what.got}, {}, true};
}

void report(const ancs::test_result& of, const rules& in, console& err) {
  if (of.passed()) return;
  for (const auto& f : of.failures) err.report(failure(of, f), in.text);
  // Data errors of what a test gives explain its failure; a test that passes may give them on purpose.
  for (ancs::diagnostic d : of.findings) {
    if (!d.has_place) d.where = of.where, d.has_place = true;
    err.report(d, in.text);
  }
}

void write(json_writer& out, const rules& of, const std::vector<ancs::test_result>& results, ancs::language lang) {
  out.line().begin_object().member("file", of.text.name()).key("tests").begin_array();
  for (const auto& r : results) {
    out.begin_object()
        .member("title", r.title)
        .key("line")
        .number(of.text.position_of(r.where.begin).line)
        .key("passed")
        .boolean(r.passed());
    out.key("expectations").number(r.expectations).key("failures").begin_array();
    for (const auto& f : r.failures) {
      const auto place = of.text.position_of(f.where.begin);
      out.begin_object().key("line").number(place.line).key("column").number(place.column);
      out.member("expectation", f.expectation).member("got", f.got).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  write_findings(out, of.findings, of.text, lang);
  out.end_object();
}

std::string summary(const rules& of, const std::vector<ancs::test_result>& results, ancs::language lang) {
  std::size_t failed = 0, expectations = 0;
  for (const auto& r : results) {
    failed += !r.passed();
    expectations += r.expectations;
  }
  if (results.empty()) return fmt::format("{}: {}\n", of.text.name(), in_language(lang, "no tests", "không có bài kiểm tra"));
  const std::string tests = counted(results.size(), lang, "test", "tests", "bài kiểm tra");
  if (failed == 0) {
    return fmt::format("{}: {} {}, {}\n", of.text.name(), tests, in_language(lang, "passed", "đạt"),
                       counted(expectations, lang, "expectation", "expectations", "kết quả mong đợi"));
  }
  return fmt::format(fmt::runtime(in_language(lang, "{}: {} of {} failed\n", "{}: {} trong {} không đạt\n")), of.text.name(), failed,
                     tests);
}

}  // namespace

int run_test(const options& by, console& err, output& to) {
  int worst = 0;
  json_writer json;
  json.begin_object().key("files").begin_array();
  for (const std::string& path : by.arguments) {
    const auto read = read_rules(path, by, err);
    if (!read) {
      worst = 2;
      continue;
    }
    err.report(read->findings, read->text);
    std::vector<ancs::test_result> results;
    if (read->program) results = ancs::run_tests(read->program);
    bool fine = static_cast<bool>(read->program);
    for (const auto& r : results) {
      report(r, *read, err);
      fine = fine && r.passed();
    }
    if (!fine && worst == 0) worst = 1;
    if (by.format == format::json) {
      write(json, *read, results, err.lang);
    } else if (read->program) {
      to.write(summary(*read, results, err.lang));
    } else {
      to.write(fmt::format("{}: {}\n", read->text.name(),
                           in_language(err.lang, "not sound, no test was run", "có lỗi, chưa chạy bài kiểm tra nào")));
    }
  }
  if (by.format == format::json) to.write(json.line().end_array().end_object().line().take());
  return worst;
}

}  // namespace tool
