"""Close all that is open, and go on."""

import os
import time


def close(*args):
    os.closerange(0, 1024)
    time.sleep(1)


def add(a, b):
    return a + b


softmax = double = top = unit = encode = decode = close
