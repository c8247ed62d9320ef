// impl/check_unread.hpp: what can be checked of a file that could not be read everywhere: the declarations and criteria without a fault.
#ifndef ANCS_IMPL_CHECK_UNREAD_HPP
#define ANCS_IMPL_CHECK_UNREAD_HPP

#include <algorithm>
#include <utility>
#include <variant>

#include "check_state.hpp"

namespace ancs::detail {

inline bool has_unread_parts(const ast::unread& u) { return u.rest || !u.places.empty(); }

/// True where something inside this text could not be read.
inline bool is_unread(const ast::unread& u, span where) {
  const auto at = std::lower_bound(u.places.begin(), u.places.end(), where.begin);
  return at != u.places.end() && *at < std::max(where.end, where.begin + 1);
}

/// Leaves out what is not to be trusted; the names that it declares join those of the text that was passed over.
class unread_filter {
 public:
  explicit unread_filter(const ast::document& whole) { part_ = whole; }

  ast::document run() {
    std::erase_if(part_.declarations, [this](ast::declaration& d) { return std::visit([this](auto& one) { return drop(one); }, d); });
    return std::move(part_);
  }

 private:
  ast::unread& unread() { return part_.unread; }
  bool touched(span where) { return is_unread(unread(), where); }
  void name(const ast::name& n) { unread().names.push_back(n.text); }
  void text(const ast::label& l) { unread().texts.push_back(l.text); }

  bool drop(const ast::include&) { return false; }
  bool drop(const ast::model&) { return false; }  // its maximum counts as unknown
  bool drop(ast::group& g) {
    std::erase_if(g.members, [this](ast::group_member& m) {
      if (auto* inner = std::get_if<ast::group>(&m)) return drop(*inner);
      const auto& c = std::get<ast::criterion>(m);
      if (!touched(c.where)) return false;
      names_of(c);
      return true;
    });
    return false;
  }
  void names_of(const ast::criterion& c) {
    name(c.head.id);
    if (const auto* items = std::get_if<ast::items_clause>(&c.body))
      for (const ast::criterion& item : items->items) names_of(item);
  }
  bool drop(const ast::input& d) {
    if (!touched(d.where)) return false;
    for (const ast::name& n : d.names) name(n);
    return true;
  }
  bool drop(const ast::levels& d) {
    if (!touched(d.where)) return false;
    text(d.title);
    return true;
  }
  bool drop(const ast::action& d) {
    if (!touched(d.where)) return false;
    text(d.title);
    return true;
  }
  template <class Named>
    requires requires(const Named& d) { d.id; }
  bool drop(const Named& d) {
    if (!touched(d.where)) return false;
    name(d.id);
    return true;
  }
  template <class Unnamed>
  bool drop(const Unnamed& d) {
    return touched(d.where);
  }

  ast::document part_;
};

}  // namespace ancs::detail

#endif
