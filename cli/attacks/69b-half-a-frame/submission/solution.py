"""Write half an answer, and be silent."""

import os
import time

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__


def half(*args):
    os.write(END.writer, WIRE["FIXED"].pack(WIRE["MAGIC"], WIRE["RETURNED"], 2, b"\0" * 16, 100, 0) + b'{"value": ')
    time.sleep(60)


def add(a, b):
    return a + b


softmax = half
double = top = unit = encode = decode = lambda *args: None
