// parse_findings.hpp: the text as parsing sees it (normal form C), and findings placed in the text as the file has it.
#ifndef ANCS_IMPL_PARSE_FINDINGS_HPP
#define ANCS_IMPL_PARSE_FINDINGS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../diagnostic.hpp"
#include "../parse.hpp"
#include "../text.hpp"

namespace ancs::detail {

/// A normalised text and the way back to the file's own bytes.
struct parsed_text {
  nfc_text nfc;
  std::uint32_t skipped = 0;  ///< bytes before it: other texts, a byte order mark

  std::string_view view() const { return nfc.text; }
  std::string_view at(std::uint32_t begin, std::uint32_t end) const { return view().substr(begin, end - begin); }
  span where(std::uint32_t begin, std::uint32_t end) const { return {nfc.original(begin) + skipped, nfc.original(end) + skipped}; }
};

/// User text for a message: one line, not too long.
inline std::string quoted_text(std::string_view text) { return to_printable(text, 60); }

/// Collects the findings of one pass, up to one past the limit.
class findings_list {
 public:
  explicit findings_list(const parsed_text& text) : text_(&text) {}
  bool full() const { return all_.size() > limits::diagnostics; }
  bool empty() const { return all_.empty(); }
  diagnostics& all() { return all_; }

  void add(code id, std::uint32_t begin, std::uint32_t end, std::vector<std::string> args = {}, std::vector<related> others = {}) {
    if (full()) return;
    diagnostic d;
    d.id = id;
    d.where = text_->where(begin, end);
    d.args = std::move(args);
    d.others = std::move(others);
    all_.push_back(std::move(d));
  }

 private:
  const parsed_text* text_;
  diagnostics all_;
};

}  // namespace ancs::detail

#endif
