// outside.cpp: the same table in NumPy and SQLite, where the system's Python has them.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "baselines.hpp"

namespace ancs_bench {
namespace {

/// A directory of our own for the file that the scripts read; gone with the object.
class temporary_directory {
 public:
  temporary_directory() {
    std::error_code failed;
    std::string name = (std::filesystem::temp_directory_path(failed) / "ancs_bench_XXXXXX").string();
    if (!failed && mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~temporary_directory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  temporary_directory(const temporary_directory&) = delete;
  temporary_directory& operator=(const temporary_directory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string quoted(const std::string& text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

}  // namespace

bool write_columns(const workload& of, std::size_t rows, const std::string& file) {
  std::FILE* to = std::fopen(file.c_str(), "wb");
  if (to == nullptr) return false;
  bool written = true;
  for (const auto& column : of.columns) written = written && std::fwrite(column.data(), sizeof(std::int64_t), rows, to) == rows;
  return std::fclose(to) == 0 && written;
}

outside_measurement run_script(const std::string& script, const std::string& file, std::size_t rows) {
  outside_measurement made;
  // -B: no compiled files beside the sources.
  const std::string command = "/usr/bin/python3 -B " + quoted(script) + " " + quoted(file) + " " + std::to_string(rows);
  std::FILE* from = popen(command.c_str(), "r");
  if (from == nullptr) return made;
  long long sum = 0;
  const int fields = std::fscanf(from, "rows_per_second %lf checksum %lld", &made.rows_per_second, &sum);
  const int status = pclose(from);
  made.checksum = sum;
  constexpr int lacks_module = 3, lacks_python = 127;
  if (WIFEXITED(status) && (WEXITSTATUS(status) == lacks_module || WEXITSTATUS(status) == lacks_python))
    made.how = outside_measurement::outcome::not_installed;
  else if (fields == 2 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
    made.how = outside_measurement::outcome::measured;
  return made;
}

bool report_outside(const prepared& of, const std::string& script_directory, int rounds, const std::function<void()>& score_all) {
  const temporary_directory work;
  if (work.path().empty()) {
    std::fprintf(stderr, "bench: no temporary directory: NumPy and SQLite are left out\n");
    return true;
  }
  struct outside {
    const char* name;
    const char* script;
    std::size_t rows;
    const char* ratio;
    double aim;
  };
  using outcome = outside_measurement::outcome;
  bool agree = true;
  for (const auto& [name, script, most, ratio, aim] : {outside{"NumPy columns", "numpy_w.py", of.data.rows, "columns_vs_numpy", 12},
                                                       outside{"SQLite", "sqlite_w.py", std::size_t{200000}, "columns_vs_sqlite", 200}}) {
    const std::size_t rows = std::min(most, of.data.rows);
    const std::string file = work.path() + "/columns";
    if (!write_columns(of.data, rows, file)) {
      std::fprintf(stderr, "bench: %s could not be written: %s is left out\n", file.c_str(), name);
      continue;
    }
    results expected(rows);
    score_rows_int64(of.rows.data(), expected);
    std::vector<double> speeds, ratios;
    outcome how = outcome::measured;
    for (int round = 0; round < rounds; ++round) {
      const auto measured = run_script(script_directory + "/" + script, file, rows);
      how = measured.how;
      if (how == outcome::measured && measured.checksum != checksum(expected)) how = outcome::failed;
      if (how != outcome::measured) break;
      speeds.push_back(measured.rows_per_second);
      if (!score_all) continue;
      score_all();  // warms up: the script had the caches to itself
      std::vector<double> seconds;
      for (int turn = 0; turn < 5; ++turn) seconds.push_back(seconds_of(score_all));
      ratios.push_back(static_cast<double>(of.data.rows) / median(seconds) / measured.rows_per_second);
    }
    if (how == outcome::not_installed) {
      std::printf("         -  %s: not installed\n", name);
      continue;
    }
    if (how != outcome::measured) {
      std::fprintf(stderr, "bench: %s could not be measured, or gives other results\n", name);
      agree = false;
      continue;
    }
    std::printf("%10.3f  %s, %zu rows\n", median(speeds) / 1e6, name, rows);
    if (!ratios.empty()) print_ratio(ratio, median(ratios), ">=", aim);
  }
  return agree;
}

}  // namespace ancs_bench
