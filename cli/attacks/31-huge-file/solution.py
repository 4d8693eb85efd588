"""Sparse files cost nothing until they are read or copied; each is tried in each place."""
import os

from probe import attempt, conclude

MANY = ("EFBIG", "ENOSPC", "EINVAL", "ENOTSUP", "EOPNOTSUPP")


def size(place, bytes_):
    with open(place, "wb") as file:
        try:
            os.truncate(file.fileno(), bytes_)
        finally:
            os.unlink(place)


def reserve(place):
    with open(place, "wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, 1 << 40)
        finally:
            os.unlink(place)


def far(place):
    with open(place, "wb", 0) as file:
        try:
            os.pwrite(file.fileno(), b"x", 1 << 40)
        finally:
            os.unlink(place)


for place in ("/work/f", "/tmp/f", "/dev/shm/f"):
    attempt("truncate " + place, size, place, 1 << 40, also=MANY)
    attempt("fallocate " + place, reserve, place, also=MANY)
    attempt("pwrite " + place, far, place, also=MANY)
conclude(__name__)
