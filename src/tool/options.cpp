// options.cpp: reads the command line by the tables of commands and options.
#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <type_traits>
#include <utility>

#include "ancs/text.hpp"
#include "periods.hpp"

namespace tool {

const std::vector<flag_row>& flag_table() {
  static const std::vector<flag_row> table{
      {flag::format, "--format", "text|json|csv", "how results are written (default text)", "dạng kết quả (mặc định text)"},
      {flag::lang, "--lang", "vi|en", "language of messages and reports (default: that of the rule file's keywords)",
       "ngôn ngữ của thông báo và báo cáo (mặc định: theo từ khóa của tệp quy tắc)"},
      {flag::numbers, "--numbers", "en|vi", "numbers in DATA are written 1,234.5 (en, default) or 1.234,5 (vi)",
       "cách viết số trong DATA: 1,234.5 (en, mặc định) hoặc 1.234,5 (vi)"},
      {flag::delimiter, "--delimiter", ",|;|tab|auto", "what separates the cells of DATA (default auto: by the first line)",
       "dấu ngăn cách các ô của DATA (mặc định auto: theo dòng đầu)"},
      {flag::output, "-o", "FILE", "write results to FILE, which is replaced only when all is written",
       "ghi kết quả vào FILE, chỉ thay tệp cũ khi đã ghi xong"},
      {flag::unit, "--unit", "ID", "only this unit", "chỉ đơn vị này"},
      {flag::assessment, "--as", "COLUMN", "only this column of assessment; a DATA without a cell `column` holds no other",
       "chỉ cột chấm này; DATA không có ô `cột` thì mọi dòng thuộc cột này"},
      {flag::set, "--set", "NAME=VALUE", "score with another value of a parameter, written as in the rule file",
       "chấm với giá trị khác của một tham số, viết như trong tệp quy tắc"},
      {flag::parts, "--parts", "RULES DATA", "score the units that report on their own first, and fill inputs `from parts` with their results",
       "chấm trước các đơn vị trực thuộc và lấy kết quả vào số liệu `từ đơn vị trực thuộc`"},
      {flag::to, "--to", "vi|en", "write the keywords in this language (default: as the file has them)",
       "viết từ khóa bằng ngôn ngữ này (mặc định: giữ như trong tệp)"},
      {flag::write, "--write", "", "replace the file itself", "ghi đè chính tệp đó"},
      {flag::check, "--check", "", "write nothing, exit 1 where the file is not in canonical form",
       "không ghi gì, thoát với mã 1 nếu tệp chưa đúng dạng chuẩn"},
      {flag::root, "--root", "DIR", "the folder of all rule files, which `include` may not leave (default: that of the rule file)",
       "thư mục chứa mọi tệp quy tắc, `dùng tệp` không được ra ngoài (mặc định: thư mục của tệp quy tắc)"},
      {flag::period, "--for", "PERIOD", "the period that is assessed: 2022, one day, or 2022-01-01..2022-12-31; it chooses among rule files",
       "kỳ được chấm: 2022, một ngày, hoặc 2022-01-01..2022-12-31; dùng để chọn tệp quy tắc"},
      {flag::published, "--published", "FILE", "a result of `ancs score --format json`, to be checked against these rules and data",
       "kết quả của `ancs score --format json` cần đối chiếu với quy tắc và số liệu này"},
      {flag::reason, "--reason", "TEXT", "why published scores are adjusted", "lý do điều chỉnh kết quả đã công bố"},
      {flag::date, "--date", "DAY", "the day of the adjustment, such as 2024-03-31", "ngày điều chỉnh, ví dụ 2024-03-31"},
      {flag::journal, "--journal", "FILE", "append the adjustments to FILE, one JSON object a line", "ghi thêm các điều chỉnh vào FILE, mỗi dòng một đối tượng JSON"},
      {flag::coverage, "--coverage", "", "list the guards, rows, clauses, vetoes and levels that no test exercises",
       "liệt kê điều kiện, dòng, điều khoản, điều không xét và mức mà chưa bài kiểm tra nào chạm tới"},
      {flag::fail_under, "--fail-under", "PERCENT", "exit 1 where the tests of a file exercise less than this, such as 80",
       "thoát với mã 1 nếu các bài kiểm tra của một tệp phủ ít hơn mức này, ví dụ 80"},
      {flag::junit, "--junit", "FILE", "also write the results to FILE as JUnit XML", "ghi thêm kết quả vào FILE theo dạng JUnit XML"},
      {flag::suggest_tests, "--suggest-tests", "", "print tests at every threshold that the file does not yet test, ready to paste",
       "in các bài kiểm tra ở từng ngưỡng mà tệp chưa kiểm tra, sẵn để dán vào tệp"},
      {flag::data, "--data", "FILE", "also compare the points and levels of the units of this data file",
       "so sánh thêm điểm và xếp loại của các đơn vị trong tệp số liệu này"},
      {flag::rows, "--rows", "N", "how many units are made up (default 1000000, or what 2 GiB hold)", "số đơn vị được tạo ra để đo (mặc định 1000000, hoặc vừa 2 GiB)"},
      {flag::threads, "--threads", "N", "threads that score columns, 1 to 256 (default 1)", "số luồng chấm theo cột, từ 1 đến 256 (mặc định 1)"},
      {flag::progress, "--progress", "", "show progress on standard error also where that is no terminal", "hiện tiến độ trên đầu ra lỗi cả khi đó không phải màn hình"},
      {flag::no_progress, "--no-progress", "", "never show progress", "không bao giờ hiện tiến độ"},
      {flag::help, "--help", "", "this help", "phần trợ giúp này"},
      {flag::version, "--version", "", "versions of the tool and of the rule language", "phiên bản của công cụ và của ngôn ngữ quy tắc"}};
  return table;
}

const std::vector<command_row>& command_table() {
  using enum flag;
  using f = tool::format;
  const std::size_t many = 10'000;
  static const std::vector<command_row> table{
      {command::check,
       "check",
       "RULES...",
       1,
       many,
       {flag::format, lang, output, root, suggest_tests},
       {f::text, f::json},
       "prove a rule file sound; report all that is wrong in it",
       "chứng minh tệp quy tắc là chặt chẽ; báo mọi chỗ sai",
       {"ancs check ward.ancs", "ancs check --format json --lang en ward.ancs", "ancs check --suggest-tests ward.ancs > more_tests.ancs"}},
      {command::score,
       "score",
       "RULES... DATA",
       2,
       many,
       {flag::format, lang, numbers, delimiter, output, period, flag::assessment, parts, root, flag::set, progress, no_progress},
       {f::text, f::json, f::csv},
       "score every unit of a data file",
       "chấm điểm mọi đơn vị trong tệp số liệu",
       {"ancs score ward.ancs wards.csv", "ancs score --numbers vi --format json -o result.json ward.ancs wards.csv",
        "export-wards | ancs score ward.ancs -", "ancs score --for 2022 rules/ wards.csv"}},
      {command::explain,
       "explain",
       "RULES... DATA",
       2,
       many,
       {flag::format, lang, numbers, delimiter, output, period, flag::assessment, parts, unit, root, flag::set, progress, no_progress},
       {f::text, f::json},
       "the filled-in form of each unit: every point with its reason",
       "phiếu chấm của từng đơn vị: mỗi điểm kèm lý do",
       {"ancs explain --unit hong_gai ward.ancs wards.csv", "ancs explain --lang vi ward.ancs wards.csv", "ancs explain --for 2022 rules/ wards.csv"}},
      {command::rank,
       "rank",
       "RULES... DATA",
       2,
       many,
       {flag::format, lang, numbers, delimiter, output, period, flag::assessment, parts, root, flag::set, progress, no_progress},
       {f::text, f::json, f::csv},
       "put the units in ranking order",
       "xếp hạng các đơn vị",
       {"ancs rank ward.ancs wards.csv", "ancs rank --format csv -o places.csv ward.ancs wards.csv", "ancs rank --for 2022 rules/ wards.csv"}},
      {command::compare,
       "compare",
       "RULES DATA...",
       2,
       many,
       {flag::format, lang, numbers, delimiter, output, period, parts, published, reason, date, journal, root},
       {f::text, f::json, f::csv},
       "two assessments of each unit, or a published result and that of today, criterion by criterion",
       "so sánh hai lần chấm của từng đơn vị, hoặc kết quả đã công bố với hiện nay, theo từng tiêu chí",
       {"ancs compare ward.ancs wards.csv", "ancs compare ward.ancs self.csv verified.csv", "ancs compare --published result.json ward.ancs wards.csv",
        "ancs compare --published result.json --reason \"…\" --date 2024-03-31 --journal adjusted.jsonl ward.ancs wards.csv"}},
      {command::test,
       "test",
       "RULES...",
       1,
       many,
       {flag::format, lang, output, root, coverage, fail_under, junit},
       {f::text, f::json},
       "run the tests that stand in rule files",
       "chạy các bài kiểm tra viết trong tệp quy tắc",
       {"ancs test ward.ancs", "ancs test --coverage --fail-under 80 ward.ancs", "ancs test --junit results.xml rules/*.ancs"}},
      {command::diff,
       "diff",
       "OLD NEW",
       2,
       2,
       {flag::format, lang, numbers, delimiter, output, root, flag::data},
       {f::text, f::json},
       "say what changed between two rule files, and whose points",
       "nêu những gì thay đổi giữa hai tệp quy tắc, và điểm của đơn vị nào đổi",
       {"ancs diff ward_2024.ancs ward_2025.ancs", "ancs diff --data wards.csv ward_2024.ancs ward_2025.ancs"}},
      {command::explain_code,
       "explain-code",
       "[CODE...]",
       0,
       many,
       {flag::format, lang, output},
       {f::text, f::json},
       "what a message means, with a wrong and a mended example",
       "giải thích một thông báo, kèm ví dụ sai và ví dụ đã sửa",
       {"ancs explain-code E0301", "ancs explain-code --lang vi E0301 W0303", "ancs explain-code"}},
      {command::fmt,
       "fmt",
       "RULES",
       1,
       1,
       {lang, output, to, write, flag::check},
       {},
       "write a rule file in canonical form, in English or Vietnamese keywords",
       "viết lại tệp quy tắc theo dạng chuẩn, bằng từ khóa tiếng Việt hoặc tiếng Anh",
       {"ancs fmt ward.ancs", "ancs fmt --write ward.ancs", "ancs fmt --to vi -o ward_vi.ancs ward.ancs", "ancs fmt --check ward.ancs"}},
      {command::graph,
       "graph",
       "RULES",
       1,
       1,
       {lang, output, root},
       {},
       "the evaluation graph, for Graphviz",
       "đồ thị tính điểm, dùng với Graphviz",
       {"ancs graph ward.ancs | dot -Tsvg > ward.svg"}},
      {command::bench,
       "bench",
       "RULES",
       1,
       1,
       {flag::format, lang, output, root, flag::set, rows, threads},
       {f::text, f::json},
       "how fast a rule file scores on this machine, on units made up within its ranges",
       "đo tốc độ chấm của một tệp quy tắc trên máy này, với các đơn vị tạo ra trong phạm vi khai báo",
       {"ancs bench ward.ancs", "ancs bench --rows 100000 --threads 2 ward.ancs"}}};
  return table;
}

std::vector<std::string> files_read(const options& by) {
  std::vector<std::string> all = by.arguments;
  for (const auto& [rules, data] : by.parts) all.push_back(rules), all.push_back(data);
  if (!by.data.empty()) all.push_back(by.data);
  return all;
}

namespace {

const char* name_of(format f) { return f == format::json ? "json" : f == format::csv ? "csv" : "text"; }

/// Reads words one by one and keeps the first thing that is wrong.
class reader {
 public:
  explicit reader(const std::vector<std::string>& words) : words_(words) {}

