"""Stay just within the caps, and never send what was announced: memory must not be given on a promise."""

import os
import time

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__


def large(*args):
    os.write(END.writer, WIRE["FIXED"].pack(WIRE["MAGIC"], WIRE["RETURNED"], 1, b"\0" * 16, 1 << 18, 1 << 26))
    time.sleep(60)


def add(a, b):
    return a + b


softmax = large
double = top = unit = encode = decode = add
