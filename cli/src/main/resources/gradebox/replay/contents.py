"""Digest what was handed in as gradebox does, by the rules that gradebox has written down."""

import bisect
import hashlib
import os
import stat
import unicodedata


def digest(folder, rules):
    """Return a SHA-256, in hex, over names and contents of the files that gradebox would grade."""
    lines = [
        (path, "%s %d %s\n" % (sha256(file) + (path,)))
        for path, file in files(os.fsencode(folder), "", Rules(rules))
    ]
    lines.sort(key=lambda line: line[0].encode("utf-16-be"))  # as Java sorts
    return hashlib.sha256("".join(line for _, line in lines).encode("utf-8")).hexdigest()


def files(folder, above, rules):
    """Yield each file's path in gradebox's spelling, and where it is. No link is followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                raw = above + entry.name.decode("utf-8")
            except UnicodeDecodeError:
                continue
            path = rules.spelled(raw)
            if path is None:
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                yield from files(entry.path, raw + "/", rules)
            elif stat.S_ISREG(mode):
                yield path, entry.path


def sha256(file):
    """Return a file's digest and size."""
    digest, size = hashlib.sha256(), 0
    with open(file, "rb") as content:
        for block in iter(lambda: content.read(1 << 20), b""):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


class Rules:
    """Say which paths gradebox keeps; its class PathRules describes each rule."""

    def __init__(self, rules):
        self.names, self.junk = rules["names"], rules["junk"]
        self.length, self.depth = rules["pathLength"], rules["depth"]
        self.bounds = self.names["allowed"]

    def spelled(self, raw):
        """Return a path in Unicode's composed form, or None if gradebox leaves it out."""
        if units(raw) > 2 * self.length:
            return None
        path = unicodedata.normalize("NFC", raw)
        names = path.split("/")
        if len(names) - 1 > self.depth or units(path) > self.length:
            return None
        kept = all(self.is_safe(name) and not self.is_junk(name) for name in names)
        return path if kept else None

    def is_safe(self, name):
        """Tell whether a file may have this name."""
        return (
            len(name.encode("utf-8")) <= self.names["bytes"]
            and name[0] not in self.names["notFirst"]
            and name[-1] not in self.names["notLast"]
            and name != ".."
            and all(self.is_allowed(ord(character)) for character in name)
        )

    def is_allowed(self, point):
        """Look in the list of first and last code points of ranges."""
        at = bisect.bisect_right(self.bounds, point)
        return at % 2 == 1 or (at > 0 and self.bounds[at - 1] == point)

    def is_junk(self, name):
        """Tell whether nobody grades a file, or a folder, of this name."""
        lower = name.lower()
        return (
            lower in self.junk["names"]
            or lower.startswith(self.junk["prefix"])
            or lower.endswith(tuple(self.junk["suffixes"]))
        )


def units(text):
    """Return how long a text is where characters beyond U+FFFF count twice."""
    return len(text.encode("utf-16-be")) // 2
