# symbols_test.py: the library reads no locale, clock, environment, file or terminal: no such symbol is undefined in it.
import re
import subprocess
import sys

FORBIDDEN = re.compile(
    r"^(getenv|secure_getenv|setlocale|localeconv|newlocale|uselocale|time|clock|clock_gettime|gettimeofday|localtime\w*|gmtime\w*"
    r"|fopen|fopen64|freopen\w*|open|open64|openat|creat|fread|fwrite|fputs|puts|printf|fprintf|system|popen|rand|srand|random"
    r"|_ZNSt6chrono\w*3nowEv|_ZNSt\w*basic_\w*fstream\w*|_ZSt4cout|_ZSt4cerr|_ZSt3cin|_ZNSt6locale\w*|_ZNSt13random_device\w*)$")


def main(library):
    listing = subprocess.run(["nm", "--undefined-only", library], capture_output=True, text=True, check=True).stdout
    names = {line.split()[-1] for line in listing.splitlines() if " U " in line}
    assert len(names) > 50, "nm listed too little to mean anything"
    found = sorted(n for n in names if FORBIDDEN.match(n.split("@")[0]))
    if found:
        sys.exit("the library reaches outside itself: " + ", ".join(found))


main(sys.argv[1])
