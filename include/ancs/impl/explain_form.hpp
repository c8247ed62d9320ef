// explain_form.hpp: the filled-in form of a unit as text.
#ifndef ANCS_IMPL_EXPLAIN_FORM_HPP
#define ANCS_IMPL_EXPLAIN_FORM_HPP

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../explain.hpp"
#include "../text.hpp"
#include "explain_numbers.hpp"
#include "registers.hpp"

namespace ancs::detail {

class form_writer {
 public:
  form_writer(const program& by, const record& unit, const form_options& options)
      : by_(by), data_(program_access::data(by)), unit_(unit), options_(options), card_(by.score(unit)), why_(explain(by, unit, options.in)) {}

  std::string run() {
    heading();
    for (std::uint32_t g = 0; g < by_.groups().size(); ++g)
      if (by_.groups()[g].parent < 0) group(g, 0);
    lost();
    actions();
    warnings();
    missing();
    sources();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t width = 96;

  const char* word(const char* en, const char* vi) const { return options_.in == language::vi ? vi : en; }
  number_style style() const { return options_.in == language::vi ? number_style::vi : number_style::en; }
  std::string shown(const rational& v) const { return v.to_display(style(), 6); }
  std::string shown(const bounds& b) const {
    if (b.settled()) return shown(b.low);
    return shown(b.low) + "–" + shown(b.high);
  }
  void line(std::size_t indent, const std::string& text) { out_ += std::string(indent, ' ') + text + "\n"; }
  /// Text on the left, points at the right edge.
  void line(std::size_t indent, const std::string& left, const std::string& right) {
    const std::size_t used = indent + display_width(left) + display_width(right);
    out_ += std::string(indent, ' ') + left + std::string(used + 2 <= width ? width - used : 2, ' ') + right + "\n";
  }

  void heading() {
    line(0, by_.title().empty() ? by_.model_id() : by_.title());
    if (!options_.unit.empty()) line(0, std::string(word("Unit: ", "Đơn vị: ")) + options_.unit);
    for (const auto& p : by_.parameters()) {
      if (p.value == p.declared) continue;
      const auto amount = [&](const rational& v) { return p.percent ? (v * 100).to_display(style(), 12) + "%" : v.to_display(style(), 12); };
      line(0, std::string(word("Changed parameter: ", "Tham số đã đổi: ")) + p.name + " = " + amount(p.value) + word(" (rules: ", " (quy tắc: ") + amount(p.declared) + ")");
    }
    line(0, std::string(word("Total: ", "Tổng điểm: ")) + shown(card_.total) + "/" + shown(card_.assessed_maximum));
    if (by_.excludes())
      line(0, std::string(word("Total rescaled: ", "Tổng điểm quy đổi: ")) + shown(card_.total_rescaled) + "/" + shown(by_.maximum()));
    if (has_extra_blocks()) line(0, std::string(word("Total with bonus, priority and penalty: ", "Tổng điểm kể cả điểm thưởng, ưu tiên, trừ: ")) + shown(card_.total_with_all));
    not_yet_assessed();
    const auto needs = explain_levels(by_, unit_, options_.in);
    for (std::size_t i = 0; i < card_.outcomes.size(); ++i) {
      const auto& info = by_.outcomes()[i];
      std::string levels;
      for (const auto l : card_.outcomes[i].possible) levels += (levels.empty() ? "" : word(" or ", " hoặc ")) + info.levels[l];
      if (levels.empty()) {
        line(0, info.title + word(": not yet assessed", ": chưa đánh giá"));
        continue;
      }
      line(0, info.title + ": " + levels + (card_.outcomes[i].settled() ? "" : word(" (open: data is missing)", " (chưa xác định: thiếu số liệu)")));
      if (options_.reasons && !needs[i].level.empty()) {
        line(2, word("for ", "để đạt ") + std::string("\"") + needs[i].level + "\":");
        for (const auto& m : needs[i].missing) line(4, m);
      }
    }
    std::string held, open;
    for (std::size_t i = 0; i < card_.vetoes.size(); ++i) {
      const auto& v = by_.vetoes()[i];
      const std::string name = v.id + (v.title.empty() ? "" : " " + v.title);
      if (card_.vetoes[i] == truth::yes) held += (held.empty() ? "" : "; ") + name;
      if (card_.vetoes[i] == truth::unknown) open += (open.empty() ? "" : "; ") + name;
    }
    if (!card_.vetoes.empty()) {
      line(0, std::string(word("Vetoes: ", "Điều không xét: ")) + (held.empty() ? word("none", "không có") : held));
      if (!open.empty()) line(0, std::string(word("Vetoes open (data is missing): ", "Điều không xét chưa rõ (thiếu số liệu): ")) + open);
    }
    for (const auto& f : card_.findings) line(0, std::string(word("Data error: ", "Lỗi số liệu: ")) + message_of(f, options_.in));
  }
  /// Each condition that leaves the unit without a level, or may.
  void not_yet_assessed() {
    if (card_.not_yet_assessed == truth::no) return;
    line(0, card_.not_yet_assessed == truth::yes
                ? word("Not yet assessed: no level, no place", "Chưa đánh giá: không xếp loại, không xếp hạng")
                : word("Perhaps not yet assessed (data is missing)", "Có thể ở trạng thái chưa đánh giá (thiếu số liệu)"));
    register_file registers;
    registers.run(by_, unit_, true);
    const number_writer write(data_, registers, options_.in);
    for (const auto& n : data_.not_yet_assessed_plans) {
      if (registers.holds(n.condition) == truth::no) continue;
      line(2, n.text.text);
      line(4, write.text(n.shown) + "   [" + word("line ", "dòng ") + std::to_string(n.text.place.line) + "]");
    }
    if (card_.assessed_maximum.low.is_zero() && by_.excludes())
      line(2, card_.assessed_maximum.settled() ? word("every criterion is excluded", "mọi tiêu chí đều bị loại trừ")
                                               : word("every criterion may be excluded", "mọi tiêu chí có thể bị loại trừ"));
  }
  bool has_extra_blocks() const {
    return std::any_of(by_.groups().begin(), by_.groups().end(), [](const auto& g) { return !g.counts_in_total; });
  }

  void group(std::uint32_t index, std::size_t indent) {
    const auto& g = by_.groups()[index];
    out_ += "\n";
    std::string points = shown(card_.groups[index]) + "/" + shown(g.maximum);
    if (!card_.assessed.empty()) {
      const auto& a = card_.assessed[index];
      points = shown(card_.groups[index]) + "/" + shown(a.maximum);
      const bool same = a.counted_maximum.low == a.maximum.low && a.counted_maximum.high == a.maximum.high;
      if (!same) points += word(", counted as ", ", quy đổi ") + shown(a.counted) + "/" + shown(a.counted_maximum);
    }
    line(indent, part(indent) + g.number + (g.title.empty() ? "" : "  " + g.title), points);
    if (!g.evidence.empty() && options_.reasons) evidence(g.evidence, data_.group_evidence[index], indent + 4);
    // Criteria and groups in the order of the file, which is that of their first criterion.
    for (const auto c : g.criteria) criterion(c, indent + 2);
    for (const auto s : g.groups) group(s, indent + 2);
  }

  /// What the rule file calls this level of nesting, before the number: "tiêu chí ".
  std::string part(std::size_t indent) const {
    const auto& parts = data_.info.parts;
    return indent / 2 < parts.size() ? parts[indent / 2] + " " : "";
  }
  /// `[line 55]`, of an included file `[shared/units.ancs, line 3]`.
  std::string place(const std::string& file, position at) const {
    return "[" + (file.empty() ? "" : to_printable(file, 200) + ", ") + word("line ", "dòng ") + std::to_string(at.line) + "]";
  }

  void criterion(std::uint32_t index, std::size_t indent) {
    const auto& info = by_.criteria()[index];
    const auto& e = why_[index];
    const std::string left = part(indent) + info.number + (info.title.empty() ? "" : "  " + info.title);
    if (info.information) {
      line(indent, left, word("information", "thông tin"));
      return;
    }
    std::string state;
    if (info.assessed) state = word("  (assessed)", "  (điểm chấm)");
    if (e.result.state == point_state::not_applicable) state = word("  (not applicable)", "  (không áp dụng)");
    if (e.result.state == point_state::missing) state = word("  (data missing)", "  (thiếu số liệu)");
    const bool excluded = e.result.state == point_state::excluded;
    if (excluded) state = word("  (not applicable, excluded)", "  (không áp dụng, loại trừ)");
    if (e.result.state == point_state::unknown) state = word("  (points unknown)", "  (chưa rõ số điểm)");
    const bool left_out = e.result.state == point_state::not_counted;
    if (left_out) state = word("  (not counted)", "  (không xét)");
    line(indent, left + state, excluded || left_out ? "–" : shown(e.result.points) + "/" + shown(info.maximum));
    if (options_.reasons) reasons(info, index, indent);
    for (const auto item : info.items) criterion(item, indent + 2);
  }

  void reasons(const criterion_info& info, std::uint32_t index, std::size_t indent) {
    const auto& e = why_[index];
    for (const auto& r : e.reasons) {
      line(indent + 4, r.sentence);
      line(indent + 6, (r.numbers.empty() ? "" : r.numbers + "   ") + place(r.file, r.place));
      if (!r.needs.empty()) line(indent + 6, r.needs);
    }
    for (const auto& b : info.bases) line(indent + 4, std::string(word("basis: ", "căn cứ: ")) + b);
    if (!info.evidence.empty()) evidence(info.evidence, data_.criterion_plans[index].evidence, indent + 4);
  }
  /// The document that proves the facts, and whether it is there where it must be.
  void evidence(const std::string& document, const std::optional<evidence_plan>& required, std::size_t indent) {
    std::string text = std::string(word("evidence: ", "tài liệu kiểm chứng: ")) + document;
    if (required) {
      const auto there = unit_.value(required->slot);
      const bool pending = data_.slots[required->slot].pending;
      text += !there ? word(" - no data", " - chưa có số liệu")
              : !there->is_zero() ? word(" - there", " - có")
              : pending ? word(" - still to come", " - chờ bổ sung")
                        : word(" - not there, so nothing counts", " - không có, nên không được tính điểm");
    }
    line(indent, text);
  }

  void lost() {
    std::vector<std::uint32_t> order;
    rational sum;
    for (std::uint32_t i = 0; i < why_.size(); ++i) {
      const auto& info = by_.criteria()[i];
      if (info.parent >= 0 || why_[i].lost.sign() <= 0 || !by_.groups()[root_of(info.group)].counts_in_total) continue;
      add_lost(i, order);
      sum += why_[i].lost;
    }
    if (order.empty()) return;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return why_[a].lost > why_[b].lost; });
    out_ += "\n";
    line(0, std::string(word("Points lost, most first", "Điểm bị mất, nhiều nhất trước")), shown(sum));
    for (const auto i : order) {
      const auto& info = by_.criteria()[i];
      line(2, info.number + (info.title.empty() ? "" : "  " + info.title), "−" + shown(why_[i].lost));
    }
  }
  /// A criterion that lost points, or its items where they lost just as many.
  void add_lost(std::uint32_t index, std::vector<std::uint32_t>& order) const {
    rational inside;
    for (const auto item : by_.criteria()[index].items) inside += why_[item].lost;
    if (why_[index].lost.sign() <= 0) return;
    if (inside != why_[index].lost) return order.push_back(index);
    for (const auto item : by_.criteria()[index].items) add_lost(item, order);
  }
  std::uint32_t root_of(std::uint32_t g) const {
    while (by_.groups()[g].parent >= 0) g = static_cast<std::uint32_t>(by_.groups()[g].parent);
    return g;
  }

