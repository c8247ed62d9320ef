// compare_report.cpp: differences as a table for people, as JSON, and as CSV with one line each.
#include "compare_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ancs/compare.hpp"
#include "ancs/text.hpp"
#include "score_report.hpp"
#include "table.hpp"
#include "wording.hpp"

namespace tool {

namespace {

/// "+2", "−0,5"; empty where a bound is open, so that the change is no one number.
std::string change(const ancs::bounds& before, const ancs::bounds& after, ancs::language lang) {
  if (!before.settled() || !after.settled()) return "";
  const ancs::rational by = after.low - before.low;
  return (by.sign() > 0 ? "+" : by.sign() < 0 ? "−" : "") + shown(by.abs(), lang);
}

std::string shown_or_none(const std::optional<ancs::bounds>& points, ancs::language lang) { return points ? shown(*points, lang) : "–"; }
std::string exact_or_none(const std::optional<ancs::bounds>& points) { return points ? exact(*points) : ""; }

class text_writer {
 public:
  explicit text_writer(ancs::language lang) : lang_(lang) {}

  std::string unit(const unit_comparison& of) const {
    std::string out = ancs::to_printable(of.id) + (of.name.empty() || of.name == of.id ? "" : "  " + ancs::to_printable(of.name)) + "   " +
                      ancs::to_printable(of.before_title) + " → " + ancs::to_printable(of.after_title) + "\n";
    digests(out, of);
    if (!of.differs()) return out + "  " + word("no difference", "không có khác biệt") + "\n";
    const std::string by = change(of.total_before, of.total_after, lang_);
    line(out, word("Total", "Tổng điểm"), shown(of.total_before, lang_),
         shown(of.total_after, lang_) + (by.empty() || !of.totals_differ() ? "" : "  (" + by + ")"), of.totals_differ());
    for (const auto& o : of.outcomes) line(out, o.what, o.before, o.after, true);
    for (const auto& v : of.vetoes) line(out, std::string(word("Veto ", "Không xét ")) + v.what, truth(v.before), truth(v.after), true);
    return out + criteria(of);
  }

 private:
  const char* word(const char* en, const char* vi) const { return in_language(lang_, en, vi); }

  static void line(std::string& out, const std::string& what, const std::string& before, const std::string& after, bool differs) {
    out += "  " + ancs::to_printable(what) + ": " + ancs::to_printable(before) + (differs ? " → " + ancs::to_printable(after) : "") + "\n";
  }

  std::string truth(const std::string& of) const {
    return of == "yes" ? word("yes", "có") : of == "no" ? word("no", "không") : word("open", "chưa rõ");
  }

  /// Whether rules and data are still those of a published result.
  void digests(std::string& out, const unit_comparison& of) const {
    if (of.rules_before.empty()) return;
    const auto say = [&](const char* what, const std::string& before, const std::string& after) {
      const std::string now = before == after ? word("the same", "như cũ")
                                              : fmt::format("{}, {}… → {}…", word("changed", "đã thay đổi"), before.substr(0, 16), after.substr(0, 16));
      out += fmt::format("  {}: {}\n", what, now);
    };
    say(word("Rules", "Quy tắc"), of.rules_before, of.rules_after);
    say(word("Data", "Số liệu"), of.data_before, of.data_after);
  }

  std::string criteria(const unit_comparison& of) const {
    if (of.criteria.empty()) return "";
    const bool levels = of.criteria[0].changes_outcome.has_value();
    std::vector<table::heading> heads{{word("Criterion", "Tiêu chí")},
                                      {ancs::to_printable(of.before_title), true},
                                      {ancs::to_printable(of.after_title), true},
                                      {word("Change", "Chênh"), true}};
    if (levels) heads.push_back({word("Level", "Xếp loại")});
    heads.push_back({word("Reason", "Lý do")});
    table rows(std::move(heads));
    for (const auto& c : of.criteria) {
      std::vector<std::string> row{ancs::to_printable(c.id + (c.title.empty() ? "" : "  " + c.title)), shown_or_none(c.before, lang_), shown_or_none(c.after, lang_),
                c.before && c.after ? change(*c.before, *c.after, lang_) : ""};
      if (levels) row.push_back(c.changes_outcome.value_or(false) ? word("decides", "quyết định") : "");
      row.push_back(c.reason.empty() ? word("(none given)", "(chưa nêu)") : ancs::to_printable(c.reason));
      rows.add(std::move(row));
    }
    std::string out, all = rows.take();
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = std::min(all.find('\n', at), all.size());
      out += "  " + all.substr(at, end - at) + "\n";
      at = end + 1;
    }
    return out;
  }

