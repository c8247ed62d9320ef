// impl/check_clauses.hpp: the clauses of a criterion, with the least and most points each can give.
#ifndef ANCS_IMPL_CHECK_CLAUSES_HPP
#define ANCS_IMPL_CHECK_CLAUSES_HPP

#include "check_lines.hpp"
#include "check_points.hpp"

namespace ancs::detail {

void check_criterion(check_state& s, std::uint32_t index);

/// Checks the clauses of one criterion.
class clause_checker : public clause_base {
 public:
  using clause_base::clause_base;

  reach check(const ast::clause& body) {
    return std::visit([this](const auto& clause) { return check(clause); }, body);
  }

 private:
  reach check(const std::monostate&) {
    report(s_, code::no_clause, tree_.head.id.where, {c_.id});
    return failed();
  }

  reach check(const ast::award_clause& tree) {
    checked::award_clause made;
    std::vector<std::size_t> held;  // those that can count
    reach r;
    r.points = exactly(0);
    r.known = true;
    for (const ast::award& a : tree.awards) {
      const auto gives = points(a.gives);
      resolved condition = resolve_condition(s_, a.condition);
      if (condition) prove(s_, condition->term);
      if (!gives || !condition) {
        r.known = false;
        continue;
      }
      // All are taken to hold at once.
      r.points = sum_of(r.points, hull(exactly(0), exactly(*gives)));
      // One that never holds by itself has been said already.
      if (!warn_where_never(s_, condition->term, a.condition) && gives->sign() > 0) held.push_back(made.awards.size());
      made.awards.push_back({std::move(condition->term), *gives, a.where});
    }
    if (held.size() > 1) {
      together all(s_);
      for (const std::size_t a : held) all.add(made.awards[a].condition);
      r.witnessed = !all.impossible();
    }
    if (r.known)
      r.known = stays_inside(r.points, tree_.body_where,
                             both("lower the awards, which are added up as if all of them held, or raise the maximum",
                                  "hãy giảm số điểm của các mức được cộng (tính như khi tất cả cùng đạt), hoặc tăng điểm tối đa"));
    c_.body = std::move(made);
    return r;
  }

  reach check(const ast::bands_clause& tree) {
    resolved of = number(tree.of);
    const auto scale = scale_of(tree.scaled_by, of);
    std::vector<std::optional<rational>> gives;
    checked::bands_clause made;
    bool unknown = false;
    for (const ast::band_row& row : tree.rows) {
      gives.push_back(row_points(row.gives));
      unknown = unknown || is_unknown(row.gives);
      made.rows.push_back({row.where, row.head, row.written == ast::band_row::form::otherwise});
    }
    if (!of || !scale) return failed();
    if (of->term.type == kind::number && of->ratio && !tree.rows.empty() && tree.rows.front().low && tree.rows.front().low->percent)
      of->term.type = kind::percent;
    bool sound = true;
    made.pieces = cover(s_, tree, *of, scaled_down(s_, analyse(s_, of->term), *scale), gives, sound);
    for (auto& piece : made.pieces) piece.unknown = is_unknown(tree.rows[piece.row].gives);
    made.of = std::move(of->term);
    made.scale = *scale;
    reach r = rows_reach(gives, unknown);
    r.known = r.known && sound;
    c_.body = std::move(made);
    return r;
  }

