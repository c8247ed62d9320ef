// pages.cpp: reads the pages that are compiled into the tool, and completes their examples to whole files.
#include "pages.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace tool {

namespace {

// Each is one raw string.
constexpr std::string_view sheets[] = {
#include "pages/text.page"
    ,
#include "pages/syntax.page"
    ,
#include "pages/names.page"
    ,
#include "pages/proofs.page"
    ,
#include "pages/outcomes.page"
    ,
#include "pages/data.page"
    ,
#include "pages/versions.page"
    ,
#include "pages/cohort.page"
    ,
#include "pages/inputs.page"
};

constexpr std::array<std::string_view, 18> keys{"command right", "command", "files wrong", "files right", "en",        "vi",         "with right", "with",       "clause wrong", "clause right", "more wrong",
                                                "more right", "file wrong", "file right", "data wrong", "data right",   "rules",        "run"};

constexpr std::string_view usual_input = "input meetings : count\n";
constexpr std::string_view usual_clause = "award full when meetings > 0\n";
constexpr std::string_view usual_data_rules = R"(ancs 1
model example { maximum 10 }
input cases   : count at most 1000, default 0
input solved  : count, default 0
input members : count at least 1, default 100
input present : count at most members, default 0
input share   : percent, default 0%
input held    : yes/no, default no
input head    : one of "chair", "deputy", default "deputy"
require solved <= cases
group A maximum 10 {
  criterion A1 maximum 2 { award full when cases = 0 }
  criterion A2 maximum 2 { award full when share >= 50% }
  criterion A3 maximum 2 { award full when held }
  criterion A4 maximum 2 { choose head { "chair" : full  "deputy" : none } }
  criterion A5 maximum 2 { proportional present / members }
}
)";

using fields = std::map<std::string_view, std::string>;

std::string example(const fields& of, const char* which) {
  const auto field = [&](const std::string& key) { return of.contains(key) ? of.at(key) : std::string(); };
  const std::string side(which);
  if (of.contains("file wrong")) return field("file " + side);
  std::string with = field(side == "right" && of.contains("with right") ? "with right" : "with");
  std::string clause = of.contains("clause wrong") ? field("clause " + side) : std::string(usual_clause);
  const std::string more = field("more " + side);
  if ((with + clause + more).find("meetings") != std::string::npos && with.find("input meetings ") == std::string::npos &&
      with.find("input meetings,") == std::string::npos)
    with.insert(0, usual_input);
  std::string out = "ancs 1\nmodel example { maximum 10 }\n" + with + "group A maximum 10 {\n  criterion A1 maximum 10 {\n";
  for (std::size_t at = 0; at < clause.size();) {
    const std::size_t end = clause.find('\n', at);
    out += "    " + clause.substr(at, end + 1 - at);
    at = end + 1;
  }
  return out + "  }\n}\n" + more;
}

std::vector<page_file> files_of(const std::string& text) {
  std::vector<page_file> files;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end + 1 - at);
    at = end + 1;
    if (line.starts_with("--- "))
      files.push_back({line.substr(4, line.size() - 5), {}});
    else if (!files.empty())
      files.back().text += line;
  }
  return files;
}

page made(std::string_view code, const fields& of) {
  page p;
  p.code = code;
  const auto line = [&](std::string_view key) {
    std::string text = of.contains(key) ? of.at(key) : std::string();
    while (text.ends_with('\n')) text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  };
  p.en = line("en");
  p.vi = line("vi");
  p.run = line("run");
  if (of.contains("files wrong")) {
    p.files_wrong = files_of(of.at("files wrong"));
    p.files_right = files_of(of.at("files right"));
    p.command = line("command");
    p.command_right = of.contains("command right") ? line("command right") : p.command;
    p.run = "command";
  } else if (of.contains("data wrong")) {
    p.wrong = p.right = of.contains("rules") ? of.at("rules") : std::string(usual_data_rules);
    p.data_wrong = of.at("data wrong");
    p.data_right = of.at("data right");
    p.run = "score";
  } else if (of.contains("file wrong") || of.contains("clause wrong") || of.contains("more wrong")) {
    p.wrong = example(of, "wrong");
    p.right = example(of, "right");
    if (p.run.empty()) p.run = "check";
  }
  return p;
}

void read(std::string_view sheet, std::vector<page>& into) {
  std::string_view code;
  fields current;
  std::string* open = nullptr;
  const auto close = [&] {
    if (!code.empty()) into.push_back(made(code, current));
    current.clear();
    open = nullptr;
  };
  for (std::size_t at = 0; at < sheet.size();) {
    const std::size_t end = std::min(sheet.find('\n', at), sheet.size());
    const std::string_view line = sheet.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("== ")) {
      close();
      code = line.substr(3);
      continue;
    }
    const auto key = std::find_if(keys.begin(), keys.end(), [&](std::string_view k) { return line.starts_with(k) && line.substr(k.size()).starts_with(':'); });
    if (key != keys.end()) {
      open = &current[*key];
      std::string_view text = line.substr(key->size() + 1);
      if (text.starts_with(' ')) text.remove_prefix(1);
      if (!text.empty()) *open += std::string(text) + "\n";
    } else if (open) {
      *open += std::string(line) + "\n";
    }
  }
  close();
}

}  // namespace

const std::vector<page>& all_pages() {
  static const std::vector<page> pages = [] {
    std::vector<page> all;
    for (const std::string_view sheet : sheets) read(sheet, all);
    std::stable_sort(all.begin(), all.end(), [](const page& a, const page& b) { return a.code.substr(1) < b.code.substr(1); });
    return all;
  }();
  return pages;
}

const page* find_page(std::string_view code) {
  for (const page& p : all_pages())
    if (p.code == code) return &p;
  return nullptr;
}

}  // namespace tool
