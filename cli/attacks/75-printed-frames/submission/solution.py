"""Print, in text and in bytes that look like answers, where a naive protocol has its frames."""

import os
import sys

FORGED = b"GBX1\x42" + b"\0" * 8 + b"\0" * 16 + b"\0\0\0\x0b" + b"\0" * 8 + b'{"value":0}'


def noisy():
    print("GBX1 all right", flush=True)
    sys.__stdout__.write("RETURNED\n")
    sys.__stdout__.flush()
    os.write(1, FORGED * 100)
    os.write(1, b"\n")


noisy()


def add(a, b):
    noisy()
    return a + b


softmax = double = top = unit = encode = decode = lambda *args: noisy()
