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

# Each command as it can be typed, then what it says.
run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
run $ancs check $rules
run $ancs test $rules
run $ancs rank --lang vi $rules $data
run $ancs explain --lang vi --unit hong_gai $rules $data
