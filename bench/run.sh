#!/bin/bash
# run.sh: builds the benchmarks optimised and runs them; installs what is missing first. Arguments go to the benchmark. All ratios with
# their aims take some minutes and 6 GB of memory; `--without-large` leaves out the ten million rows.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=examples/install.sh
. "$source_dir/examples/install.sh"

install_packages "${build_packages[@]}" libbenchmark-dev
say "building the benchmarks in build/bench"
build_in "$source_dir/build/bench" "ancs_bench ancs_bench_rules ancs_bench_c ancs_bench_tool" -DCMAKE_BUILD_TYPE=Release -DANCS_BUILD_BENCHMARKS=ON
large=(--large)
[ "${1:-}" != --without-large ] || { large=() && shift; }
"$source_dir/build/bench/bin/ancs_bench" "${large[@]}" "$@"
"$source_dir/build/bench/bin/ancs_bench_rules"
"$source_dir/build/bench/bin/ancs_bench_c"
"$source_dir/build/bench/bin/ancs_bench_tool"
if [ -x /usr/bin/python3 ]; then
  ANCS_LIBRARY=$source_dir/build/bench/src/c/libancs.so.1 /usr/bin/python3 -B "$source_dir/bench/python_calls.py"
fi
