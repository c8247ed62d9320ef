// impl/check_names.hpp: the one set of names of a file: declaring, finding, suggesting.
#ifndef ANCS_IMPL_CHECK_NAMES_HPP
#define ANCS_IMPL_CHECK_NAMES_HPP

#include <algorithm>

#include "check_unsupported.hpp"

namespace ancs::detail {

/// Names that differ only in where a tone mark stands agree in this; most other names do not.
inline std::string tone_key(const std::string& name) {
  std::string key = std::to_string(code_points(name)) + ':';
  for (const char c : name)
    if ((c >= 'a' && c <= 'z' && std::string_view("aeiouy").find(c) == std::string_view::npos) || (c >= '0' && c <= '9') || c == '_')
      key += c;
  return key;
}

class name_declarer {
 public:
  explicit name_declarer(check_state& s) : s_(s) {}

  /// Enters a name; false where it is taken.
  bool declare(const ast::name& id, symbol::sort what, std::uint32_t index) {
    if (find_look_alike(id.text)) report(s_, code::look_alike_letter, id.where, {id.text});
    const auto [at, fresh] = s_.names.try_emplace(id.text, symbol{what, index, id.where, false});
    if (!fresh) {
      report(s_, code::duplicate_name, id.where, {id.text}, {{at->second.where, code::first_declared_here, {}}});
      return false;
    }
    s_.name_list.push_back(id.text);
    if (std::any_of(id.text.begin(), id.text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) compare_tones(id);
    return true;
  }

 private:
  void compare_tones(const ast::name& id) {
    auto& alike = by_tone_key_[tone_key(id.text)];
    for (const auto& other : alike)
      if (differ_only_in_tone_place(id.text, other)) {
        report(s_, code::names_differ_in_tone_place, id.where, {id.text, other},
               {{s_.names.at(other).where, code::first_declared_here, {}}});
        break;
      }
    if (alike.size() < 16) alike.push_back(id.text);  // more would make hostile files slow; a name more or less is only a warning
  }

  check_state& s_;
  std::unordered_map<std::string, std::vector<std::string>> by_tone_key_;
};

/// The suggestion for a word, where looking for one is cheap enough.
inline std::optional<std::string> suggestion(const check_state& s, const std::string& wanted, const std::vector<std::string>& candidates) {
  if (s.errors >= limits::diagnostics || candidates.size() > max_suggestion_candidates) return std::nullopt;
  return nearest_name(wanted, candidates);
}

/// What a name is wanted for, which decides how one that is not there could be declared.
enum class sought : std::uint8_t { value, given, input, option, points, block, group, let, scored, text, veto };

inline std::string how_to_declare(sought what, const std::string& name) {
  const auto help = [](const std::string& en, const std::string& vi) {
    return both(en + ", or correct the spelling", vi + ", hoặc sửa lại chính tả");
  };
  switch (what) {
    case sought::value:
      break;
    case sought::given:
      return help("declare it, for example `input " + name + " : count, optional`",
                  "hãy khai báo, ví dụ `số liệu " + name + " : số đếm, không bắt buộc`");
    case sought::input:
      return help("a test gives inputs only: declare it, for example `input " + name + " : count`",
                  "phần kiểm tra chỉ cho số liệu: hãy khai báo, ví dụ `số liệu " + name + " : số đếm`");
    case sought::option:
      return help("declare it with its options: `input " + name + " : one of \"…\", \"…\"`",
                  "hãy khai báo kèm các lựa chọn: `số liệu " + name + " : một trong \"…\", \"…\"`");
    case sought::points:
      return help("declare the points that are assessed, for example `input " + name + " : points 0 to 10`",
                  "hãy khai báo điểm chấm, ví dụ `số liệu " + name + " : điểm 0 đến 10`");
    case sought::block:
      return help("name a block beside the groups: declare it, for example `bonus " + name + " maximum 5 { … }`",
                  "ở đây cần tên một khối ngoài các nhóm: hãy khai báo, ví dụ `điểm thưởng " + name + " tối đa 5 { … }`");
    case sought::group:
      return help("name a group: declare it, for example `group " + name + " maximum 20 { … }`",
                  "ở đây cần tên một nhóm: hãy khai báo, ví dụ `nhóm " + name + " tối đa 20 { … }`");
    case sought::let:
      return help("declare it, for example `let " + name + " { when … : 50%  otherwise : 100% }`",
                  "hãy khai báo, ví dụ `đặt " + name + " { khi … : 50%  còn lại : 100% }`");
    case sought::scored:
      return help("name a criterion, a group or `total`: declare it, for example `criterion " + name + " maximum 10 { … }`",
                  "ở đây cần một tiêu chí, một nhóm hoặc `tổng điểm`: hãy khai báo, ví dụ `tiêu chí " + name + " tối đa 10 { … }`");
    case sought::text:
      return help("a text is expected of a warning, declared `warn " + name + " : …`, or as a level: `outcome \"…\" = \"…\"`",
                  "chữ là kết quả của một cảnh báo, khai báo `cảnh báo " + name + " : …`, hoặc của xếp loại: `xếp loại \"…\" = \"…\"`");
    case sought::veto:
      return help("`yes` and `no` are expected of a veto: declare it, for example `veto " + name + " when …`",
                  "`có` và `không` là kết quả của một điều không xét: hãy khai báo, ví dụ `không xét " + name + " khi …`");
  }
  return help("declare it, for example `input " + name + " : count`", "hãy khai báo, ví dụ `số liệu " + name + " : số đếm`");
}

/// The symbol of a name, marked as used. A name that is not there is reported once.
inline symbol* find_name(check_state& s, const std::string& name, span where, sought what = sought::value) {
  const auto at = s.names.find(name);
  if (at != s.names.end()) {
    at->second.used = true;
    return &at->second;
  }
  if (s.unread_names.contains(name) || !s.unknown.emplace(name, true).second) return nullptr;
  if (const auto near = suggestion(s, name, s.name_list)) {
    report(s, code::misspelt_name, where, {name, *near});
    s.names.at(*near).used = true;  // it is what was meant
  } else {
    report(s, code::unknown_name, where, {name, how_to_declare(what, name)});
  }
  return nullptr;
}

/// The names in an expression that is not looked at further count as used.
inline void mark_used(check_state& s, const ast::expression& e) {
  if (e.what == op::reference)
    if (const auto at = s.names.find(e.text); at != s.names.end()) at->second.used = true;
  for (const auto& arg : e.args) mark_used(s, arg);
}

inline std::string quoted_list(const std::vector<std::string>& all) {
  std::string text;
  for (std::size_t i = 0; i < all.size() && i < 20; ++i) text += (i ? ", \"" : "\"") + all[i] + '"';
  return text + (all.size() > 20 ? ", …" : "");
}

inline std::optional<std::uint32_t> position_in(const std::vector<std::string>& all, const std::string& text) {
  const auto at = std::find(all.begin(), all.end(), text);
  if (at == all.end()) return std::nullopt;
  return static_cast<std::uint32_t>(at - all.begin());
}

/// The index of an option of an input; reported where there is none.
inline std::optional<std::uint32_t> find_option(check_state& s, const checked::input& of, const std::string& option, span where) {
  if (const auto at = position_in(of.options, option)) return at;
  if (const auto near = suggestion(s, option, of.options))
    report(s, code::misspelt_option, where, {option, of.name, *near});
  else
    report(s, code::unknown_option, where, {option, of.name, quoted_list(of.options)});
  return std::nullopt;
}

/// The first slot of the series that `x` or `x.baseline` names; empty if it names no series.
inline std::optional<std::uint32_t> find_series(const check_state& s, std::uint32_t input, const std::string& member) {
  const checked::input& of = s.model.inputs[input];
  if (!of.series || of.slots == 0) return std::nullopt;
  if (member.empty()) return of.first_slot;
  const std::string beginning = of.name + '.' + member + '.';
  for (std::uint32_t i = of.length; i < of.slots; i += of.length)
    if (s.model.slots[of.first_slot + i].name.compare(0, beginning.size(), beginning) == 0) return of.first_slot + i;
  return std::nullopt;
}

/// The slot of `x` or `x.member`, where `x` is an input that is no series or the member names one of its values.
inline std::optional<std::uint32_t> find_slot(check_state& s, std::uint32_t input, const std::string& member, span where) {
  const checked::input& of = s.model.inputs[input];
  if (of.slots == 0) return std::nullopt;  // its declaration was refused
  if (const auto series = find_series(s, input, member); series && s.element && s.element->length == of.length)
    return *series + s.element->at;
  if (!member.empty() && find_series(s, input, member)) {
    const std::string name = of.name + '.' + member;
    report(s, code::series_as_value, where, {name, std::to_string(of.length), word(s, keyword::sum) + "(" + name + ")"});
    return std::nullopt;
  }
  if (member.empty()) {
    if (of.series) {
      report(s, code::series_as_value, where, {of.name, std::to_string(of.length), word(s, keyword::sum) + "(" + of.name + ")"});
      return std::nullopt;
    }
    return of.first_slot;
  }
  std::vector<std::string> members;
  for (std::uint32_t i = of.series ? 0 : 1; i < of.slots; ++i) {
    members.push_back(s.model.slots[of.first_slot + i].name.substr(of.name.size() + 1));
    if (members.back() == member) return of.first_slot + i;
  }
  const auto near = of.series ? std::nullopt : suggestion(s, member, members);
  if (near)
    report(s, code::misspelt_member, where, {of.name, member, *near});
  else
    report(s, code::unknown_member, where, {of.name, member});
  return std::nullopt;
}

/// The slot that a name means in a condition: in an action for each member of a series, that member of every series of the kind.
inline std::optional<std::uint32_t> slot_meant(check_state& s, std::uint32_t input, const std::string& member, span where) {
  const checked::input& of = s.model.inputs[input];
  const bool each = s.each_series != ast::series::none && member.empty() && of.series && s.each_member < of.length &&
                    s.input_trees[input]->series == s.each_series;
  return each ? of.first_slot + s.each_member : find_slot(s, input, member, where);
}

inline void report_unused(check_state& s) {
  std::vector<std::pair<span, std::string>> unused;
  for (const auto& [name, what] : s.names)
    // A file of shared definitions holds more than one rule file needs.
    if (!what.used && what.where.begin < s.tree.included_from && (what.what == symbol::sort::input || what.what == symbol::sort::parameter || what.what == symbol::sort::let)) unused.emplace_back(what.where, name);
  std::sort(unused.begin(), unused.end(), [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
  for (const auto& [where, name] : unused) report(s, code::unused_name, where, {name});
}

}  // namespace ancs::detail

#endif
