#!/bin/bash
# run.sh: installs what is missing, builds and runs every test under CTest: once optimised by GCC, once by clang with the address
# and undefined-behaviour sanitizers, and each fuzz target for a minute. One summary of CTest closes the output and counts all.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=examples/install.sh
. "$source_dir/examples/install.sh"

install_packages "${build_packages[@]}" gcc pkg-config dpkg-dev groff abigail-tools luajit valgrind libgtest-dev clang libclang-rt-14-dev python3 python3-jsonschema \
  python3-pytest python3-hypothesis python3-numpy python3-pandas python3-build python3-wheel python3-setuptools python3-pip python3-dask python3-distributed

say "building the tests in build/tests"
build_in "$source_dir/build/tests" "" -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG" -DANCS_BUILD_TESTS=ON -DCMAKE_VERIFY_INTERFACE_HEADER_SETS=ON
say "building them and the fuzz targets with clang and sanitizers in build/sanitize"
build_in "$source_dir/build/sanitize" "" -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=None \
  "-DCMAKE_CXX_FLAGS=-O1 -gline-tables-only -Wno-pass-failed" "-DCMAKE_C_FLAGS=-O1 -gline-tables-only" \
  -DANCS_BUILD_TESTS=ON -DANCS_BUILD_FUZZERS=ON -DANCS_SANITIZE=ON

# A CTest directory that holds the tests of all builds, so that there is one run and one summary.
all=$source_dir/build/all
mkdir -p "$all"
printf 'subdirs("%s")\n' "$source_dir/build/tests" "$source_dir/build/sanitize" >"$all/CTestTestfile.cmake"

export ASAN_OPTIONS=halt_on_error=1:detect_leaks=1:strict_string_checks=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
exec ctest --test-dir "$all" --output-on-failure --parallel "$(nproc)" "$@"
