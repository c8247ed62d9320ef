// impl/check_state.hpp: what the rooms of the checker share: the model in the making, names, findings.
#ifndef ANCS_IMPL_CHECK_STATE_HPP
#define ANCS_IMPL_CHECK_STATE_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "../ast.hpp"
#include "../check.hpp"
#include "../checked.hpp"
#include "../diagnostic.hpp"
#include "../keywords.hpp"
#include "../number.hpp"
#include "../print.hpp"
#include "../text.hpp"

namespace ancs::detail {

using checked::interval;
using checked::kind;
using checked::op;
using checked::term;
using checked::term_op;

/// Bounds on work whose end changes no verdict.
inline constexpr std::size_t max_relation_steps = 32;
inline constexpr std::size_t max_suggestion_candidates = 4096;

/// What a name of the file stands for.
struct symbol {
  enum class sort : std::uint8_t { input, parameter, let, group, criterion, veto, warning, unsupported };
  sort what = sort::unsupported;
  std::uint32_t index = 0;  ///< into the model's vector, or into check_state::lets
  span where;
  bool used = false;
};

/// How many factors the numerator and denominator of a value can hold at most, which bounds its digits, and how deep
/// its expression goes, lets opened.
struct weight {
  std::uint32_t numerator = 0, denominator = 0, depth = 1;
};

/// A resolved expression with what only checking asks of it.
struct typed {
  checked::term term;
  bool literal = false;                     ///< written as a constant: it takes the kind of what it meets
  bool parameter = false;                   ///< of parameters, constants and choices of these: it too takes the kind of what it meets, but has no one value
  bool ratio = false;                       ///< a number that may serve as a share (count / literal)
  std::optional<std::string> text;          ///< a string literal, which only an option can meet
  bool full = false;                        ///< the word `full`
  std::optional<rational> maximum;          ///< of points: what a percent literal is a share of
  std::optional<std::uint32_t> options_of;  ///< of a one-of value: the input that declares the options
  weight size;
};

/// A need that a let leaves to the place where it is used.
struct open_proof {
  bool division = true;    ///< or else: an optional input must be known to be given
  std::uint32_t node = 0;  ///< division: the denominator
  std::uint32_t slot = 0;
  const checked::term* denominator = nullptr;
  span where;
};

/// What is known of a value without looking at the place where it stands.
struct analysis {
  std::uint32_t node = 0;  ///< equal for equal expressions, lets opened
  interval range;
  std::optional<rational> step;  ///< every value is a multiple of it; 0: the value is 0
};

struct let_state {
  const ast::let* tree = nullptr;
  bool ok = false;
  std::uint32_t index = 0;  ///< into model::lets
  typed summary;            ///< without its term
  std::uint32_t needs = 0;  ///< so many criteria, from the first, must be scored before it has a value
};

struct veto_state {
  const ast::veto* tree = nullptr;
  bool ok = false;
  std::uint32_t needs = 0;
  std::optional<std::uint32_t> let;  ///< its condition under a name, for use before vetoes are decided
  std::uint32_t depth = 0;
};

struct group_state {
  const ast::group* tree = nullptr;
  bool ok = true;      ///< its maximum is known
  bool counts = true;  ///< stands inside the total
  std::optional<std::uint32_t> evidence_input;  ///< index into model::inputs
  interval range;
  interval counted;    ///< of what the group above it, or the total, counts
  rational least_part; ///< the smallest maximum of a criterion inside; 0: none
  bool rescales = false;  ///< something in it may be excluded within it
  std::uint32_t first_criterion = 0, past_criteria = 0;  ///< all inside it, in its groups too
};

struct criterion_state {
  const ast::criterion* tree = nullptr;
  bool ok = true;
  std::optional<std::uint32_t> own_input;  ///< index into model::inputs: what `met` and `assessed by` declare
  std::optional<std::uint32_t> evidence_input;
  std::uint32_t past = 0;                  ///< index behind its last item, or behind itself
  bool information = false;
  bool counts = true;
};

/// What a condition tells of a value.
struct fact {
  interval range;
  bool not_zero = false;
};

struct node_key {
  term_op what;
  std::uint32_t index;
  rational value;
  std::vector<std::uint32_t> args;
  friend bool operator<(const node_key& a, const node_key& b) {
    return std::tie(a.what, a.index, a.value, a.args) < std::tie(b.what, b.index, b.value, b.args);
  }
};

struct check_state {
  explicit check_state(const ast::document& d) : tree(d), partial(d.unread.rest || !d.unread.places.empty()) {
    unread_names.insert(d.unread.names.begin(), d.unread.names.end());
    unread_texts.insert(d.unread.texts.begin(), d.unread.texts.end());
  }

  const ast::document& tree;
  bool partial;  ///< parts of the file could not be read: nothing is said of what they may hold
  std::unordered_set<std::string> unread_names, unread_texts;
  checked::model model;
  diagnostics findings;
  std::size_t errors = 0, warnings = 0;  ///< found, whether shown or not

  std::unordered_map<std::string, symbol> names;
  std::vector<std::string> name_list;
  std::unordered_map<std::string, bool> unknown;  ///< names already reported
  std::vector<const ast::input*> input_trees;     ///< by input
  std::vector<let_state> lets;                    ///< in the order of the file
  std::vector<analysis> let_known;                ///< by index into model::lets
  std::vector<std::vector<open_proof>> let_open;  ///< likewise
  std::vector<veto_state> vetoes;
  std::vector<group_state> groups;
  std::vector<criterion_state> criteria;
  const ast::model* header = nullptr;
  bool maximum_known = false;
  interval total_range, total_with_all_range, total_rescaled_range, total_outside_range;
  std::vector<std::optional<bool>> let_changes;   ///< by index into model::lets; see changes()

