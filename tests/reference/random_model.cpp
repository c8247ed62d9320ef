// random_model.cpp: puts random models together: groups of criteria, vetoes, levels, ranking.
#include "random_clauses.hpp"

namespace random_model {

namespace {

class maker : clauses {
 public:
  explicit maker(dice& d) : clauses(d) {}

  model make() {
    m_.magnitude = d_.chance(65) ? 0 : d_.between(1, 4);
    if (m_.magnitude == 1) feature("2^40");
    if (m_.magnitude == 2) feature("2^62");
    if (m_.magnitude == 3) feature("10^30");
    if (m_.magnitude == 4) feature("many decimals");
    rounding();
    head();
    excluding_ = d_.chance(30);
    limit_ = d_.between(1, 12);
    criteria_left_ = d_.between(1, 10);
    const int groups = std::min(criteria_left_, d_.between(1, 4));
    for (int n = 0; n < groups; ++n) m_.groups.push_back(make_group("group", 0));
    while (criteria_left_ > 0) add_criterion(m_.groups[d_.below(m_.groups.size())]);
    for (const char* word : {"bonus", "priority", "penalty"})
      if (d_.chance(18)) {
        criteria_left_ += d_.between(1, 2);
        m_.groups.push_back(make_group(word, 1));
        criteria_left_ = 0;
        feature(word);
      }
    for (auto& g : m_.groups) cap(g);
    for (int n = d_.between(-1, 2); n > 0; --n) {
      const std::string id = fresh("v");
      m_.vetoes.push_back("veto " + id + (d_.chance(50) ? " \"veto " + id + "\"" : "") + " when " + safe_condition());
      vetoes_.push_back(id);
      feature("veto");
    }
    for (const auto& id : vetoes_)
      if (d_.chance(40)) veto_guard(id);
    if (d_.chance(15)) {
      // One that no case analysis makes hold always.
      const std::string condition = safe_condition();
      if (plain(condition) && condition.find("!=") == std::string::npos && condition.find("not ") == std::string::npos) {
        m_.not_yet_assessed.push_back(condition);
        feature("not yet assessed");
      }
    }
    for (int n = d_.between(0, 2); n > 0; --n) levels(n);
    if (m_.levels.size() > 1) feature("two outcomes");
    if (d_.chance(60)) ranking();
    if (d_.chance(60)) quotas();
    if (d_.chance(60)) actions();
    if (d_.chance(20)) std::reverse(m_.inputs.begin(), m_.inputs.end());
    return std::move(m_);
  }

 private:
  void rounding() {
    if (d_.chance(25)) return;
    static const std::vector<std::string> steps{"1", "0.5", "0.25", "0.1", "0.01", "5", "2", "0.05"};
    static const std::vector<std::string> modes{"half up", "half even", "up", "down"};
    const std::string step = d_.one_of(steps), mode = d_.one_of(modes);
    static const std::vector<std::string> stages{"per criterion", "per criterion", "once at the end", "per group", "per item"};
    const std::string stage = d_.one_of(stages);
    unit_ = reference::parse(step);
    m_.rounding = step + " " + mode + " " + stage;
    feature("rounding " + mode);
    feature(stage);
  }

  /// What a file says of itself and its units: nothing that changes points.
  void head() {
    const auto say = [&](const char* name, const char* text) {
      if (!d_.chance(8)) return;
      m_.head.emplace_back(text);
      feature(name);
    };
    say("applies to", "applies to \"xã\", \"phường\"");
    say("period", "period 2020-11-15 to 2021-11-14");
    say("in force from", "in force from 01/7/2020  replaces \"619/QĐ-TTg, 08/5/2017\"");
    say("columns of assessment", "columns self \"Tự chấm\", verified \"Thẩm định\"");
  }

  void add_criterion(group& g) {
    g.criteria.push_back(make_criterion());
    --criteria_left_;
  }

