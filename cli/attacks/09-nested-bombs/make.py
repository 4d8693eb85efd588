"""An archive inside the archive stays a file: nobody opens it."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG
from zips import Entry, archive, zeros

packed, crc, size = zeros(1024)
inner = archive(Entry("data.bin", b"", packed=packed, crc=crc, size=size))
for depth in range(6):
    inner = archive(*[Entry("%d-%d.zip" % (depth, i), inner if i == 0 else b"PK\x05\x06" + bytes(18)) for i in range(4)])
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(Entry("solution.py", WRONG), Entry("lib.zip", inner), Entry("lib.jar", inner)))