  reach check(const ast::steps_clause& tree) {
    resolved of = number(tree.of);
    const auto scale = scale_of(tree.scaled_by, of);
    const auto gives = points(tree.base_gives);
    std::optional<rational> most;
    if (tree.at_most) most = points(*tree.at_most);
    bool ok = of && scale && gives && most.has_value() == tree.at_most.has_value();
    if (tree.width.value.sign() <= 0) {
      report(s_, code::step_not_positive, tree.width.where, {as_written(s_, tree.width)});
      ok = false;
    }
    if (tree.adds.value.sign() <= 0 || tree.adds.percent) {
      report(s_, code::amount_not_positive, tree.adds.where, {as_written(s_, tree.adds)});
      ok = false;
    }
    if (gives && most && *most < *gives) {
      report(s_, code::cap_below_base, tree.at_most->where, {as_written(s_, *most), as_written(s_, *gives)});
      ok = false;
    }
    if (most) check_step_multiple(s_, *most, tree.at_most->where);
    if (!of) return failed();
    if (of->term.type == kind::number && of->ratio && tree.base.percent) of->term.type = kind::percent;
    const std::string text = as_written(s_, tree.of);
    const auto base = literal_beside(s_, *of, text, tree.base), width = literal_beside(s_, *of, text, tree.width);
    if (!ok || !base || !width) return failed();
    const interval values = scaled_down(s_, analyse(s_, of->term), *scale).range;
    c_.body = checked::steps_clause{of->term, *scale, tree.descending, *base, *gives, *width, tree.adds.value, tree.whole, most};
    reach r;
    r.known = true;
    if (is_empty(values)) {
      r.points = nothing();
      return r;
    }
    const interval distance = tree.descending ? difference_of(exactly(*base), values) : difference_of(values, exactly(*base));
    if (distance.high && (distance.high->sign() < 0 || (distance.high->is_zero())))
      report(s_, code::steps_never_taken, span{tree.width.where.begin, tree.adds.where.end},
             {text, range_text(s_, values, of->term.type == kind::percent)});
    r.points = step_points(distance, *gives, *width, tree.adds.value, tree.whole);
    if (!r.points.high && !most) {
      report(s_, code::steps_without_end, tree.of.where, {text, word(s_, keyword::at_most) + ' ' + word(s_, keyword::full)});
      return failed();
    }
    const bool reaches = r.points.high && !r.points.high_open;
    r.witnessed = most || (reaches && independent(of->term));
    if (most) r.points = capped_at(std::move(r.points), *most);
    const std::string cap_text = word(s_, keyword::at_most) + ' ' + word(s_, keyword::full);
    r.known = stays_inside(r.points, tree_.body_where,
                           both("write `" + cap_text + "` behind the step where the decree caps it, or correct the points",
                                "hãy viết `" + cap_text + "` sau bậc nếu văn bản có giới hạn, hoặc sửa số điểm"));
    return r;
  }

  reach check(const ast::proportional_clause& tree) {
    const resolved of = number(tree.of);
    std::optional<rational> cap;
    if (tree.at_most) cap = points(*tree.at_most);
    if (!of || (tree.at_most && !cap)) return failed();
    const std::string text = as_written(s_, tree.of);
    if (of->term.type != kind::percent && !of->ratio) {
      report(s_, code::proportion_needs_share, tree.of.where, {text, kind_word(s_, of->term.type)});
      return failed();
    }
    if (cap) check_step_multiple(s_, *cap, tree.at_most->where);
    const interval share = analyse(s_, of->term).range;
    if (is_empty(share)) {
      c_.body = checked::proportional_clause{of->term, cap};
      reach never;
      never.known = true, never.points = nothing();
      return never;
    }
    const bool too_high = !cap && (!share.high || *share.high > rational(1));
    if (!never_negative(share) || too_high) {
      const interval wrong = too_high ? meet(share, {rational(1), {}, true, false}) : meet(share, {{}, rational(0), false, true});
      const std::string cap_text = ", " + word(s_, keyword::at_most) + ' ' + word(s_, keyword::full);
      const std::string guard = guard_text(s_, text + " < 0%"), raised = word(s_, keyword::maximum_of) + '(' + text + ", 0%)";
      const std::string help =
          too_high ? both("declare how the inputs bound each other (`input part : count at most whole`), or write `" + cap_text + '`',
                          "hãy khai báo quan hệ giữa các số liệu (`số liệu phan : số đếm không quá tong`), hoặc viết `" + cap_text + '`')
                   : both("write `" + raised + "`, or decide that case first: `" + guard + '`',
                          "hãy viết `" + raised + "`, hoặc quyết định trường hợp đó trước: `" + guard + '`');
      report(s_, code::share_outside_one, tree.of.where, {text, range_text(s_, wrong, true), help});
      return failed();
    }
    reach r;
    r.known = true;
    r.points = product_of(share, exactly(c_.maximum));
    const bool reaches = r.points.high && !r.points.high_open;
    r.witnessed = cap || (reaches && independent(of->term));
    if (cap) r.points = capped_at(std::move(r.points), *cap);
    c_.body = checked::proportional_clause{of->term, cap};
    return r;
  }

  reach check(const ast::interpolate_clause& tree) {
    resolved of = number(tree.of);
    std::vector<std::optional<rational>> gives;
    for (const auto& knot : tree.knots) gives.push_back(points(knot.gives));
    if (!of) return failed();
    if (of->ratio && !tree.knots.empty() && tree.knots.front().at.percent) of->term.type = kind::percent;
    const std::string text = as_written(s_, tree.of);
    std::vector<std::pair<checked::interpolate_clause::knot, const ast::interpolate_clause::knot*>> knots;
    reach r = rows_reach(gives);
    for (std::size_t i = 0; i < tree.knots.size(); ++i) {
      const auto at = literal_beside(s_, *of, text, tree.knots[i].at);
      r.known = r.known && at;
      if (at && gives[i]) knots.push_back({{*at, *gives[i], tree.knots[i].where}, &tree.knots[i]});
    }
    std::stable_sort(knots.begin(), knots.end(), [](const auto& a, const auto& b) { return a.first.at < b.first.at; });
    for (std::size_t i = 1; i < knots.size(); ++i)
      if (knots[i].first.at == knots[i - 1].first.at) {
        report(s_, code::knot_twice, knots[i].second->at.where, {as_written(s_, knots[i].second->at)},
               {{knots[i - 1].second->where, code::other_row_here, {}}});
        r.known = false;
      }
    if (tree.knots.size() < 2) {
      report(s_, code::too_few_knots, tree_.body_where);
      return failed();
    }
    checked::interpolate_clause made;
    const interval values = analyse(s_, of->term).range;
    made.of = std::move(of->term);
    for (auto& k : knots) made.knots.push_back(std::move(k.first));
    if (r.known) r.points = between_knots(made.knots, values);
    c_.body = std::move(made);
    return r;
  }

