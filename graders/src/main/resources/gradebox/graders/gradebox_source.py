"""Find what a submission's source imports, calls and names, in its syntax tree. Parses it; never imports it."""

import ast
import fnmatch
import json
import os

MOST_FINDINGS = 200


def scan(folder, imports, calls, names):
    """Return the findings [kind, file, line, what] in every Python file and notebook below a folder, capped."""
    findings = []
    for name in sorted(files(folder)):
        path = os.path.join(folder, name)
        try:
            tree = ast.parse(text(path), name)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            findings.append(["unreadable", name, getattr(error, "lineno", None) or 0, str(getattr(error, "msg", error))[:200]])
            continue
        for kind, line, what in Finder(imports, calls, names).find(tree):
            findings.append([kind, name, line, what[:200]])
        if len(findings) > MOST_FINDINGS:
            break
    return findings[:MOST_FINDINGS]


def files(folder):
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".py", ".ipynb")):
                yield os.path.relpath(os.path.join(root, name), folder)


def text(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        content = file.read()
    return cells(content) if path.endswith(".ipynb") else content


def cells(notebook):
    lines = []
    for cell in json.loads(notebook).get("cells", []):
        if cell.get("cell_type") == "code":
            for line in "".join(cell.get("source", [])).splitlines():
                lines.append("pass" if line.lstrip()[:1] in ("%", "!") else line)
    return "\n".join(lines)


class Finder:
    """Match names as they are written, and as they read with the file's own import aliases undone."""

    def __init__(self, imports, calls, names):
        self.imports, self.calls, self.names = imports, calls, names
        self.aliases = {}

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
                self.aliases[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
                yield from self.module(alias.name, node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                full = node.module + "." + alias.name
                self.aliases[alias.asname or alias.name] = full
                yield from self.module(full, node.lineno)
                if any(matches(full, pattern) for pattern in self.names):
                    yield "name", node.lineno, full

    def imported_by_call(self, node):
        written = dotted(node.func)
        first = node.args[0] if node.args else None
        if written in ("__import__", "importlib.import_module", "import_module") and isinstance(first, ast.Constant):
            yield from self.module(str(first.value), node.lineno)

    def module(self, name, line):
        for pattern in self.imports:
            if fnmatch.fnmatchcase(name, pattern) or name.startswith(pattern + "."):
                yield "import", line, name
                return

    def matched(self, kind, patterns, node, line):
        written = dotted(node)
        if not written:
            return
        root, _, rest = written.partition(".")
        full = self.aliases.get(root, root) + ("." + rest if rest else "")
        if any(matches(name, pattern) for name in (written, full) for pattern in patterns):
            yield kind, line, written


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
