"""Zips written byte by byte, lies included."""

import struct
import zlib

UTF8 = 1 << 11


class Entry:
    """An entry, honest until a caller says otherwise."""

    def __init__(self, name, content=b"", **lies):
        self.name = name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
        self.local_name = self.name
        self.content = content.encode() if isinstance(content, str) else content
        self.method = 8
        self.flags = UTF8
        self.mode = 0o100644
        self.crc = zlib.crc32(self.content)
        self.size = len(self.content)
        self.packed = None
        self.offset = None  # where its local header is said to be; written there if None
        self.__dict__.update(lies)
        if self.packed is None:
            self.packed = deflate(self.content) if self.method == 8 else self.content


def deflate(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def zeros(mebibytes):
    """Return (packed, crc, size) of so many MiB of zeros, without ever holding them."""
    block = bytes(1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(mebibytes):
        crc = zlib.crc32(block, crc)
    return first + again * (mebibytes - 1) + packer.flush(), crc, mebibytes << 20


def local(entry):
    fixed = struct.pack(
        "<IHHHIIIIHH", 0x04034B50, 20, entry.flags, entry.method, 0x50210000,
        entry.crc, len(entry.packed), entry.size, len(entry.local_name), 0,
    )
    return fixed + entry.local_name + entry.packed


def central(entry, offset):
    fixed = struct.pack(
        "<IHHHHIIIIHHHHHII", 0x02014B50, 0x0314, 20, entry.flags, entry.method, 0x50210000,
        entry.crc, len(entry.packed), entry.size, len(entry.name), 0, 0, 0, 0, entry.mode << 16, offset,
    )
    return fixed + entry.name


def end(count, size, offset):
    record = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), size, offset, 0)
    if count < 0xFFFF:
        return record
    wide = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, offset)
    return wide + struct.pack("<IIQI", 0x07064B50, 0, offset + size, 1) + record


def archive(*entries):
    body, offsets = bytearray(), []
    for entry in entries:
        if entry.offset is None:
            offsets.append(len(body))
            body += local(entry)
        else:
            offsets.append(entry.offset)
    directory = b"".join(central(entry, offset) for entry, offset in zip(entries, offsets))
    return bytes(body) + directory + end(len(entries), len(directory), len(body))