  void actions() {
    const auto all = explain_actions(by_, unit_, options_.in);
    if (all.empty()) return;
    out_ += "\n";
    line(0, word("Actions", "Kiến nghị"));
    for (const auto& a : all) {
      line(2, action_name(by_, a.result, options_.in) + (a.result.made == truth::yes ? "" : word("  (open: data is missing)", "  (chưa xác định: thiếu số liệu)")));
      line(4, a.why.sentence);
      line(6, (a.why.numbers.empty() ? "" : a.why.numbers + "   ") + place(a.why.file, a.why.place));
    }
  }

  void warnings() {
    if (card_.warnings.empty()) return;
    out_ += "\n";
    line(0, word("Warnings", "Cảnh báo"));
    for (const auto& w : card_.warnings) {
      const auto& plan = data_.warning_plans[w.warning];
      const std::string& id = by_.warnings()[w.warning];
      line(2, id + (plan.title.empty() ? "" : "  " + plan.title));
      if (w.differs) line(4, difference(w, plan));
      line(4, plan.text.text + "   " + place(plan.text.file, plan.text.place));
    }
  }
  std::string difference(const warning_result& w, const warning_plan& plan) const {
    register_file registers;
    registers.run(by_, unit_, true);
    const number_writer write(data_, registers, options_.in);
    const auto as = plan.shown.as;
    const int places = 2;
    std::string text = std::string(word("stated ", "công bố ")) + write.amount(w.stated, as, places) + word(", but ", ", nhưng ") + write.text(plan.shown) + " = " +
                       write.amount(w.actual, as, as == graph::formula::unit::percent ? 1 : places) + "; ";
    std::string fits;
    for (const auto& e : w.explanations) fits += (fits.empty() ? "" : ", ") + explanation_word(e);
    const bool none = w.explanations.size() == 1 && w.explanations[0] == "unexplained";
    return text + (none ? word("no usual slip explains it", "không có cách nhầm thông thường nào giải thích được")
                        : std::string(word("it fits: ", "khớp với: ")) + fits);
  }
  std::string explanation_word(const std::string& e) const {
    if (options_.in == language::en) return e;
    if (e == "truncated") return "cắt bỏ phần lẻ";
    if (e == "divided by current") return "chia cho kỳ này thay vì kỳ trước";
    if (e == "sign reversed") return "ngược dấu";
    return "không giải thích được";
  }

