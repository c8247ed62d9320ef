// impl/check_unsupported.hpp: constructs that the language has and this version does not, with what to write until then.
#ifndef ANCS_IMPL_CHECK_UNSUPPORTED_HPP
#define ANCS_IMPL_CHECK_UNSUPPORTED_HPP

#include "check_state.hpp"

namespace ancs::detail {

inline std::string instead_of(keyword construct) {
  switch (construct) {
    case keyword::bonus:
      return both("move this block out of the group", "hãy chuyển khối này ra ngoài nhóm");
    default:
      return both("leave it out of the file", "hãy bỏ phần này khỏi tệp");
  }
}

/// `written`: the construct as the file has it, where that is more than its keyword.
inline void not_supported(check_state& s, span where, keyword construct, std::string written = {}) {
  report(s, code::not_yet_supported, where, {written.empty() ? word(s, construct) : std::move(written), instead_of(construct)});
}

}  // namespace ancs::detail

#endif