  group make_group(const std::string& word, int depth) {
    group g;
    g.word = word;
    g.id = fresh("G");
    if (d_.chance(40)) g.title = "nhóm " + g.id;
    const bool inside = word == "group";
    inside_ = inside;
    const std::size_t known = criterion_ids_.size();
    do {
      add_criterion(g);
      if (!inside) criterion_ids_.resize(known);
    } while (criteria_left_ > 0 && d_.chance(40));
    if (inside && depth < 2 && criteria_left_ > 0 && d_.chance(25)) {
      g.groups.push_back(make_group("group", depth + 1));
      inside_ = inside;
      nested_ = true;
      feature("nested group");
    }
    g.evidence = evidence(g.id);
    if (inside)
      group_ids_.push_back(g.id);
    else
      blocks_.push_back(g.id);
    return g;
  }

  void cap(group& g) {
    for (auto& inner : g.groups) cap(inner);
    if (g.sum() == 0) { g.criteria.push_back(plain_criterion()); }
    if (!d_.chance(15)) return;
    const number most = reference::floor(g.sum() / unit_ * d_.between(3, 9) / 10) * unit_;
    if (most <= 0 || most >= g.sum()) return;
    g.cap = most;
    feature("capped");
  }

  criterion plain_criterion() {
    criterion c;
    c.id = fresh("A");
    c.maximum = some_maximum();
    c.parts.push_back("award full when " + safe_condition());
    return c;
  }

  void veto_guard(const std::string& id) {
    for (auto& g : m_.groups)
      if (!g.criteria.empty() && !g.criteria[0].information) {
        criterion& c = g.criteria[0];
        const auto veto = std::find_if(m_.vetoes.begin(), m_.vetoes.end(), [&](const auto& v) { return v.rfind("veto " + id, 0) == 0; });
        const std::string condition = veto->substr(veto->find(" when "));
        std::string others = clause_of(c);
        for (const auto& each : c.guards) others += " " + each;
        const bool another = others.find(" when v") != std::string::npos;
        if (another || !plain(condition) || share_columns(condition, others)) continue;
        c.guards.insert(c.guards.begin(), "when " + id + " : none");
        feature("veto zeroes a criterion");
        return;
      }
  }

  // ---- outcomes ----

  number total_maximum() const {
    number s = 0;
    for (const auto& g : m_.groups)
      if (g.word == "group") s += g.maximum();
    return s;
  }

  /// A condition on the level of an outcome that is declared already.
  std::string outcome_condition() {
    const level_rows& l = d_.one_of(m_.levels);
    const std::string level = "\"" + d_.one_of(l.names) + "\"", outcome = "outcome \"" + l.title + "\" ";
    const bool from = d_.chance(50);
    feature(from ? "outcome from" : "outcome is");
    return from ? outcome + "from " + level + " up" : outcome + "= " + level;
  }

