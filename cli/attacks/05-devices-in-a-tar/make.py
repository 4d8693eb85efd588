"""A device would be the machine's own; a pipe hangs whoever opens it."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

import tarfile

from solutions import WRONG
from tars import archive, special

setuid = special("helper", tarfile.REGTYPE, mode=0o6777, uid=0, gid=0)
(Path(sys.argv[1]) / "upload.tar").write_bytes(
    archive(
        ("solution.py", WRONG),
        setuid,
        special("pipe.py", tarfile.FIFOTYPE),
        special("memory", tarfile.CHRTYPE, devmajor=1, devminor=1),
        special("disk", tarfile.BLKTYPE, devmajor=8, devminor=0),
        special("tail", tarfile.CONTTYPE),
        special("odd", b"V"),
    )
)