  void missing() {
    if (card_.missing.empty()) return;
    out_ += "\n";
    line(0, word("Missing data, by how far it can move the total", "Số liệu còn thiếu, theo mức có thể làm đổi tổng điểm"));
    for (const auto& m : card_.missing) {
      const auto& c = by_.columns()[m.column];
      const std::string moves = m.moves.is_zero() ? std::string(word("cannot move the total", "không làm đổi tổng điểm"))
                                                  : word("up to ", "tới ") + shown(m.moves) + word(m.moves == rational(1) ? " point" : " points", " điểm");
      line(2, c.name + (c.title.empty() ? "" : "  " + c.title), moves);
    }
    if (card_.outer)
      line(2, word("the ranges of points hold, but may be wider than any data reaches",
                   "khoảng điểm là chắc chắn, nhưng có thể rộng hơn mức mà số liệu đạt tới"));
  }

  void sources() {
    out_ += "\n";
    for (const auto& b : data_.info.bases) line(0, std::string(word("Basis: ", "Căn cứ: ")) + b);
    line(0, std::string(word("Rules ", "Quy tắc ")) + by_.model_id() + "  sha256 " + by_.rules_digest().substr(0, 16) + "…   " +
                word("data", "số liệu") + "  sha256 " + unit_.digest().substr(0, 16) + "…");
  }

  const program& by_;
  const program_data& data_;
  const record& unit_;
  const form_options& options_;
  scorecard card_;
  std::vector<criterion_explanation> why_;
  std::string out_;
};

}  // namespace ancs::detail

#endif
