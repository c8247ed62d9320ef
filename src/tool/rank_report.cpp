// rank_report.cpp: places, levels after quotas and their reasons, as tables, CSV and JSON.
#include "rank_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ancs/text.hpp"
#include "score_report.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

namespace {

const std::string& level_name(const ranked_units& of, std::uint32_t outcome, std::uint32_t level) { return of.by.outcomes()[outcome].levels[level]; }

/// The level after all quotas, or all still possible, joined.
std::string final_levels(const ranked_units& of, std::uint32_t unit, std::uint32_t outcome, const char* between) {
  const auto moved = of.lowered.find({unit, outcome});
  if (moved != of.lowered.end()) return level_name(of, outcome, moved->second.back().level);
  return level_names(of.by, of.cards[unit], outcome, between);
}

/// "Xuất sắc → Tốt (place 4, 3 allowed)".
std::string move_text(const ranked_units& of, const ancs::lowered_unit& moved, ancs::language lang) {
  const auto& quota = of.by.quotas()[moved.quota];
  return fmt::format("{} → {} ({} {}{}, {} {})", level_name(of, quota.outcome, quota.level), level_name(of, quota.outcome, moved.level),
                     in_language(lang, "place", "thứ"), moved.place, moved.tied ? in_language(lang, " tied", " đồng hạng") : "",
                     moved.allowed, in_language(lang, "allowed", "được phép"));
}

std::string moves_text(const ranked_units& of, std::uint32_t unit, ancs::language lang) {
  std::string out;
  for (std::uint32_t o = 0; o < of.by.outcomes().size(); ++o)
    if (const auto moved = of.lowered.find({unit, o}); moved != of.lowered.end())
      for (const auto& move : moved->second) out += (out.empty() ? "" : "; ") + move_text(of, move, lang);
  return out;
}

/// What a cohort is called: its parent, unit type and option.
std::string cohort_name(const ranked_units& of, const ancs::cohort& cohort) {
  std::string out;
  for (const auto* part : {&cohort.parent, &cohort.unit_type, &cohort.option})
    if (!part->empty()) out += (out.empty() ? "" : ", ") + *part;
  (void)of;
  return out;
}

table cohort_table(const ranked_units& of, std::uint32_t cohort) {
  std::vector<table::heading> heads{{in_language(of.lang, "Place", "Hạng"), true},
                                    {in_language(of.lang, "Unit", "Đơn vị")},
                                    {in_language(of.lang, "Name", "Tên")},
                                    {of.by.excludes() ? in_language(of.lang, "Total rescaled", "Tổng điểm quy đổi") : in_language(of.lang, "Total", "Tổng điểm"), true}};
  for (const auto& outcome : of.by.outcomes()) heads.push_back({ancs::to_printable(outcome.title)});
  if (!of.by.vetoes().empty()) heads.push_back({in_language(of.lang, "Vetoes", "Không xét")});
  heads.push_back({in_language(of.lang, "Remarks", "Ghi chú")});
  table out(std::move(heads));
  for (const ancs::ranked& r : of.results.order) {
    if (r.cohort != cohort) continue;
    const ancs::scorecard& card = of.cards[r.unit];
    std::vector<std::string> row{std::to_string(r.place), ancs::to_printable(of.ids[r.unit]), ancs::to_printable(of.names[r.unit]),
                                 shown_of_maximum(of.by.excludes() ? card.total_rescaled : card.total, of.by.maximum(), of.lang)};
    for (std::uint32_t i = 0; i < card.outcomes.size(); ++i) row.push_back(ancs::to_printable(final_levels(of, r.unit, i, " / ")));
    if (!of.by.vetoes().empty()) row.push_back(veto_ids(of.by, card, " "));
    std::string remark;
    const auto note = [&](const std::string& text) { remark += (remark.empty() || text.empty() ? "" : "; ") + text; };
    if (r.tied) note(in_language(of.lang, "tied", "đồng hạng"));
    if (r.provisional) note(in_language(of.lang, "provisional", "tạm xếp"));
    note(ancs::to_printable(moves_text(of, r.unit, of.lang)));
    row.push_back(remark);
    out.add(std::move(row));
  }
  return out;
}

/// "Quota \"Xuất sắc\" of \"Xếp loại\": 3 of 4 keep it; 20% of 15 allow 3".
std::string quota_text(const ranked_units& of, const ancs::quota_count& count) {
  const auto& quota = of.by.quotas()[count.quota];
  std::string text = fmt::format(
      fmt::runtime(in_language(of.lang, "Quota \"{0}\" of \"{1}\": {2} of {3} keep it; {4}% of {5} {6} {7}",
                               "Hạn mức \"{0}\" của \"{1}\": {2} trong {3} đơn vị giữ mức này; {4}% của {5} {6} {7}")),
      level_name(of, quota.outcome, quota.level), of.by.outcomes()[quota.outcome].title, count.kept, count.candidates,
      shown(quota.share * ancs::rational(100), of.lang), count.base,
      in_language(of.lang, quota.before ? "allow" : "after the quota allow", quota.before ? "cho phép" : "sau hạn mức cho phép"), count.allowed);
  if (count.kept != std::min(count.allowed, count.candidates)) text += in_language(of.lang, "; units tie at the cut", "; có đơn vị đồng hạng ở mức cắt");
  if (count.provisional) text += in_language(of.lang, " (provisional)", " (tạm tính)");
  return ancs::to_printable(text) + "\n";
}

std::string units_apart(const ranked_units& of, const std::vector<std::uint32_t>& units, const char* heading) {
  if (units.empty()) return {};
  std::string out = std::string("\n") + heading + "\n";
  for (const auto unit : units) out += "  " + ancs::to_printable(of.ids[unit] + (of.names[unit].empty() ? "" : "  " + of.names[unit])) + "\n";
  return out;
}

}  // namespace

