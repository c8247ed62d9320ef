// timing.hpp: measures contestants in turns, so that a machine's good and bad minutes fall on all of them alike.
#ifndef ANCS_BENCH_TIMING_HPP
#define ANCS_BENCH_TIMING_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ancs_bench {

inline double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> of) {
  std::sort(of.begin(), of.end());
  const std::size_t half = of.size() / 2;
  return of.size() % 2 == 1 ? of[half] : (of[half - 1] + of[half]) / 2;
}

/// Several ways of doing the same, each with the number of rows that one call does.
class contest {
 public:
  std::size_t add(std::string name, std::size_t rows, std::function<void()> work) {
    entries_.push_back({std::move(name), rows, std::move(work), {}});
    return entries_.size() - 1;
  }
  /// One call of each to warm up, then `repetitions` rounds in which each has its turn. Whoever is done within a fiftieth of a
  /// second is called as often as fills it.
  void run(int repetitions) {
    std::vector<int> calls;
    for (auto& entry : entries_) {
      entry.work();
      const double once = seconds_of(entry.work);
      calls.push_back(once < 0.02 ? static_cast<int>(0.02 / std::max(once, 1e-6)) + 1 : 1);
    }
    for (int repetition = 0; repetition < repetitions; ++repetition)
      for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto& entry = entries_[i];
        const double all = seconds_of([&] {
          for (int call = 0; call < calls[i]; ++call) entry.work();
        });
        entry.seconds_per_row.push_back(all / calls[i] / static_cast<double>(entry.rows));
      }
  }
  const std::string& name(std::size_t of) const { return entries_[of].name; }
  std::size_t size() const { return entries_.size(); }
  double seconds_per_row(std::size_t of) const { return median(entries_[of].seconds_per_row); }
  double million_rows(std::size_t of) const { return 1e-6 / seconds_per_row(of); }
  /// Median over the rounds of the time that `a` takes for a row divided by the time that `b` takes.
  double time_ratio(std::size_t a, std::size_t b) const {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < entries_[a].seconds_per_row.size(); ++i)
      ratios.push_back(entries_[a].seconds_per_row[i] / entries_[b].seconds_per_row[i]);
    return median(std::move(ratios));
  }

 private:
  struct contestant {
    std::string name;
    std::size_t rows;
    std::function<void()> work;
    std::vector<double> seconds_per_row;
  };
  std::vector<contestant> entries_;
};

/// The line that a reader of ratios looks for. `bound` is ">=" or "<=".
inline void print_ratio(const std::string& name, double value, const char* bound, double aim) {
  std::printf("ratio %s %.4g aim %s%g\n", name.c_str(), value, bound, aim);
  std::fflush(stdout);
}

}  // namespace ancs_bench

#endif
