// seen_units.cpp: an open hash table of fingerprints.
#include "seen_units.hpp"

#include <cstring>
#include <utility>

namespace tool {

namespace {

/// Both halves of a product, so that every bit of the factors counts.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  __extension__ using wide = unsigned __int128;
  const wide product = static_cast<wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

struct fingerprint {
  std::uint64_t low = 0x9e3779b97f4a7c15, high = 0xc2b2ae3d27d4eb4f;

  void add(std::uint64_t word) {
    low = mixed(low ^ word, 0xa0761d6478bd642f);
    high = mixed(high ^ word, 0xe7037ed1a0b428db);
  }
  /// The length last, so that no text is the beginning of another.
  void add(std::string_view text) {
    const std::size_t size = text.size();
    for (; text.size() >= 8; text.remove_prefix(8)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data(), 8);
      add(word);
    }
    std::uint64_t word = 0;
    if (!text.empty()) std::memcpy(&word, text.data(), text.size());
    add(word);
    add(std::uint64_t{size});
  }
};

}  // namespace

seen_units::entry& seen_units::place_of(std::uint64_t low, std::uint64_t high) {
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = low & mask;
  while (entries_[at].line != 0 && (entries_[at].low != low || entries_[at].high != high)) at = (at + 1) & mask;
  return entries_[at];
}

std::uint32_t seen_units::line_of(const std::array<std::string_view, 3>& key, std::uint32_t line) {
  fingerprint of;
  for (const auto part : key) of.add(part);
  // At most two thirds full.
  if (3 * (count_ + 1) > 2 * entries_.size()) {
    const auto old = std::exchange(entries_, std::vector<entry>(entries_.empty() ? 1024 : entries_.size() * 2));
    for (const entry& e : old)
      if (e.line != 0) place_of(e.low, e.high) = e;
  }
  entry& known = place_of(of.low, of.high);
  if (known.line != 0) return known.line;
  if (full()) return 0;
  known = {of.low, of.high, line};
  ++count_;
  return 0;
}

}  // namespace tool
