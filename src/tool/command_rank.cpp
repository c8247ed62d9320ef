// command_rank.cpp: `ancs rank`: the units in ranking order.
#include <fmt/format.h>

#include "ancs/cohort.hpp"
#include "ancs/text.hpp"
#include "commands.hpp"
#include "rules.hpp"
#include "score_report.hpp"
#include "scoring.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

namespace {

struct cohort {
  const ancs::program& by;
  ancs::language lang;
  std::vector<std::string> ids, names;
  std::vector<ancs::scorecard> cards;
  std::vector<ancs::ranked> order;
};

std::string text(const cohort& of) {
  std::vector<table::heading> heads{{in_language(of.lang, "Place", "Hạng"), true},
                                    {in_language(of.lang, "Unit", "Đơn vị")},
                                    {in_language(of.lang, "Name", "Tên")},
                                    {of.by.excludes() ? in_language(of.lang, "Total rescaled", "Tổng điểm quy đổi") : in_language(of.lang, "Total", "Tổng điểm"), true}};
  for (const auto& outcome : of.by.outcomes()) heads.push_back({ancs::to_printable(outcome.title)});
  if (!of.by.vetoes().empty()) heads.push_back({in_language(of.lang, "Vetoes", "Không xét")});
  heads.push_back({in_language(of.lang, "Remarks", "Ghi chú")});
  table out(std::move(heads));
  for (const ancs::ranked& r : of.order) {
    const ancs::scorecard& card = of.cards[r.unit];
    const std::string place = r.place ? std::to_string(r.place) : "–";
    std::vector<std::string> row{place, ancs::to_printable(of.ids[r.unit]), ancs::to_printable(of.names[r.unit]),
                                 shown_of_maximum(of.by.excludes() ? card.total_rescaled : card.total, of.by.maximum(), of.lang)};
    for (std::size_t i = 0; i < card.outcomes.size(); ++i) row.push_back(ancs::to_printable(level_names(of.by, card, i, " / ")));
    if (!of.by.vetoes().empty()) row.push_back(veto_ids(of.by, card, " "));
    std::string remark = r.place == 0 ? in_language(of.lang, "not yet assessed", "chưa đánh giá") : r.tied ? in_language(of.lang, "tied", "đồng hạng") : "";
    if (r.provisional) remark += (remark.empty() ? "" : "; ") + std::string(in_language(of.lang, "provisional", "tạm xếp"));
    row.push_back(remark);
    out.add(std::move(row));
  }
  const std::string& title = of.by.title().empty() ? of.by.model_id() : of.by.title();
  return ancs::to_printable(title) + "\n" + changed_parameters(of.by, of.lang) + "\n" + (of.order.empty() ? std::string() : out.text());
}

std::string csv(const cohort& of) {
  std::string out = "place,unit,name,total,maximum";
  for (const auto& outcome : of.by.outcomes()) out += "," + csv_cell_text(outcome.title);
  out += ",vetoes,tied,provisional\n";
  for (const ancs::ranked& r : of.order) {
    const ancs::scorecard& card = of.cards[r.unit];
    out += fmt::format("{},{},{},{},{}", r.place ? std::to_string(r.place) : "", csv_cell_text(of.ids[r.unit]), csv_cell_text(of.names[r.unit]), exact(card.total),
                       of.by.maximum().to_string());
    for (std::size_t i = 0; i < card.outcomes.size(); ++i) out += "," + csv_cell_text(level_names(of.by, card, i, " | "));
    out += fmt::format(",{},{},{}\n", csv_cell_text(veto_ids(of.by, card, " ")), r.tied ? "yes" : "no", r.provisional ? "yes" : "no");
  }
  return out;
}

std::string json(const cohort& of, const left_out& rest) {
  json_writer out;
  out.begin_object();
  write_model(out, of.by);
  out.key("units").begin_array();
  for (const ancs::ranked& r : of.order) {
    out.line().begin_object().key("place").raw(r.place ? std::to_string(r.place) : "null").member("id", of.ids[r.unit]).member("name", of.names[r.unit]).key("total");
    write_points(out, of.cards[r.unit].total);
    out.member("maximum", of.by.maximum().to_string());
    write_outcomes(out, of.by, of.cards[r.unit]);
    out.key("tied").boolean(r.tied).key("provisional").boolean(r.provisional).end_object();
  }
  out.line().end_array();
  write_findings(out, rest, of.lang);
  return out.end_object().line().take();
}

}  // namespace

int run_rank(const options& by, console& err, output& to) {
  int status = 0;
  const auto loaded = load_rules(by.arguments[0], by, err, status);
  if (!loaded) return status;
  cohort all{loaded->program, err.lang, {}, {}, {}, {}};
  left_out rest;
  status = score_units(by, *loaded, err, rest, [&](const unit& of, const ancs::scorecard& card) {
    all.ids.push_back(of.id);
    all.names.push_back(of.name);
    all.cards.push_back(card);
    // Places need neither: without them a province's cards stay small.
    all.cards.back().criteria = {};
    all.cards.back().findings = {};
  });
  if (keeps_old_file(status, rest, by)) return status;
  all.order = ancs::rank(all.by, all.cards);
  to.write(by.format == format::json ? json(all, rest) : by.format == format::csv ? csv(all) : text(all));
  return status;
}

}  // namespace tool