  reach check(const ast::choose_clause& tree) {
    std::vector<std::optional<rational>> gives;
    bool unknown = tree.otherwise && is_unknown(*tree.otherwise);
    for (const auto& row : tree.rows) {
      gives.push_back(row_points(row.gives));
      unknown = unknown || is_unknown(row.gives);
    }
    std::optional<rational> otherwise;
    if (tree.otherwise) gives.push_back(otherwise = row_points(*tree.otherwise));
    if (tree.of.what == op::reference) find_name(s_, tree.of.text, name_place(tree.of), sought::option);
    const resolved of = resolve(s_, tree.of);
    if (!of) return failed();
    prove(s_, of->term);
    if (of->text || of->term.what != term_op::slot || of->term.type != kind::one_of) {
      report(s_, code::input_of_kind_expected, tree.of.where, {as_written(s_, tree.of), kind_word(s_, kind::one_of)});
      return failed();
    }
    const checked::input& in = s_.model.inputs[*of->options_of];
    checked::choose_clause made;
    made.slot = of->term.index;
    made.gives.resize(in.options.size());
    made.unknown.resize(in.options.size());
    std::vector<std::optional<std::uint32_t>> row_of(in.options.size());
    bool ok = true;
    for (std::uint32_t i = 0; i < tree.rows.size(); ++i) {
      const auto& row = tree.rows[i];
      made.rows.push_back({row.where, row.option.where, false});
      const bool keyword_in_quotes = !position_in(in.options, row.option.text) && (row.option.text == keyword_text(keyword::otherwise, language::en) ||
                                                                                   row.option.text == keyword_text(keyword::otherwise, language::vi));
      if (keyword_in_quotes) report(s_, code::keyword_as_option, row.option.where, {row.option.text, in.name});
      const auto option = keyword_in_quotes ? std::nullopt : find_option(s_, in, row.option.text, row.option.where);
      if (!option) {
        ok = false;
      } else if (row_of[*option]) {
        report(s_, code::option_has_row, row.option.where, {row.option.text},
               {{tree.rows[*row_of[*option]].where, code::other_row_here, {}}});
        ok = false;
      } else {
        row_of[*option] = i;
        made.gives[*option] = gives[i].value_or(0);
        made.unknown[*option] = is_unknown(row.gives);
      }
    }
    std::vector<std::string> without;
    for (std::size_t i = 0; i < row_of.size(); ++i)
      if (!row_of[i]) without.push_back(in.options[i]);
    if (tree.otherwise) {
      const auto row = static_cast<std::uint32_t>(made.rows.size());
      made.rows.push_back({tree.otherwise->where, tree.otherwise->where, true});
      if (without.empty() && ok) report(s_, code::otherwise_never_holds, tree.otherwise->where, {in.name});
      for (std::size_t i = 0; i < row_of.size(); ++i)
        if (!row_of[i]) row_of[i] = row, made.gives[i] = otherwise.value_or(0), made.unknown[i] = is_unknown(*tree.otherwise);
    } else if (!without.empty() && ok) {
      report(s_, code::option_without_row, tree.of.where, {quoted_list(without), in.name, word(s_, keyword::otherwise)});
      ok = false;
    }
    for (const auto& row : row_of) made.row_of.push_back(row.value_or(0));
    c_.body = std::move(made);
    return ok ? rows_reach(gives, unknown) : failed();
  }

  reach check(const ast::deduct_clause& tree) {
    checked::change_clause made;
    made.start_where = tree.start.where;
    const auto start = points(tree.start);
    reach r;
    r.known = start.has_value();
    made.start = start.value_or(0);
    const rational most = start.value_or(c_.maximum) - c_.floor;
    for (const ast::change& change : tree.deductions) {
      checked::change one;
      r.known = check_change(change, most, one) && r.known;
      made.changes.push_back(std::move(one));
    }
    r.points = closed(c_.floor, made.start);
    c_.body = std::move(made);
    return r;
  }

