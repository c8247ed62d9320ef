// reference.cpp: the oracle: points of each clause, sums, outcomes, and the order of units.
#include <set>
#include <tuple>

#include "reference_expressions.hpp"

namespace reference {

namespace {

class evaluator final : expressions {
 public:
  evaluator(const ast::document& tree, const data& unit) : expressions(tree, unit) {}

  results run() {
    results r;
    for (const auto& [id, c] : criteria_) {
      r.criteria[id] = criterion_points(*c);
      r.states[id] = states_[id];
    }
    for (const auto& [id, g] : groups_) r.groups[id] = group_points(*g);
    for (const auto& [id, v] : vetoes_) r.vetoes[id] = holds(v->condition);
    for (const auto& [id, g] : groups_) r.assessed[id] = assessed(*g);
    r.assessed_maximum = assessed_in_all();
    r.total_rescaled = total_rescaled();
    // With nothing left to assess there is no level, whatever the model says.
    r.not_yet_assessed = r.assessed_maximum == 0 && from(model_->maximum->value) != 0;
    for (const auto& condition : model_->not_yet_assessed) r.not_yet_assessed = holds(condition) || r.not_yet_assessed;
    not_yet_assessed_ = r.not_yet_assessed;
    r.unknown = unknown_;
    r.total = total();
    r.total_with_all = total_with_all();
    for (const auto& d : tree_.declarations) {
      if (auto* l = std::get_if<ast::levels>(&d)) r.levels[l->title.text] = r.not_yet_assessed ? "" : level(*l);
      if (auto* k = std::get_if<ast::ranking>(&d)) {
        for (const auto* keys : {&k->keys, &k->split_by})
          for (const auto& key : *keys) r.ranking_keys.push_back(quantity(key.of));
        if (k->within) r.within = std::get<std::string>(reference_to(named(k->within->text)));
      }
      if (auto* a = std::get_if<ast::action>(&d)) r.actions.push_back(made(*a));
    }
    return r;
  }

 private:
  static ast::expression named(const std::string& text) {
    ast::expression e;
    e.what = op::reference;
    e.text = text;
    return e;
  }

  /// Whether the action is made; for each member of a series that member stands for every series of the kind.
  std::vector<bool> made(const ast::action& a) {
    if (a.each == ast::series::none) return {holds(a.condition)};
    std::vector<bool> all;
    for (int n = 1; n <= (a.each == ast::series::monthly ? 12 : 4); ++n) {
      each_ = a.each, member_ = n;
      all.push_back(holds(a.condition));
    }
    each_ = ast::series::none;
    return all;
  }

  bool reached(const std::string& title, const std::string& level, bool or_better) override {
    if (not_yet_assessed_) return false;
    for (const auto& d : tree_.declarations) {
      auto* l = std::get_if<ast::levels>(&d);
      if (!l || l->title.text != title) continue;
      const std::string got = this->level(*l);
      if (got == level) return true;
      // Better ones stand before it.
      for (const auto& n : l->names) {
        if (n.text == level) return false;
        if (n.text == got) return or_better;
      }
    }
    throw fault("no levels " + title);
  }

  static number worth(const ast::points& p, const ast::head& h) {
    switch (p.written) {
      case ast::points::form::literal:
        return from(p.value);
      case ast::points::form::full:
        return maximum(h);
      case ast::points::form::none:
        return 0;
      case ast::points::form::percent:
      case ast::points::form::fraction:
        return from(p.value) * maximum(h);
      case ast::points::form::unknown:
        break;
    }
    throw fault("unknown points are not in the reference");
  }

  number criterion_points(const ast::criterion& c) override {
    const std::string& id = c.head.id.text;
    if (auto parent = parents_.find(id); parent != parents_.end() && decided_without_items(*parent->second)) {
      states_[id] = std::holds_alternative<ast::information_clause>(c.body) ? state::information : state::not_counted;
      return 0;
    }
    return own_points(c);
  }

  /// Points as they go into the sum that they are a part of.
  number own_points(const ast::criterion& c) {
    const std::string& id = c.head.id.text;
    if (auto known = points_.find(id); known != points_.end()) return known->second;
    states_[id] = std::holds_alternative<ast::information_clause>(c.body) ? state::information : state::scored;
    number p = guarded(c);
    if (states_[id] == state::excluded) return points_[id] = p;
    const number least = c.head.floor ? from(c.head.floor->value) : number(0);
    if (p < least) p = least;
    if (p > maximum(c.head)) throw fault("criterion " + id + " passes its maximum with " + p.str());
    if (model_->rounding) {
      const auto stage = model_->rounding->stage;
      if (stage == ast::rounding_stage::per_item || (stage == ast::rounding_stage::per_criterion && !c.item)) p = rounded(p);
    }
    return points_[id] = p;
  }

