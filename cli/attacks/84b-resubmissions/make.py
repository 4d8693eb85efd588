"""Hand in two submissions of a student who has collected all that earlier feedback told: the last but one, and the last."""

import shutil
import sys
from pathlib import Path

for name, told in (("attack", 19), ("attack-again", 20)):
    folder = Path(sys.argv[1]) / name
    folder.mkdir()
    shutil.copy(Path(__file__).parent / "solution.py", folder)
    (folder / "told.txt").write_text(str(told))
