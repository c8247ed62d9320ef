// pages.hpp: what each diagnostic code means, with a wrong and a mended example.
#ifndef ANCS_TOOL_PAGES_HPP
#define ANCS_TOOL_PAGES_HPP

#include <string>
#include <string_view>
#include <vector>

namespace tool {

struct page_file {
  std::string name, text;
};

/// The page of one code. It is written in pages/*.page as `== CODE` and fields `key: text`, a text going on until the next
/// key at the beginning of a line:
///   en, vi          what the code means and why it is one
///   with            declarations in front of the example's group; `with right` those of the mended one where they differ
///   clause wrong    what stands in the example's only criterion; `clause right` mended
///   more wrong      what stands at the end of the example; `more right` mended
///   file wrong      the whole example; `file right` mended
///   data wrong      the data file that is scored; `data right` mended; `rules` the rule file for it where the usual one does not do
///   files wrong     several files, each behind a line `--- NAME`; `files right` mended. `command` is what finds it, such as
///                   `score ward.ancs wards.csv`; `command right` the mended one where that differs
///   run             the command that finds it, where that is not `check`, or `score` for data
/// A page without an example is one whose example would be a host program, or too long to print.
struct page {
  std::string code;
  std::string en, vi;
  std::string wrong, right;            ///< rule files; with data the same one, sound
  std::string data_wrong, data_right;  ///< data files
  std::vector<page_file> files_wrong, files_right;
  std::string command, command_right;  ///< with files
  std::string run;                     ///< "check", "score", "test" or (with files) "command"; empty without an example
  bool has_example() const { return !run.empty(); }
};

/// All pages, by code.
const std::vector<page>& all_pages();
const page* find_page(std::string_view code);

}  // namespace tool

#endif
