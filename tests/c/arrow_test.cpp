// arrow_test.cpp: Arrow arrays and streams in and out of the C interface: every format, slices, nulls; releases counted on every path.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <limits>
#include <random>

#include "arrow_data.hpp"

namespace {

using namespace arrow_data;
using std::int64_t;
__extension__ typedef __int128 wide_integer;
using ints = std::vector<std::optional<int64_t>>;

class ArrowTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(ANCS_TESTS_DIR "/c/ward.ancs");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    ASSERT_EQ(ancs_compile(text.data(), text.size(), nullptr, &program_, nullptr), ANCS_OK);
    releases = 0;
  }
  void TearDown() override {
    ancs_error_destroy(&error_);
    ancs_program_destroy(&program_);
    EXPECT_EQ(live_arrays, 0);
    EXPECT_EQ(live_schemas, 0);
    EXPECT_EQ(live_streams, 0);
  }

  struct unit {
    std::optional<int64_t> members, present, late, chair, border, share;   // share in thousandths
  };
  std::vector<unit> units(std::size_t count, unsigned seed = 1, bool nulls = true) {
    std::mt19937 random(seed);
    std::vector<unit> out;
    for (std::size_t i = 0; i < count; ++i) {
      const auto any = [&](int64_t most) -> std::optional<int64_t> {
        const auto value = static_cast<int64_t>(random() % static_cast<unsigned>(most + 1));
        return nulls && random() % 6 == 0 ? std::nullopt : std::optional(value);
      };
      unit u{any(40), any(40), any(5), any(2), any(1), any(1000)};
      if (u.members == 0) u.members = 1;
      if (u.members && u.present && *u.present > *u.members) u.present = u.members;
      out.push_back(u);
    }
    return out;
  }
  template <class F>
  static ints taken(const std::vector<unit>& of, F&& member) {
    ints out;
    for (const auto& u : of) out.push_back(member(u));
    return out;
  }
  static std::vector<std::optional<std::string>> chairs(const std::vector<unit>& of) {
    static const char* names[] = {"Chủ tịch", "Phó Chủ tịch", "Khác"};
    std::vector<std::optional<std::string>> out;
    for (const auto& u : of) out.push_back(u.chair ? std::optional<std::string>(names[*u.chair]) : std::nullopt);
    return out;
  }
  std::vector<column> columns(const std::vector<unit>& of, int64_t offset = 0) {
    return {numbers<std::int32_t>("members", "i", taken(of, [](const unit& u) { return u.members; }), offset),
            numbers<int64_t>("present", "l", taken(of, [](const unit& u) { return u.present; }), offset),
            numbers<std::uint8_t>("late", "C", taken(of, [](const unit& u) { return u.late; }), offset),
            texts("chair", "u", chairs(of), offset),
            booleans("border", taken(of, [](const unit& u) { return u.border; }), offset),
            numbers<wide_integer>("share", "d:10,3", taken(of, [](const unit& u) { return u.share; }), offset)};
  }

  /// What scoring each unit alone gives, as points × 100: low and high.
  std::vector<std::pair<int64_t, int64_t>> alone(const std::vector<unit>& of) {
    ancs_record* record = nullptr;
    ancs_scorecard* card = nullptr;
    EXPECT_EQ(ancs_record_create(program_, &record, nullptr), ANCS_OK);
    EXPECT_EQ(ancs_scorecard_create(program_, &card, nullptr), ANCS_OK);
    std::vector<std::pair<int64_t, int64_t>> out;
    for (const auto& u : of) {
      ancs_record_clear(record, nullptr);
      int32_t at = 0;
      for (const auto& v : {u.members, u.present, u.late, u.chair}) {
        if (v) { EXPECT_EQ(ancs_record_set_int64(record, at, *v, nullptr), ANCS_OK); }
        ++at;
      }
      if (u.border) { EXPECT_EQ(ancs_record_set_bool(record, 4, *u.border != 0, nullptr), ANCS_OK); }
      if (u.share) { EXPECT_EQ(ancs_record_set_fraction(record, 5, *u.share, 1000, nullptr), ANCS_OK); }
      EXPECT_EQ(ancs_score(record, card, nullptr), ANCS_OK);
      ancs_points p{};
      p.size = sizeof p;
      EXPECT_EQ(ancs_scorecard_points(card, ANCS_TOTAL_WITH_ALL, 0, &p, nullptr), ANCS_OK);
      out.emplace_back(p.low.numerator * 100 / p.low.denominator, p.high.numerator * 100 / p.high.denominator);
    }
    ancs_record_destroy(&record);
    ancs_scorecard_destroy(&card);
    return out;
  }

  ancs_status score(const column& of, const ancs_batch_options* options = nullptr) {
    ancs_error_destroy(&error_);
    ArrowSchema s = arrow_data::schema(of);
    ArrowArray a = arrow_data::array(of);
    const auto status = ancs_score_arrow(program_, &s, &a, options, &schema_, &array_, nullptr, &error_);
    EXPECT_EQ(s.release, nullptr);
    EXPECT_EQ(a.release, nullptr);
    EXPECT_EQ(live_arrays, 0) << "the data was not released";
    EXPECT_EQ(live_schemas, 0);
    EXPECT_EQ(schema_.release != nullptr, status == ANCS_OK);
    EXPECT_EQ(array_.release != nullptr, status == ANCS_OK);
    return status;
  }
  void drop() {
    if (array_.release) array_.release(&array_);
    if (schema_.release) schema_.release(&schema_);
  }
  std::string said() const { return error_ ? ancs_error_text(error_, ANCS_ENGLISH) : ""; }

  int child(const char* name) const {
    for (int64_t i = 0; i < schema_.n_children; ++i)
      if (std::string(schema_.children[i]->name) == name) return static_cast<int>(i);
    return -1;
  }
  int64_t decimal(const char* name, std::size_t row) const {
    wide_integer v;
    std::memcpy(&v, static_cast<const char*>(array_.children[child(name)]->buffers[1]) + row * 16, 16);
    return static_cast<int64_t>(v);
  }
  void expect_alone(const std::vector<unit>& of, std::size_t first = 0) {
    const auto wanted = alone(of);
    ASSERT_EQ(array_.length, static_cast<int64_t>(of.size() - first));
    for (std::size_t i = first; i < of.size(); ++i) {
      ASSERT_EQ(decimal("total_with_all", i - first), wanted[i].first) << i;
      ASSERT_EQ(decimal("total_with_all_high", i - first), wanted[i].second) << i;
    }
  }

  ancs_program* program_ = nullptr;
  ancs_error* error_ = nullptr;
  ArrowSchema schema_{};
  ArrowArray array_{};
};

