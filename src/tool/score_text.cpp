// score_text.cpp: scored units as a table for people: totals, groups, levels, vetoes, what is missing.
#include <fmt/format.h>

#include "ancs/text.hpp"
#include "score_report.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

namespace {

std::vector<table::heading> headings(const ancs::program& by, ancs::language lang) {
  std::vector<table::heading> out{{in_language(lang, "Unit", "Đơn vị")},
                                  {in_language(lang, "Name", "Tên")},
                                  {fmt::format("{} / {}", in_language(lang, "Total", "Tổng điểm"), shown(by.maximum(), lang)), true}};
  if (!by.info().columns.empty()) out.insert(out.begin() + 2, table::heading{in_language(lang, "Column", "Cột")});
  if (by.excludes()) out.push_back({fmt::format("{} / {}", in_language(lang, "Rescaled", "Quy đổi"), shown(by.maximum(), lang)), true});
  for (const auto& group : by.groups()) {
    if (group.parent < 0) out.push_back({fmt::format("{} / {}", group.id, shown(group.maximum, lang)), true});
  }
  for (const auto& outcome : by.outcomes()) out.push_back({ancs::to_printable(outcome.title)});
  if (!by.vetoes().empty()) out.push_back({in_language(lang, "Vetoes", "Không xét")});
  if (!by.actions().empty()) out.push_back({in_language(lang, "Actions", "Kiến nghị")});
  out.push_back({in_language(lang, "Remarks", "Ghi chú")});
  return out;
}

class text_report final : public score_report {
 public:
  text_report(const ancs::program& by, ancs::language lang, output& to) : by_(by), lang_(lang), to_(to), table_(headings(by, lang)) {}

  void add(const unit& of, const ancs::scorecard& card) override {
    std::vector<std::string> row{ancs::to_printable(of.id), ancs::to_printable(of.name), of_maximum(card.total, card.assessed_maximum, by_.maximum())};
    if (of.assessment) row.insert(row.begin() + 2, ancs::to_printable(by_.info().columns[*of.assessment].title));
    if (by_.excludes()) row.push_back(shown(card.total_rescaled, lang_));
    for (std::size_t i = 0; i < card.groups.size(); ++i) {
      if (by_.groups()[i].parent >= 0) continue;
      const ancs::bounds whole{by_.groups()[i].maximum, by_.groups()[i].maximum};
      row.push_back(of_maximum(card.groups[i], card.assessed.empty() ? whole : card.assessed[i].maximum, whole.low));
    }
    for (std::size_t i = 0; i < card.outcomes.size(); ++i) row.push_back(ancs::to_printable(level_names(by_, card, i, " / ")));
    if (!by_.vetoes().empty()) row.push_back(veto_ids(by_, card, " "));
    if (!by_.actions().empty()) row.push_back(ancs::to_printable(action_names(by_, card, lang_, "; ")));
    row.push_back(remarks(of, card));
    table_.add(std::move(row));
    ++units_;
    // Of very many units the first tell how wide the columns are.
    if (table_.rows() == 20'000) write();
  }

  void end(const left_out&) override { write(); }

 private:
  void write() {
    if (!headed_) {
      const std::string& title = by_.title().empty() ? by_.model_id() : by_.title();
      to_.write(ancs::to_printable(title) + "\n");
      to_.write(changed_parameters(by_, lang_) + "\n");
    }
    headed_ = true;
    if (units_) to_.write(table_.take());
  }

  /// "late: 4", the three that can move the total furthest.
  std::string moves(const ancs::scorecard& card) const {
    std::string text;
    for (std::size_t i = 0; i < card.missing.size() && i < 3; ++i)
      text += (text.empty() ? "" : ", ") + ancs::to_printable(by_.columns()[card.missing[i].column].name) + ": " + shown(card.missing[i].moves, lang_);
    return card.missing.size() > 3 ? text + ", …" : text;
  }
  /// Points alone where they are out of the maximum that stands above the column.
  std::string of_maximum(const ancs::bounds& points, const ancs::bounds& assessed, const ancs::rational& maximum) const {
    if (assessed.low == maximum) return shown(points, lang_);
    return shown(points, lang_) + "/" + shown(assessed, lang_);
  }

  std::string remarks(const unit& of, const ancs::scorecard& card) const {
    std::string out;
    const auto note = [&](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
    if (card.not_yet_assessed == ancs::truth::yes) note(in_language(lang_, "not yet assessed", "chưa đánh giá"));
    if (card.not_yet_assessed == ancs::truth::unknown) note(in_language(lang_, "perhaps not yet assessed", "có thể chưa đánh giá"));
    if (!card.missing.empty()) {
      note(lang_ == ancs::language::vi ? "thiếu " + counted(card.missing.size(), lang_, "", "", "số liệu")
                                       : counted(card.missing.size(), lang_, "figure", "figures", "") + " missing");
      out += " (" + moves(card) + ")";
    }
    std::size_t unknown = 0;
    for (const auto& c : card.criteria) unknown += c.state == ancs::point_state::unknown;
    if (unknown) note(in_language(lang_, "points unknown in the rules", "quy tắc chưa rõ số điểm"));
    std::size_t errors = 0;
    for (const auto& d : of.findings) errors += ancs::severity_of(d.id) == ancs::severity::error;
    if (errors) note(counted(errors, lang_, "data error", "data errors", "lỗi số liệu"));
    std::string warned;
    for (const auto& w : card.warnings) warned += (warned.empty() ? "" : " ") + by_.warnings()[w.warning];
    if (!warned.empty()) note(std::string(in_language(lang_, "warnings: ", "cảnh báo: ")) + warned);
    return out;
  }

  const ancs::program& by_;
  ancs::language lang_;
  output& to_;
  table table_;
  std::size_t units_ = 0;
  bool headed_ = false;
};

}  // namespace

std::unique_ptr<score_report> text_score_report(const ancs::program& by, ancs::language lang, output& to) {
  return std::make_unique<text_report>(by, lang, to);
}

}  // namespace tool
