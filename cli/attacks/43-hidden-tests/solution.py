"""Walk everything that can be read, for what an assignment is made of, and for what an answer could be read off."""
import os

from probe import attempt, conclude

NAMES = ("assignment.yaml", "reference.yaml", "results.json", "class.json", "grades.csv", "journal", "root-seed", "hidden", "labels")
WORDS = (b"org.junit.jupiter", b"gradebox.graders", b"canary")
SYSTEM = ("/usr", "/proc", "/sys", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/var", "/boot", "/dev")


def walk(top="/"):
    count = 0
    for folder, folders, files in os.walk(top):
        if folder == "/":
            folders[:] = [f for f in folders if "/" + f not in SYSTEM]
        for name in files:
            count += 1
            yield os.path.join(folder, name)
    assert count > 3, count


def by_name():
    found = [p for p in walk() if os.path.basename(p).lower().startswith(NAMES) or p.endswith((".java", ".class", ".npz"))]
    return found or False


def by_content():
    found = []
    for path in walk():
        if path == os.path.abspath(__file__):
            continue
        try:
            with open(path, "rb") as file:
                text = file.read(1 << 20)
        except OSError:
            continue
        found += [path for word in WORDS if word in text]
    return found or False


def neighbours():
    """Whatever lies beside the submission, or where other submissions may."""
    own = os.path.dirname(os.path.abspath(__file__))
    above = os.path.dirname(own)
    found = [os.path.join(above, name) for name in os.listdir(above) if name in ("suite", "tests", "reference", "data", "out")]
    return found or False


attempt("a file by its name", by_name)
attempt("a file by its content", by_content)
attempt("a neighbour", neighbours)
attempt("a test among the imported modules", lambda: [m for m in __import__("sys").modules if "pytest" in m or "test_" in m] or False)
conclude(__name__)