  std::string level_condition(int depth = 0) {
    if (!m_.levels.empty() && d_.chance(15)) return outcome_condition();
    static const std::vector<std::string> ops{" >= ", " >= ", " > ", " < ", " <= "};
    const std::string o = d_.one_of(ops);
    const std::string of_maximum = percent(number(d_.between(1, 19)) / 20);
    const std::string of_total = excluding_ ? of_maximum : literal(total_maximum() * d_.between(1, 19) / 20);
    if (d_.chance(excluding_ ? 15 : 2)) {
      feature("total rescaled");
      return "total rescaled" + o + literal(total_maximum() * d_.between(1, 19) / 20);
    }
    if (d_.chance(10)) {
      const number share = number(d_.between(1, 19)) / 20;
      feature("parameter in a level");
      switch (d_.below(excluding_ ? 2 : 3)) {
        case 0: return "total" + o + parameter(share, true);
        case 1: return "every criterion >= " + parameter(share, true);
        default: return "total" + o + parameter(reference::parse(std::to_string(d_.between(1, 40))), false);
      }
    }
    if (d_.chance(8)) {
      // The mark depends on the kind of unit.
      const std::string id = fresh("k");
      const bool shares = excluding_ || d_.chance(50);
      const auto mark = [&] { return shares ? percent(share()) : literal(total_maximum() * d_.between(1, 19) / 20); };
      const std::string first = mark(), other = mark();
      m_.lets.push_back("let " + id + " { when " + safe_condition() + " : " + first + "  otherwise : " + other + " }");
      feature(shares ? "share by category" : "mark by category");
      return (shares && d_.chance(30) ? "every criterion" : "total") + o + id;
    }
    switch (d_.below(depth > 1 ? 9 : 11)) {
      case 0:
      case 1:
        feature("total");
        return "total" + o + (d_.chance(50) ? of_maximum : of_total);
      case 2: {
        if (blocks_.empty()) return "total" + o + of_total;
        feature("total with");
        return "total with " + d_.one_of(blocks_) + o + of_total;
      }
      case 3:
        feature("total with all");
        return "total with all" + o + of_total;
      case 4: {
        if (nested_) return "total" + o + of_total;
        feature("every group");
        return "every group >= " + of_maximum;
      }
      case 5: {
        feature("every criterion");
        if (!d_.chance(30)) return "every criterion >= " + of_maximum;
        feature("every criterion of");
        return "every criterion of " + d_.one_of(group_ids_) + (d_.chance(50) ? " >= " + of_maximum : d_.chance(50) ? " = full" : " > 0");
      }
      case 6: {
        if (criterion_ids_.empty()) return "total" + o + of_total;
        feature("criterion in a level");
        return d_.one_of(criterion_ids_) + o + (excluding_ || d_.chance(40) ? of_maximum : d_.chance(50) ? "full" : "1");
      }
      case 7: {
        if (vetoes_.empty()) return d_.one_of(group_ids_) + o + of_maximum;
        feature("any veto");
        return d_.chance(60) ? "any veto" : d_.one_of(vetoes_);
      }
      case 8:
        return safe_condition();
      default: {
        const std::string word = d_.chance(60) ? " and " : " or ";
        return "(" + level_condition(depth + 1) + ")" + word + (d_.chance(20) ? "not " : "") + "(" + level_condition(depth + 1) + ")";
      }
    }
  }

  void levels(int number_of) {
    level_rows l;
    l.title = "outcome " + std::to_string(number_of);
    for (int n = d_.between(2, 4); n > 0; --n) l.names.push_back("Loại " + std::to_string(l.names.size() + 1));
    for (int n = d_.between(1, 4); n > 0; --n) l.rows.push_back("\"" + d_.one_of(l.names) + "\" when " + level_condition());
    if (d_.chance(30)) {
      l.rows.push_back("not above \"" + l.names[1] + "\" when " + level_condition());
      feature("not above");
    }
    l.otherwise = "\"" + d_.one_of(l.names) + "\" otherwise";
    m_.levels.push_back(l);
    feature("levels");
  }

  void ranking() {
    const auto direction = [&] { return d_.chance(60) ? " descending" : " ascending"; };
    const bool dense = d_.chance(50);
    m_.ranking = "ranking ";
    std::vector<std::string> within;
    if (d_.chance(40)) within.push_back("parent"), feature("within parent");
    if (d_.chance(20)) within.push_back("unit type"), feature("within unit type");
    std::vector<std::string> options;
    for (const auto& c : m_.columns)
      if (c.type == column::kind::one_of && !c.optional) options.push_back(c.name);
    if (!options.empty() && d_.chance(30)) within.push_back(d_.one_of(options)), feature("within an option");
    for (std::size_t n = 0; n < within.size(); ++n) m_.ranking += (n ? ", " : "within ") + within[n] + (n + 1 < within.size() ? "" : " ");
    m_.ranking += "{ by ";
    const int n = d_.between(1, 3);
    for (int k = 0; k < n; ++k) {
      std::string key = excluding_ ? "total rescaled" : "total";
      if (excluding_ && k > 0) {
        if (!counts_.empty()) key = m_.columns[counts_[d_.below(counts_.size())]].name;
      } else if (k > 0 || (!excluding_ && d_.chance(30))) {
        switch (d_.below(4)) {
          case 0:
            key = "total with all";
            break;
          case 1:
            key = d_.one_of(group_ids_);
            break;
          case 2:
            if (!criterion_ids_.empty()) key = d_.one_of(criterion_ids_);
            break;
          default:
            if (!counts_.empty()) key = m_.columns[counts_[d_.below(counts_.size())]].name;
            break;
        }
      }
      m_.ranking += (k ? ", " : "") + key + direction();
    }
    if (!dense && d_.chance(30)) {
      m_.ranking += "  ties split by " + (counts_.empty() ? d_.one_of(group_ids_) : m_.columns[counts_[d_.below(counts_.size())]].name) + direction() + " }";
      feature("ties split by");
      return;
    }
    m_.ranking += dense ? "  ties dense }" : "  ties share }";
    feature(dense ? "ties dense" : "ties share");
  }

