// rank_columns.hpp: places of many units at once, from columns of whole numbers, as cohort.hpp gives them one by one.
#ifndef ANCS_RANK_COLUMNS_HPP
#define ANCS_RANK_COLUMNS_HPP

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace ancs {

/// A key of a ranking: one whole number a row, points or inputs in units of any one scale. Memory of the host, read only.
struct rank_key {
  std::span<const std::int64_t> values;
  bool descending = true;
};

namespace detail {

/// Key columns folded into one number a row, the smaller the better; not possible where their ranges need more than 64 bits.
class packed_keys {
 public:
  packed_keys(std::span<const rank_key> keys, std::span<const std::uint32_t> cohorts, std::size_t rows) : packed_(rows) {
    if (!cohorts.empty()) fold(rows, [&](std::size_t i) { return std::int64_t{cohorts[i]}; }, false);
    cohort_bits_ = bits_;
    for (const rank_key& key : keys)
      if (fits_) fold(rows, [&](std::size_t i) { return key.values[i]; }, key.descending);
  }
  bool fits() const { return fits_; }
  unsigned bits() const { return bits_; }
  unsigned bits_below_cohort() const { return bits_ - cohort_bits_; }
  const std::vector<std::uint64_t>& values() const { return packed_; }

 private:
  template <class Value>
  void fold(std::size_t rows, const Value& value, bool descending) {
    std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 0; i < rows; ++i) low = std::min<std::int64_t>(low, value(i)), high = std::max<std::int64_t>(high, value(i));
    if (rows == 0) return;
    const auto first = static_cast<std::uint64_t>(descending ? high : low);
    const auto width = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)));
    if (!(fits_ = bits_ + width <= 64)) return;
    bits_ += width;
    if (width == 0) return;
    for (std::size_t i = 0; i < rows; ++i) {
      const auto v = static_cast<std::uint64_t>(value(i));
      packed_[i] = (width == 64 ? 0 : packed_[i] << width) | (descending ? first - v : v - first);
    }
  }

  std::vector<std::uint64_t> packed_;
  unsigned bits_ = 0, cohort_bits_ = 0;
  bool fits_ = true;
};

/// Sorts by the `bits` of each element's key from `first` on, keeping the order of equals: counting digit by digit, least first. All
/// digits are counted in one pass; one in which every key agrees is not sorted by.
template <class Element, class Key>
void radix_sort(std::vector<Element>& rows, unsigned first, unsigned bits, const Key& key) {
  constexpr unsigned digit = 11, mask = (1u << digit) - 1;
  const unsigned digits = (bits + digit - 1) / digit;
  std::vector<std::array<std::uint32_t, mask + 1>> counts(digits);
  for (const Element& row : rows) {
    std::uint64_t k = first < 64 ? key(row) >> first : 0;
    for (unsigned d = 0; d < digits; ++d, k >>= digit) ++counts[d][k & mask];
  }
  std::vector<Element> other(digits ? rows.size() : 0);
  for (unsigned d = 0; d < digits; ++d) {
    const unsigned shift = first + d * digit;
    auto& begins = counts[d];
    if (rows.empty() || begins[(key(rows.front()) >> shift) & mask] == rows.size()) continue;
    std::uint32_t before = 0;
    for (auto& begin : begins) before += std::exchange(begin, before);
    for (const Element& row : rows) other[begins[(key(row) >> shift) & mask]++] = row;
    rows.swap(other);
  }
}

/// Places along an order: `begins(i)`: the row at i belongs to another cohort than the one before; `same(i)`: it ties with that.
template <class Begins, class Same, class Row>
void number_places(std::size_t rows, bool dense, const Begins& begins, const Same& same, const Row& row, std::span<std::uint32_t> places) {
  std::uint32_t place = 0, standing = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    if (i == 0 || begins(i)) place = standing = 0;
    ++standing;
    if (place == 0 || !same(i)) place = dense ? place + 1 : standing;
    places[row(i)] = place;
  }
}

}  // namespace detail

/// The place of every row, from 1, among the rows of its cohort: ordered by each key in turn, rows that are equal in all keys share a
/// place. `ties split by` keys are further keys. `dense`: the next place follows without a gap. `cohorts`: a code of each row's cohort,
/// empty where all are in one. `places` gets one number a row. All columns have as many rows as `places`, fewer than 2^32.
inline void rank_columns(std::span<const rank_key> keys, std::span<const std::uint32_t> cohorts, bool dense, std::span<std::uint32_t> places) {
  const std::size_t rows = places.size();
  const detail::packed_keys packed(keys, cohorts, rows);
  if (packed.fits()) {
    const unsigned below = packed.bits_below_cohort();
    const auto number = [&](const auto& sorted, const auto& key, const auto& row) {
      const auto cohort = [&](std::size_t i) { return below == 64 ? 0 : key(sorted[i]) >> below; };
      detail::number_places(
          rows, dense, [&](std::size_t i) { return cohort(i) != cohort(i - 1); }, [&](std::size_t i) { return key(sorted[i]) == key(sorted[i - 1]); },
          [&](std::size_t i) { return row(sorted[i]); }, places);
    };
    const auto row_bits = static_cast<unsigned>(std::bit_width(rows));
    if (packed.bits() + row_bits <= 64) {
      // The row's number behind its key: half the memory to move.
      std::vector<std::uint64_t> sorted(rows);
      for (std::size_t i = 0; i < rows; ++i) sorted[i] = packed.values()[i] << row_bits | i;
      detail::radix_sort(sorted, row_bits, packed.bits(), [](std::uint64_t e) { return e; });
      number(sorted, [row_bits](std::uint64_t e) { return e >> row_bits; },
             [mask = (std::uint64_t{1} << row_bits) - 1](std::uint64_t e) { return static_cast<std::size_t>(e & mask); });
      return;
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted(rows);
    for (std::size_t i = 0; i < rows; ++i) sorted[i] = {packed.values()[i], static_cast<std::uint32_t>(i)};
    detail::radix_sort(sorted, 0, packed.bits(), [](const auto& e) { return e.first; });
    number(sorted, [](const auto& e) { return e.first; }, [](const auto& e) { return e.second; });
    return;
  }
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0u);
  const auto compare = [&](std::uint32_t a, std::uint32_t b) {
    if (!cohorts.empty() && cohorts[a] != cohorts[b]) return cohorts[a] < cohorts[b] ? -1 : 1;
    for (const rank_key& key : keys)
      if (key.values[a] != key.values[b]) return (key.values[a] < key.values[b]) != key.descending ? -1 : 1;
    return 0;
  };
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return compare(a, b) < 0; });
  detail::number_places(
      rows, dense, [&](std::size_t i) { return !cohorts.empty() && cohorts[order[i]] != cohorts[order[i - 1]]; },
      [&](std::size_t i) { return compare(order[i - 1], order[i]) == 0; }, [&](std::size_t i) { return order[i]; }, places);
}

}  // namespace ancs

#endif
