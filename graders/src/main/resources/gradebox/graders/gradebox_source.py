"""Find what a submission's source imports, calls and names, in its syntax tree. Parses it; never imports it."""

import ast
import collections
import fnmatch
import json
import os
import re

MOST_OF_A_KIND = 20
LONGEST = 100

# A cell that starts like this is not Python; a line that starts like that is IPython's.
OTHER_LANGUAGE = re.compile(r"\s*%%(?!(time|timeit|capture|prun)\b)")
MAGIC = re.compile(r"^(\s*)[%!].*")


def scan(imports, calls, names):
    """Return the findings [kind, file, line, what] in every Python file and notebook of a submission, some of each kind."""
    folder = os.environ["GRADEBOX_FILES"]
    findings = []
    kinds = collections.Counter()
    for name in sorted(files(folder)):
        for kind, line, what in read(os.path.join(folder, name), Finder(imports, calls, names)):
            kinds[kind] += 1
            if kinds[kind] <= MOST_OF_A_KIND:
                findings.append([kind, name[-LONGEST:], line, what[:LONGEST]])
    return findings


def read(path, finder):
    try:
        tree = ast.parse(source(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        what = "nested too deeply" if isinstance(error, (RecursionError, MemoryError)) else str(getattr(error, "msg", error))
        return [("unreadable", getattr(error, "lineno", None) or 0, what)]
    return finder.find(tree)


def files(folder):
    for root, _, names in os.walk(folder, onerror=unseen):
        for name in names:
            if name.endswith((".py", ".ipynb")):
                yield os.path.relpath(os.path.join(root, name), folder)


def unseen(error):
    raise error


def source(path):
    """Return a file as Python would read it: bytes, whose first lines may name their encoding."""
    with open(path, "rb") as file:
        content = file.read()
    return cells(content) if path.endswith(".ipynb") else content


def cells(notebook):
    lines = []
    try:
        for cell in json.loads(notebook).get("cells", []):
            text = "".join(cell.get("source", []))
            if cell.get("cell_type") == "code" and not OTHER_LANGUAGE.match(text):
                lines += [MAGIC.sub(r"\1pass", line) for line in text.splitlines()]
    except (AttributeError, TypeError):
        raise ValueError("not a notebook") from None
    return "\n".join(lines)


class Finder:
    """Match names as they are written, and as they read with the file's own import aliases undone."""

    def __init__(self, imports, calls, names):
        self.imports, self.calls, self.names = imports, calls, names
        self.aliases = collections.defaultdict(set)
        self.stars = set()

    def find(self, tree):
        nodes = list(ast.walk(tree))
        for node in nodes:
            yield from self.imported(node)
        for node in nodes:
            if isinstance(node, ast.Call):
                yield from self.matched("call", self.calls, node.func, node.lineno)
                yield from self.imported_by_call(node)
            if isinstance(node, (ast.Name, ast.Attribute)):
                yield from self.matched("name", self.names, node, node.lineno)

    def imported(self, node):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.split(".")[0]
                self.aliases[alias.asname or root].add(alias.name if alias.asname else root)
                yield from self.module(alias.name, node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                full = node.module + "." + alias.name
                yield from self.module(full, node.lineno)
                if alias.name == "*":
                    self.stars.add(node.module)
                    continue
                self.aliases[alias.asname or alias.name].add(full)
                if any(matches(full, pattern) for pattern in self.names):
                    yield "name", node.lineno, full

    def imported_by_call(self, node):
        first = node.args[0] if node.args else next((word.value for word in node.keywords if word.arg == "name"), None)
        known = {"__import__", "builtins.__import__", "importlib.import_module", "importlib.__import__"}
        if isinstance(first, ast.Constant) and known.intersection(self.readings(dotted(node.func))):
            yield from self.module(str(first.value), node.lineno)

    def module(self, name, line):
        for pattern in self.imports:
            if fnmatch.fnmatchcase(name, pattern) or name.startswith(pattern + "."):
                yield "import", line, name
                return

    def matched(self, kind, patterns, node, line):
        written = dotted(node)
        if written and any(matches(name, pattern) for name in self.readings(written) for pattern in patterns):
            yield kind, line, written

    def readings(self, written):
        """Return what a dotted name can stand for, itself included."""
        root, _, rest = written.partition(".")
        found = {written} | {star + "." + written for star in self.stars}
        return found | {name + ("." + rest if rest else "") for name in self.aliases.get(root, ())}


def matches(name, pattern):
    return fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(name, "*." + pattern)


def dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return ".".join([node.id] + parts[::-1])
    return ""
