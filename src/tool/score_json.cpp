// score_json.cpp: scored units as JSON; score.schema.json describes it.
#include "ancs/version.hpp"
#include "parts.hpp"
#include "score_report.hpp"
#include "wording.hpp"

namespace tool {

void write_model(json_writer& out, const ancs::program& by) {
  out.member("model", by.model_id()).member("title", by.title()).member("rules_digest", by.rules_digest());
  out.key("language_version").number(static_cast<std::size_t>(ancs::language_version));
  const auto parameters = by.parameters();
  if (parameters.empty()) return;
  out.key("parameters").begin_array();
  for (const auto& p : parameters) {
    out.begin_object().member("name", p.name).member("title", p.title).member("value", p.value.to_string());
    out.member("declared", p.declared.to_string()).end_object();
  }
  out.end_array();
}

void write_points(json_writer& out, const ancs::bounds& points) {
  if (points.settled()) {
    out.string(points.low.to_string());
  } else {
    out.begin_object().member("low", points.low.to_string()).member("high", points.high.to_string()).end_object();
  }
}

void write_assessment(json_writer& out, const ancs::program& by, const ancs::scorecard& card) {
  if (by.may_be_not_yet_assessed()) out.member("not_yet_assessed", truth_name(card.not_yet_assessed));
  if (!by.excludes()) return;
  out.key("assessed_maximum"), write_points(out, card.assessed_maximum);
  out.key("total_rescaled"), write_points(out, card.total_rescaled);
}

void write_missing(json_writer& out, const ancs::program& by, const ancs::scorecard& card) {
  out.key("missing").begin_array();
  for (const auto& m : card.missing) out.string(by.columns()[m.column].name);
  out.end_array();
  if (card.missing.empty()) return;
  out.key("moves").begin_object();
  for (const auto& m : card.missing) out.member(by.columns()[m.column].name, m.moves.to_string());
  out.end_object().key("outer").boolean(card.outer);
}

void write_outcomes(json_writer& out, const ancs::program& by, const ancs::scorecard& card) {
  out.key("outcomes").begin_object();
  for (std::size_t i = 0; i < card.outcomes.size(); ++i) {
    const auto& info = by.outcomes()[i];
    const auto& possible = card.outcomes[i].possible;
    out.key(info.title);
    if (possible.empty()) {
      out.raw("null");
      continue;
    }
    if (card.outcomes[i].settled()) {
      out.string(info.levels[possible[0]]);
      continue;
    }
    out.begin_object().key("possible").begin_array();
    for (const std::uint32_t level : possible) out.string(info.levels[level]);
    out.end_array().end_object();
  }
  out.end_object();
  write_assessment(out, by, card);
  for (const auto& [name, truth] : {std::pair{"vetoes", ancs::truth::yes}, std::pair{"open_vetoes", ancs::truth::unknown}}) {
    out.key(name).begin_array();
    for (std::size_t i = 0; i < card.vetoes.size(); ++i) {
      if (card.vetoes[i] == truth) out.string(by.vetoes()[i].id);
    }
    out.end_array();
  }
}

void write_action(json_writer& out, const ancs::program& by, const ancs::action_result& action) {
  out.member("title", by.actions()[action.action].title).member("state", action.made == ancs::truth::yes ? "made" : "open");
  if (action.column) out.member("for", by.columns()[*action.column].name);
}

void write_actions(json_writer& out, const ancs::program& by, const ancs::scorecard& card) {
  out.key("actions").begin_array();
  for (const auto& action : card.actions) {
    out.begin_object();
    write_action(out, by, action);
    out.end_object();
  }
  out.end_array();
}

namespace {

class json_report final : public score_report {
 public:
  json_report(const ancs::program& by, ancs::language lang, output& to) : by_(by), lang_(lang), to_(to) {
    out_.begin_object();
    write_model(out_, by);
    out_.key("units").begin_array();
  }

  void add(const unit& of, const ancs::scorecard& card) override {
    out_.line().begin_object().member("id", of.id).member("name", of.name);
    if (of.assessment) out_.member("column", by_.info().columns[*of.assessment].id);
    out_.key("total"), write_points(out_, card.total);
    out_.member("maximum", by_.maximum().to_string());
    out_.key("total_with_all"), write_points(out_, card.total_with_all);
    write_outcomes(out_, by_, card);
    write_actions(out_, by_, card);
    warnings(card);
    groups(card);
    criteria(card);
    write_missing(out_, by_, card);
    write_parts(out_, by_, of);
    out_.key("final").boolean(card.final_result).member("data_digest", of.data.digest());
    write_findings(out_, of.findings, of.row, lang_);
    out_.end_object();
    to_.write(out_.take());
  }

  void end(const left_out& rest) override {
    out_.line().end_array();
    write_findings(out_, rest, lang_);
    out_.end_object().line();
    to_.write(out_.take());
  }

 private:
  void warnings(const ancs::scorecard& card) {
    out_.key("warnings").begin_array();
    for (const auto& w : card.warnings) {
      out_.begin_object().member("id", by_.warnings()[w.warning]);
      if (w.differs) {
        out_.member("stated", w.stated.to_string()).member("actual", w.actual.to_string()).key("explanations").begin_array();
        for (const auto& e : w.explanations) out_.string(e);
        out_.end_array();
      }
      out_.end_object();
    }
    out_.end_array();
  }

  void groups(const ancs::scorecard& card) {
    out_.key("groups").begin_array();
    for (std::size_t i = 0; i < card.groups.size(); ++i) {
      const auto& info = by_.groups()[i];
      out_.begin_object().member("id", info.id).key("points"), write_points(out_, card.groups[i]);
      out_.member("maximum", info.maximum.to_string());
      if (!card.assessed.empty()) {
        out_.key("assessed_maximum"), write_points(out_, card.assessed[i].maximum);
        out_.key("counted"), write_points(out_, card.assessed[i].counted);
      }
      out_.end_object();
    }
    out_.end_array();
  }

  void criteria(const ancs::scorecard& card) {
    out_.key("criteria").begin_array();
    for (std::size_t i = 0; i < card.criteria.size(); ++i) {
      const auto& info = by_.criteria()[i];
      out_.begin_object().member("id", info.id).key("points"), write_points(out_, card.criteria[i].points);
      out_.member("maximum", info.maximum.to_string()).member("state", state_name(card.criteria[i].state));
      if (info.parent >= 0) out_.member("item_of", by_.criteria()[static_cast<std::size_t>(info.parent)].id);
      if (info.assessed) out_.key("assessed").boolean(true);
      out_.end_object();
    }
    out_.end_array();
  }

  const ancs::program& by_;
  ancs::language lang_;
  output& to_;
  json_writer out_;
};

}  // namespace

std::unique_ptr<score_report> json_score_report(const ancs::program& by, ancs::language lang, output& to) {
  return std::make_unique<json_report>(by, lang, to);
}

}  // namespace tool
