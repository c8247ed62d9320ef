// command_compare.cpp: `ancs compare`: columns of assessment against each other, or a published result against the rules and data of today.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ancs/compare.hpp"
#include "ancs/rule_set.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "compare_report.hpp"
#include "journal.hpp"
#include "published.hpp"
#include "rules.hpp"
#include "score_report.hpp"
#include "scoring.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// The lines of one unit, by column of assessment.
struct assessed_unit {
  std::vector<std::optional<unit>> columns;
};

std::string reason_of(const unit& of, std::size_t criterion) { return criterion < of.reasons.size() ? of.reasons[criterion] : ""; }

class comparer {
 public:
  comparer(const options& by, const rules& of, console& err) : by_(by), rules_(of), program_(of.program), err_(err) {}

  int run(output& to) {
    const std::size_t columns = std::max<std::size_t>(1, program_.info().columns.size());
    std::vector<assessed_unit> units;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    left_out rest;
    int status = score_units(by_, rules_, err_, rest, [&](unit& of, const ancs::scorecard&) {
      const auto [at, fresh] = known.emplace(std::pair(of.id, of.parent), units.size());
      if (fresh) units.emplace_back().columns.resize(columns);
      units[at->second].columns[of.assessment.value_or(0)] = of;
    });
    if (keeps_old_file(status, rest, by_)) return status;
    if (by_.published.empty()) {
      for (const auto& of : units) between_columns(of);
    } else if (const int read = with_published(units)) {
      return read;
    }
    write(to, rest);
    if (status != 0 || by_.published.empty()) return status;
    return missing_ || unrecorded_ ? 1 : 0;
  }

 private:
  void between_columns(const assessed_unit& of) {
    const auto& info = program_.info().columns;
    const unit* before = nullptr;
    for (std::size_t c = 0; c < info.size(); ++c) {
      if (!of.columns[c]) {
        const unit* some = before;
        for (const auto& other : of.columns)
          if (other && !some) some = &*other;
        err_.report({ancs::code::assessment_missing, some->id_cell, {some->id, info[c].id}, {}, true}, some->row);
        continue;
      }
      if (before) pair(*before, *of.columns[c]);
      before = &*of.columns[c];
    }
  }

  void pair(const unit& before, const unit& after) {
    std::vector<std::string> reasons;
    for (std::size_t c = 0; c < program_.criteria().size(); ++c)
      reasons.push_back(reason_of(after, c).empty() ? reason_of(before, c) : reason_of(after, c));
    const ancs::comparison of = ancs::compare(program_, before.data, after.data, reasons);
    for (ancs::diagnostic d : of.findings) {
      d.where = after.id_cell;
      d.has_place = true;
      err_.report(d, after.row);
    }
    const auto& info = program_.info().columns;
    unit_comparison out;
    out.id = after.id;
    out.name = after.name.empty() ? before.name : after.name;
    out.before = info[*before.assessment].id;
    out.after = info[*after.assessment].id;
    out.before_title = info[*before.assessment].title;
    out.after_title = info[*after.assessment].title;
    out.total_before = of.before.total;
    out.total_after = of.after.total;
    for (const auto o : of.outcomes)
      out.outcomes.push_back({program_.outcomes()[o].title, level_names(program_, of.before, o, " | "), level_names(program_, of.after, o, " | ")});
    for (const auto v : of.vetoes)
      out.vetoes.push_back({program_.vetoes()[v].id, truth_name(of.before.vetoes[v]), truth_name(of.after.vetoes[v])});
    for (const auto& c : of.criteria) {
      const auto& criterion = program_.criteria()[c.criterion];
      out.criteria.push_back({criterion.id, criterion.title, c.before.points, c.after.points, c.changes_outcome, c.reason});
    }
    out.data_before = before.data.digest();
    out.data_after = after.data.digest();
    all_.push_back(std::move(out));
  }

  // ---- a published result ----

  int with_published(const std::vector<assessed_unit>& units) {
    const auto published = read_published(by_.published, program_.model_id(), err_);
    if (!published) return 2;
    std::map<std::string, const unit*> now;
    for (const auto& of : units)
      if (of.columns.back()) now.emplace(of.columns.back()->id, &*of.columns.back());
    const std::string deciding = program_.info().columns.empty() ? "" : program_.info().columns.back().id;
    for (const published_unit& of : *published) {
      if (!of.column.empty() && of.column != deciding) continue;
      const auto found = now.find(of.id);
      if (found != now.end()) {
        against(of, *found->second);
        continue;
      }
      ++missing_;
      err_.say(fmt::format(fmt::runtime(in_language(err_.lang, "the data has no unit `{}`, which was published", "số liệu không có đơn vị `{}` đã công bố")),
                           ancs::to_printable(of.id)));
    }
    return record();
  }

  void against(const published_unit& before, const unit& after) {
    const ancs::scorecard card = program_.score(after.data);
    unit_comparison out;
    out.id = after.id;
    out.name = after.name.empty() ? before.name : after.name;
    out.before = "published";
    out.after = "now";
    out.before_title = in_language(err_.lang, "published", "đã công bố");
    out.after_title = in_language(err_.lang, "now", "hiện nay");
    out.total_before = before.total;
    out.total_after = card.total;
    out.rules_before = before.rules_digest;
    out.rules_after = program_.rules_digest();
    out.data_before = before.data_digest;
    out.data_after = after.data.digest();
    outcomes(before, card, out);
    criteria(before, card, out);
    all_.push_back(std::move(out));
  }

