#!/bin/bash
# run.sh: from a fresh checkout to the scored, ranked and explained example: installs what is missing, builds, runs.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=examples/install.sh
. "$source_dir/examples/install.sh"

install_packages "${build_packages[@]}"
say "building build/bin/ancs (a minute or two the first time)"
build_in "$source_dir/build" ancs_tool

cd "$source_dir"
ancs=build/bin/ancs
rules=examples/hong_gai/hong_gai.ancs
data=examples/hong_gai/units.csv
members=examples/hong_gai_members/hong_gai_members.ancs  # a smaller rule file, whose results the larger one takes up
reports=examples/hong_gai_members/units.csv

# Each command as it can be typed, then what it says.
run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
run $ancs check $rules $members
run $ancs test $rules $members
run $ancs rank --lang vi $rules $data
run $ancs explain --lang vi --unit hong_gai --parts $members $reports $rules $data
