// scorecard_json.cpp: the writing of cards as JSON. Exact numbers are strings.
#include "scorecard_json.hpp"

#include "../tool/json.hpp"
#include "ancs/version.hpp"

namespace ancs::c {
namespace {

const char* name_of(point_state state) {
  switch (state) {
    case point_state::scored: return "scored";
    case point_state::missing: return "missing";
    case point_state::not_applicable: return "not_applicable";
    case point_state::information: return "information";
    case point_state::excluded: return "excluded";
    case point_state::unknown: return "unknown";
    case point_state::not_counted: return "not_counted";
  }
  return "";
}

class card_writer {
 public:
  card_writer(const ancs::program& by, const ancs::scorecard& card) : by_(by), card_(card) {}

  std::string plain() {
    out_.begin_object();
    head();
    rest();
    out_.key("criteria").begin_array();
    for (std::size_t i = 0; i < card_.criteria.size(); ++i) {
      criterion_head(i);
      out_.end_object();
    }
    out_.end_array().end_object();
    return out_.take();
  }

  std::string explained(const std::vector<criterion_explanation>& why, const std::string& name, bool reasons) {
    out_.begin_object().member("unit", name);
    head();
    rest();
    out_.key("criteria").begin_array();
    for (std::size_t i = 0; i < card_.criteria.size(); ++i) {
      const auto& info = by_.criteria()[i];
      criterion_head(i);
      out_.member("title", info.title).member("lost", why[i].lost.to_string()).key("bases").begin_array();
      for (const auto& b : info.bases) out_.string(b);
      out_.end_array().member("evidence", info.evidence);
      if (reasons) {
        out_.key("reasons").begin_array();
        for (const auto& r : why[i].reasons) {
          out_.begin_object().member("sentence", r.sentence).key("line").number(r.place.line).key("column").number(r.place.column);
          if (!r.file.empty()) out_.member("file", r.file);
          out_.member("numbers", r.numbers).end_object();
        }
        out_.end_array();
      }
      out_.end_object();
    }
    out_.end_array().end_object();
    return out_.take();
  }

 private:
  void points(const char* name, const bounds& of) {
    out_.key(name);
    if (of.settled()) {
      out_.string(of.low.to_string());
    } else {
      out_.begin_object().member("low", of.low.to_string()).member("high", of.high.to_string()).end_object();
    }
  }

  void head() {
    out_.member("model", by_.model_id()).member("title", by_.title()).member("rules_digest", by_.rules_digest());
    out_.key("language_version").number(static_cast<std::size_t>(language_version));
    points("total", card_.total);
    out_.member("maximum", by_.maximum().to_string());
    points("total_with_all", card_.total_with_all);
    if (by_.excludes()) {
      points("total_rescaled", card_.total_rescaled);
      points("assessed_maximum", card_.assessed_maximum);
    }
    if (by_.may_be_not_yet_assessed())
      out_.member("not_yet_assessed", card_.not_yet_assessed == truth::yes ? "yes" : card_.not_yet_assessed == truth::no ? "no" : "open");
  }

  void rest() {
    out_.key("outcomes").begin_object();
    for (std::size_t i = 0; i < card_.outcomes.size(); ++i) {
      const auto& info = by_.outcomes()[i];
      const auto& possible = card_.outcomes[i].possible;
      out_.key(info.title);
      if (possible.empty()) {
        out_.raw("null");
        continue;
      }
      if (card_.outcomes[i].settled()) {
        out_.string(info.levels[possible[0]]);
        continue;
      }
      out_.begin_object().key("possible").begin_array();
      for (const auto level : possible) out_.string(info.levels[level]);
      out_.end_array().end_object();
    }
    out_.end_object();
    for (const auto& [name, wanted] : {std::pair{"vetoes", truth::yes}, std::pair{"open_vetoes", truth::unknown}}) {
      out_.key(name).begin_array();
      for (std::size_t i = 0; i < card_.vetoes.size(); ++i)
        if (card_.vetoes[i] == wanted) out_.string(by_.vetoes()[i].id);
      out_.end_array();
    }
    out_.key("warnings").begin_array();
    for (const auto& w : card_.warnings) {
      out_.begin_object().member("id", by_.warnings()[w.warning]);
      if (w.differs) {
        out_.member("stated", w.stated.to_string()).member("actual", w.actual.to_string()).key("explanations").begin_array();
        for (const auto& e : w.explanations) out_.string(e);
        out_.end_array();
      }
      out_.end_object();
    }
    out_.end_array();
    if (!by_.actions().empty()) {
      out_.key("actions").begin_array();
      for (const auto& a : card_.actions) {
        out_.begin_object().member("title", by_.actions()[a.action].title).member("state", a.made == truth::yes ? "made" : "open");
        if (a.column) out_.member("for", by_.columns()[*a.column].name);
        out_.end_object();
      }
      out_.end_array();
    }
    out_.key("groups").begin_array();
    for (std::size_t i = 0; i < card_.groups.size(); ++i) {
      out_.begin_object().member("id", by_.groups()[i].id);
      points("points", card_.groups[i]);
      out_.member("maximum", by_.groups()[i].maximum.to_string()).end_object();
    }
    out_.end_array().key("missing").begin_array();
    for (const auto& m : card_.missing) out_.string(by_.columns()[m.column].name);
    out_.end_array();
    if (!card_.missing.empty()) {
      out_.key("moves").begin_object();
      for (const auto& m : card_.missing) out_.member(by_.columns()[m.column].name, m.moves.to_string());
      out_.end_object().key("outer").boolean(card_.outer);
    }
    out_.key("findings").begin_array();
    const source none;
    for (const auto& f : card_.findings) {
      std::string both = render_json(f, none, language::en);
      both.pop_back();
      both += ",\"message_vi\":";
      tool::json_writer words;
      both += words.string(message_of(f, language::vi)).take() + "}";
      out_.raw(both);
    }
    out_.end_array().key("final").boolean(card_.final_result);
  }

  void criterion_head(std::size_t i) {
    out_.begin_object().member("id", by_.criteria()[i].id);
    points("points", card_.criteria[i].points);
    out_.member("maximum", by_.criteria()[i].maximum.to_string()).member("state", name_of(card_.criteria[i].state));
    const auto parent = by_.criteria()[i].parent;
    if (parent >= 0) out_.member("item_of", by_.criteria()[static_cast<std::size_t>(parent)].id);
    if (by_.criteria()[i].assessed) out_.key("assessed").boolean(true);
  }

  const ancs::program& by_;
  const ancs::scorecard& card_;
  tool::json_writer out_;
};

}  // namespace

std::string scorecard_json(const ancs::program& by, const ancs::scorecard& card) { return card_writer(by, card).plain(); }

std::string explanation_json(const ancs::record& unit, language in, const std::string& name, bool reasons) {
  const auto card = unit.of().score(unit);
  return card_writer(unit.of(), card).explained(explain(unit.of(), unit, in), name, reasons);
}

}  // namespace ancs::c