  const ast::guard* deciding(const ast::criterion& c) {
    for (const auto& g : c.guards)
      if (holds(g.condition)) return &g;
    return nullptr;
  }
  bool proven(const std::string& id, const std::optional<ast::evidence>& e) {
    return !e || !e->required || std::get<bool>(unit_.at(id + ".evidence"));
  }
  bool decided_without_items(const ast::criterion& c) {
    auto parent = parents_.find(c.head.id.text);
    if (parent != parents_.end() && decided_without_items(*parent->second)) return true;
    return deciding(c) || !proven(c.head.id.text, c.evidence);
  }

  number row_points(const ast::points& p, const ast::criterion& c) {
    if (p.written != ast::points::form::unknown) return worth(p, c.head);
    unknown_.insert(c.head.id.text);
    auto given = unit_.find(c.head.id.text + " unknown");
    if (given != unit_.end()) return std::get<number>(given->second);
    return c.head.floor ? from(c.head.floor->value) : number(0);
  }

  number guarded(const ast::criterion& c) {
    const bool there = proven(c.head.id.text, c.evidence);
    if (const ast::guard* g = deciding(c)) {
      if (g->excluded) {
        states_[c.head.id.text] = state::excluded;
        if (g->within_group) left_within_.insert(c.head.id.text);
        return 0;
      }
      if (g->not_applicable) states_[c.head.id.text] = state::not_applicable;
      return there || g->not_applicable ? row_points(g->gives, c) : number(0);
    }
    return there ? std::visit([&](const auto& clause) { return clause_points(clause, c); }, c.body) : number(0);
  }

  number rounded(const number& p) { return round(p, from(model_->rounding->step.value), model_->rounding->mode); }

  number clause_points(const std::monostate&, const ast::criterion& c) { throw fault("no clause in " + c.head.id.text); }

  number clause_points(const ast::award_clause& clause, const ast::criterion& c) {
    number p = 0;
    for (const auto& a : clause.awards)
      if (holds(a.condition)) p += worth(a.gives, c.head);
    return p;
  }

  number factor(const std::optional<ast::name>& scaled_by) {
    if (!scaled_by) return 1;
    ast::expression k;
    k.what = op::reference;
    k.text = scaled_by->text;
    return quantity(k);
  }

  number clause_points(const ast::bands_clause& clause, const ast::criterion& c) {
    const number x = quantity(clause.of), k = factor(clause.scaled_by);
    std::vector<const ast::band_row*> hit;
    const ast::band_row* otherwise = nullptr;
    for (const auto& row : clause.rows) {
      if (row.written == ast::band_row::form::otherwise)
        otherwise = &row;
      else if (in_band(row, x, k))
        hit.push_back(&row);
    }
    if (hit.size() > 1) throw fault("bands of " + c.head.id.text + " overlap at " + x.str());
    if (hit.empty() && !otherwise) throw fault("bands of " + c.head.id.text + " leave out " + x.str());
    return row_points((hit.empty() ? otherwise : hit.front())->gives, c);
  }

  static bool in_band(const ast::band_row& row, const number& x, const number& k) {
    using form = ast::band_row::form;
    const number a = row.low ? number(from(row.low->value) * k) : number(0);
    const number b = row.high ? number(from(row.high->value) * k) : number(0);
    switch (row.written) {
      case form::from_up:
        return x >= a;
      case form::above:
        return x > a;
      case form::below:
        return x < b;
      case form::up_to:
        return x <= b;
      case form::from_down:
        return x <= b;
      case form::from_to:
        return a <= x && x <= b;
      case form::from_to_below:
        return a <= x && x < b;
      case form::above_to:
        return a < x && x <= b;
      case form::above_to_below:
        return a < x && x < b;
      case form::exactly:
        return x == a;
      case form::otherwise:
        break;
    }
    return false;
  }

  number clause_points(const ast::steps_clause& clause, const ast::criterion& c) {
    const number k = factor(clause.scaled_by), x = quantity(clause.of), limit = from(clause.base.value) * k;
    const number distance = clause.descending ? number(limit - x) : number(x - limit);
    number p = worth(clause.base_gives, c.head);
    if (distance > 0) {
      const number n = distance / (from(clause.width.value) * k);
      p += from(clause.adds.value) * (clause.whole ? floor(n) : n);
    }
    return limited(p, clause.at_most, c);
  }

