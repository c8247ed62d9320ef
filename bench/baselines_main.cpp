// baselines_main.cpp: the hand-written ways alone, without the engine: `ancs_bench_baselines [ROWS]`.
#include <cstdio>
#include <cstdlib>

#include "baselines.hpp"

int main(int argc, char** argv) {
  const long long rows = argc > 1 ? std::atoll(argv[1]) : 1000000;
  if (rows < 1 || rows > 100000000) {
    std::fprintf(stderr, "usage: %s [ROWS]   (1 to 100000000, 1000000 if not given)\n", argv[0]);
    return 2;
  }
  const ancs_bench::prepared prepared(static_cast<std::size_t>(rows));
  if (!ancs_bench::baselines_agree(prepared, 20000)) return 1;
  ancs_bench::report_baselines(prepared, 7);
  return ancs_bench::report_outside(prepared, ANCS_BENCH_DIRECTORY, 1) ? 0 : 1;
}