TEST_F(ArrowTest, EqualsEachUnitAlone) {
  const auto of = units(500);
  ASSERT_EQ(score(structure(columns(of), 500)), ANCS_OK) << said();
  expect_alone(of);
  EXPECT_STREQ(schema_.format, "+s");
  EXPECT_STREQ(schema_.children[child("total")]->format, "d:38,2");
  EXPECT_STREQ(schema_.children[child("V1")]->format, "b");
  EXPECT_STREQ(schema_.children[child("Class")]->dictionary->format, "u");
  EXPECT_STREQ(schema_.children[child("row_state")]->format, "C");
  EXPECT_EQ(array_.n_children, schema_.n_children);
  drop();
}

TEST_F(ArrowTest, OffsetsSlicesAndCountsOfNulls) {
  for (const int64_t offset : {1, 3, 8, 13}) {
    const auto of = units(100, static_cast<unsigned>(offset));
    for (const int64_t outer : {0, 5, 9}) {
      for (const int64_t nulls : {int64_t{-1}, int64_t{1}}) {
        auto table = structure(columns(of, offset), 100 - outer, outer);
        for (auto& c : table.children)
          if (!c.buffers[0].empty()) c.null_count = nulls;
        ASSERT_EQ(score(table), ANCS_OK) << said();
        expect_alone(of, static_cast<std::size_t>(outer));
        drop();
      }
    }
  }
}

TEST_F(ArrowTest, NullRowsOfTheStructAreMissingData) {
  const auto of = units(20, 4, false);
  auto table = structure(columns(of), 20);
  std::vector<bool> rows(20, true);
  rows[3] = rows[11] = false;
  table.buffers = {bits(rows, 0)};
  table.null_count = 2;
  ASSERT_EQ(score(table), ANCS_OK) << said();
  const auto wanted = alone(of);
  EXPECT_EQ(decimal("total_with_all", 2), wanted[2].first);
  EXPECT_EQ(decimal("total_with_all", 3), 400);   // only the default of `late` is known
  EXPECT_EQ(decimal("total_with_all_high", 3), 2100);
  drop();
}