  reach check(const ast::add_clause& tree) {
    checked::change_clause made;
    made.adds = true;
    made.start_where = tree_.body_where;
    reach r;
    r.points = exactly(0);
    r.known = true;
    for (const ast::change& change : tree.additions) {
      checked::change one;
      const auto moved = check_change(change, c_.maximum, one);
      r.known = r.known && moved;
      if (moved) r.points = sum_of(r.points, *moved);
      made.changes.push_back(std::move(one));
    }
    if (r.known) {
      const std::string cap_text = ", " + word(s_, keyword::at_most) + ' ' + word(s_, keyword::full);
      const std::string most = as_written(s_, c_.maximum);
      r.known = stays_inside(r.points, tree_.body_where,
                             tree.additions.size() == 1
                                 ? both("write `" + cap_text + "` behind it where the decree caps it, or correct the points",
                                        "hãy viết `" + cap_text + "` phía sau nếu văn bản có giới hạn, hoặc sửa số điểm")
                                 : both("cap each addition, such as `, at most 2`, so that together they give at most " + most + " points",
                                        "hãy giới hạn từng khoản cộng, ví dụ `, không quá 2`, để tất cả cộng lại nhiều nhất " + most + " điểm"));
    }
    c_.body = std::move(made);
    return r;
  }

  reach check(const ast::assessed_clause& tree) {
    if (!tree.input) {
      const std::uint32_t slot = s_.model.inputs[*own_input()].first_slot;
      c_.body = checked::assessed_clause{slot};
      reach r;
      r.points = s_.model.slots[slot].range;
      r.known = true;
      return r;
    }
    const symbol* found = find_name(s_, tree.input->text, tree.input->where, sought::points);
    if (!found || found->what == symbol::sort::unsupported) return failed();
    if (found->what != symbol::sort::input || s_.model.inputs[found->index].type != kind::points) {
      report(s_, code::input_of_kind_expected, tree.input->where, {tree.input->text, kind_word(s_, kind::points)});
      return failed();
    }
    const auto slot = find_slot(s_, found->index, "", tree.input->where);
    if (!slot) return failed();
    prove(s_, indexed_term(term_op::slot, kind::points, *slot, tree.input->where));
    const interval range = slot_range(s_, *slot);
    c_.body = checked::assessed_clause{*slot};
    if (!range.high || *range.high != c_.maximum) {
      report(s_, code::range_misses_maximum, tree.input->where,
             {tree.input->text, range.high ? as_written(s_, *range.high) : "∞", c_.id, as_written(s_, c_.maximum)},
             {{found->where, code::declared_here, {tree.input->text}}});
      return failed();
    }
    reach r;
    r.points = range;
    r.known = stays_inside(range, tree.input->where);
    return r;
  }

  reach check(const ast::points_clause& tree) {
    resolved of = number(tree.of);
    if (!of) return failed();
    if (!is_amount(of->term.type) && of->term.type != kind::points) {
      report(s_, code::number_expected, tree.of.where, {as_written(s_, tree.of), kind_word(s_, of->term.type)});
      return failed();
    }
    reach r;
    r.points = analyse(s_, of->term).range;
    const std::string capped = word(s_, keyword::minimum_of) + '(' + as_written(s_, tree.of) + ", " + as_written(s_, c_.maximum) + ')';
    r.known = stays_inside(r.points, tree.of.where,
                           both("write `" + capped + "` where the decree caps it, or raise the maximum",
                                "hãy viết `" + capped + "` nếu văn bản có giới hạn, hoặc tăng điểm tối đa"));
    r.witnessed = r.known && !r.points.high_open && independent(of->term);
    c_.body = checked::points_clause{std::move(of->term)};
    return r;
  }

  reach check(const ast::information_clause&) {
    c_.body = checked::information_clause{};
    reach r;
    r.points = exactly(0);
    r.known = true;
    return r;
  }

  reach check(const ast::met_clause&) {
    c_.body = checked::met_clause{s_.model.inputs[*own_input()].first_slot};
    return rows_reach({rational(0), c_.maximum});
  }

  reach check(const ast::items_clause&) {
    reach r;
    r.points = exactly(0);
    r.known = true;
    for (const std::uint32_t item : c_.items) {
      check_criterion(s_, item);
      r.known = r.known && s_.criteria[item].ok;
      r.points = sum_of(r.points, closed(s_.model.criteria[item].floor, s_.model.criteria[item].maximum));
    }
    r.known = r.known && r.points.high >= c_.maximum;  // said where the items were added up
    r.points = meet(r.points, closed(c_.floor, c_.maximum));
    c_.body = checked::items_clause{};
    return r;
  }
};

}  // namespace ancs::detail

#endif
