"""Tars written entry by entry, whatever they name."""

import io
import tarfile


def archive(*members):
    """Make a tar of (name, content) pairs and of TarInfo objects."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member)
                continue
            name, content = member
            info = tarfile.TarInfo(name)
            info.size = len(content)
            info.mode = 0o644
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


def special(name, kind, target="", **fields):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    for field, value in fields.items():
        setattr(info, field, value)
    return info
