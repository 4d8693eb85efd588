"""Answer one question, and let a thread answer it twenty times more while others are asked."""

import sys
import threading
import time

import numpy as np

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__


def add(a, b):
    frame = sys._getframe(1)
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    number, nonce = frame.f_locals["number"], frame.f_locals["nonce"]
    blocks = []
    value = WIRE["encode"](a + b, blocks, END.handles)

    def repeat():
        for _ in range(20):
            WIRE["write_frame"](END.writer, WIRE["RETURNED"], number, nonce, {"value": value}, blocks)
            time.sleep(0.001)

    threading.Thread(target=repeat, daemon=True).start()
    time.sleep(0.02)
    return a + b


def softmax(x):
    time.sleep(0.02)
    return np.zeros(1)


double = top = unit = encode = decode = softmax