TEST_F(ArrowTest, EveryWidthOfNumber) {
  const auto of = units(64, 9);
  const auto late = taken(of, [](const unit& u) { return u.late; });
  const std::vector<column> forms = {
      numbers<std::int8_t>("late", "c", late, 2), numbers<std::uint8_t>("late", "C", late, 2), numbers<std::int16_t>("late", "s", late, 2),
      numbers<std::uint16_t>("late", "S", late, 2), numbers<std::int32_t>("late", "i", late, 2), numbers<std::uint32_t>("late", "I", late, 2),
      numbers<int64_t>("late", "l", late, 2), numbers<std::uint64_t>("late", "L", late, 2), numbers<float>("late", "f", late, 2),
      numbers<double>("late", "g", late, 2), numbers<wide_integer>("late", "d:20,0", late, 2), numbers<std::int32_t>("late", "d:9,0,32", late, 2),
      numbers<int64_t>("late", "d:18,0,64", late, 2)};
  for (const auto& form : forms) {
    for (const int shift : {0, 1}) {
      auto table = structure(columns(of), 64);
      table.children[2] = form;
      table.children[2].shift = shift;
      ASSERT_EQ(score(table), ANCS_OK) << form.format << said();
      expect_alone(of);
      drop();
    }
  }
}

TEST_F(ArrowTest, OptionsAsTextViewsAndDictionaries) {
  const auto of = units(60, 3);
  const std::vector<std::optional<std::string>> words = {"Khác", "Chủ tịch", std::nullopt, "unused", "Phó Chủ tịch"};
  const int64_t code_of[] = {1, 4, 0};
  ints codes;
  for (const auto& u : of) codes.push_back(u.chair ? std::optional(code_of[*u.chair]) : std::optional<int64_t>(2));
  auto dictionary = numbers<std::int8_t>("chair", "c", codes, 5);
  auto wide = numbers<std::uint64_t>("chair", "L", codes, 0);
  for (const auto& [to, format, offset] : {std::tuple{&dictionary, "u", 2}, std::tuple{&wide, "vu", 0}}) to->dictionary = {texts("", format, words, offset)};
  for (const auto& form : {texts("chair", "U", chairs(of), 3), texts("chair", "vu", chairs(of), 4), dictionary, wide}) {
    auto table = structure(columns(of), 60);
    table.children[3] = form;
    ASSERT_EQ(score(table), ANCS_OK) << form.format << said();
    expect_alone(of);
    drop();
  }
  // An option that a row has and the rule file has not.
  auto table = structure(columns(of), 60);
  auto names = chairs(of);
  names[17] = "Nobody";
  table.children[3] = texts("chair", "u", names);
  EXPECT_EQ(score(table), ANCS_ERROR_DATA);
  EXPECT_NE(said().find("column `chair`, row 17: `Nobody`"), std::string::npos) << said();
  codes[5] = 3;
  table.children[3] = numbers<std::int16_t>("chair", "s", codes);
  table.children[3].dictionary = {texts("", "u", words)};
  EXPECT_EQ(score(table), ANCS_ERROR_DATA);
  codes[5] = 9;
  table.children[3] = numbers<std::int16_t>("chair", "s", codes);
  table.children[3].dictionary = {texts("", "u", words)};
  EXPECT_EQ(score(table), ANCS_ERROR_DATA);
}

TEST_F(ArrowTest, EmptyArraysAndOtherColumns) {
  ASSERT_EQ(score(structure(columns({}), 0)), ANCS_OK) << said();
  EXPECT_EQ(array_.length, 0);
  drop();
  const auto of = units(5, 2);
  auto table = structure(columns(of), 5);
  table.children.push_back(texts("unit", "u", std::vector<std::optional<std::string>>(5, "x")));
  table.children.push_back(numbers<float>("weight", "e", taken(of, [](const unit& u) { return u.late; })));
  ASSERT_EQ(score(table), ANCS_OK) << said();
  expect_alone(of);
  drop();
}

TEST_F(ArrowTest, NullColumnsAreMissing) {
  const auto of = units(5, 2, false);
  auto table = structure(columns(of), 5);
  column nothing;
  nothing.name = "border", nothing.format = "n", nothing.length = 5, nothing.null_count = 5;
  table.children[4] = nothing;
  ASSERT_EQ(score(table), ANCS_OK) << said();
  EXPECT_EQ(decimal("K", 0), 0);
  EXPECT_EQ(decimal("total_with_all_high", 0) - decimal("total_with_all", 0), 100);
  drop();
}

