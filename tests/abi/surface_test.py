# surface_test.py: the library shows the calls of include/ancs.h and nothing else, and no change of them breaks a host that was built before.
#
#   surface_test.py LIBRARY SOURCE_DIR            compares with tests/abi/libancs.so.1.abi and .constants
#   surface_test.py LIBRARY SOURCE_DIR --write    writes these anew: for additions, and with a new major version for anything else
#
# The types are compared by abidiff on a library made of the header alone, so that neither the compiler nor the C++ inside it matters.
import pathlib
import re
import subprocess
import sys
import tempfile


def declarations(header):
    """What a program that only reads the header sees: comments, preprocessor lines and the C++ frame taken away."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    text = re.sub(r"^#ifdef __cplusplus\n.*?^#endif\n", "", text, flags=re.S | re.M)
    return re.sub(r"^#.*$", "", text, flags=re.M)


def calls(header):
    return re.findall(r"^[\w ]+[ *](ancs_\w+)\([^;]*\);", declarations(header), flags=re.M | re.S)


def stub(header):
    """C source that defines every call of the header, with no body to speak of."""
    out = ['#include "ancs.h"\n']
    for head, returned in re.findall(r"^((const char \*|[\w]+ )ancs_\w+\([^;]*\));", declarations(header), flags=re.M | re.S):
        out.append(f"{head} {{ return ({returned.strip()})0; }}\n")
    return "".join(out)


def members(part):
    pointer = re.search(r"\(\*(\w+)\)", part)
    return [pointer[1]] if pointer else re.findall(r"[\s*](\w+)(?:\[\d+\])?(?=,|\s*$)", part)


def constants(header, source, place):
    """NAME = value of every constant, and where each member of each structure stands, as the compiler sees it."""
    names = []
    for body in re.findall(r"^enum \{(.*?)\}", declarations(header), flags=re.S | re.M):
        names += re.findall(r"\b(ANCS_\w+) =", body)
    assert len(names) > 50, "too few constants found in the header"
    prints = "".join(f'printf("{n} = %d\\n", (int){n});' for n in names)
    for body, name in re.findall(r"^typedef struct ancs_\w+ \{(.*?)\} (\w+);", declarations(header), flags=re.S | re.M):
        for member in (m for part in body.split(";") for m in members(part)):
            prints += f'printf("{name}.{member} at %d, %d bytes\\n", (int)offsetof({name}, {member}), (int)sizeof((({name} *)0)->{member}));'
    code = pathlib.Path(place) / "constants.c"
    code.write_text(f'#include <ancs.h>\n#include <stdio.h>\nint main(void) {{ {prints} return 0; }}\n', encoding="utf-8")
    built = run("cc", "-std=c99", "-I", str(source / "include"), "-o", str(code.with_suffix("")), str(code))
    if built.returncode:
        sys.exit(built.stderr)
    return run(str(code.with_suffix(""))).stdout.splitlines()


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def main(library, source, write):
    header = (source / "include" / "ancs.h").read_text(encoding="utf-8")
    declared = set(calls(header))
    assert len(declared) > 50, "too few calls found in the header"

    listing = run("nm", "--dynamic", "--defined-only", library).stdout
    shown = {line.split()[-1] for line in listing.splitlines()} - {"ANCS_1"}
    versioned = {name for name in shown if name.endswith("@@ANCS_1")}
    names = {name.split("@")[0] for name in shown if not name.startswith("ANCS_1")}
    # A sanitizer adds names of its own to a library.
    names = {n for n in names if not re.match(r"__(asan|ubsan|odr_asan|sanitizer)|_ZTI|_ZTS", n)}
    if names != declared:
        sys.exit(f"only in the header: {sorted(declared - names)}\nonly in the library: {sorted(names - declared)}")
    if len(versioned) != len(declared):
        sys.exit("names without the version ANCS_1")
    soname = run("readelf", "-d", library).stdout
    assert "[libancs.so.1]" in soname, "the SONAME is not libancs.so.1"
    undefined = run("nm", "--dynamic", "--undefined-only", library).stdout
    assert not re.search(r"\b(errno|__errno_location|fopen|stdout|stderr|getenv|setlocale)\b", undefined), "it reaches outside itself"

    baseline = source / "tests" / "abi" / "libancs.so.1.abi"
    with tempfile.TemporaryDirectory() as place:
        code = pathlib.Path(place) / "stub.c"
        code.write_text(stub(header), encoding="utf-8")
        binary = pathlib.Path(place) / "libancs.so.1"
        built = run("cc", "-std=c99", "-g", "-fPIC", "-shared", "-Wl,-soname,libancs.so.1", "-I", str(source / "include"), "-o", str(binary), str(code))
        if built.returncode:
            sys.exit(built.stderr)
        found = run("nm", "--dynamic", "--defined-only", str(binary)).stdout
        assert {line.split()[-1] for line in found.splitlines()} == declared, "the stub does not define what the header declares"
        now = constants(header, source, place)
        if write:
            baseline.with_suffix(".constants").write_text("\n".join(now) + "\n", encoding="utf-8")
            dumped = run("abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed", "--type-id-style", "hash", str(binary))
            if dumped.returncode:
                sys.exit(dumped.stderr)
            baseline.write_text(dumped.stdout.replace(f"{place}/", ""), encoding="utf-8")
            return
        before = baseline.with_suffix(".constants").read_text(encoding="utf-8").splitlines()
        # A structure with `size` first may grow at its end.
        growth = pathlib.Path(place) / "growth"
        growth.write_text("[suppress_type]\n  type_kind = struct\n  has_data_member_inserted_at = end\n", encoding="utf-8")
        broken = run("abidiff", "--no-show-locs", "--no-added-syms", "--suppressions", str(growth), str(baseline), str(binary))
        compared = run("abidiff", "--no-show-locs", str(baseline), str(binary))
    if broken.returncode:
        sys.exit("hosts that were built before would break:\n" + broken.stdout + broken.stderr)
    lost = [line for line in before if line not in now]
    if lost:
        sys.exit(f"what hosts were built with is gone or changed: {lost}")
    if compared.returncode or now != before:
        sys.exit("the interface has grown; when that is meant, run this again with --write:\n" + compared.stdout)


main(sys.argv[1], pathlib.Path(sys.argv[2]), "--write" in sys.argv)
