#!/bin/bash
# run.sh: runs one fuzz target from the committed inputs for a while: run.sh TARGET NAME DICTIONARY. Findings are kept beside the target.
# ANCS_FUZZ_SECONDS (60 if not set) is how long; hours are fine. No input may crash, leak, take 10 s or 1 GiB.
set -euo pipefail
target=$1 name=$2 dictionary=$3
tests_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(dirname "$target")/$name.corpus
mkdir -p "$work"
case $name in
  csv_fuzz) seeds=("$tests_dir/fuzz/csv") ;;
  *) seeds=("$tests_dir/good" "$tests_dir/bad" "$tests_dir/fuzz/rules" "$tests_dir/../examples") ;;
esac
exec "$target" -seed=1 -max_total_time="${ANCS_FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=1024 -max_len=8192 -dict="$dictionary" \
  -artifact_prefix="$(dirname "$target")/$name-" -print_final_stats=1 -verbosity=0 "$work" "${seeds[@]}"
