// tables.cpp: which lines of a data file are for which of several rule files.
#include "tables.hpp"

#include <algorithm>

#include "ancs/text.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// The choice for each type of unit that the data names, made once.
class chooser {
 public:
  chooser(const ancs::rule_set& set, const std::optional<ancs::period>& period) : set_(set), period_(period) {}
  const ancs::result<std::size_t>& of(const std::string& type) {
    const auto [at, fresh] = known_.try_emplace(type);
    if (fresh) at->second = set_.select(period_, type);
    return at->second;
  }

 private:
  const ancs::rule_set& set_;
  const std::optional<ancs::period>& period_;
  std::map<std::string, ancs::result<std::size_t>> known_;
};

}  // namespace

std::string which_file(const rule_files& of, std::size_t file, ancs::language lang) {
  const auto& info = of.set[file].info();
  const auto days = of.set.in_force(file, info.applies_to.empty() ? "" : info.applies_to[0]);
  std::string line = ancs::to_printable(of.set.name(file));
  for (const auto& type : info.applies_to) line += (&type == &info.applies_to[0] ? ": " : ", ") + ancs::to_printable(type);
  if (days.first) line += in_language(lang, "; from ", "; từ ") + ancs::date_text(*days.first, lang);
  if (days.last) line += in_language(lang, " to ", " đến ") + ancs::date_text(*days.last, lang);
  return line + "\n";
}

int run_tables(const options& by, const rule_files& all, console& err, const std::function<int(table_run&)>& each) {
  const auto text = read_data(by, err);
  if (!text) return 2;
  chooser choose(all.set, by.period);
  std::vector<bool> in_play(all.files.size());
  for (const std::string& type : unit_types_in(*text, by.delimiter)) {
    const auto& file = choose.of(type);
    if (file) in_play[*file] = true;
  }
  const bool none = std::find(in_play.begin(), in_play.end(), true) == in_play.end();
  if (none) in_play[0] = true;  // says what is wrong with each line

  int status = 0;
  bool first = true, met = false, searched = false;
  std::vector<std::string> ids;
  for (std::size_t file = 0; file < all.files.size(); ++file) {
    if (!in_play[file]) continue;
    line_choice lines;
    lines.first = first;
    lines.none = none;
    lines.assessment = by.assessment;
    for (std::size_t other = 0; other < all.files.size(); ++other)
      if (other != file) lines.others.push_back(all.set[other]);
    lines.takes = [&, file](const std::string& type) {
      const auto& chosen = choose.of(type);
      return chosen && *chosen == file;
    };
    lines.refusal = [&](const std::string& type) -> std::optional<ancs::diagnostic> {
      const auto& chosen = choose.of(type);
      if (chosen) return std::nullopt;
      return chosen.findings.at(0);
    };
    left_out rest;
    table_run table{file, all.files[file], std::move(lines), first, none, *text, rest};
    status = std::max(status, each(table));
    met = met || rest.unit_met, searched = searched || rest.searched;
    ids.insert(ids.end(), rest.other_units.begin(), rest.other_units.end());
    first = false;
  }
  if (by.unit && searched && !met) return no_such_unit(ancs::to_nfc(*by.unit), ids, err);
  return status;
}

}  // namespace tool
