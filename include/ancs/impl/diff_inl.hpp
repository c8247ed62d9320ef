// diff_inl.hpp: bodies of diff.hpp: matches the things of two rule files and words what differs.
#ifndef ANCS_IMPL_DIFF_INL_HPP
#define ANCS_IMPL_DIFF_INL_HPP

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../diff.hpp"
#include "../text.hpp"
#include "diff_entities.hpp"

namespace ancs {
namespace detail::diff {

struct change_row {
  std::string_view name;
  std::array<std::string_view, 2> words;  // by language
};
inline constexpr change_row change_rows[] = {
#define ANCS_CHANGE(name, en, vi) {#name, {en, vi}},
#include "../changes.def"
#undef ANCS_CHANGE
};

/// Pairs equal keys first, then rows that give the same, then rows of the same wording, each in order.
class row_pairs {
 public:
  row_pairs(const std::vector<row>& before, const std::vector<row>& after) : before_(before), after_(after), to_(before.size(), none), taken_(after.size()) {
    pair([](const row& a, const row& b) { return a.key == b.key && a.value == b.value; });
    pair([](const row& a, const row& b) { return a.key == b.key; });
    pair([](const row& a, const row& b) { return !a.value.empty() && a.value == b.value && first_word(a) == first_word(b); });
    pair([](const row& a, const row& b) { return first_word(a) == first_word(b) && a.value.empty() == b.value.empty() && a.value.empty(); });
  }
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t of(std::size_t before) const { return to_[before]; }
  bool is_new(std::size_t after) const { return !taken_[after]; }

 private:
  static std::string first_word(const row& r) { return r.text.substr(0, r.text.find(' ')); }
  template <class Same>
  void pair(const Same& same) {
    for (std::size_t i = 0; i < before_.size(); ++i)
      for (std::size_t j = 0; j < after_.size() && to_[i] == none; ++j)
        if (!taken_[j] && same(before_[i], after_[j])) to_[i] = j, taken_[j] = true;
  }
  const std::vector<row>&before_, &after_;
  std::vector<std::size_t> to_;
  std::vector<bool> taken_;
};

class comparison {
 public:
  std::vector<rule_change> run(const std::vector<entity>& before, const std::vector<entity>& after) {
    std::map<std::string, std::size_t> old_at, new_at;
    // Two sentences may say the same: the second is known by its number.
    const auto index = [](const std::vector<entity>& all, std::map<std::string, std::size_t>& at) {
      std::vector<std::string> keys;
      for (std::size_t i = 0; i < all.size(); ++i) {
        std::string key = (all[i].may_move ? "" : all[i].sort) + "\n" + all[i].id;
        while (at.contains(key)) key += "\n";
        at.emplace(key, i);
        keys.push_back(std::move(key));
      }
      return keys;
    };
    const auto old_keys = index(before, old_at), new_keys = index(after, new_at);
    std::size_t next = 0;
    const auto gone_until = [&](std::size_t end) {
      for (; next < end; ++next)
        if (!new_at.contains(old_keys[next])) {
          const entity& e = before[next];
          add(rule_change::kind::removed, {e.sort, e.shown, e.note}, e.where, std::nullopt);
        }
    };
    for (std::size_t i = 0; i < after.size(); ++i) {
      const auto found = old_at.find(new_keys[i]);
      if (found == old_at.end()) {
        const entity& e = after[i];
        add(rule_change::kind::added, {e.sort, e.shown, e.note}, std::nullopt, e.where);
        continue;
      }
      gone_until(std::max(next, found->second));
      compare(before[found->second], after[i]);
    }
    gone_until(before.size());
    return std::move(out_);
  }

 private:
  using kind = rule_change::kind;
  void add(kind what, std::vector<std::string> args, std::optional<span> before, std::optional<span> after) {
    out_.push_back({what, std::move(args), before, after});
  }

  void compare(const entity& a, const entity& b) {
    if (a.sort != b.sort) add(kind::became, {a.sort, b.shown, b.sort}, a.where, b.where);
    if (a.parent != b.parent) add(kind::moved, {b.sort, b.shown, a.parent, b.parent}, a.where, b.where);
    for (const field& f : b.fields) {
      const field* old = find(a, f.name);
      if (!old)
        add(kind::field_added, {f.name, b.shown, f.value}, std::nullopt, f.where);
      else if (old->value != f.value)
        add(kind::field_changed, {f.name, b.shown, old->value, f.value}, old->where, f.where);
    }
    for (const field& f : a.fields)
      if (!find(b, f.name)) add(kind::field_removed, {f.name, b.shown, f.value}, f.where, std::nullopt);
    rows(a, b);
  }
  static const field* find(const entity& in, const words& name) {
    const auto at = std::find_if(in.fields.begin(), in.fields.end(), [&](const field& f) { return f.name == name; });
    return at == in.fields.end() ? nullptr : &*at;
  }

  void rows(const entity& a, const entity& b) {
    const row_pairs pairs(a.rows, b.rows);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < a.rows.size(); ++i) {
      const row& old = a.rows[i];
      const std::size_t j = pairs.of(i);
      if (j == row_pairs::none) {
        add(kind::row_removed, {b.shown, old.text}, old.where, std::nullopt);
        continue;
      }
      order.push_back(j);
      const row& now = b.rows[j];
      if (old.text == now.text) continue;
      if (old.head == now.head && !old.head.empty())
        add(kind::row_value_changed, {b.shown, now.head, old.value, now.value}, old.where, now.where);
      else
        add(kind::row_changed, {b.shown, old.text, now.text}, old.where, now.where);
    }
    for (std::size_t j = 0; j < b.rows.size(); ++j)
      if (pairs.is_new(j)) add(kind::row_added, {b.shown, b.rows[j].text}, std::nullopt, b.rows[j].where);
    if (!std::is_sorted(order.begin(), order.end())) add(kind::rows_reordered, {b.shown}, a.where, b.where);
  }

  std::vector<rule_change> out_;
};

}  // namespace detail::diff

ANCS_FUNC std::string_view kind_name(rule_change::kind what) { return detail::diff::change_rows[static_cast<std::size_t>(what)].name; }

ANCS_FUNC std::string message_of(const rule_change& change, language in) {
  const std::string_view pattern = detail::diff::change_rows[static_cast<std::size_t>(change.what)].words[in == language::vi ? 1 : 0];
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      text += pattern[at];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[at + 1] - '0');
    at += 2;
    if (index >= change.args.size()) continue;
    const std::string& arg = change.args[index];
    const std::size_t split = arg.find('\x1f');
    text += to_printable(split == arg.npos ? arg : in == language::vi ? arg.substr(split + 1) : arg.substr(0, split), 400);
  }
  return text;
}

ANCS_FUNC std::vector<rule_change> changes_between(const ast::document& before, const ast::document& after) {
  return detail::diff::comparison().run(detail::diff::entity_list().run(before), detail::diff::entity_list().run(after));
}

}  // namespace ancs

#endif