  void outcomes(const published_unit& before, const ancs::scorecard& card, unit_comparison& out) const {
    std::map<std::string, changed_text> all;
    std::vector<std::string> order;
    const auto of = [&](const std::string& title) -> changed_text& {
      const auto [at, fresh] = all.try_emplace(title, changed_text{title, "", ""});
      if (fresh) order.push_back(title);
      return at->second;
    };
    for (const auto& [title, level] : before.outcomes) of(title).before = level;
    for (std::size_t o = 0; o < card.outcomes.size(); ++o) of(program_.outcomes()[o].title).after = level_names(program_, card, o, " | ");
    for (const auto& title : order)
      if (all[title].before != all[title].after) out.outcomes.push_back(all[title]);
    std::map<std::string, changed_text> vetoes;
    for (const auto& [ids, word] : {std::pair{&before.vetoes, "yes"}, std::pair{&before.open_vetoes, "unknown"}})
      for (const auto& id : *ids) vetoes.try_emplace(id, changed_text{id, word, "no"});
    for (std::size_t v = 0; v < card.vetoes.size(); ++v)
      vetoes.try_emplace(program_.vetoes()[v].id, changed_text{program_.vetoes()[v].id, "no", "no"}).first->second.after = truth_name(card.vetoes[v]);
    for (const auto& [id, change] : vetoes)
      if (change.before != change.after) out.vetoes.push_back(change);
  }

  /// What the data gives as reasons speaks of its own columns, not of what was published.
  void criteria(const published_unit& before, const ancs::scorecard& card, unit_comparison& out) const {
    std::map<std::string, ancs::bounds> old(before.criteria.begin(), before.criteria.end());
    for (std::size_t c = 0; c < card.criteria.size(); ++c) {
      const auto& info = program_.criteria()[c];
      const auto found = old.find(info.id);
      std::optional<ancs::bounds> was;
      if (found != old.end()) was = found->second, old.erase(found);
      const ancs::bounds& is = card.criteria[c].points;
      if (was && was->low == is.low && was->high == is.high) continue;
      out.criteria.push_back({info.id, info.title, was, is, std::nullopt, by_.reason});
    }
    for (const auto& [id, points] : before.criteria)
      if (old.contains(id)) out.criteria.push_back({id, "", points, std::nullopt, std::nullopt, by_.reason});
    std::stable_sort(out.criteria.begin(), out.criteria.end(), [](const auto& a, const auto& b) {
      const auto far = [](const changed_criterion& c) { return c.before && c.after ? ancs::distance(*c.before, *c.after) : c.before ? c.before->high : c.after->high; };
      return far(a) > far(b);
    });
  }

  /// Writes an entry for each score that changed, or says that none was written.
  int record() {
    const auto changed = static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), [](const auto& of) { return of.differs(); }));
    if (!changed) return 0;
    if (by_.journal.empty()) {
      unrecorded_ = true;
      err_.say(fmt::format(fmt::runtime(in_language(err_.lang, "{} changed since it was published, and nothing is recorded: give --reason TEXT, --date DAY and --journal FILE",
                                                    "{} đã thay đổi so với kết quả công bố và chưa được ghi lại: hãy dùng --reason LÝ_DO, --date NGÀY và --journal TỆP")),
                           counted(changed, err_.lang, "score", "scores", "kết quả")));
      return 0;
    }
    return append_adjustments(by_, program_, all_, err_);
  }

  void write(output& to, const left_out& rest) const {
    if (by_.format == format::csv) return to.write(compare_csv(all_));
    if (by_.format == format::text) return to.write(compare_text(program_, all_, err_.lang));
    json_writer out;
    out.begin_object();
    write_model(out, program_);
    out.key("comparisons").begin_array();
    for (const auto& of : all_) {
      out.line().begin_object();
      write_comparison(out, of);
      out.end_object();
    }
    out.line().end_array();
    write_findings(out, rest, err_.lang);
    to.write(out.end_object().line().take());
  }

  const options& by_;
  const rules& rules_;
  const ancs::program& program_;
  console& err_;
  std::vector<unit_comparison> all_;
  std::size_t missing_ = 0;
  bool unrecorded_ = false;
};

}  // namespace

int run_compare(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  if (by.published.empty() && loaded->program.info().columns.empty()) {
    err.say("the rule file has no columns to compare: declare them in its model, as in `columns self \"Tự chấm\", verified \"Thẩm định\"`, or name a published "
            "result with --published",
            "tệp quy tắc không có cột nào để so sánh: hãy khai báo trong mô hình, ví dụ `các cột tu_cham \"Tự chấm\", tham_dinh \"Thẩm định\"`, hoặc chỉ ra kết quả "
            "đã công bố bằng --published");
    return 2;
  }
  return comparer(by, *loaded, err).run(to);
}

}  // namespace tool