  std::map<std::pair<std::uint32_t, std::uint32_t>, const ast::expression*> divisions;  ///< by place: what divides, and divisors
  std::map<node_key, std::uint32_t> nodes;
  std::unordered_map<std::uint32_t, fact> facts;
  std::unordered_map<std::uint32_t, bool> given;  ///< slots known to be given
  std::vector<std::pair<std::uint32_t, std::optional<fact>>> fact_trail;
  std::vector<std::uint32_t> given_trail;
  std::size_t reanalysed = 0;
  std::vector<open_proof>* open = nullptr;  ///< where a let's needs go instead of being reported
  bool quiet_proofs = false;                ///< an earlier finding took away the ground of proofs
  bool contradiction = false;               ///< what is known here cannot hold together: no case arrives
  bool unreached = false;                   ///< said of this part of a criterion; nothing is proven in it
  std::optional<std::uint32_t> scoring;     ///< the criterion whose points are being written
  bool before_outcomes = true;              ///< vetoes are not decided yet: their conditions stand in for them
  std::uint32_t needs = 0;                  ///< what the expression being resolved waits for; see let_state
  ast::series each_series = ast::series::none;  ///< a series of this kind, by its name alone, means its member below
  std::uint32_t each_member = 0;
  /// Inside `count` and `run`: which value of each series is meant, and how many values the series have.
  struct series_element {
    std::uint32_t at = 0, length = 0;
    bool no_previous = false;  ///< the expression speaks of what stands before the first value
  };
  std::optional<series_element> element;
  std::vector<std::string> last_series;  ///< the value names of the series declared last
  std::size_t every_comparisons = 0, terms = 0;
  bool said_too_many = false;  ///< of these two and of what is proven again
  bool said_too_many_values = false;
  bool uses_hidden = false;  ///< something was not looked into, so a name may be used after all
};

inline bool is_of_proofs(code id) { return code_text(id).substr(1, 2) == "03"; }

inline void report(check_state& s, code id, span where, std::vector<std::string> args = {}, std::vector<related> others = {}) {
  if (s.unreached && is_of_proofs(id)) return;
  if (s.partial && severity_of(id) != severity::error) return;  // they may be mere consequences, and can wait
  std::size_t& count = severity_of(id) == severity::error ? s.errors : s.warnings;
  if (++count <= limits::diagnostics) s.findings.push_back({id, where, std::move(args), std::move(others), true});
}

/// False (reported once) where so many more values of a unit's data would pass the limit.
inline bool has_room_for_values(check_state& s, std::size_t more, span where) {
  if (s.model.slots.size() + more <= limits::data_values) return true;
  if (!std::exchange(s.said_too_many_values, true)) report(s, code::too_many_values, where, {std::to_string(limits::data_values)});
  return false;
}

inline bool is_excludable(const checked::criterion& c) { return c.may_be_excluded || c.may_be_excluded_within_group; }
/// The least that a criterion adds to its group: nothing where it may be excluded.
inline rational least_points(const checked::criterion& c) { return (is_excludable(c) || c.parent) && c.floor.sign() > 0 ? rational(0) : c.floor; }

/// A keyword as the file itself would write it.
inline std::string word(const check_state& s, keyword k) { return std::string(keyword_text(k, s.tree.keywords)); }

/// An arg of a message that differs between the languages.
inline std::string both(const std::string& en, const std::string& vi) { return en + '\x1f' + vi; }

/// Where the name in an expression stands.
inline span name_place(const ast::expression& e) { return e.name_where.end ? e.name_where : e.where; }

/// A number as the file would write it.
inline std::string as_written(const check_state& s, const rational& value, bool percent = false) {
  std::string text = (percent ? value * rational(100) : value).to_string();
  if (s.tree.keywords == language::vi)
    for (char& c : text)
      if (c == '.') c = ',';
  if (percent) text += '%';
  return text;
}

inline std::string as_written(const check_state& s, const ast::literal& l) { return as_written(s, l.value, l.percent); }
inline std::string as_written(const check_state& s, const ast::expression& e) { return print(e, s.tree.keywords); }

inline std::string kind_word(const check_state& s, kind k) {
  switch (k) {
    case kind::count:
      return word(s, keyword::count);
    case kind::number:
      return word(s, keyword::number);
    case kind::money:
      return word(s, keyword::money);
    case kind::percent:
      return word(s, keyword::percent);
    case kind::points:
      return word(s, keyword::points);
    case kind::days:
      return word(s, keyword::days);
    case kind::date:
      return word(s, keyword::date);
    case kind::yes_no:
      return word(s, keyword::yes) + '/' + word(s, keyword::no);
    case kind::one_of:
      return word(s, keyword::one_of);
  }
  return {};
}

inline term constant_term(rational value, kind type, span where) {
  term t;
  t.what = term_op::constant;
  t.type = type;
  t.where = where;
  t.value = std::move(value);
  return t;
}

inline term indexed_term(term_op what, kind type, std::uint32_t index, span where) {
  term t;
  t.what = what;
  t.type = type;
  t.where = where;
  t.index = index;
  return t;
}

}  // namespace ancs::detail

#endif
