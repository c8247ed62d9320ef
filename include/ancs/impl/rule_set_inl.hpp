// rule_set_inl.hpp: bodies of rule_set.hpp: versions in the order of their days, and what lies between them.
#ifndef ANCS_IMPL_RULE_SET_INL_HPP
#define ANCS_IMPL_RULE_SET_INL_HPP

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "../rule_set.hpp"
#include "../text.hpp"

namespace ancs {

ANCS_FUNC std::string date_text(calendar_day day, language in) {
  const std::chrono::year_month_day d(day);
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::string year = std::to_string(static_cast<int>(d.year())), month = two(static_cast<unsigned>(d.month())), of = two(static_cast<unsigned>(d.day()));
  return in == language::vi ? of + "/" + month + "/" + year : year + "-" + month + "-" + of;
}

namespace detail {

/// One arg in both languages.
inline std::string day_arg(calendar_day day) { return date_text(day, language::en) + '\x1f' + date_text(day, language::vi); }
inline std::string days_arg(const period& days) {
  const auto in = [&](language lang, const char* from, const char* to, const char* on) {
    return days.first == days.last ? on + date_text(days.first, lang) : from + date_text(days.first, lang) + to + date_text(days.last, lang);
  };
  return in(language::en, "from ", " to ", "on ") + '\x1f' + in(language::vi, "từ ", " đến ", "ngày ");
}
inline std::string for_types_arg(const std::vector<std::string>& types) {
  std::string list;
  for (const std::string& type : types)
    if (!type.empty()) list += (list.empty() ? "`" : ", `") + to_printable(type, 60) + "`";
  return list.empty() ? "" : " for " + list + '\x1f' + " cho " + list;
}
inline std::string listed_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "`" : ", `") + to_printable(name, 100) + "`";
  return list;
}

inline std::optional<calendar_day> first_day(const model_info& of) {
  if (of.assessed) return of.assessed->first;
  return of.in_force_from;
}

}  // namespace detail

ANCS_FUNC std::size_t rule_set::add(program rules, std::string name) {
  for (const std::string& type : rules.info().applies_to)
    if (std::find(types_.begin(), types_.end(), type) == types_.end()) types_.push_back(type);
  files_.push_back({std::move(rules), std::move(name)});
  return files_.size() - 1;
}

ANCS_FUNC bool rule_set::applies(std::size_t file, std::string_view unit_type) const {
  const auto& to = files_[file].rules.info().applies_to;
  return to.empty() || std::find(to.begin(), to.end(), unit_type) != to.end();
}

/// The files for a type of unit by their first day, one without a first day first.
ANCS_FUNC std::vector<std::size_t> rule_set::versions(std::string_view unit_type) const {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < files_.size(); ++i)
    if (applies(i, unit_type)) all.push_back(i);
  std::stable_sort(all.begin(), all.end(), [this](std::size_t a, std::size_t b) {
    return detail::first_day(files_[a].rules.info()) < detail::first_day(files_[b].rules.info());
  });
  return all;
}

ANCS_FUNC days_in_force rule_set::in_force(std::size_t file, std::string_view unit_type) const {
  const model_info& info = files_[file].rules.info();
  if (info.assessed) return {info.assessed->first, info.assessed->last};
  days_in_force days{info.in_force_from, std::nullopt};
  const auto all = versions(unit_type);
  const auto at = std::find(all.begin(), all.end(), file);
  if (at == all.end() || at + 1 == all.end()) return days;
  if (const auto next = detail::first_day(files_[*(at + 1)].rules.info())) days.last = *next - std::chrono::days(1);
  return days;
}

/// Compares neighbours, once for each type of unit, and says each thing once.
class rule_set_checker {
 public:
  explicit rule_set_checker(const rule_set& set) : set_(set) {}