TEST_F(ArrowTest, RefusesWhatIsNotExact) {
  const auto of = units(10, 5, false);
  const auto refused = [&](std::size_t at, const column& form, ancs_status status, const char* words) {
    auto table = structure(columns(of), 10);
    table.children[at] = form;
    EXPECT_EQ(score(table), status) << form.format;
    EXPECT_NE(said().find(words), std::string::npos) << said();
  };
  std::vector<std::optional<double>> doubles(10, 1.0);
  doubles[4] = 0.5;
  refused(2, numbers<double>("late", "g", doubles), ANCS_ERROR_DATA, "column `late`, row 4: 0.5");
  doubles[4] = std::numeric_limits<double>::quiet_NaN();
  refused(2, numbers<float>("late", "f", doubles), ANCS_ERROR_DATA, "row 4: NaN");
  doubles[4] = 1e300;
  refused(2, numbers<double>("late", "g", doubles), ANCS_ERROR_DATA, "row 4");
  ints big(10, 1);
  big[9] = -1;
  refused(2, numbers<std::uint64_t>("late", "L", big), ANCS_ERROR_DATA, "row 9: 18446744073709551615");
  column wide = numbers<wide_integer>("share", "d:38,3", ints(10, 1));
  const wide_integer huge = static_cast<wide_integer>(INT64_MAX) * 1000;
  std::memcpy(wide.buffers[1].data() + 3 * 16, &huge, 16);
  refused(5, wide, ANCS_ERROR_DATA, "row 3");
  for (const char* format : {"e", "d:38,30", "d:76,2,256", "u", "tdD", "+l", "z", "", "dd"})
    refused(2, numbers<int64_t>("late", format, ints(10, 1)), ANCS_ERROR_UNSUPPORTED, "column `late`");
  refused(4, texts("border", "u", std::vector<std::optional<std::string>>(10, "yes")), ANCS_ERROR_UNSUPPORTED, "column `border`");
  // Data out of its range is no error of the call: the row says so.
  auto table = structure(columns(of), 10);
  table.children[0] = numbers<int64_t>("members", "l", ints(10, -5));
  ASSERT_EQ(score(table), ANCS_OK) << said();
  EXPECT_EQ(static_cast<const unsigned char*>(array_.children[child("row_state")]->buffers[1])[0], 2);
  drop();
}

TEST_F(ArrowTest, RefusesWhatContradictsItself) {
  const auto of = units(10, 5, false);
  const auto broken = [&](auto&& change) {
    auto table = structure(columns(of), 10);
    change(table);
    const auto status = score(table);
    EXPECT_TRUE(status == ANCS_ERROR_ARGUMENT || status == ANCS_ERROR_UNSUPPORTED || status == ANCS_ERROR_DATA) << status;
    EXPECT_NE(error_, nullptr);
  };
  broken([](column& t) { t.format = "i"; });
  broken([](column& t) { t.length = 11; });
  broken([](column& t) { t.length = -1; });
  broken([](column& t) { t.offset = -1; });
  broken([](column& t) { t.offset = INT64_MAX; });
  broken([](column& t) { t.children[0].length = 9; });
  broken([](column& t) { t.children[0].offset = INT64_MAX; });
  broken([](column& t) { t.children[0].buffers = {}; });
  broken([](column& t) { t.children[0].buffers[1] = {}; });
  broken([](column& t) { t.children[0].null_count = 3; });
  broken([](column& t) { t.children[3].buffers.pop_back(); });
  broken([](column& t) { t.children[3].buffers[2] = {}; });
  broken([](column& t) { t.children[1].name = "members"; });
  broken([](column& t) { t.children[1].name = "presents"; });
  broken([](column& t) {
    const std::int32_t back = -4;
    std::memcpy(t.children[3].buffers[1].data() + 4, &back, 4);
  });
  ArrowSchema s = arrow_data::schema(structure(columns(of), 10));
  auto less = structure(columns(of), 10);
  less.children.pop_back();
  ArrowArray a = arrow_data::array(less);
  EXPECT_EQ(ancs_score_arrow(program_, &s, &a, nullptr, &schema_, &array_, nullptr, nullptr), ANCS_ERROR_ARGUMENT);
}

