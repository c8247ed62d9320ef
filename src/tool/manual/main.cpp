// main.cpp: writes the manual pages (roff) and the bash completion of `ancs` from the tables that the tool itself is driven by.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <string>

#include "../help.hpp"
#include "../options.hpp"
#include "ancs/version.hpp"

namespace tool {
namespace {

/// Text as roff shows it, on a line of its own.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool line_start = i == 0 || text[i - 1] == '\n';
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else out += c;
  }
  return out;
}

std::string heading(const std::string& name, const std::string& section) {
  return fmt::format(".TH {} 1 \"\" \"ancs {}.{}.{}\" \"{}\"\n", name, ancs::version_major, ancs::version_minor, ancs::version_patch, section);
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

bool has(const command_row& of, flag f) {
  if (f == flag::help) return true;
  for (const flag g : of.flags)
    if (g == f) return true;
  return false;
}

/// The help of a command, in one language, as it is printed.
std::string verbatim(const std::string& text) { return ".nf\n" + roff(text) + ".fi\n"; }

std::string page(const command_row& of) {
  const std::string name = fmt::format("ancs-{}", of.name);
  std::string out = heading("ANCS\\-" + upper(of.name), "ancs");
  out += fmt::format(".SH NAME\n{} \\- {}\n", roff(name), roff(of.en));
  out += fmt::format(".SH SYNOPSIS\n.B ancs {}\n[\\fIOPTIONS\\fR] {}\n", of.name, roff(of.arguments));
  out += ".SH OPTIONS\n";
  for (const flag_row& row : flag_table()) {
    if (!has(of, row.id)) continue;
    out += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(row.name), *row.value ? fmt::format(" \\fI{}\\fR", roff(row.value)) : "", roff(row.en));
  }
  out += ".SH EXAMPLES\n.nf\n";
  for (const char* example : of.examples) out += roff(example) + "\n";
  out += ".fi\n.SH TRỢ GIÚP TIẾNG VIỆT\n" + verbatim(help_text(&of, ancs::language::vi));
  out += ".SH SEE ALSO\n.BR ancs (1)\n";
  return out;
}

std::string overview() {
  std::string out = heading("ANCS", "ancs");
  out += ".SH NAME\nancs \\- scores wards by a rule file, exactly, and says why\n";
  out += ".SH SYNOPSIS\n.B ancs\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIARGUMENTS\\fR\n.SH COMMANDS\n";
  for (const command_row& row : command_table())
    out += fmt::format(".TP\n\\fBancs {}\\fR {}\n{}\n", row.name, roff(row.arguments), roff(row.en));
  out += ".SH DESCRIPTION\n" + verbatim(help_text(nullptr, ancs::language::en));
  out += ".SH TRỢ GIÚP TIẾNG VIỆT\n" + verbatim(help_text(nullptr, ancs::language::vi));
  out += ".SH SEE ALSO\n";
  for (const command_row& row : command_table()) out += fmt::format(".BR ancs\\-{} (1)\n", row.name);
  return out;
}

std::string words(std::string_view value) {
  std::string out;
  for (const char c : value) out += c == '|' ? ' ' : c;
  return out;
}

std::string completion() {
  std::string out = "# bash completion of ancs; generated from the tool's table of options\n_ancs() {\n";
  out += "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n  COMPREPLY=()\n";
  std::string commands;
  for (const command_row& row : command_table()) commands += fmt::format("{} ", row.name);
  out += "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  out += fmt::format("    mapfile -t COMPREPLY < <(compgen -W \"{}--help --version\" -- \"$word\")\n    return\n  fi\n", commands);
  out += "  case $before in\n";
  for (const flag_row& row : flag_table()) {
    const std::string_view value = row.value;
    if (value.find('|') == std::string_view::npos || value.find(',') != std::string_view::npos) continue;
    out += fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W \"{}\" -- \"$word\"); return ;;\n", row.name, words(value));
  }
  out += "    -o) mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n  esac\n  local options=\n  case $command in\n";
  for (const command_row& row : command_table()) {
    std::string options;
    for (const flag_row& f : flag_table())
      if (has(row, f.id)) options += fmt::format("{}{}", options.empty() ? "" : " ", f.name);
    out += fmt::format("    {}) options=\"{}\" ;;\n", row.name, options);
  }
  out += "  esac\n  if [[ $word == -* ]]; then\n    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n  else\n";
  out += "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n  fi\n}\ncomplete -o filenames -F _ancs ancs\n";
  return out;
}

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::cerr << "cannot write " << path << '\n';
  return static_cast<bool>(file);
}

}  // namespace
}  // namespace tool

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::string to = arguments[1];
  bool fine = tool::write(to + "/man/man1/ancs.1", tool::overview()) && tool::write(to + "/completion/ancs", tool::completion());
  for (const auto& row : tool::command_table()) fine = fine && tool::write(fmt::format("{}/man/man1/ancs-{}.1", to, row.name), tool::page(row));
  return fine ? 0 : 1;
}
