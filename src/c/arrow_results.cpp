// arrow_results.cpp: the forms of result columns in Arrow.
#include "arrow_results.hpp"

namespace ancs::c {

std::vector<arrow_results::wanted> arrow_results::all(const ancs::program& program, const ancs_batch_options& by) {
  constexpr std::uint32_t known = 127;
  if (by.results & ~known) fail(ANCS_ERROR_VERSION, code::host_unknown_member, {"results"});
  if (by.points_as < ANCS_POINTS_AS_DECIMAL || by.points_as > ANCS_POINTS_AS_DOUBLE)
    fail(ANCS_ERROR_ARGUMENT, code::host_bad_value, {"points_as", std::to_string(by.points_as)});
  const auto asked = [&](std::uint32_t bit) { return by.results == 0 || (by.results & bit) != 0; };
  std::vector<wanted> out;
  const auto add = [&](const std::string& id, std::int32_t what, std::size_t index) {
    out.push_back({id, what, ANCS_LOW, index, {}});
    if (by.results & ANCS_WANT_HIGHS) out.push_back({id + "_high", what, ANCS_HIGH, index, {}});
  };
  if (asked(ANCS_WANT_TOTALS)) {
    out.push_back({"total", ANCS_TOTAL, ANCS_LOW, 0, {}});
    out.push_back({"total_high", ANCS_TOTAL, ANCS_HIGH, 0, {}});
    out.push_back({"total_with_all", ANCS_TOTAL_WITH_ALL, ANCS_LOW, 0, {}});
    out.push_back({"total_with_all_high", ANCS_TOTAL_WITH_ALL, ANCS_HIGH, 0, {}});
  }
  if (asked(ANCS_WANT_GROUPS))
    for (std::size_t i = 0; i < program.groups().size(); ++i) add(program.groups()[i].id, ANCS_GROUP, i);
  if (asked(ANCS_WANT_CRITERIA))
    for (std::size_t i = 0; i < program.criteria().size(); ++i) add(program.criteria()[i].id, ANCS_CRITERION, i);
  if (asked(ANCS_WANT_OUTCOMES))
    for (std::size_t i = 0; i < program.outcomes().size(); ++i)
      out.push_back({program.outcomes()[i].title, ANCS_OUTCOME, ANCS_LOW, i, program.outcomes()[i].levels});
  if (asked(ANCS_WANT_OUTCOMES) && program.may_be_not_yet_assessed()) out.push_back({"not_yet_assessed", ANCS_NOT_YET_ASSESSED, ANCS_LOW, 0, {}});
  if (asked(ANCS_WANT_VETOES) && (program.vetoes().size() <= 62 || by.results != 0))
    for (std::size_t i = 0; i < program.vetoes().size(); ++i) out.push_back({program.vetoes()[i].id, ANCS_VETOES, ANCS_LOW, i, {}});
  if (asked(ANCS_WANT_STATE)) out.push_back({"row_state", ANCS_ROW_STATE, ANCS_LOW, 0, {"final", "missing", "data_error"}});
  return out;
}

std::int64_t arrow_results::scale_of(const ancs::program& program, const ancs_batch_options& by) { return by.scale > 0 ? by.scale : points_scale(program); }

std::optional<int> arrow_results::decimals(std::int64_t scale) {
  std::int64_t power = 1;
  for (int places = 0; places <= 18; ++places, power *= 10)
    if (scale > 0 && power % scale == 0) return places;
  return std::nullopt;
}

schema_parts arrow_results::schema(const ancs::program& program, const ancs_batch_options& by) {
  schema_parts out;
  out.format = "+s";
  out.flags = 0;
  out.metadata = {{"ancs.model", program.model_id()}, {"ancs.rules_digest", program.rules_digest()}, {"ancs.points_scale", std::to_string(scale_of(program, by))}};
  const auto places = decimals(scale_of(program, by));
  for (const auto& w : all(program, by)) {
    schema_parts f;
    f.name = w.name;
    if (!w.words.empty()) {
      f.format = "C";
      schema_parts words;
      words.format = "u";
      f.dictionary.push_back(std::move(words));
      if (w.what == ANCS_ROW_STATE) f.flags = 0;
    } else if (w.what == ANCS_VETOES || w.what == ANCS_NOT_YET_ASSESSED) {
      f.format = "b";
      f.flags = w.what == ANCS_VETOES ? 0 : 2;
    } else {
      f.format = by.points_as == ANCS_POINTS_AS_DOUBLE ? "g" : by.points_as == ANCS_POINTS_AS_DECIMAL && places ? "d:38," + std::to_string(*places) : "l";
      f.flags = 0;
    }
    out.children.push_back(std::move(f));
  }
  return out;
}

arrow_results::arrow_results(const ancs::program& program, const memory& m, const ancs_batch_options& by, std::size_t rows)
    : program_(program), mem_(m), by_(by), rows_(rows), wanted_(all(program, by)) {
  bool vetoes = false;
  for (const auto& w : wanted_) {
    if (w.what == ANCS_VETOES) {
      if (!vetoes) add(w.what, 0, w.end, ANCS_INT64);
      vetoes = true;
    } else {
      add(w.what, w.index, w.end, w.words.empty() && w.what != ANCS_NOT_YET_ASSESSED ? ANCS_INT64 : ANCS_UINT8);
    }
  }
}

void arrow_results::add(std::int32_t what, std::size_t index, std::int32_t end, std::int32_t type) {
  host_result r;
  r.what = what, r.index = index, r.end = end, r.type = type;
  r.stride = static_cast<std::ptrdiff_t>(width_of(type));
  auto& place = memory_.emplace_back(mem_, std::max<std::size_t>(1, rows_) * width_of(type));
  r.data = place.data();
  places_.push_back(r);
}

array_parts arrow_results::points(buffer<unsigned char>&& written) const {
  array_parts out;
  out.length = static_cast<std::int64_t>(rows_);
  out.buffers.emplace_back();
  const auto* values = reinterpret_cast<const std::int64_t*>(written.data());
  const std::int64_t scale = scale_of(program_, by_);
  const auto places = decimals(scale);
  if (by_.points_as == ANCS_POINTS_AS_DOUBLE) {
    // A quotient of two whole numbers below 2^53 is the nearest double; larger ones do not occur in tables of points.
    auto& to = out.buffers.emplace_back(mem_, written.size());
    for (std::size_t i = 0; i < rows_; ++i) reinterpret_cast<double*>(to.data())[i] = static_cast<double>(values[i]) / static_cast<double>(scale);
  } else if (by_.points_as == ANCS_POINTS_AS_DECIMAL && places) {
    std::int64_t factor = 1;
    for (int i = 0; i < *places; ++i) factor *= 10;
    factor /= scale;
    auto& to = out.buffers.emplace_back(mem_, written.size() * 2);
    for (std::size_t i = 0; i < rows_; ++i) reinterpret_cast<int128*>(to.data())[i] = int128{values[i]} * factor;
  } else {
    out.buffers.push_back(std::move(written));
  }
  return out;
}

array_parts arrow_results::words(buffer<unsigned char>&& written, const std::vector<std::string>& of) const {
  array_parts out;
  out.length = static_cast<std::int64_t>(rows_);
  buffer<unsigned char> validity(mem_, rows_ / 8 + 1);
  std::memset(validity.data(), 0, validity.size());
  for (std::size_t i = 0; i < rows_; ++i) {
    if (written.data()[i] < of.size()) {
      validity.data()[i / 8] = static_cast<unsigned char>(validity.data()[i / 8] | 1u << (i % 8));
    } else {
      written.data()[i] = 0;
      ++out.null_count;
    }
  }
  if (out.null_count) out.buffers.push_back(std::move(validity));
  else out.buffers.emplace_back();
  out.buffers.push_back(std::move(written));
  out.dictionary.push_back(utf8_array(mem_, of));
  return out;
}

array_parts arrow_results::answers(const buffer<unsigned char>& written) const {
  array_parts out;
  out.length = static_cast<std::int64_t>(rows_);
  buffer<unsigned char> validity(mem_, rows_ / 8 + 1), yes(mem_, rows_ / 8 + 1);
  std::memset(validity.data(), 0, validity.size());
  std::memset(yes.data(), 0, yes.size());
  for (std::size_t i = 0; i < rows_; ++i) {
    const unsigned char answer = written.data()[i], bit = static_cast<unsigned char>(1u << (i % 8));
    if (answer > 1) ++out.null_count;
    else validity.data()[i / 8] = static_cast<unsigned char>(validity.data()[i / 8] | bit);
    if (answer == 1) yes.data()[i / 8] = static_cast<unsigned char>(yes.data()[i / 8] | bit);
  }
  out.buffers.push_back(std::move(validity));
  out.buffers.push_back(std::move(yes));
  return out;
}

array_parts arrow_results::veto(const buffer<unsigned char>& bits, std::size_t index) const {
  array_parts out;
  out.length = static_cast<std::int64_t>(rows_);
  out.buffers.emplace_back();
  auto& to = out.buffers.emplace_back(mem_, rows_ / 8 + 1);
  std::memset(to.data(), 0, to.size());
  const auto* values = reinterpret_cast<const std::int64_t*>(bits.data());
  for (std::size_t i = 0; i < rows_; ++i)
    if (values[i] >> index & 1) to.data()[i / 8] = static_cast<unsigned char>(to.data()[i / 8] | 1u << (i % 8));
  return out;
}

array_parts arrow_results::array() {
  array_parts out;
  out.length = static_cast<std::int64_t>(rows_);
  out.buffers.emplace_back();
  std::size_t place = 0, vetoes = memory_.size();
  for (const auto& w : wanted_) {
    if (w.what == ANCS_VETOES) {
      if (vetoes == memory_.size()) vetoes = place++;
      out.children.push_back(veto(memory_[vetoes], w.index));
    } else if (w.what == ANCS_NOT_YET_ASSESSED) {
      out.children.push_back(answers(memory_[place++]));
    } else if (!w.words.empty()) {
      out.children.push_back(words(std::move(memory_[place++]), w.words));
    } else {
      out.children.push_back(points(std::move(memory_[place++])));
    }
  }
  return out;
}

}  // namespace ancs::c