TEST_F(ArrowTest, ReleasesOnEveryPath) {
  const auto table = structure(columns(units(3)), 3);
  const auto both = [&](auto&& call) {
    ArrowSchema s = arrow_data::schema(table);
    ArrowArray a = arrow_data::array(table);
    const auto status = call(&s, &a);
    EXPECT_EQ(s.release, nullptr);
    EXPECT_EQ(a.release, nullptr);
    EXPECT_EQ(live_arrays + live_schemas, 0);
    return status;
  };
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(nullptr, s, a, nullptr, &schema_, &array_, nullptr, nullptr); }), ANCS_ERROR_HANDLE);
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(program_, s, a, nullptr, nullptr, &array_, nullptr, nullptr); }), ANCS_ERROR_ARGUMENT);
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(program_, s, a, nullptr, &schema_, nullptr, nullptr, nullptr); }), ANCS_ERROR_ARGUMENT);
  ancs_batch_options options{};
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(program_, s, a, &options, &schema_, &array_, nullptr, nullptr); }), ANCS_ERROR_ARGUMENT);
  options.size = sizeof options, options.results = 1u << 20;
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(program_, s, a, &options, &schema_, &array_, nullptr, nullptr); }), ANCS_ERROR_VERSION);
  options.results = 0;
  options.progress = [](void*, std::uint64_t, std::uint64_t) -> std::int32_t { throw 1; };
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(program_, s, a, &options, &schema_, &array_, nullptr, nullptr); }), ANCS_ERROR_CALLBACK);
  options.progress = [](void*, std::uint64_t, std::uint64_t) { return 1; };
  EXPECT_EQ(both([&](auto* s, auto* a) { return ancs_score_arrow(program_, s, a, &options, &schema_, &array_, nullptr, nullptr); }), ANCS_ERROR_STOPPED);
  EXPECT_EQ(both([&](auto* s, auto* a) {
              const auto first = ancs_score_arrow(program_, s, nullptr, nullptr, &schema_, &array_, nullptr, nullptr);
              a->release(a);
              return first;
            }),
            ANCS_ERROR_ARGUMENT);
  // Released before: told, not read.
  ArrowSchema gone{};
  ArrowArray gone_array{};
  EXPECT_EQ(ancs_score_arrow(program_, &gone, &gone_array, nullptr, &schema_, &array_, nullptr, &error_), ANCS_ERROR_ARGUMENT);
  EXPECT_NE(said().find("E0621"), std::string::npos);
  // A device.
  ArrowSchema s = arrow_data::schema(table);
  ArrowDeviceArray device{};
  device.array = arrow_data::array(table), device.device_type = 2;
  ancs_error_destroy(&error_);
  EXPECT_EQ(ancs_score_arrow_device(program_, &s, &device, nullptr, &schema_, &array_, nullptr, &error_), ANCS_ERROR_UNSUPPORTED);
  EXPECT_NE(said().find("memory of a device (type 2)"), std::string::npos) << said();
  EXPECT_EQ(device.array.release, nullptr);
  s = arrow_data::schema(table);
  device.array = arrow_data::array(table), device.device_type = 1;
  EXPECT_EQ(ancs_score_arrow_device(program_, &s, &device, nullptr, &schema_, &array_, nullptr, nullptr), ANCS_OK);
  drop();
}

TEST_F(ArrowTest, FormsOfResults) {
  const auto of = units(30, 8, false);
  ancs_batch_options options{};
  options.size = sizeof options, options.results = ANCS_WANT_TOTALS | ANCS_WANT_OUTCOMES, options.points_as = ANCS_POINTS_AS_SCALED;
  const auto wanted = alone(of);
  ASSERT_EQ(score(structure(columns(of), 30), &options), ANCS_OK) << said();
  EXPECT_EQ(array_.n_children, 5);
  EXPECT_STREQ(schema_.children[2]->format, "l");
  EXPECT_EQ(static_cast<const int64_t*>(array_.children[2]->buffers[1])[7], wanted[7].first);
  // A child may be moved out and outlives its parent.
  ArrowArray moved = *array_.children[4];
  array_.children[4]->release = nullptr;
  drop();
  EXPECT_EQ(moved.length, 30);
  ASSERT_NE(moved.dictionary, nullptr);
  EXPECT_EQ(std::string(static_cast<const char*>(moved.dictionary->buffers[2]), 12), "GoodFairWeak");
  moved.release(&moved);
  EXPECT_EQ(moved.release, nullptr);
  options.points_as = ANCS_POINTS_AS_DOUBLE;
  ASSERT_EQ(score(structure(columns(of), 30), &options), ANCS_OK);
  EXPECT_EQ(static_cast<const double*>(array_.children[2]->buffers[1])[7], static_cast<double>(wanted[7].first) / 100);
  drop();
}

