// tenfold.hpp: ten times Workload W in one rule file: 300 criteria over 450 columns, for the time that a criterion costs in a long file.
#ifndef ANCS_BENCH_TENFOLD_HPP
#define ANCS_BENCH_TENFOLD_HPP

#include <cstddef>
#include <memory>
#include <string>

#include "ancs/columns.hpp"
#include "ancs/source.hpp"
#include "baselines.hpp"

namespace ancs_bench {

inline constexpr std::size_t copies_of_w = 10;

/// The rules of W `copies_of_w` times under other names: copy 3 of `tips` is `tips_3`. The levels look at all groups, with limits
/// times the number of copies.
std::string tenfold_rules(const std::string& text);

/// The rows of W cut into `copies_of_w` pieces that stand beside each other, so that a unit has 450 columns of which none is
/// another one's, and all rows together are as many bytes as those of W.
class tenfold {
 public:
  /// Null, with the reason on standard error, if the rules do not compile.
  static std::unique_ptr<tenfold> make(const ancs::source& rules, const prepared& of);
  tenfold(const tenfold&) = delete;
  tenfold& operator=(const tenfold&) = delete;

  std::size_t rows() const { return totals_.size(); }
  std::size_t criteria() const { return program_.criteria().size(); }
  void run() { report_ = ancs::score(units_, request_); }
  /// Totals and vetoes are those by hand of the pieces, and all results those of scoring one unit at a time, in every row.
  bool agrees();

 private:
  tenfold(ancs::program program, const prepared& of);
  const prepared& of_;
  ancs::program program_;
  ancs::batch units_;
  ancs::batch_request request_;
  ancs::batch_report report_;
  std::vector<std::int32_t> totals_;
  std::vector<std::uint8_t> levels_;
  std::vector<std::uint32_t> vetoes_;
  bool columns_found_ = true;
};

}  // namespace ancs_bench

#endif
