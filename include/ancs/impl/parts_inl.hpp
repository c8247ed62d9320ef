// parts_inl.hpp: bodies of parts.hpp.
#ifndef ANCS_IMPL_PARTS_INL_HPP
#define ANCS_IMPL_PARTS_INL_HPP

#include <algorithm>
#include <utility>

#include "../parts.hpp"

namespace ancs {
namespace detail {

template <class Info>
std::optional<std::uint32_t> index_of(const std::vector<Info>& all, std::string Info::*member, const std::string& text) {
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (all[i].*member == text) return i;
  return std::nullopt;
}

/// What a column takes of a part, its names looked up in the rules of the parts.
class part_reader {
 public:
  part_reader(const program& part, const part_source& source) : source_(source) {
    switch (source.takes) {
      case part_source::what::units:
        found_ = true;
        return;
      case part_source::what::outcome:
        if ((index_ = index_of(part.outcomes(), &outcome_info::title, source.title))) {
          const auto& levels = part.outcomes()[*index_].levels;
          const auto at = std::find(levels.begin(), levels.end(), source.level);
          found_ = at != levels.end();
          level_ = static_cast<std::uint32_t>(at - levels.begin());
        }
        return;
      default:
        break;
    }
    if (!source.title.empty()) {
      for (std::uint32_t i = 0; i < part.actions().size(); ++i)
        if (part.actions()[i].title == source.title) actions_.push_back(i);
      found_ = !actions_.empty();
    } else if (source.total) {
      found_ = true;
    } else {
      criterion_ = index_of(part.criteria(), &criterion_info::id, source.name);
      group_ = index_of(part.groups(), &group_info::id, source.name);
      column_ = part.find_column(source.name);
      found_ = criterion_ || group_ || column_;
    }
  }
  bool found() const { return found_; }

  /// What the part brings: for a count 1 or 0. Empty: open.
  std::optional<rational> of(const part_unit& part) const {
    const auto settled = [](const bounds& b) { return b.settled() ? std::optional(b.low) : std::nullopt; };
    if (source_.takes == part_source::what::units) return rational(1);
    if (source_.takes == part_source::what::outcome) return at_level(part.card.outcomes[*index_]);
    if (!actions_.empty()) return times_made(part.card);
    if (source_.total) return settled(part.card.total);
    if (criterion_) return settled(part.card.criteria[*criterion_].points);
    if (group_) return settled(part.card.groups[*group_]);
    if (const auto given = part.data.value(*column_)) return given;
    return part.data.of().columns()[*column_].default_value;
  }

 private:
  std::optional<rational> at_level(const outcome_result& outcome) const {
    bool yes = false, no = false;
    for (const auto level : outcome.possible) ((source_.or_better ? level <= level_ : level == level_) ? yes : no) = true;
    if (yes == no) return std::nullopt;
    return rational(yes ? 1 : 0);
  }
  /// For a count whether the action is made at all, for a sum how often.
  std::optional<rational> times_made(const scorecard& card) const {
    std::int64_t made = 0;
    bool open = false;
    for (const auto& a : card.actions)
      if (std::find(actions_.begin(), actions_.end(), a.action) != actions_.end()) a.made == truth::yes ? void(++made) : void(open = true);
    if (source_.takes == part_source::what::action && made > 0) return rational(1);
    if (open) return std::nullopt;
    return rational(made);
  }

  const part_source& source_;
  bool found_ = false;
  std::uint32_t level_ = 0;
  std::optional<std::uint32_t> index_, criterion_, group_, column_;
  std::vector<std::uint32_t> actions_;
};

inline bool is_of_type(const program& rules, const part_unit& part, const std::string& type) {
  return part.type.empty() ? rules.info().applies_to.size() <= 1 : part.type == type;
}

/// One value of all that the parts bring.
inline std::optional<rational> joined(part_source::what takes, const std::vector<rational>& numbers) {
  using enum part_source::what;
  const bool counts = takes == units || takes == outcome || takes == action || takes == sum;
  if (numbers.empty()) return counts ? std::optional<rational>(0) : std::nullopt;
  rational value = numbers.front();
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (takes == minimum)
      value = std::min(value, numbers[i]);
    else if (takes == maximum)
      value = std::max(value, numbers[i]);
    else
      value += numbers[i];
  }
  return takes == mean ? value / rational(static_cast<std::int64_t>(numbers.size())) : value;
}

}  // namespace detail

ANCS_FUNC bool scores_parts(const program& rules, const std::string& type) {
  const auto& types = rules.info().applies_to;
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

ANCS_FUNC diagnostics check_parts(const program& larger, const program& part) {
  diagnostics out;
  for (const auto& column : larger.columns()) {
    if (!column.from_parts || !scores_parts(part, column.from_parts->type) || detail::part_reader(part, *column.from_parts).found()) continue;
    const part_source& from = *column.from_parts;
    const std::string what = !from.level.empty() ? '"' + from.level + "\" of \"" + from.title + '"' : !from.title.empty() ? '"' + from.title + '"' : '`' + from.name + '`';
    diagnostic d;
    d.id = code::parts_lack;
    d.args = {column.name, what, from.type, part.model_id()};
    d.has_place = false;
    out.push_back(std::move(d));
  }
  return out;
}

ANCS_FUNC std::vector<rolled_up> roll_up(const program& larger, const program& part, const std::vector<part_unit>& parts) {
  std::vector<rolled_up> out;
  for (std::uint32_t c = 0; c < larger.columns().size(); ++c) {
    const auto& from = larger.columns()[c].from_parts;
    if (!from || !scores_parts(part, from->type)) continue;
    const detail::part_reader reader(part, *from);
    if (!reader.found()) continue;
    const bool counts = from->takes <= part_source::what::action;
    rolled_up value;
    value.column = c;
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
      if (!detail::is_of_type(part, parts[i], from->type)) continue;
      ++value.parts;
      // A part that is not yet assessed is there, but has neither a level nor points.
      const truth unassessed = from->takes == part_source::what::units ? truth::no : parts[i].card.not_yet_assessed;
      if (unassessed == truth::yes) continue;
      if (unassessed == truth::unknown) {
        value.open.push_back(i);
        continue;
      }
      const auto brought = reader.of(parts[i]);
      if (!brought) {
        value.open.push_back(i);
      } else if (!counts || !brought->is_zero()) {
        value.used.push_back(i);
        value.numbers.push_back(*brought);
      }
    }
    if (value.parts > 0 && value.open.empty()) value.value = detail::joined(from->takes, value.numbers);
    out.push_back(std::move(value));
  }
  return out;
}

}  // namespace ancs

#endif
