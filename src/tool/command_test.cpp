// command_test.cpp: `ancs test`: the tests that stand in rule files, and what they leave untested.
#include <fmt/format.h>

#include "ancs/coverage.hpp"
#include "ancs/selftest.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "junit.hpp"
#include "rules.hpp"
#include "scoring.hpp"
#include "wording.hpp"

namespace tool {

namespace {

struct tested {
  const rules& of;
  std::vector<ancs::test_result> results;
  std::optional<ancs::coverage> seen;  ///< where it is asked for
  bool enough = true;                  ///< not under --fail-under
};

ancs::diagnostic failure(const ancs::test_result& of, const ancs::test_failure& what) {
  return {ancs::code::test_expectation_failed, what.where, {of.title, what.expectation, what.got}, {}, true};
}

std::string why_line(const ancs::reason& r, ancs::language lang) {
  std::string out = ancs::to_printable(r.sentence);
  if (!r.numbers.empty()) out += "   " + ancs::to_printable(r.numbers);
  // The parts of a sum have no place of their own.
  if (r.place.line > 0)
    out += fmt::format("   [{}{}{} {}]", r.file, r.file.empty() ? "" : ", ", in_language(lang, "line", "dòng"), r.place.line);
  return out;
}

void report(const ancs::test_result& of, const rules& in, console& err) {
  if (of.passed()) return;
  for (const auto& f : of.failures) {
    err.report(failure(of, f), in.text);
    if (f.why.empty()) continue;
    std::string why = in_language(err.lang, "   why: ", "   vì sao: ");
    const std::string margin(ancs::display_width(why), ' ');
    for (const auto& r : f.why) why += (&r == f.why.data() ? "" : "\n" + margin) + why_line(r, err.lang);
    err.note(why);
  }
  // Data errors of what a test gives explain its failure; a test that passes may give them on purpose.
  for (ancs::diagnostic d : of.findings) {
    if (!d.has_place) d.where = of.where, d.has_place = true;
    err.report(d, in.text);
  }
}

const char* kind_name(ancs::decision::kind what) {
  using kind = ancs::decision::kind;
  return what == kind::guard ? "guard" : what == kind::row ? "row" : what == kind::clause ? "clause" : what == kind::veto ? "veto" : "level";
}

std::string kind_word(ancs::decision::kind what, ancs::language lang) {
  if (lang == ancs::language::en) return kind_name(what);
  using kind = ancs::decision::kind;
  return what == kind::guard    ? "điều kiện"
         : what == kind::row    ? "dòng"
         : what == kind::clause ? "điều khoản"
         : what == kind::veto   ? "không xét"
                                : "mức";
}

void write_coverage(json_writer& out, const ancs::coverage& seen) {
  const auto& all = seen.decisions();
  out.key("coverage").begin_object().key("exercised").number(seen.exercised()).key("decisions").number(all.size());
  out.member("percent", (seen.share() * 100).rounded(ancs::rational(1, 10), ancs::rounding_mode::down).to_string()).key("unexercised").begin_array();
  for (const auto& d : all) {
    if (d.units) continue;
    out.line().begin_object().member("kind", kind_name(d.what)).member("of", d.of).key("line").number(d.place.line);
    out.key("column").number(d.place.column).member("sentence", d.sentence).end_object();
  }
  out.end_array().end_object();
}

void write(json_writer& out, const tested& of, ancs::language lang) {
  out.line().begin_object().member("file", of.of.text.name()).key("tests").begin_array();
  for (const auto& r : of.results) {
    out.begin_object()
        .member("title", r.title)
        .key("line")
        .number(of.of.text.position_of(r.where.begin).line)
        .key("passed")
        .boolean(r.passed());
    out.key("expectations").number(r.expectations).key("failures").begin_array();
    for (const auto& f : r.failures) {
      const auto place = of.of.text.position_of(f.where.begin);
      out.begin_object().key("line").number(place.line).key("column").number(place.column);
      out.member("expectation", f.expectation).member("got", f.got).key("why").begin_array();
      for (const auto& reason : f.why) {
        out.begin_object().member("sentence", reason.sentence).member("numbers", reason.numbers);
        if (reason.place.line > 0) out.key("line").number(reason.place.line).key("column").number(reason.place.column);
        out.end_object();
      }
      out.end_array().end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  if (of.seen) write_coverage(out, *of.seen);
  write_findings(out, of.of.findings, of.of.text, lang);
  out.end_object();
}

std::string coverage_text(const tested& of, bool list, ancs::language lang) {
  const auto& all = of.seen->decisions();
  const auto style = lang == ancs::language::vi ? ancs::number_style::vi : ancs::number_style::en;
  const std::string percent = (of.seen->share() * 100).rounded(ancs::rational(1, 10), ancs::rounding_mode::down).to_display(style, 1);
  std::string out = fmt::format(fmt::runtime(in_language(lang, "{}: coverage {}%: {} of {} guards, rows, clauses, vetoes and levels\n",
                                                         "{}: độ phủ {}%: {} trong {} điều kiện, dòng, điều khoản, điều không xét và mức\n")),
                                of.of.text.name(), percent, of.seen->exercised(), all.size());
  if (!list || of.seen->exercised() == all.size()) return out;
  out += in_language(lang, "never exercised by a test:\n", "chưa bài kiểm tra nào chạm tới:\n");
  for (const auto& d : all) {
    if (d.units) continue;
    out += fmt::format("  {}{}{} {:>3}  {}  {}: {}\n", d.file, d.file.empty() ? "" : ", ", in_language(lang, "line", "dòng"), d.place.line, ancs::to_printable(d.of), kind_word(d.what, lang),
                       ancs::to_printable(d.sentence, 100));
  }
  return out;
}

std::string summary(const tested& of, ancs::language lang) {
  const std::string& name = of.of.text.name();
  if (!of.of.program) return fmt::format("{}: {}\n", name, in_language(lang, "not sound, no test was run", "có lỗi, chưa chạy bài kiểm tra nào"));
  std::size_t failed = 0, expectations = 0;
  for (const auto& r : of.results) {
    failed += !r.passed();
    expectations += r.expectations;
  }
  if (of.results.empty()) return fmt::format("{}: {}\n", name, in_language(lang, "no tests", "không có bài kiểm tra"));
  const std::string tests = counted(of.results.size(), lang, "test", "tests", "bài kiểm tra");
  if (failed == 0) {
    return fmt::format("{}: {} {}, {}\n", name, tests, in_language(lang, "passed", "đạt"),
                       counted(expectations, lang, "expectation", "expectations", "kết quả mong đợi"));
  }
  return fmt::format(fmt::runtime(in_language(lang, "{}: {} of {} failed\n", "{}: {} trong {} không đạt\n")), name, failed, tests);
}

void add(junit_report& to, const tested& of, ancs::language lang) {
  if (!of.of.program) return to.add_broken(of.of.text.name(), in_language(lang, "not sound, no test was run", "có lỗi, chưa chạy bài kiểm tra nào"));
  std::vector<junit_report::test> tests;
  for (const auto& r : of.results) {
    junit_report::test one{r.title, of.of.text.position_of(r.where.begin).line, {}};
    for (const auto& f : r.failures) {
      one.failure += (one.failure.empty() ? "" : "\n") + ancs::message_of(failure(r, f), lang);
      for (const auto& reason : f.why) one.failure += "\n  " + why_line(reason, lang);
    }
    for (const auto& d : r.findings)
      if (!r.passed()) one.failure += "\n  " + ancs::message_of(d, lang);
    tests.push_back(std::move(one));
  }
  to.add(of.of.text.name(), tests);
}

int write_junit(const junit_report& report, const std::string& path, console& err) {
  output file;
  if (file.open(path)) {
    file.write(report.text());
    if (file.finish()) return 0;
  }
  err.say(fmt::format(fmt::runtime(in_language(err.lang, "cannot write `{}`: {}", "không ghi được `{}`: {}")), path, file.why()));
  return 2;
}

}  // namespace

int run_test(const options& by, console& err, output& to) {
  int worst = 0;
  json_writer json;
  junit_report junit;
  json.begin_object().key("files").begin_array();
  for (const std::string& path : by.arguments) {
    const auto read = read_rules(path, by, err);
    if (!read) {
      worst = 2;
      continue;
    }
    err.report(read->findings, read->text);
    tested of{*read, {}, {}};
    bool fine = static_cast<bool>(read->program);
    if (read->program) {
      of.results = ancs::run_tests(read->program, err.lang);
      if (by.coverage || by.fail_under) of.seen = ancs::coverage_of_tests(read->program);
      of.enough = !by.fail_under || of.seen->share() >= *by.fail_under;
    }
    for (const auto& r : of.results) {
      report(r, *read, err);
      fine = fine && r.passed();
    }
    if (!(fine && of.enough) && worst == 0) worst = 1;
    if (!by.junit.empty()) add(junit, of, err.lang);
    if (by.format == format::json) {
      write(json, of, err.lang);
      continue;
    }
    to.write(summary(of, err.lang));
    if (of.seen) to.write(coverage_text(of, by.coverage || !of.enough, err.lang));
    if (!of.enough) {
      err.say(fmt::format(fmt::runtime(in_language(err.lang, "the tests of `{}` exercise less than {}%", "các bài kiểm tra của `{}` phủ ít hơn {}%")),
                          read->text.name(), (*by.fail_under * 100).to_string()));
    }
  }
  if (by.format == format::json) to.write(json.line().end_array().end_object().line().take());
  if (!by.junit.empty() && write_junit(junit, by.junit, err) != 0) return 2;
  return worst;
}

}  // namespace tool