  ancs::language lang_;
};

void write_change(json_writer& out, const changed_text& of, const char* what) {
  out.begin_object().member(what, of.what).member("before", of.before).member("after", of.after).end_object();
}

void write_optional(json_writer& out, const char* name, const std::optional<ancs::bounds>& points) {
  out.key(name);
  points ? write_points(out, *points) : static_cast<void>(out.raw("null"));
}

}  // namespace

std::string compare_text(const ancs::program& by, const std::vector<unit_comparison>& all, ancs::language lang) {
  std::string out = ancs::to_printable(by.title().empty() ? by.model_id() : by.title()) + "\n";
  const text_writer write(lang);
  std::size_t differ = 0, levels = 0;
  for (const auto& of : all) {
    out += "\n" + write.unit(of);
    differ += of.differs();
    levels += !of.outcomes.empty();
  }
  return out + fmt::format(fmt::runtime(in_language(lang, "\n{} compared, {} with differences, {} with another level\n",
                                                    "\nĐã so sánh {}, {} có khác biệt, {} khác xếp loại\n")),
                           counted(all.size(), lang, "unit", "units", "đơn vị"), differ, levels);
}

std::string compare_csv(const std::vector<unit_comparison>& all) {
  std::string out = "unit,name,before,after,what,points_before,points_after,changes_level,reason\n";
  const auto row = [&](const unit_comparison& of, const std::string& what, const std::string& before, const std::string& after,
                       const char* decides, const std::string& reason) {
    out += csv_cell_text(of.id) + "," + csv_cell_text(of.name) + "," + csv_cell_text(of.before) + "," + csv_cell_text(of.after) + "," +
           csv_cell_text(what) + "," + csv_cell_text(before) + "," + csv_cell_text(after) + "," + decides + "," + csv_cell_text(reason) + "\n";
  };
  for (const auto& of : all) {
    row(of, "total", exact(of.total_before), exact(of.total_after), "", "");
    for (const auto& o : of.outcomes) row(of, o.what, o.before, o.after, "yes", "");
    for (const auto& v : of.vetoes) row(of, v.what, v.before, v.after, "", "");
    for (const auto& c : of.criteria) row(of, c.id, exact_or_none(c.before), exact_or_none(c.after), !c.changes_outcome ? "" : *c.changes_outcome ? "yes" : "no", c.reason);
  }
  return out;
}

void write_comparison(json_writer& out, const unit_comparison& of) {
  out.member("id", of.id).member("name", of.name).member("before", of.before).member("after", of.after);
  out.key("total").begin_object().key("before"), write_points(out, of.total_before);
  out.key("after"), write_points(out, of.total_after);
  out.end_object().key("outcomes").begin_array();
  for (const auto& o : of.outcomes) write_change(out, o, "title");
  out.end_array().key("vetoes").begin_array();
  for (const auto& v : of.vetoes) write_change(out, v, "id");
  out.end_array().key("criteria").begin_array();
  for (const auto& c : of.criteria) {
    out.begin_object().member("id", c.id);
    write_optional(out, "before", c.before);
    write_optional(out, "after", c.after);
    if (c.changes_outcome) out.key("changes_outcome").boolean(*c.changes_outcome);
    out.member("reason", c.reason).end_object();
  }
  out.end_array();
  for (const auto& [name, text] : {std::pair{"rules_digest_before", &of.rules_before}, std::pair{"rules_digest_after", &of.rules_after},
                                   std::pair{"data_digest_before", &of.data_before}, std::pair{"data_digest_after", &of.data_after}})
    if (!text->empty()) out.member(name, *text);
}

}  // namespace tool
