"""Every list of files is read by someone: in a terminal, a browser, a spreadsheet."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG
from zips import Entry, archive

names = [
    "a\nb.py", "a\rb.py", "\x1b[2J\x1b]0;owned\x07.py", "\x1b]8;;https://beacon.example/\x1b\\x.py", "x\x9b31m.py",
    "\u202egpj.yp.py", "zero\u200bwidth.py", "=cmd|' /C calc'!A0.py", "+1+1.py", "-rf", "--help", "@SUM(1).py", "~root.py",
    "$(touch owned).py", "`touch owned`.py", "a;touch owned;.py", "a|b.py", "a&&b>c.py", "<script>alert(1)</script>.py", "'\"--.py",
    "nul\0l.py", " lead.py", "trail.py ", "*", "?", "n" * 255 + ".py", "\u00e9" * 200 + ".py", "x" * 1000,
    "/".join(["d"] * 200) + "/deep.py", "con\\aux.py", "\ufeffbom.py", "\ud83d\ude00.py",
]
entries = [Entry("solution.py", WRONG)]
entries += [Entry(name.encode("utf-8", "surrogatepass"), RIGHT) for name in names]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(*entries))
