"""Billion laughs by aliases, and tags that some readers make objects of."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG

members = Path(sys.argv[1])
(members / "submission_1").mkdir()
(members / "submission_1" / "solution.py").write_bytes(WRONG)
bomb = "\n".join("x%d: &x%d [%s]" % (i, i, ", ".join(["*x%d" % (i - 1)] * 10) if i else "lol") for i in range(12))
(members / "submission_metadata.yml").write_text(
    bomb
    + """
submission_1:
  :submitters:
  - :name: !!python/object/apply:os.system ["touch owned"]
    :email: !ruby/object:Gem::Installer x
    :sid: !!java.net.URL https://beacon.example
zz-honest:
  :submitters:
  - {:name: Ada, :email: ada@example.edu, :sid: "1"}
"""
)
