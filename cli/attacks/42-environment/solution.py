"""Look at every environment that can be read, and tell of any variable that the sandbox need not have."""
import glob

from probe import attempt, conclude

NEEDED = {
    "PATH", "HOME", "HOSTNAME", "LC_CTYPE", "PWD", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS",
    "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "GRADEBOX_FILES", "KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK",
}


def environments():
    seen, looked = set(), 0
    for place in glob.glob("/proc/[0-9]*/environ") + ["/proc/self/environ"]:
        try:
            with open(place, "rb") as file:
                seen.update(file.read().decode("utf-8", "replace").split("\0"))
                looked += 1
        except PermissionError:
            pass
    assert looked, "not even one's own"
    return sorted(v for v in seen if v and v.partition("=")[0] not in NEEDED) or False


def command_lines():
    seen = []
    for place in glob.glob("/proc/[0-9]*/cmdline"):
        with open(place, "rb") as file:
            words = file.read().decode("utf-8", "replace").split("\0")
        seen += [w for w in words if any(s in w.lower() for s in ("secret", "token", "passw", "seed="))]
    return seen or False


attempt("a variable that nobody needs", environments)
attempt("a secret on a command line", command_lines)
conclude(__name__)
