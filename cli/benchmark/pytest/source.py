"""Find forbidden imports in the syntax trees of a submission's Python files."""

import ast
import pathlib


def forbidden_imports(folder, forbidden):
    found = []
    for path in sorted(pathlib.Path(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            found += ["%s, line %d: %s" % (path.name, node.lineno, name) for name in imported(node) if root(name) in forbidden]
    return found


def imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        if ast.unparse(node.func) in ("__import__", "importlib.import_module", "import_module"):
            return [str(node.args[0].value)]
    return []


def root(name):
    return name.split(".")[0]