  std::vector<rule_set_finding> run() {
    for (std::size_t i = 0; i < set_.size(); ++i) twice(i);
    for (const std::string& type : set_.unit_types()) type_ = type, neighbours();
    // Types that no file names: those for all units count.
    type_.clear();
    neighbours();
    for (const auto& [key, types] : found_) {
      const auto& [file, other, id, from, to] = key;
      const std::string days = id == code::versions_overlap || id == code::versions_gap ? detail::days_arg({from, to}) : detail::day_arg(from);
      add(file, id, place_of(file, id), {set_.name(other), detail::for_types_arg(types), days});
    }
    for (std::size_t i = 0; i < set_.size(); ++i) replaced(i);
    std::stable_sort(out_.begin(), out_.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
    return std::move(out_);
  }

 private:
  const model_info& info(std::size_t file) const { return set_[file].info(); }
  void add(std::size_t file, code id, span where, std::vector<std::string> args) {
    out_.push_back({diagnostic{id, where, std::move(args), {}, true}, file});
  }
  span place_of(std::size_t file, code id) const {
    const model_info& of = info(file);
    if (id == code::version_without_days) return of.where;
    const span days = of.assessed ? of.assessed_where : of.force_where;
    return days.begin == days.end ? of.where : days;
  }

  void twice(std::size_t file) {
    for (std::size_t i = 0; i < file; ++i)
      if (set_[i].rules_digest() == set_[file].rules_digest()) {
        same_.emplace_back(i, file);
        return add(file, code::version_twice, info(file).where, {set_.name(i)});
      }
  }
  bool are_same(std::size_t a, std::size_t b) const {
    return std::find(same_.begin(), same_.end(), std::pair(std::min(a, b), std::max(a, b))) != same_.end();
  }

  void say(std::size_t file, std::size_t other, code id, calendar_day from, calendar_day to) {
    if (!are_same(file, other)) found_[{file, other, id, from, to}].push_back(type_);
  }

  void neighbours() {
    const auto all = set_.versions(type_);
    // The file that is in force longest of those before.
    std::size_t before = 0;
    for (std::size_t n = 1; n < all.size(); ++n) {
      between(all[before], all[n]);
      const auto end = [&](std::size_t of) { return info(of).assessed ? info(of).assessed->last : calendar_day::max(); };
      if (end(all[n]) >= end(all[before]) || !info(all[before]).assessed) before = n;
    }
  }

  void between(std::size_t earlier, std::size_t later) {
    const auto first = detail::first_day(info(later));
    if (!first) return say(later, earlier, code::version_without_days, {}, {});
    const auto before = detail::first_day(info(earlier));
    const auto& closed = info(earlier).assessed;
    const calendar_day later_end = info(later).assessed ? info(later).assessed->last : calendar_day::max();
    if (closed && *first <= closed->last) return say(later, earlier, code::versions_overlap, *first, std::min(closed->last, later_end));
    if (closed && *first > closed->last + std::chrono::days(1))
      return say(later, earlier, code::versions_gap, closed->last + std::chrono::days(1), *first - std::chrono::days(1));
    if (closed) return;
    if (before == first) return say(later, earlier, code::versions_begin_together, *first, {});
    if (info(later).replaces.empty()) say(later, earlier, code::replaces_unsaid, *first, {});
  }

  /// What a file replaces came before it, where the set knows it.
  void replaced(std::size_t file) {
    for (const std::string& act : info(file).replaces)
      for (std::size_t other = 0; other < set_.size(); ++other) {
        const auto& bases = info(other).bases;
        if (other == file || std::find(bases.begin(), bases.end(), act) == bases.end()) continue;
        const auto own = detail::first_day(info(file)), theirs = detail::first_day(info(other));
        if (!theirs || (own && *theirs < *own)) continue;
        const auto& replaced_bases = info(file).bases;
        if (std::find(replaced_bases.begin(), replaced_bases.end(), act) != replaced_bases.end()) continue;
        return add(file, code::replaces_later, info(file).replaces_where, {act, set_.name(other), detail::day_arg(*theirs)});
      }
  }

  const rule_set& set_;
  std::string type_;
  std::vector<std::pair<std::size_t, std::size_t>> same_;
  std::map<std::tuple<std::size_t, std::size_t, code, calendar_day, calendar_day>, std::vector<std::string>> found_;
  std::vector<rule_set_finding> out_;
};

ANCS_FUNC std::vector<rule_set_finding> rule_set::check() const { return rule_set_checker(*this).run(); }

ANCS_FUNC result<std::size_t> rule_set::select(const std::optional<period>& assessed, std::string_view unit_type) const {
  result<std::size_t> out;
  const auto refuse = [&out](code id, std::vector<std::string> args) {
    out.findings.push_back({id, {}, std::move(args), {}, false});
    return out;
  };
  const std::string type = to_nfc(unit_type);
  const std::string types = detail::listed_names(types_);
  const auto all = versions(type);
  if (all.empty() && type.empty()) return refuse(code::unit_type_missing, {types});
  if (all.empty()) {
    if (const auto near = nearest_name(type, types_)) return refuse(code::misspelt_unit_type, {type, *near});
    return refuse(code::no_table_for_type, {type, types});
  }
  // A type that is not known might be one of those that other files are for.
  if (type.empty() && all.size() < files_.size()) return refuse(code::unit_type_missing, {types});
  if (!assessed) {
    if (all.size() == 1) return out.value = all[0], out;
    return refuse(code::assessment_period_missing, {name(all[0]), name(all[1])});
  }
  std::vector<std::size_t> touched;
  std::string known;
  for (const std::size_t file : all) {
    const days_in_force days = in_force(file, type);
    const bool before = days.last && *days.last < assessed->first, behind = days.first && *days.first > assessed->last;
    if (!before && !behind) touched.push_back(file);
    const bool whole = (!days.first || *days.first <= assessed->first) && (!days.last || *days.last >= assessed->last);
    if (whole) return out.value = file, out;
    known += (known.empty() ? "`" : ", `") + name(file) + "` " + (days.first ? date_text(*days.first, language::en) : "…") + ".." +
             (days.last ? date_text(*days.last, language::en) : "…");
  }
  if (touched.size() > 1) {
    const auto change = in_force(touched[1], type).first;
    return refuse(code::rules_change_within, {detail::days_arg(*assessed), name(touched[0]), name(touched[1]), change ? detail::day_arg(*change) : ""});
  }
  return refuse(code::no_version_for_period, {detail::days_arg(*assessed), detail::for_types_arg({type}), known});
}

}  // namespace ancs

#endif
