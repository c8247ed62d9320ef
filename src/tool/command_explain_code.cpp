// command_explain_code.cpp: `ancs explain-code`: what a diagnostic means, with a wrong and a mended example.
#include <fmt/format.h>

#include <algorithm>

#include "ancs/check.hpp"
#include "ancs/compile.hpp"
#include "ancs/parse.hpp"
#include "ancs/print.hpp"
#include "ancs/selftest.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "json.hpp"
#include "pages.hpp"
#include "records.hpp"

namespace tool {

namespace {

struct known_code {
  ancs::code id;
  std::string text;
  const page* is;  ///< null where nobody has written one
};

/// Notes only accompany others.
std::vector<known_code> known_codes() {
  std::vector<known_code> all;
  for (const ancs::code id : ancs::all_codes()) {
    std::string text(ancs::code_text(id));
    if (ancs::severity_of(id) != ancs::severity::note) all.push_back({id, text, find_page(text)});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.text.substr(1) < b.text.substr(1); });
  return all;
}

/// The message with `…` for what differs from case to case.
ancs::diagnostic pattern_of(ancs::code id) { return {id, {}, std::vector<std::string>(10, "…"), {}, false}; }

/// The example with Vietnamese keywords, where it can be read at all.
std::string in_keywords_of(const std::string& example, ancs::language lang) {
  if (lang == ancs::language::en) return example;
  const auto tree = ancs::parse(ancs::source("", example));
  if (!tree || ancs::has_errors(tree.findings)) return example;
  return ancs::print(*tree.value, {lang, true});
}

/// Findings of one kind that the example gives, drawn.
std::string drawn(ancs::code wanted, const ancs::diagnostics& all, const ancs::source& in, ancs::language lang) {
  std::string out;
  for (const auto& d : all)
    if (d.id == wanted) out += ancs::render_text(d, in, lang);
  return out;
}

std::string found_in_data(ancs::code wanted, const ancs::program& program, const std::string& data, ancs::language lang) {
  std::string out;
  sheet rows(program, in_language(lang, "wards.csv", "so_lieu.csv"), data, std::nullopt, ancs::number_style::en);
  const auto of_file = [&] {
    for (const auto& finding : rows.take_findings()) out += drawn(wanted, {finding.what}, finding.in, lang);
  };
  of_file();
  for (unit current(program); rows.next(current);) {
    of_file();
    for (ancs::diagnostic d : program.score(current.data).findings) {
      current.place(d, program);
      current.findings.push_back(std::move(d));
    }
    out += drawn(wanted, current.findings, current.row, lang);
  }
  of_file();
  return out;
}

/// What the tool says of the wrong example.
std::string found(ancs::code wanted, const page& of, const std::string& example, ancs::language lang) {
  const ancs::source text(in_language(lang, "ward.ancs", "phuong.ancs"), example);
  const auto program = ancs::load(text);
  if (of.run == "check" || !program) return drawn(wanted, program.findings, text, lang);
  if (of.run == "score") return found_in_data(wanted, *program, of.data_wrong, lang);
  std::string out;
  for (const auto& result : ancs::run_tests(*program, lang))
    for (const auto& f : result.failures)
      out += ancs::render_text({ancs::code::test_expectation_failed, f.where, {result.title, f.expectation, f.got}, {}, true}, text, lang);
  return out;
}

std::string indented(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = ancs::to_printable(text.substr(at, end - at));
    out += (line.empty() ? "" : "    ") + line + "\n";
    at = end + 1;
  }
  return out;
}

/// Words in lines of readable width.
std::string wrapped(std::string_view text) {
  std::string out, line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!line.empty() && ancs::display_width(line) + 1 + ancs::display_width(word) > 96) {
      out += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
    at = end + 1;
  }
  return out + line + "\n";
}

std::string of_page(const page_file& f, ancs::language lang) { return f.name.ends_with(".ancs") ? in_keywords_of(f.text, lang) : f.text; }