  static number limited(const number& p, const std::optional<ast::points>& most, const ast::criterion& c) {
    return most && p > worth(*most, c.head) ? worth(*most, c.head) : p;
  }

  number clause_points(const ast::proportional_clause& clause, const ast::criterion& c) {
    return limited(maximum(c.head) * quantity(clause.of), clause.at_most, c);
  }

  number clause_points(const ast::interpolate_clause& clause, const ast::criterion& c) {
    const number x = quantity(clause.of);
    const auto& knots = clause.knots;
    const auto at = [&](std::size_t n) { return from(knots.at(n).at.value); };
    const auto points = [&](std::size_t n) { return worth(knots.at(n).gives, c.head); };
    if (x <= at(0)) return points(0);
    for (std::size_t n = 1; n < knots.size(); ++n)
      if (x <= at(n)) return points(n - 1) + (points(n) - points(n - 1)) * (x - at(n - 1)) / (at(n) - at(n - 1));
    return points(knots.size() - 1);
  }

  number clause_points(const ast::choose_clause& clause, const ast::criterion& c) {
    const auto chosen = std::get<std::string>(evaluate(clause.of));
    for (const auto& row : clause.rows)
      if (row.option.text == chosen) return row_points(row.gives, c);
    if (!clause.otherwise) throw fault("choose of " + c.head.id.text + " leaves out " + chosen);
    return row_points(*clause.otherwise, c);
  }

  /// What one `add` or `deduct` comes to.
  number change(const ast::change& one, const ast::criterion& c) {
    if (one.when) return holds(one.of) ? from(one.amount.value) : number(0);
    const number events = quantity(one.of);
    return limited(from(one.amount.value) * (one.whole.value_or(false) ? floor(events) : events), one.at_most, c);
  }

  number clause_points(const ast::deduct_clause& clause, const ast::criterion& c) {
    number p = worth(clause.start, c.head);
    for (const auto& d : clause.deductions) p -= change(d, c);
    return p;
  }

  number clause_points(const ast::add_clause& clause, const ast::criterion& c) {
    number p = 0;
    for (const auto& a : clause.additions) p += change(a, c);
    return p;
  }

  number clause_points(const ast::assessed_clause& clause, const ast::criterion& c) {
    const std::string name = clause.input ? clause.input->text : c.head.id.text;
    auto found = unit_.find(name);
    if (found != unit_.end()) return std::get<number>(found->second);
    return std::get<number>(column(name, *inputs_.at(name)));
  }

  number clause_points(const ast::met_clause&, const ast::criterion& c) {
    return std::get<bool>(unit_.at(c.head.id.text)) ? maximum(c.head) : number(0);
  }

  number clause_points(const ast::points_clause& clause, const ast::criterion&) { return quantity(clause.of); }
  number clause_points(const ast::information_clause&, const ast::criterion&) { return 0; }

  number clause_points(const ast::items_clause& clause, const ast::criterion& c) {
    number p = 0;
    for (const auto& i : clause.items) p += own_points(i);
    return c.head.capped && p > maximum(c.head) ? maximum(c.head) : p;
  }

  // ---- sums and outcomes ----

  number unrounded_points(const ast::group& g) {
    number s = 0;
    for (const auto& m : g.members) {
      if (auto* c = std::get_if<ast::criterion>(&m)) s += criterion_points(*c);
      if (auto* inner = std::get_if<ast::group>(&m)) s += counted(*inner);
    }
    if (g.head.capped && s > maximum(g.head)) s = maximum(g.head);
    if (g.head.floor && s < from(g.head.floor->value)) s = from(g.head.floor->value);
    return proven(g.head.id.text, g.evidence) ? s : number(0);
  }
  number by_group(const number& p) { return model_->rounding && model_->rounding->stage == ast::rounding_stage::per_group ? rounded(p) : p; }
  number group_points(const ast::group& g) override { return by_group(unrounded_points(g)); }

  bool excluded(const ast::criterion& c) override { return (criterion_points(c), states_.at(c.head.id.text)) == state::excluded; }
  bool excluded_within(const ast::criterion& c) { return excluded(c) && left_within_.count(c.head.id.text) != 0; }

