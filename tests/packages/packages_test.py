# packages_test.py: an installed ancs, and its Debian packages unpacked into a prefix, serve hosts outside the source tree. No network.
#
#   packages_test.py BUILD_DIR SOURCE_DIR CMAKE CPACK
import os
import pathlib
import subprocess
import sys
import tempfile

BUILD, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
CMAKE, CPACK = sys.argv[3], sys.argv[4]
RULES = SOURCE / "examples" / "hong_gai" / "hong_gai.ancs"
UNITS = SOURCE / "examples" / "hong_gai" / "units.csv"


def run(*command, where=None, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=where, env={**os.environ, **environment})
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def expect(text, *parts):
    for part in parts:
        if part not in text:
            sys.exit(f"expected {part!r} in:\n{text}")


def only(paths):
    found = list(paths)
    assert len(found) == 1, found
    return found[0]


def c_host(prefix, place):
    """A C program against a tree, found by CMake and run with its library."""
    library = only(prefix.rglob("libancs.so.1")).parent
    here = {"LD_LIBRARY_PATH": str(library)}
    run(CMAKE, "-G", "Ninja", "-S", SOURCE / "tests/packages/consumer", "-B", place, "-DWANTED=c", f"-DSOURCE={SOURCE}/examples/c/score.c",
        f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug")
    run(CMAKE, "--build", place)
    expect(run(place / "host", where=SOURCE, **here), "total from 16 to 100")
    return here


def files_of(prefix):
    """What a tree has, whether its pages are compressed or not."""
    return {str(p.relative_to(prefix)).removesuffix(".gz") for p in prefix.rglob("*") if not p.is_dir() and "/share/doc/" not in str(p)}


def hosts(prefix, place):
    """Programs against an installed tree: found by CMake and by pkg-config, run with the installed library."""
    library = only(prefix.rglob("libancs.so.1")).parent
    here = {"LD_LIBRARY_PATH": str(library)}
    # Each component by itself, as a host's CMake asks for it.
    c, cpp = place / "score.c", place / "score.cpp"
    c.write_text((SOURCE / "examples/c/score.c").read_text())
    cpp.write_text((SOURCE / "examples/library/score.cpp").read_text())
    header = place / "number.cpp"
    header.write_text('#include <ancs/number.hpp>\n#include <iostream>\n'
                      'int main() { std::cout << (ancs::rational(1, 3) + ancs::rational(1, 6)).to_string() << "\\n"; }\n')
    for wanted, source, said in (("c", c, "total from 16 to 100"), ("ancs", cpp, "total from 16 to 100"), ("header_only", header, "0.5")):
        build = place / f"build_{wanted}"
        run(CMAKE, "-G", "Ninja", "-S", SOURCE / "tests/packages/consumer", "-B", build, f"-DWANTED={wanted}", f"-DSOURCE={source}",
            f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug")
        run(CMAKE, "--build", build)
        expect(run(build / "host", where=SOURCE, **here), said)
    # A version that is not there, and a component that is not there, are refused.
    for asked in ("find_package(ancs 2 REQUIRED)", "find_package(ancs 1 REQUIRED COMPONENTS fortran)"):
        project = place / "refused"
        project.mkdir(exist_ok=True)
        (project / "CMakeLists.txt").write_text(f"cmake_minimum_required(VERSION 3.25)\nproject(refused LANGUAGES CXX)\n{asked}\n")
        done = subprocess.run([CMAKE, "-S", str(project), "-B", str(project / "build"), f"-DCMAKE_PREFIX_PATH={prefix}"], capture_output=True, text=True)
        assert done.returncode != 0 and "ancs" in done.stderr, asked
    # pkg-config, without CMake.
    config = {"PKG_CONFIG_PATH": str(library / "pkgconfig")}
    flags = lambda name: run("pkg-config", "--cflags", "--libs", f"--define-variable=prefix={prefix}", name, **config).split()
    run("cc", "-std=c99", "-o", place / "by_pkg_config", c, *flags("ancs"))
    expect(run(place / "by_pkg_config", where=SOURCE, **here), "total from 16 to 100")
    run("c++", "-std=c++20", "-o", place / "cpp_by_pkg_config", cpp, *flags("ancs++"))
    expect(run(place / "cpp_by_pkg_config", where=SOURCE), "below 10% : full  (2/21 = 9.5% < 10%)")
    expect(" ".join(flags("ancs-header-only")), "-DANCS_HEADER_ONLY", f"-I{prefix}")
    return here


def tool(prefix, here):
    expect(run(prefix / "bin" / "ancs", "rank", RULES, UNITS, where="/", **here), "hong_gai")
    share = prefix / "share"
    assert (share / "man/man1/ancs.1").exists() or (share / "man/man1/ancs.1.gz").exists()
    completion = only(share.rglob("bash-completion/completions/ancs"))
    script = f"source {completion}; COMP_WORDS=(ancs score --numb); COMP_CWORD=2; _ancs; echo ${{COMPREPLY[@]}}; COMP_WORDS=(ancs sc); COMP_CWORD=1; _ancs; echo ${{COMPREPLY[@]}}"
    assert run("bash", "-c", script).split() == ["--numbers", "score"], run("bash", "-c", script)
    for page in sorted((share / "man/man1").glob("*.1")):
        said = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-K", "utf8", str(page)], capture_output=True, text=True) if has("groff") else None
        assert said is None or (said.returncode == 0 and not said.stderr), said.stderr


def has(program):
    return any(os.access(pathlib.Path(p) / program, os.X_OK) for p in os.environ["PATH"].split(":"))


def python(packages, here):
    code = (f"import ancs; m = ancs.compile({str(RULES)!r}); c = m.score(released=21, reoffended=2); print(ancs.__file__, c.total)")
    out = run("/usr/bin/python3", "-c", code, where="/", PYTHONPATH=str(packages), PYTHONDONTWRITEBYTECODE="1", ANCS_LIBRARY="", **here)
    expect(out, str(packages))


def parents(build):
    """As a part of another build: shared by FetchContent, static by add_subdirectory. Compiled as this build is, so that its compiler cache serves."""
    cache = dict(line.split("=", 1) for line in (BUILD / "CMakeCache.txt").read_text().splitlines() if "=" in line and not line.startswith(("#", "//")))
    same = {name: cache[f"{name}:{kind}"] for name, kind in (("CMAKE_CXX_COMPILER", "FILEPATH"), ("CMAKE_CXX_COMPILER", "STRING"), ("CMAKE_C_COMPILER", "FILEPATH"),
            ("CMAKE_C_COMPILER", "STRING"), ("CMAKE_CXX_FLAGS", "STRING"), ("CMAKE_CXX_FLAGS", "UNINITIALIZED"), ("CMAKE_BUILD_TYPE", "STRING"),
            ("CMAKE_BUILD_TYPE", "UNINITIALIZED")) if f"{name}:{kind}" in cache}
    if os.access(cache.get("ANCS_CCACHE:FILEPATH", ""), os.X_OK):
        same["CMAKE_CXX_COMPILER_LAUNCHER"] = cache["ANCS_CCACHE:FILEPATH"]
    for way, shared in (("fetch", "ON"), ("subdirectory", "OFF")):
        run(CMAKE, "-G", "Ninja", "-S", SOURCE / "tests/packages/parent", "-B", build, f"-DWAY={way}", f"-DBUILD_SHARED_LIBS={shared}",
            f"-DANCS_SOURCE={SOURCE}", f"-DFETCHCONTENT_SOURCE_DIR_ANCS={SOURCE}", *(f"-D{name}={value}" for name, value in same.items()))
        run(CMAKE, "--build", build)
        expect(run(build / "host"), "C++: 3 points")
        expect(run(build / "c_host"), "C: ancs 1.")
        needed = run("readelf", "-d", build / "host")
        assert ("libancs++.so.1" in needed) == (shared == "ON"), needed
        expect(run("readelf", "-d", build / "c_host"), "libancs.so.1")


def main():
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        # An installed tree.
        prefix = place / "usr"
        run(CMAKE, "--install", BUILD, "--prefix", prefix)
        tool(prefix, hosts(prefix, place))
        for installed in prefix.rglob("*"):
            if installed.suffix in (".cmake", ".pc"):
                assert str(SOURCE) not in installed.read_text() and str(BUILD) not in installed.read_text(), f"{installed} names the build tree"
        parents(place / "parent")

        # The Debian packages, unpacked.
        run(CPACK, "-G", "DEB", "-B", place / "packages", where=BUILD)
        packages = {p.name.split("_")[0]: p for p in (place / "packages").glob("*.deb")}
        assert set(packages) == {"libancs1", "libancs-dev", "ancs-tools", "python3-ancs"}, packages
        field = lambda name, of: run("dpkg-deb", "-f", packages[name], of).strip()
        assert "libutf8proc" in field("libancs1", "Depends") and "libc6" in field("libancs1", "Depends"), field("libancs1", "Depends")
        assert field("libancs-dev", "Depends").startswith("libancs1 (= 1."), field("libancs-dev", "Depends")
        assert "libancs1" in field("python3-ancs", "Depends") and field("python3-ancs", "Architecture") == "all"
        assert field("libancs1", "Version") == "1.0.0-1"
        expect(run("dpkg-deb", "-I", packages["libancs1"], "shlibs"), "libancs 1 libancs1 (>= 1.0.0")
        expect(run("dpkg-deb", "-I", packages["python3-ancs"], "prerm"), "py3clean -p python3-ancs")
        root = place / "root"
        for package in packages.values():
            assert all(not line.split()[5].startswith("./usr/local") for line in run("dpkg-deb", "-c", package).splitlines())
            run("dpkg-deb", "-x", package, root)
        listing = {name: run("dpkg-deb", "-c", p) for name, p in packages.items()}
        assert "libancs.so.1" in listing["libancs1"] and "include" not in listing["libancs1"] and "/libancs.so " not in listing["libancs1"]
        expect(listing["libancs-dev"], "/usr/include/ancs.h", "/usr/include/ancs/impl/program_inl.hpp", "libancs++.a", "ancs-config.cmake", "ancs.pc", "/libancs.so ->")
        expect(listing["ancs-tools"], "/usr/bin/ancs", "ancs-score.1", "completions/ancs")
        # They bring what was installed above, where hosts of every kind have used it.
        assert files_of(root / "usr") == files_of(prefix), files_of(root / "usr") ^ files_of(prefix)
        here = c_host(root / "usr", place / "again")
        tool(root / "usr", here)
        python(root / "usr/lib/python3/dist-packages", here)
    print("packages: all fine")


main()