std::string rank_text(const ranked_units& of) {
  const std::string& title = of.by.title().empty() ? of.by.model_id() : of.by.title();
  std::string out = ancs::to_printable(title) + "\n" + changed_parameters(of.by, of.lang);
  for (std::uint32_t c = 0; c < of.results.cohorts.size(); ++c) {
    const ancs::cohort& cohort = of.results.cohorts[c];
    out += "\n";
    if (of.within_any()) out += ancs::to_printable(cohort_name(of, cohort)) + "\n";
    out += cohort_table(of, c).take();
    for (const auto& count : cohort.quotas) out += quota_text(of, count);
  }
  if (of.results.cohorts.empty()) out += "\n";
  out += units_apart(of, of.results.not_yet_assessed, in_language(of.lang, "Not yet assessed", "Chưa đánh giá"));
  return out + units_apart(of, of.results.without_cohort,
                           in_language(of.lang, "Not ranked: the data does not say which units they belong with",
                                       "Chưa xếp hạng: số liệu không cho biết thuộc cụm nào"));
}

namespace {

/// The cells that say what a unit is ranked within; `option` is empty where it is not known.
std::string within_cells(const ranked_units& of, std::uint32_t unit, const std::string& option) {
  std::string out;
  if (of.by.ranking().within_parent) out += csv_cell_text(of.units[unit].parent) + ",";
  if (of.by.ranking().within_unit_type) out += csv_cell_text(of.units[unit].unit_type) + ",";
  if (of.by.ranking().within_column) out += csv_cell_text(option) + ",";
  return out;
}

std::string place_cells(const ranked_units& of, std::uint32_t unit, const ancs::ranked* place) {
  return fmt::format("{},{},{},{},{}", place ? std::to_string(place->place) : "", csv_cell_text(of.ids[unit]), csv_cell_text(of.names[unit]),
                     exact(of.cards[unit].total), of.by.maximum().to_string());
}

std::string end_cells(const ranked_units& of, std::uint32_t unit, const ancs::ranked* place) {
  return "," + csv_cell_text(veto_ids(of.by, of.cards[unit], " ")) +
         (place ? fmt::format(",{},{}", place->tied ? "yes" : "no", place->provisional ? "yes" : "no") : ",,");
}

std::string unit_row(const ranked_units& of, std::uint32_t unit, const ancs::ranked* place) {
  std::string out = within_cells(of, unit, place ? of.results.cohorts[place->cohort].option : "") + place_cells(of, unit, place);
  for (std::uint32_t i = 0; i < of.cards[unit].outcomes.size(); ++i) out += "," + csv_cell_text(final_levels(of, unit, i, " | "));
  out += end_cells(of, unit, place);
  if (!of.by.quotas().empty()) out += "," + csv_cell_text(moves_text(of, unit, ancs::language::en));
  return out + "\n";
}

}  // namespace

std::string rank_csv(const ranked_units& of) {
  std::string out;
  if (of.by.ranking().within_parent) out += "parent,";
  if (of.by.ranking().within_unit_type) out += "unit_type,";
  if (of.by.ranking().within_column) out += csv_cell_text(of.by.columns()[*of.by.ranking().within_column].name) + ",";
  out += "place,unit,name,total,maximum";
  for (const auto& outcome : of.by.outcomes()) out += "," + csv_cell_text(outcome.title);
  out += of.by.quotas().empty() ? ",vetoes,tied,provisional\n" : ",vetoes,tied,provisional,lowered\n";
  for (const ancs::ranked& r : of.results.order) out += unit_row(of, r.unit, &r);
  for (const auto* apart : {&of.results.not_yet_assessed, &of.results.without_cohort})
    for (const auto unit : *apart) out += unit_row(of, unit, nullptr);
  return out;
}

