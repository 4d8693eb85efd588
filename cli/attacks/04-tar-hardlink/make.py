"""A reader that makes hard links gives the file that is asked for, or the host's."""

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import tarfile

from solutions import RIGHT
from tars import archive, special

(Path(sys.argv[1]) / "upload.tar").write_bytes(
    archive(
        ("answers.py", RIGHT),
        special("solution.py", tarfile.LNKTYPE, "answers.py"),
        special("secret.py", tarfile.LNKTYPE, os.environ["GRADEBOX_HOST_SECRET"]),
        special("secret2.py", tarfile.SYMTYPE, os.environ["GRADEBOX_HOST_SECRET"]),
        special("environ.py", tarfile.SYMTYPE, "/proc/self/environ"),
    )
)
