// impl/check_unsupported.hpp: constructs that the language has and this version does not, with what to write until then.
#ifndef ANCS_IMPL_CHECK_UNSUPPORTED_HPP
#define ANCS_IMPL_CHECK_UNSUPPORTED_HPP

#include "check_state.hpp"

namespace ancs::detail {

inline std::string instead_of(keyword construct) {
  switch (construct) {
    case keyword::rounding:
      return both("write `per criterion`, `per item` or `once at the end`", "hãy viết `mỗi tiêu chí`, `mỗi nội dung` hoặc `một lần ở cuối`");
    case keyword::same_within_parent:
      return both("leave it out, and give every unit the value of its parent", "hãy bỏ phần này và ghi giá trị của cấp trên cho từng đơn vị");
    case keyword::date:
      return both("count the days beforehand: `input late_days : days`", "hãy đếm trước số ngày: `số liệu ngay_cham : số ngày`");
    case keyword::yearly:
      return both("declare one input for each year, such as `input cases_2021, cases_2022 : count`",
                  "hãy khai báo mỗi năm một số liệu, ví dụ `số liệu so_vu_2021, so_vu_2022 : số đếm`");
    case keyword::with_baseline:
      return both("declare the baseline as an input of its own, such as `input cases_before : count monthly`",
                  "hãy khai báo mốc so sánh thành một số liệu riêng, ví dụ `số liệu so_vu_truoc : số đếm hằng tháng`");
    case keyword::above:
    case keyword::below:
      return both("write `at least` or `at most` here, and the strict limit as `require part < whole`",
                  "ở đây hãy viết `ít nhất` hoặc `không quá`, còn giới hạn chặt thì viết `yêu cầu phan < tong`");
    case keyword::at_least:
    case keyword::at_most:
      return both("keep the limit that matters most here, and write the other as `require part <= whole`",
                  "hãy giữ giới hạn quan trọng nhất ở đây, giới hạn kia viết thành `yêu cầu phan <= tong`");
    case keyword::run:
    case keyword::count_of:
      return both("count it beforehand and declare the result: `input years_running : count`",
                  "hãy đếm trước rồi khai báo kết quả: `số liệu so_nam_lien_tuc : số đếm`");
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
