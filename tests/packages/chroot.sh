#!/bin/bash
# chroot.sh: installs the four packages on a clean Debian 12 and uses them there: a C host, a C++ host, the tool, its pages, Python.
#
#   chroot.sh DIRECTORY_OF_PACKAGES [MIRROR]      BASE=DIR: a tree that debootstrap made before, to be copied
#
# Run by hand, as root: it needs the network and debootstrap, which the tests may not. They do the same with unpacked packages.
set -euo pipefail
packages=$(cd "$1" && pwd)
mirror=${2:-http://deb.debian.org/debian}
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT

if [ -n "${BASE:-}" ]; then
  cp -a "$BASE/." "$root/"
else
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail "$root.log"; exit 1; }
  rm -f "$root.log"
fi

mkdir "$root/packages" "$root/host"
cp "$packages"/*.deb "$root/packages/"
cp "$source_dir"/examples/c/score.c "$source_dir"/examples/library/score.cpp "$source_dir"/tests/packages/consumer/CMakeLists.txt "$root/host/"
cp -r "$source_dir/examples/hong_gai" "$root/host/"

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/bin:/usr/sbin:/bin:/sbin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root bash -euo pipefail -c "$1"; }
step() { printf '== %s\n' "$1"; }

step "the tool and Python, with what they depend on"
inside 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /packages/libancs1_*.deb /packages/ancs-tools_*.deb /packages/python3-ancs_*.deb man-db bash-completion >/dev/null'
inside 'cd /host && ancs rank hong_gai/hong_gai.ancs hong_gai/units.csv | grep -q hong_gai && ancs --version'
inside 'test -e /usr/share/man/man1/ancs-score.1.gz -o -e /usr/share/man/man1/ancs-score.1 && test -e /usr/share/bash-completion/completions/ancs'
inside 'cd /tmp && python3 -c "import ancs; m = ancs.compile(\"/host/hong_gai/hong_gai.ancs\"); print(ancs.__file__, m.score(released=21, reoffended=2).total)"'
inside 'cd /tmp && python3 -m ancs check /host/hong_gai/hong_gai.ancs'

step "hosts in C and C++"
inside 'apt-get install -y -qq --no-install-recommends /packages/libancs-dev_*.deb gcc g++ cmake ninja-build pkg-config libc6-dev >/dev/null'
inside 'cd /host && cc -std=c99 -pedantic -Wall -Werror -o by_pkg_config score.c $(pkg-config --cflags --libs ancs) && ./by_pkg_config hong_gai/hong_gai.ancs | grep "A4 10"'
for wanted in "c score.c" "ancs score.cpp"; do
  set -- $wanted
  inside "cd /host && cmake -G Ninja -S . -B build_$1 -DWANTED=$1 -DSOURCE=/host/$2 >/dev/null && cmake --build build_$1 >/dev/null && mkdir -p examples && ln -sfn /host/hong_gai examples/hong_gai && build_$1/host | tail -1"
done

step "removed without a trace"
inside 'apt-get purge -y -qq libancs1 libancs-dev ancs-tools python3-ancs >/dev/null && test -z "$(find / -xdev -name "*ancs*" -not -path "/packages/*" -not -path "/host/*" -not -path "/var/*" -not -path "/proc/*")"'
echo "packages install and work on a clean Debian 12"
