// arrow_results.hpp: the columns of results as an Arrow struct array: what is asked for, the memory it is written to, its final form.
#ifndef ANCS_C_ARROW_RESULTS_HPP
#define ANCS_C_ARROW_RESULTS_HPP

#include <string>
#include <vector>

#include "arrow_export.hpp"
#include "batch.hpp"

namespace ancs::c {

class arrow_results {
 public:
  arrow_results(const ancs::program& program, const memory& m, const ancs_batch_options& by, std::size_t rows);

  /// Where the engine writes.
  const std::vector<host_result>& places() const { return places_; }
  /// What was written, in the form that was asked for. Once.
  array_parts array();

  static schema_parts schema(const ancs::program& program, const ancs_batch_options& by);

 private:
  struct wanted {
    std::string name;
    std::int32_t what = 0, end = 0;
    std::size_t index = 0;
    std::vector<std::string> words;   // of a dictionary
  };
  static std::vector<wanted> all(const ancs::program& program, const ancs_batch_options& by);
  /// Decimals after the point that show all points; empty where none do.
  static std::optional<int> decimals(std::int64_t scale);
  /// What points are times of, in whole numbers.
  static std::int64_t scale_of(const ancs::program& program, const ancs_batch_options& by);

  void add(std::int32_t what, std::size_t index, std::int32_t end, std::int32_t type);
  array_parts points(buffer<unsigned char>&& written) const;
  array_parts words(buffer<unsigned char>&& written, const std::vector<std::string>& of) const;
  array_parts answers(const buffer<unsigned char>& written) const;
  array_parts veto(const buffer<unsigned char>& bits, std::size_t index) const;

  const ancs::program& program_;
  memory mem_;
  ancs_batch_options by_;
  std::size_t rows_;
  std::vector<wanted> wanted_;
  std::vector<host_result> places_;
  std::vector<buffer<unsigned char>> memory_;
};

}  // namespace ancs::c

#endif
