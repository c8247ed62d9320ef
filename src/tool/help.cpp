// help.cpp: writes the help from the tables of commands and options, so that neither can be forgotten.
#include "help.hpp"

#include <fmt/format.h>

#include "ancs/version.hpp"

namespace tool {

namespace {

std::string flag_lines(const std::vector<flag>& flags, const std::vector<format>& formats, ancs::language lang) {
  std::string out;
  for (const flag_row& row : flag_table()) {
    bool listed = row.id == flag::help;
    for (const flag f : flags) listed = listed || f == row.id;
    if (!listed) continue;
    std::string value = row.value;
    if (row.id == flag::format && formats.size() == 2) value = "text|json";
    out += fmt::format("  {:<26}{}\n", fmt::format("{} {}", row.name, value), in_language(lang, row.en, row.vi));
  }
  return out;
}

std::string data_notes(ancs::language lang) {
  return in_language(
      lang,
      "\nDATA is a CSV file in UTF-8. Its first line names the columns: `unit` (or `đơn vị`), if wanted `name` (or `tên`),\n"
      "and the inputs of the rule file (`cases`, `cases.before_model`, `late_reports.1`). An empty cell is missing data,\n"
      "not zero. A bad cell counts as missing and a broken line is left out; both are reported, the rest is scored.\n"
      "The columns `parent` and `unit_type`, if there are any, say which units belong together.\n",
      "\nDATA là tệp CSV mã UTF-8. Dòng đầu ghi tên các cột: `đơn vị` (hoặc `unit`), nếu muốn thì `tên` (hoặc `name`), và các\n"
      "số liệu của tệp quy tắc (`vu_viec`, `vu_viec.truoc`, `bao_cao.1`). Ô trống là thiếu số liệu, không phải số 0. Ô sai\n"
      "được coi là thiếu, dòng hỏng không được chấm; cả hai đều được báo, phần còn lại vẫn được chấm.\n"
      "Cột `cấp trên` và `loại đơn vị`, nếu có, cho biết các đơn vị nào thuộc cùng một cụm.\n");
}

std::string exit_notes(ancs::language lang) {
  return in_language(
      lang, "\nExit status: 0 fine; 1 findings (errors in rules or data, failing tests); 2 wrong use or a failed read or write.\n",
      "\nMã thoát: 0 tốt; 1 có lỗi (trong quy tắc hoặc số liệu, kiểm tra không đạt); 2 dùng sai hoặc không đọc, ghi được.\n");
}

std::string overview(ancs::language lang) {
  std::string out = in_language(
      lang, "ancs - scores wards by a rule file, exactly, and says why\n\nUsage: ancs COMMAND [OPTIONS] ARGUMENTS\n\nCommands:\n",
      "ancs - chấm điểm phường, xã theo tệp quy tắc, chính xác và nêu rõ lý do\n\n"
      "Cách dùng: ancs LỆNH [TÙY CHỌN] THAM SỐ\n\nCác lệnh:\n");
  for (const command_row& row : command_table()) {
    out += fmt::format("  {:<24}{}\n", fmt::format("{} {}", row.name, row.arguments), in_language(lang, row.en, row.vi));
  }
  out += in_language(
      lang, "\n`-` reads standard input. `ancs COMMAND --help` lists a command's options; `ancs --version` says which version this is.\n",
      "\n`-` là đọc đầu vào chuẩn. `ancs LỆNH --help` liệt kê tùy chọn của lệnh; `ancs --version` cho biết phiên bản.\n");
  out += in_language(
      lang, "\nExamples:\n  ancs check ward.ancs\n  ancs score ward.ancs wards.csv\n  ancs explain --unit hong_gai ward.ancs wards.csv\n",
      "\nVí dụ:\n  ancs check phuong.ancs\n  ancs score phuong.ancs so_lieu.csv\n  ancs explain --unit hong_gai phuong.ancs so_lieu.csv\n");
  return out + exit_notes(lang);
}

}  // namespace

std::string help_text(const command_row* of, ancs::language lang) {
  if (!of) return overview(lang);
  std::string out = fmt::format("ancs {} - {}\n\n{}: ancs {} [{}] {}\n\n{}:\n", of->name, in_language(lang, of->en, of->vi),
                                in_language(lang, "Usage", "Cách dùng"), of->name, in_language(lang, "OPTIONS", "TÙY CHỌN"),
                                of->arguments, in_language(lang, "Options", "Tùy chọn"));
  out += flag_lines(of->flags, of->formats, lang);
  bool reads_data = false;
  for (const flag f : of->flags) reads_data = reads_data || f == flag::numbers;
  if (reads_data) out += data_notes(lang);
  out += fmt::format("\n{}:\n", in_language(lang, "Examples", "Ví dụ"));
  for (const char* example : of->examples) out += fmt::format("  {}\n", example);
  return out + exit_notes(lang);
}

std::string version_text() {
  return fmt::format("ancs {}.{}.{}, rule language {}\n", ancs::version_major, ancs::version_minor, ancs::version_patch,
                     ancs::language_version);
}

}  // namespace tool
