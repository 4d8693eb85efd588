"""Drive a program in a terminal of its own, as a person would, and tell whether the terminal is as it was.

    python3 terminal.py SECONDS TRANSCRIPT [EXPECT SEND]... -- PROGRAM ARGUMENT...

Waits for each EXPECT (a regular expression) in what the program prints, and sends SEND (with Python's escapes); `signal:TERM` sends a signal
instead, `size:40x100` changes the window. Writes all that was printed to TRANSCRIPT, and prints "CODE MODE", MODE being `same` or `changed`.
"""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time


def main(seconds, transcript, steps, program):
    master, slave = os.openpty()
    size(slave, 30, 90)
    before = termios.tcgetattr(slave)
    child = os.fork()
    if child == 0:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for fd in (0, 1, 2):
            os.dup2(slave, fd)
        os.closerange(3, 64)
        os.execvp(program[0], program)
    deadline = time.monotonic() + seconds
    printed, seen, status = b"", 0, None
    while status is None and time.monotonic() < deadline:
        if select.select([master], [], [], 0.1)[0]:
            printed += os.read(master, 65536)
        found = re.search(steps[0][0].encode(), printed[seen:]) if steps else None
        if found:
            seen += found.end()
            act(steps.pop(0)[1], master, child)
        ended, code = os.waitpid(child, os.WNOHANG)
        status = code if ended else None
    time.sleep(1)  # what gives the terminal back may outlive a program that was killed
    while select.select([master], [], [], 0.1)[0]:
        printed += os.read(master, 65536)
    if status is None:
        os.kill(child, signal.SIGKILL)
        printed += b"\n[TOO LATE, left: %r]" % (steps,)
    with open(transcript, "wb") as file:
        file.write(printed)
    code = -1 if status is None else os.waitstatus_to_exitcode(status)
    print(code, "same" if termios.tcgetattr(slave) == before else "changed")


def act(what, master, child):
    if what.startswith("signal:"):
        os.kill(child, getattr(signal, "SIG" + what[7:]))
    elif what.startswith("size:"):
        size(master, *map(int, what[5:].split("x")))
    else:
        os.write(master, what.encode().decode("unicode_escape").encode())


def size(fd, rows, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


if __name__ == "__main__":
    split = sys.argv.index("--")
    words = sys.argv[3:split]
    main(float(sys.argv[1]), sys.argv[2], list(zip(words[::2], words[1::2])), sys.argv[split + 1 :])