  /// The maxima of the group's parts that are not excluded; `with` those that are excluded within it.
  number remaining(const ast::group& g, bool with) {
    number s = 0;
    for (const auto& m : g.members) {
      if (auto* c = std::get_if<ast::criterion>(&m); c && (!excluded(*c) || (with && excluded_within(*c)))) s += maximum(c->head);
      if (auto* inner = std::get_if<ast::group>(&m)) s += counted_maximum(*inner);
    }
    return s > maximum(g.head) ? maximum(g.head) : s;
  }
  number assessed(const ast::group& g) override { return remaining(g, false); }
  /// What the group weighs outside: what is excluded within it takes nothing away, unless nothing else is left.
  number counted_maximum(const ast::group& g) { return assessed(g) == 0 ? number(0) : remaining(g, true); }
  number counted(const ast::group& g) {
    if (assessed(g) == 0 || counted_maximum(g) == assessed(g)) return group_points(g);
    return by_group(unrounded_points(g) * counted_maximum(g) / assessed(g));
  }

  number finished(const number& total) {
    if (!model_->rounding || model_->rounding->stage != ast::rounding_stage::at_the_end) return total;
    return rounded(total);
  }

  template <class Of>
  number over_groups(const Of& of) {
    number s = 0;
    for (const auto& d : tree_.declarations)
      if (auto* g = std::get_if<ast::group>(&d); g && g->written == ast::group::block::group) s += of(*g);
    return s;
  }
  number sum_of_groups() {
    return over_groups([&](const ast::group& g) { return counted(g); });
  }
  number assessed_in_all() {
    return over_groups([&](const ast::group& g) { return counted_maximum(g); });
  }
  /// The sum of groups as points of the whole maximum.
  number rescaled() {
    const number left = assessed_in_all();
    return left == 0 ? number(0) : number(sum_of_groups() * from(model_->maximum->value) / left);
  }
  number total_rescaled() override { return finished(rescaled()); }
  number total_rescaled_with(const std::string& block) override { return finished(rescaled() + brought_by(*groups_.at(block))); }
  number total_rescaled_with_all() override { return finished(rescaled() + brought_by_all()); }

  /// What a bonus, priority or penalty block brings to a total that counts it.
  number brought_by(const ast::group& g) { return g.written == ast::group::block::penalty ? number(-group_points(g)) : group_points(g); }

  number total() override { return finished(sum_of_groups()); }
  number total_with(const std::string& block) override { return finished(sum_of_groups() + brought_by(*groups_.at(block))); }
  number total_with_all() override { return finished(sum_of_groups() + brought_by_all()); }
  number brought_by_all() {
    number s = 0;
    for (const auto& d : tree_.declarations)
      if (auto* g = std::get_if<ast::group>(&d); g && g->written != ast::group::block::group) s += brought_by(*g);
    return s;
  }

  std::string level(const ast::levels& l) {
    const auto index = [&](const std::string& text) {
      return std::find_if(l.names.begin(), l.names.end(), [&](const auto& n) { return n.text == text; }) - l.names.begin();
    };
    std::ptrdiff_t reached = -1;
    for (const auto& row : l.rows) {
      if (row.written == ast::levels::row::form::not_above) continue;
      if (row.written == ast::levels::row::form::otherwise || holds(*row.condition)) {
        reached = index(row.level.text);
        break;
      }
    }
    if (reached < 0) throw fault("no level of " + l.title.text);
    for (const auto& row : l.rows)
      if (row.written == ast::levels::row::form::not_above && holds(*row.condition)) reached = std::max(reached, index(row.level.text));
    return l.names.at(static_cast<std::size_t>(reached)).text;
  }

