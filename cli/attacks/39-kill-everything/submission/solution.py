"""Signals to all, to the first process, and to its own group."""
import os
import signal

for target in (-1, 1, os.getppid()):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError:
        pass
os.kill(0, signal.SIGKILL)
