"""Forge headers of arrays: sizes whose product overflows to the right one, negative ones, more than there is."""

import struct
import sys

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__

SHAPES = ["(4294967296, 4294967296)", "(9223372036854775807, 2)", "(-1, -12)", "(12, 1000000)", "(3, 4, 0)", "(True, 12)", "(1e1,)"]


def block(shape, descr="<f8"):
    text = ("{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (descr, shape)).encode()
    text += b" " * (63 - (10 + len(text)) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + b"\0" * 96


def lie(shape):
    def answer(*args):
        frame = sys._getframe(1)
        while "nonce" not in frame.f_locals:
            frame = frame.f_back
        asked = frame.f_locals
        WIRE["write_frame"](END.writer, WIRE["RETURNED"], asked["number"], asked["nonce"], {"value": {"array": 0}}, [block(shape)])
        WIRE["read_frame"](END.reader)

    return answer


add, softmax, double, top, unit, encode, decode = map(lie, SHAPES)