std::string text_of(const known_code& code, ancs::language lang) {
  const auto level = ancs::severity_of(code.id);
  std::string out = fmt::format("{} {}: {}\n\n", level == ancs::severity::error ? in_language(lang, "error", "lỗi") : in_language(lang, "warning", "cảnh báo"),
                                code.text, ancs::message_of(pattern_of(code.id), lang));
  if (!code.is) return out;
  const page& of = *code.is;
  out += wrapped(lang == ancs::language::vi ? of.vi : of.en);
  if (!of.has_example()) {
    const std::string help = ancs::help_of(pattern_of(code.id), lang);
    if (!help.empty()) out += fmt::format("\n{}", wrapped(in_language(lang, "What to do: ", "Cách xử lý: ") + help));
    return out;
  }
  if (of.run == "command") {
    const auto files = [&](const std::vector<page_file>& all, const std::string& command) {
      std::string text;
      for (const page_file& f : all) text += fmt::format("\n  {}:\n{}", f.name, indented(of_page(f, lang)));
      return text + fmt::format("\n  $ ancs {}\n", command);
    };
    out += fmt::format("\n{}:\n{}", in_language(lang, "Wrong", "Sai"), files(of.files_wrong, of.command));
    out += fmt::format("{} {}: {}\n", level == ancs::severity::error ? in_language(lang, "error", "lỗi") : in_language(lang, "warning", "cảnh báo"), code.text,
                       ancs::message_of(pattern_of(code.id), lang));
    return out + fmt::format("\n{}:\n{}", in_language(lang, "Mended", "Đã sửa"), files(of.files_right, of.command_right));
  }
  const std::string wrong = in_keywords_of(of.wrong, lang);
  const std::string said = found(code.id, of, wrong, lang);
  if (of.run == "score") {
    out += fmt::format("\n{}:\n\n{}", in_language(lang, "With these rules", "Với quy tắc này"), indented(wrong));
    out += fmt::format("\n{}:\n\n{}\n{}", in_language(lang, "wrong data", "số liệu sai"), indented(of.data_wrong), said);
    return out + fmt::format("\n{}:\n\n{}", in_language(lang, "mended data", "số liệu đã sửa"), indented(of.data_right));
  }
  out += fmt::format("\n{}:\n\n{}\n{}", in_language(lang, "Wrong", "Sai"), indented(wrong), said);
  return out + fmt::format("\n{}:\n\n{}", in_language(lang, "Mended", "Đã sửa"), indented(in_keywords_of(of.right, lang)));
}

void write(json_writer& out, const known_code& code, ancs::language lang) {
  out.line().begin_object().member("code", code.text);
  out.member("severity", ancs::severity_of(code.id) == ancs::severity::error ? "error" : "warning");
  out.member("message", ancs::message_of(pattern_of(code.id), lang)).member("help", ancs::help_of(pattern_of(code.id), lang));
  if (code.is) {
    const page& of = *code.is;
    out.member("meaning", lang == ancs::language::vi ? of.vi : of.en);
    if (of.has_example()) {
      out.member("run", of.run);
      const auto files = [&](const char* key, const std::vector<page_file>& all) {
        out.key(key).begin_array();
        for (const page_file& f : all) out.begin_object().member("name", f.name).member("text", of_page(f, lang)).end_object();
        out.end_array();
      };
      if (of.run == "command") {
        out.member("command", of.command).member("mended_command", of.command_right);
        files("wrong_files", of.files_wrong);
        files("mended_files", of.files_right);
        return void(out.end_object());
      }
      out.member("wrong", in_keywords_of(of.wrong, lang)).member("mended", in_keywords_of(of.right, lang));
      if (of.run == "score") out.member("wrong_data", of.data_wrong).member("mended_data", of.data_right);
    }
  }
  out.end_object();
}

std::string list_of(const std::vector<known_code>& all, ancs::language lang) {
  std::string out;
  for (const auto& code : all) out += fmt::format("{}  {}\n", code.text, ancs::message_of(pattern_of(code.id), lang));
  return out + in_language(lang, "\n`ancs explain-code CODE` explains one of them.\n", "\n`ancs explain-code MÃ` giải thích từng mã.\n");
}

/// "e301" means E0301.
std::string code_meant(std::string word) {
  for (char& c : word)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (word.size() > 1 && word.size() < 5) word.insert(1, 5 - word.size(), '0');
  return word;
}

}  // namespace

int run_explain_code(const options& by, console& err, output& to) {
  const auto all = known_codes();
  std::vector<known_code> asked;
  for (const std::string& word : by.arguments) {
    const std::string wanted = code_meant(word);
    const auto at = std::find_if(all.begin(), all.end(), [&](const known_code& c) { return c.text == wanted; });
    if (at == all.end()) {
      std::string says = fmt::format(fmt::runtime(in_language(err.lang, "there is no code `{}`", "không có mã `{}`")), ancs::to_printable(word));
      // E0303 and W0303 differ in their severity only.
      for (const auto& c : all)
        if (wanted.size() == 5 && c.text.substr(1) == wanted.substr(1))
          says += fmt::format(fmt::runtime(in_language(err.lang, "; did you mean `{}`?", "; có phải là `{}` không?")), c.text);
      err.say(says);
      return 2;
    }
    asked.push_back(*at);
  }
  if (by.format == format::json) {
    json_writer json;
    json.begin_object().key("codes").begin_array();
    for (const auto& code : asked.empty() ? all : asked) write(json, code, err.lang);
    to.write(json.line().end_array().end_object().line().take());
  } else if (asked.empty()) {
    to.write(list_of(all, err.lang));
  } else {
    for (const auto& code : asked) to.write((&code == asked.data() ? "" : "\n") + text_of(code, err.lang));
  }
  return 0;
}

}  // namespace tool