std::string rank_csv(const std::vector<ranked_units>& tables) {
  std::vector<std::string> titles;
  for (const auto& of : tables)
    for (const auto& outcome : of.by.outcomes())
      if (std::find(titles.begin(), titles.end(), outcome.title) == titles.end()) titles.push_back(outcome.title);
  std::string out = "model,parent,unit_type,option,place,unit,name,total,maximum";
  for (const auto& title : titles) out += "," + csv_cell_text(title);
  out += ",vetoes,tied,provisional,lowered\n";
  for (const auto& of : tables) {
    const auto row = [&](std::uint32_t unit, const ancs::ranked* r) {
      out += csv_cell_text(of.by.model_id()) + "," + csv_cell_text(of.units[unit].parent) + "," + csv_cell_text(of.units[unit].unit_type) + "," +
             csv_cell_text(r ? of.results.cohorts[r->cohort].option : "") + "," + place_cells(of, unit, r);
      for (const auto& title : titles) {
        out += ",";
        for (std::uint32_t i = 0; i < of.by.outcomes().size(); ++i)
          if (of.by.outcomes()[i].title == title) out += csv_cell_text(final_levels(of, unit, i, " | "));
      }
      out += end_cells(of, unit, r) + "," + csv_cell_text(moves_text(of, unit, ancs::language::en)) + "\n";
    };
    for (const ancs::ranked& r : of.results.order) row(r.unit, &r);
    for (const auto* apart : {&of.results.not_yet_assessed, &of.results.without_cohort})
      for (const auto unit : *apart) row(unit, nullptr);
  }
  return out;
}

namespace {

void write_within(json_writer& out, const ranked_units& of, const std::string& parent, const std::string& unit_type, const std::string& option) {
  if (of.by.ranking().within_parent) out.member("parent", parent);
  if (of.by.ranking().within_unit_type) out.member("unit_type", unit_type);
  if (of.by.ranking().within_column) out.member("option", option);
}

void write_lowered(json_writer& out, const ranked_units& of, std::uint32_t unit) {
  if (of.by.quotas().empty()) return;
  out.key("lowered").begin_array();
  for (std::uint32_t o = 0; o < of.by.outcomes().size(); ++o) {
    const auto moved = of.lowered.find({unit, o});
    if (moved == of.lowered.end()) continue;
    for (const auto& move : moved->second) {
      const auto& quota = of.by.quotas()[move.quota];
      out.begin_object().member("outcome", of.by.outcomes()[o].title).member("from", level_name(of, o, quota.level)).member("to", level_name(of, o, move.level));
      out.key("place").number(move.place).key("allowed").number(move.allowed).key("tied").boolean(move.tied);
      out.member("sentence", quota.sentence).key("line").number(quota.place.line).end_object();
    }
  }
  out.end_array();
}

void write_cohorts(json_writer& out, const ranked_units& of) {
  out.key("cohorts").begin_array();
  for (const auto& cohort : of.results.cohorts) {
    out.line().begin_object();
    write_within(out, of, cohort.parent, cohort.unit_type, cohort.option);
    out.key("units").number(cohort.units).key("quotas").begin_array();
    for (const auto& count : cohort.quotas) {
      const auto& quota = of.by.quotas()[count.quota];
      out.begin_object().member("outcome", of.by.outcomes()[quota.outcome].title).member("level", level_name(of, quota.outcome, quota.level));
      out.key("base").number(count.base).key("allowed").number(count.allowed).key("candidates").number(count.candidates);
      out.key("kept").number(count.kept).key("provisional").boolean(count.provisional).end_object();
    }
    out.end_array().end_object();
  }
  out.line().end_array();
}

void write_apart(json_writer& out, const ranked_units& of, const char* key, const std::vector<std::uint32_t>& units) {
  out.key(key).begin_array();
  for (const auto unit : units) out.begin_object().member("id", of.ids[unit]).member("name", of.names[unit]).end_object();
  out.end_array();
}

}  // namespace

std::string rank_json(const ranked_units& of, const left_out& rest) {
  json_writer out;
  out.begin_object();
  write_model(out, of.by);
  out.key("units").begin_array();
  for (const ancs::ranked& r : of.results.order) {
    const ancs::cohort& cohort = of.results.cohorts[r.cohort];
    out.line().begin_object();
    write_within(out, of, cohort.parent, cohort.unit_type, cohort.option);
    out.key("place").number(r.place).member("id", of.ids[r.unit]).member("name", of.names[r.unit]).key("total");
    write_points(out, of.cards[r.unit].total);
    out.member("maximum", of.by.maximum().to_string());
    ancs::scorecard after = of.cards[r.unit];
    for (std::uint32_t o = 0; o < after.outcomes.size(); ++o)
      if (const auto moved = of.lowered.find({r.unit, o}); moved != of.lowered.end()) after.outcomes[o].possible = {moved->second.back().level};
    write_outcomes(out, of.by, after);
    write_lowered(out, of, r.unit);
    out.key("tied").boolean(r.tied).key("provisional").boolean(r.provisional).end_object();
  }
  out.line().end_array();
  write_cohorts(out, of);
  write_apart(out, of, "not_yet_assessed", of.results.not_yet_assessed);
  write_apart(out, of, "not_ranked", of.results.without_cohort);
  write_findings(out, rest, of.lang);
  return out.end_object().line().take();
}

}  // namespace tool