  command_line read() {
    find_language();
    bool only_arguments = false;
    for (; at_ < words_.size() && out_.wrong.empty(); ++at_) {
      const std::string& word = words_[at_];
      if (only_arguments || word == "-" || word.empty() || word[0] != '-') {
        argument(word);
      } else if (word == "--") {
        only_arguments = true;
      } else {
        option(word);
      }
    }
    if (out_.wrong.empty()) finish();
    return std::move(out_);
  }

 private:
  /// The language of messages is needed before a wrong word is met, wherever --lang stands.
  void find_language() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i] == "--lang=vi" || (words_[i] == "--lang" && i + 1 < words_.size() && words_[i + 1] == "vi"))
        out_.parsed.lang = ancs::language::vi;
    }
  }

  template <class... T>
  void wrong(const char* en, const char* vi, const T&... args) {
    const auto lang = out_.parsed.lang.value_or(ancs::language::en);
    out_.wrong = fmt::format(fmt::runtime(in_language(lang, en, vi)), args...);
  }

  void suggest(std::string_view word, const std::vector<std::string>& candidates) {
    const auto near = ancs::find_invalid_utf8(word) ? std::nullopt : ancs::nearest_name(word, candidates);
    const auto lang = out_.parsed.lang.value_or(ancs::language::en);
    if (near) out_.wrong += fmt::format(fmt::runtime(in_language(lang, "; did you mean `{}`?", "; có phải là `{}` không?")), *near);
  }

  void argument(const std::string& word) {
    if (out_.parsed.command) {
      out_.parsed.arguments.push_back(word);
      return;
    }
    std::vector<std::string> names;
    for (const command_row& row : command_table()) {
      if (word == row.name) out_.parsed.command = &row;
      names.emplace_back(row.name);
    }
    if (out_.parsed.command) return;
    wrong("there is no command `{}`", "không có lệnh `{}`", word);
    suggest(word, names);
  }

  void option(const std::string& word) {
    const std::size_t equals = word.find('=');
    std::string name = word.substr(0, equals);
    if (name == "-h") name = "--help";
    if (name == "--output") name = "-o";
    std::vector<std::string> names;
    for (const flag_row& row : flag_table()) {
      names.emplace_back(row.name);
      if (name != row.name) continue;
      if (row.value[0] == '\0') {
        if (equals != std::string::npos) return wrong("`{}` takes no value", "`{}` không nhận giá trị", name);
        return take(row, {});
      }
      if (equals != std::string::npos && row.id == flag::parts)
        return wrong("`{}` takes two values behind it: {}", "`{}` nhận hai giá trị đứng sau: {}", name, row.value);
      if (equals != std::string::npos) return take(row, word.substr(equals + 1));
      if (at_ + 1 == words_.size()) return wrong("`{}` needs a value: {}", "`{}` cần một giá trị: {}", name, row.value);
      if (row.id == flag::parts) {
        if (at_ + 2 >= words_.size()) return wrong("`{}` needs two values: {}", "`{}` cần hai giá trị: {}", name, row.value);
        given_.push_back(row.id);
        out_.parsed.parts.emplace_back(words_[at_ + 1], words_[at_ + 2]);
        at_ += 2;
        return;
      }
      return take(row, words_[++at_]);
    }
    wrong("there is no option `{}`", "không có tùy chọn `{}`", name);
    suggest(name, names);
  }

  void take(const flag_row& row, const std::string& value) {
    given_.push_back(row.id);
    options& o = out_.parsed;
    bool ok = true;
    switch (row.id) {
      case flag::format:
        ok = pick(value, {{"text", format::text}, {"json", format::json}, {"csv", format::csv}}, o.format);
        break;
      case flag::lang:
        ok = pick(value, {{"vi", ancs::language::vi}, {"en", ancs::language::en}}, o.lang);
        break;
      case flag::to:
        ok = pick(value, {{"vi", ancs::language::vi}, {"en", ancs::language::en}}, o.to);
        break;
      case flag::numbers:
        ok = pick(value, {{"en", ancs::number_style::en}, {"vi", ancs::number_style::vi}}, o.numbers);
        break;
      case flag::delimiter:
        ok = pick(value, {{",", ','}, {";", ';'}, {"tab", '\t'}, {"auto", std::nullopt}}, o.delimiter);
        break;
      case flag::output:
        ok = !value.empty(), o.output = value;
        break;
      case flag::unit:
        ok = !ancs::find_invalid_utf8(value), o.unit = value;
        break;
      case flag::assessment:
        ok = !value.empty() && !ancs::find_invalid_utf8(value), o.assessment = ancs::to_nfc(ok ? value : "");
        break;
      case flag::root:
        ok = !value.empty(), o.root = value;
        break;
      case flag::set:
        ok = value.find('=') != std::string::npos && !ancs::find_invalid_utf8(value), o.set.push_back(value);
        break;
      case flag::parts:
        break;  // taken where its two words stand
      case flag::period:
        ok = (o.period = read_period(value)).has_value();
        break;
      case flag::date:
        ok = (o.date = read_day(value)).has_value();
        break;
      case flag::published:
        ok = !value.empty(), o.published = value;
        break;
      case flag::journal:
        ok = !value.empty(), o.journal = value;
        break;
      case flag::reason:
        ok = !ancs::find_invalid_utf8(value) && value.find_first_not_of(" \t") != std::string::npos, o.reason = ancs::to_nfc(ok ? value : "");
        break;
      case flag::write:
        o.write = true;
        break;
      case flag::check:
        o.check = true;
        break;
      case flag::coverage:
        o.coverage = true;
        break;
      case flag::fail_under:
        ok = read_share(value, o.fail_under);
        break;
      case flag::junit:
        ok = !value.empty(), o.junit = value;
        break;
      case flag::suggest_tests:
        o.suggest_tests = true;
        break;
      case flag::data:
        ok = !value.empty(), o.data = value;
        break;
      case flag::rows:
        ok = read_count(value, 1'000'000'000, o.rows);
        break;
      case flag::threads:
        ok = read_count(value, 256, o.threads);
        break;
      case flag::progress:
      case flag::no_progress:
        o.progress = row.id == flag::progress;
        break;
      case flag::help:
        o.help = true;
        break;
      case flag::version:
        o.version = true;
        break;
    }
    if (!ok) wrong("`{}` is no value of `{}`, which takes {}", "`{}` không phải giá trị của `{}`, chỉ nhận {}", value, row.name, row.value);
  }

  template <class T>
  static bool pick(const std::string& value, std::initializer_list<std::pair<const char*, std::type_identity_t<T>>> choices, T& into) {
    for (const auto& [word, meaning] : choices) {
      if (value == word) return into = meaning, true;
    }
    return false;
  }

  /// A whole number from 1 to `most`.
  template <class T>
  static bool read_count(const std::string& text, std::uint32_t most, std::optional<T>& into) {
    std::uint32_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc() || end != text.data() + text.size() || count < 1 || count > most) return false;
    into = static_cast<T>(count);
    return true;
  }

  /// "80" or "80%": four fifths.
  static bool read_share(std::string text, std::optional<ancs::rational>& into) {
    if (text.ends_with('%')) text.pop_back();
    const auto percent = text.find('/') == std::string::npos ? ancs::rational::parse(text) : std::nullopt;
    if (!percent || percent->sign() < 0 || *percent > 100) return false;
    into = *percent / 100;
    return true;
  }

  void finish() {
    const options& o = out_.parsed;
    if (o.help || o.version) return;
    if (!o.command) return wrong("no command is given", "chưa có lệnh nào");
    const command_row& row = *o.command;
    for (const flag given : given_) {
      if (std::find(row.flags.begin(), row.flags.end(), given) != row.flags.end()) continue;
      for (const flag_row& f : flag_table()) {
        if (f.id == given) return wrong("`ancs {}` has no option `{}`", "lệnh `ancs {}` không có tùy chọn `{}`", row.name, f.name);
      }
    }
    if (o.format != format::text && std::find(row.formats.begin(), row.formats.end(), o.format) == row.formats.end()) {
      return wrong("`ancs {}` does not write `{}`", "lệnh `ancs {}` không ghi được dạng `{}`", row.name, name_of(o.format));
    }
    if (o.arguments.size() < row.least || o.arguments.size() > row.most) {
      return wrong("`ancs {}` takes {}; {} given", "lệnh `ancs {}` cần {}; đã cho {}", row.name, row.arguments, o.arguments.size());
    }
    const std::vector<std::string> read = files_read(o);
    if (std::count(read.begin(), read.end(), "-") > 1) {
      return wrong("standard input (`-`) can be read only once", "chỉ đọc được đầu vào chuẩn (`-`) một lần");
    }
    if (o.published.empty() && (!o.journal.empty() || !o.reason.empty() || o.date)) {
      return wrong("`--reason`, `--date` and `--journal` go with `--published`", "`--reason`, `--date` và `--journal` chỉ dùng cùng `--published`");
    }
    if (!o.journal.empty() && (o.reason.empty() || !o.date)) {
      return wrong("`--journal` needs `--reason` and `--date`: an adjustment is recorded with its reason and day",
                   "`--journal` cần có `--reason` và `--date`: điều chỉnh được ghi lại kèm lý do và ngày");
    }
    if (o.write && (o.check || !o.output.empty())) {
      return wrong("`--write` stands alone, without `--check` or `-o`", "`--write` không dùng cùng `--check` hay `-o`");
    }
    if (o.write && o.arguments[0] == "-")
      return wrong("`--write` needs a file, not standard input", "`--write` cần một tệp, không phải đầu vào chuẩn");
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  std::vector<flag> given_;
  command_line out_;
};

}  // namespace

command_line read_command_line(const std::vector<std::string>& words) { return reader(words).read(); }

}  // namespace tool
