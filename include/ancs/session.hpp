// session.hpp: one unit under change: after an input changes, only what depends on it is computed again.
#ifndef ANCS_SESSION_HPP
#define ANCS_SESSION_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "config.hpp"
#include "diagnostic.hpp"
#include "program.hpp"
#include "scorecard.hpp"

namespace ancs {

/// The data of one unit together with its results, which are those of program.evaluate after every change. Not for several threads at once.
class session {
 public:
  /// Scores the unit once.
  explicit session(record unit);
  ~session();
  session(session&&) noexcept;
  session& operator=(session&&) noexcept;

  /// As in record: a value that cannot be taken is told, and the column then counts as missing.
  std::optional<diagnostic> set(std::string_view column, const rational& value);
  std::optional<diagnostic> set(std::uint32_t column, const rational& value);
  template <std::integral T>
    requires(std::signed_integral<T> || sizeof(T) < 8)
  std::optional<diagnostic> set(std::uint32_t column, T value) { return set_whole(column, value); }
  std::optional<diagnostic> clear(std::string_view column);
  /// Takes one column over from another record of the same program: its value, or that it is missing or invalid. An index past the end
  /// changes nothing.
  void take(std::uint32_t column, const record& from);

  const record& unit() const;
  /// The results as they now are: valid until the next change.
  evaluation results() const;
  /// A scorecard of the results as they now are; it is scored as a whole.
  scorecard card() const;

  /// Steps that the last change needed, of all that the unit needs. Where data is missing, wrong or very large, all are done.
  std::size_t steps_done() const;
  std::size_t steps() const;

 private:
  std::optional<diagnostic> set_whole(std::uint32_t column, std::int64_t value);
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace ancs

#ifdef ANCS_HEADER_ONLY
#include "impl/session_inl.hpp"
#endif
#endif
