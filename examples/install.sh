# install.sh: what the run scripts share: Debian packages that are missing, and a quiet build. To be sourced by bash.
# Everything it says goes to standard error, so that a script's own output can be piped.
# shellcheck shell=bash disable=SC2034,SC2154  # the scripts that source this use build_packages and set source_dir

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

build_options=(-DCMAKE_BUILD_TYPE=RelWithDebInfo)

# What every build of ancs needs.
build_packages=(g++ cmake ninja-build libboost1.81-dev libfmt-dev libutf8proc-dev)

# install_packages NAME...: installs those that are not there, and says which.
install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is not a Debian system: please see to it that the counterparts of these packages are installed: $*"
    return 0
  fi
  local missing=() name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "missing packages: ${missing[*]}
installing them needs root and there is no sudo; ask for: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing with apt-get: ${missing[*]}"
  local log
  log=$(mktemp)
  # The lists of a fresh machine may be empty or old: fetch them, then install.
  if "${as_root[@]}" apt-get update >"$log" 2>&1 &&
     "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 30 "$log" >&2
    rm -f "$log"
    fail "could not install: ${missing[*]}
install them by hand (apt-get install ${missing[*]}) and run this again"
  fi
}

# build_in DIRECTORY TARGETS [CMAKE OPTION]...: configures and builds, quiet unless it fails. TARGETS is one word list.
build_in() {
  local directory=$1 targets=$2
  shift 2
  local options=("${build_options[@]}" "$@")
  # An existing build directory keeps the generator it was made with.
  [ -e "$directory/CMakeCache.txt" ] || options=(-G Ninja "${options[@]}")
  mkdir -p "$directory"
  local log=$directory/build.log
  # shellcheck disable=SC2086  # the targets are words
  if ! { cmake -S "$source_dir" -B "$directory" "${options[@]}" && cmake --build "$directory" --parallel "$(nproc)" ${targets:+--target $targets}; } >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    fail "the build failed; the whole log is in $log"
  fi
}