TEST_F(ArrowTest, UpperBoundsWhereAskedFor) {
  const auto of = units(50, 3);
  ancs_batch_options options{};
  options.size = sizeof options;
  options.results = ANCS_WANT_GROUPS | ANCS_WANT_CRITERIA | ANCS_WANT_HIGHS;
  ASSERT_EQ(score(structure(columns(of), 50), &options), ANCS_OK) << said();
  EXPECT_EQ(child("A1_high"), child("A1") + 1);
  EXPECT_EQ(child("K_high"), child("K") + 1);
  for (std::size_t i = 0; i < of.size(); ++i) {
    const bool open = !of[i].members || !of[i].present;
    EXPECT_LE(decimal("A1", i), decimal("A1_high", i));
    if (open) EXPECT_EQ(decimal("A1_high", i), 800) << i;
    else EXPECT_EQ(decimal("A1_high", i), decimal("A1", i)) << i;
  }
  drop();
}

/// Points for a date: 10 from 2022-03-01 on.
class ArrowDatesTest : public ArrowTest {
 protected:
  void SetUp() override {
    const std::string text = "ancs 1\nmodel d { maximum 10 }\ninput opened : date\ninput n : count, default 0\n"
                             "group A maximum 10 { criterion A1 maximum 10 { award full when opened >= 2022-03-01 } }\nwarn W : n > 5\n";
    ASSERT_EQ(ancs_compile(text.data(), text.size(), nullptr, &program_, nullptr), ANCS_OK);
    releases = 0;
  }
};