  void quotas() {
    static const std::vector<std::string> shares{"10%", "20%", "25%", "33.3%", "50%", "66.67%", "75%", "100%"}, modes{"half up", "half even", "up", "down"};
    for (const auto& l : m_.levels) {
      std::set<std::size_t> done;
      for (int n = d_.between(0, 2); n > 0; --n) {
        const std::size_t level = d_.below(l.names.size() - 1), become = level + 1 + d_.below(l.names.size() - 1 - level);
        if (!done.insert(level).second) continue;
        const bool before = d_.chance(50), better = d_.chance(50), in = d_.chance(50);
        const std::string mode = d_.one_of(modes);
        m_.quotas.push_back("quota \"" + l.names[level] + "\" of \"" + l.title + "\" { at most " + d_.one_of(shares) + " of \"" + d_.one_of(l.names) +
                            "\"" + (better ? " or better" : "") + ", " + (before ? "before" : "after") + " the quota  round " + mode + "  ties " +
                            (in ? "in" : "out") + "  rest become \"" + l.names[become] + "\" }");
        feature(before ? "before the quota" : "after the quota");
        feature(in ? "quota ties in" : "quota ties out");
        feature("quota");
      }
    }
  }

  /// "count" or "percent": what may be compared.
  std::string kind_of(const std::string& name) const {
    for (const auto& i : m_.inputs)
      if (i.names.front() == name) return i.rest.substr(0, i.rest.find(' '));
    return {};
  }

  void actions() {
    for (int n = d_.between(1, 3); n > 0; --n) {
      std::vector<std::pair<std::string, std::string>> monthly;
      for (const auto& i : m_.inputs)
        for (const std::string kind : {" monthly", " quarterly"})
          if (i.rest.find(kind) != std::string::npos && i.rest.find("optional") == std::string::npos) monthly.emplace_back(i.names.front(), kind);
      const std::string title = "action \"việc " + std::to_string(d_.between(1, 3)) + "\" ";
      if (!monthly.empty() && d_.chance(60)) {
        const auto& [name, kind] = d_.one_of(monthly);
        static const std::vector<std::string> ops{" > ", " >= ", " < ", " = "};
        std::string condition = name + d_.one_of(ops);
        for (const auto& i : m_.inputs)
          if (i.names.front() == name) condition += i.rest.rfind("percent", 0) == 0 ? percent(number(d_.between(0, 10)) / 10) : literal(d_.between(0, 5));
        if (d_.chance(40)) condition = "(" + condition + (d_.chance(50) ? ") and (" : ") or (") + level_condition(2) + ")";
        // Another series of the same kind means its member of the same month.
        for (const auto& [other, of_kind] : monthly)
          if (other != name && of_kind == kind && kind_of(other) == kind_of(name) && d_.chance(50)) condition += (d_.chance(50) ? " or " : " and ") + other + d_.one_of(ops) + name;
        m_.actions.push_back(title + (kind == " monthly" ? "for each month of " : "for each quarter of ") + name + " when " + condition);
        feature("action for each");
      } else {
        m_.actions.push_back(title + "when " + level_condition());
        feature("action");
      }
    }
  }

  int criteria_left_ = 0;
  bool nested_ = false;
  std::vector<std::string> group_ids_, blocks_, vetoes_;
};

}  // namespace

model make(dice& d) { return maker(d).make(); }

}  // namespace random_model
