import time


def half(x):
    time.sleep(2)
    return x / 2