  bool not_yet_assessed_ = false;
  std::map<std::string, number> points_;
  std::set<std::string> unknown_;
  std::map<std::string, state> states_;
  std::set<std::string> left_within_;   ///< criteria that are excluded within their group
};

}  // namespace

results evaluate(const ast::document& tree, const data& unit) { return evaluator(tree, unit).run(); }

namespace {

const ast::ranking* ranking_of(const ast::document& tree) {
  for (const auto& d : tree.declarations)
    if (auto* r = std::get_if<ast::ranking>(&d)) return r;
  return nullptr;
}

/// What orders units, the smaller the better.
std::vector<number> order_of(const ast::ranking* ranking, const results& r) {
  if (!ranking) return {-r.total_rescaled};
  std::vector<ast::ranking_key> declared = ranking->keys;
  declared.insert(declared.end(), ranking->split_by.begin(), ranking->split_by.end());
  std::vector<number> k;
  for (std::size_t n = 0; n < declared.size(); ++n) k.push_back(declared[n].descending ? number(-r.ranking_keys[n]) : r.ranking_keys[n]);
  return k;
}

/// One quota over the units of one cohort: tries every number of them that might keep the level.
void apply(const ast::quota& q, const ast::levels& levels, const ast::ranking* ranking, const std::vector<const results*>& units,
           const std::vector<standing*>& standings) {
  const std::string& outcome = levels.title.text;
  const auto index = [&](const std::string& level) {
    return std::find_if(levels.names.begin(), levels.names.end(), [&](const auto& n) { return n.text == level; }) - levels.names.begin();
  };
  std::vector<std::size_t> candidates;
  for (std::size_t n = 0; n < units.size(); ++n)
    if (standings[n]->levels[outcome] == q.level.text) candidates.push_back(n);
  const auto key = [&](std::size_t n) { return order_of(ranking, *units[n]); };
  std::stable_sort(candidates.begin(), candidates.end(), [&](auto a, auto b) { return key(a) < key(b); });
  // The number at the level, or better, when the first `kept` candidates keep theirs.
  const auto base = [&](std::size_t kept) {
    number count = 0;
    for (std::size_t n = 0; n < units.size(); ++n) {
      std::string level = standings[n]->levels[outcome];
      if (std::find(candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(), n) != candidates.end()) level = q.become.text;
      if (q.or_better ? index(level) <= index(q.of.text) : level == q.of.text) count += 1;
    }
    return count;
  };
  const auto allowed = [&](std::size_t kept) { return round(from(q.share.value) * base(kept), 1, q.mode); };
  std::size_t kept = 0;
  for (std::size_t n = 0; n <= candidates.size(); ++n)
    if (number(n) <= allowed(q.before ? candidates.size() : n)) kept = n;
  std::set<std::size_t> keeping;
  for (std::size_t n = 0; n < kept; ++n) keeping.insert(candidates[n]);
  if (kept > 0 && kept < candidates.size()) {
    const auto in = key(candidates[kept - 1]);
    if (in == key(candidates[kept]))
      for (const auto n : candidates)
        if (key(n) == in) q.ties_in ? (void)keeping.insert(n) : (void)keeping.erase(n);
  }
  for (const auto n : candidates)
    if (!keeping.count(n)) standings[n]->levels[outcome] = q.become.text;
}

}  // namespace

void stand(const ast::document& tree, const std::vector<results>& units, std::vector<standing>& all) {
  const ast::ranking* ranking = ranking_of(tree);
  using cohort = std::tuple<std::string, std::string, std::string>;
  std::map<cohort, std::vector<std::size_t>> cohorts;
  for (std::size_t n = 0; n < units.size(); ++n) {
    all[n].levels = units[n].levels;
    const bool parent = ranking && ranking->within_parent, type = ranking && ranking->within_unit_type;
    cohorts[{parent ? all[n].parent : "", type ? all[n].unit_type : "", units[n].within}].push_back(n);
  }
  for (const auto& [name, members] : cohorts) {
    std::vector<results> inside;
    std::vector<const results*> mine;
    std::vector<standing*> standings;
    for (const auto n : members) inside.push_back(units[n]), mine.push_back(&units[n]), standings.push_back(&all[n]);
    const auto place = places(tree, inside);
    for (std::size_t n = 0; n < members.size(); ++n) all[members[n]].place = place[n];
    for (const auto& d : tree.declarations)
      if (auto* q = std::get_if<ast::quota>(&d))
        for (const auto& l : tree.declarations)
          if (auto* levels = std::get_if<ast::levels>(&l); levels && levels->title.text == q->outcome.text)
            apply(*q, *levels, ranking, mine, standings);
  }
}

std::vector<std::uint32_t> places(const ast::document& tree, const std::vector<results>& units) {
  const ast::ranking* ranking = ranking_of(tree);
  const auto keys = [&](const results& r) { return order_of(ranking, r); };
  std::vector<std::uint32_t> all;
  for (const auto& mine : units) {
    if (mine.not_yet_assessed) {
      all.push_back(0);
      continue;
    }
    std::vector<std::vector<number>> better;
    for (const auto& other : units)
      if (!other.not_yet_assessed && keys(other) < keys(mine)) better.push_back(keys(other));
    if (ranking && ranking->tie == ast::ranking::ties::dense) {
      std::sort(better.begin(), better.end());
      better.erase(std::unique(better.begin(), better.end()), better.end());
    }
    all.push_back(static_cast<std::uint32_t>(better.size()) + 1);
  }
  return all;
}

}  // namespace reference