TEST_F(ArrowDatesTest, DaysAndMomentsAtMidnight) {
  const ints days = {19051, 19052, std::nullopt, -5};  // 2022-02-28, 2022-03-01
  const auto times = [&](int64_t per_day) {
    ints out;
    for (const auto& d : days) out.push_back(d ? std::optional(*d * per_day) : std::nullopt);
    return out;
  };
  const int64_t second = 86'400;
  for (const auto& c : {numbers<std::int32_t>("opened", "tdD", days, 3), numbers<int64_t>("opened", "tdm", times(second * 1000), 3),
                        numbers<int64_t>("opened", "tss:", times(second)), numbers<int64_t>("opened", "tsm:UTC", times(second * 1000)),
                        numbers<int64_t>("opened", "tsu:", times(second * 1'000'000)), numbers<int64_t>("opened", "tsn:", times(second * 1'000'000'000)),
                        numbers<int64_t>("opened", "l", days)}) {
    ASSERT_EQ(score(structure({c}, 4)), ANCS_OK) << c.format << ": " << said();
    EXPECT_EQ(decimal("total", 0), 0) << c.format;
    EXPECT_EQ(decimal("total", 1), 10) << c.format;
    EXPECT_EQ(decimal("total", 2), 0) << c.format;
    EXPECT_EQ(decimal("total_high", 2), 10) << c.format;
    EXPECT_EQ(decimal("total_high", 3), 0) << c.format;
    drop();
  }
}

TEST_F(ArrowDatesTest, OtherMomentsAndPlacesAreRefused) {
  EXPECT_EQ(score(structure({numbers<int64_t>("opened", "tss:", ints{0, 19052 * 86'400 + 3'661})}, 2)), ANCS_ERROR_DATA);
  EXPECT_NE(said().find("`opened`, row 1: 2022-03-01 01:01:01"), std::string::npos) << said();
  EXPECT_EQ(score(structure({numbers<int64_t>("opened", "tdm", ints{-1})}, 1)), ANCS_ERROR_DATA);
  EXPECT_NE(said().find("1969-12-31 23:59:59"), std::string::npos) << said();
  EXPECT_EQ(score(structure({numbers<int64_t>("opened", "tss:Asia/Ho_Chi_Minh", ints{0})}, 1)), ANCS_ERROR_UNSUPPORTED);
  EXPECT_EQ(score(structure({numbers<std::int32_t>("opened", "tts", ints{0})}, 1)), ANCS_ERROR_UNSUPPORTED);
  EXPECT_EQ(score(structure({numbers<std::int32_t>("opened", "tdD", ints{0}), numbers<std::int32_t>("n", "tdD", ints{0})}, 1)), ANCS_ERROR_UNSUPPORTED);
  EXPECT_NE(said().find("`n`"), std::string::npos) << said();
}

TEST_F(ArrowTest, Streams) {
  const auto a = units(70, 1), b = units(33, 2);
  stream_state of;
  of.schema_of = structure(columns({}), 0);
  of.arrays = {structure(columns(a, 3), 70), structure(columns({}), 0), structure(columns(b), 33)};
  ArrowArrayStream data = stream(of), results{};
  ASSERT_EQ(ancs_score_arrow_stream(program_, &data, nullptr, &results, &error_), ANCS_OK) << said();
  EXPECT_EQ(data.release, nullptr);
  ancs_program_destroy(&program_);   // the stream keeps what it needs
  ASSERT_EQ(results.get_schema(&results, &schema_), 0);
  const char* text = nullptr;
  SetUp();
  for (const auto* units_of : std::initializer_list<const std::vector<unit>*>{&a, nullptr, &b}) {
    ASSERT_EQ(results.get_next(&results, &array_), 0);
    EXPECT_EQ(live_arrays, 0);
    ASSERT_NE(array_.release, nullptr);
    if (units_of) expect_alone(*units_of);
    array_.release(&array_);
  }
  ASSERT_EQ(results.get_next(&results, &array_), 0);
  EXPECT_EQ(array_.release, nullptr);
  text = results.get_last_error(&results);
  EXPECT_EQ(text, nullptr);
  results.release(&results);
  drop();
}

TEST_F(ArrowTest, StreamsThatFail) {
  stream_state of;
  of.schema_of = structure(columns({}), 0);
  of.arrays = {structure(columns(units(5)), 5), structure(columns(units(5)), 5)};
  for (const bool throws : {false, true}) {
    of.fails_at = 1, of.throws = throws;
    ArrowArrayStream data = stream(of), results{};
    ASSERT_EQ(ancs_score_arrow_stream(program_, &data, nullptr, &results, nullptr), ANCS_OK);
    ASSERT_EQ(results.get_next(&results, &array_), 0);
    array_.release(&array_);
    EXPECT_NE(results.get_next(&results, &array_), 0);
    EXPECT_EQ(array_.release, nullptr);
    EXPECT_NE(std::string(results.get_last_error(&results)).find(throws ? "threw" : "the cable is unplugged"), std::string::npos);
    results.release(&results);
  }
  // A row that cannot be taken.
  of.fails_at = 99;
  of.arrays[1].children[2] = numbers<double>("late", "C", ints(5, 1));
  of.arrays[1].children[3].buffers[2] = {};
  ArrowArrayStream data = stream(of), results{};
  ASSERT_EQ(ancs_score_arrow_stream(program_, &data, nullptr, &results, nullptr), ANCS_OK);
  results.release(&results);
  // No schema, no stream, released streams.
  of.schema_fails = true;
  data = stream(of);
  EXPECT_EQ(ancs_score_arrow_stream(program_, &data, nullptr, &results, &error_), ANCS_ERROR_CALLBACK);
  EXPECT_NE(said().find("the cable is unplugged"), std::string::npos);
  EXPECT_EQ(results.release, nullptr);
  EXPECT_EQ(ancs_score_arrow_stream(program_, &data, nullptr, &results, nullptr), ANCS_ERROR_ARGUMENT);
  EXPECT_EQ(ancs_score_arrow_stream(program_, nullptr, nullptr, &results, nullptr), ANCS_ERROR_ARGUMENT);
  of.schema_fails = false;
  data = stream(of);
  EXPECT_EQ(ancs_score_arrow_stream(nullptr, &data, nullptr, &results, nullptr), ANCS_ERROR_HANDLE);
  EXPECT_EQ(data.release, nullptr);
  of.schema_of.children.pop_back();
  data = stream(of);
  ancs_error_destroy(&error_);
  EXPECT_EQ(ancs_score_arrow_stream(program_, &data, nullptr, &results, &error_), ANCS_ERROR_DATA);
  EXPECT_NE(said().find("`share`"), std::string::npos);
}

}  // namespace
