"""Run a shell in a sandbox, and carry its streams to gradebox, which gives a sandbox no terminal but plain streams.

    python3 -I -B gradebox_shell.py terminal|commands NAME ROWS COLUMNS

With `terminal` the shell gets a pseudo-terminal of that size, where the sandbox can make one; with `commands` it reads commands from a pipe.

Either way frames pass on the standard streams: a letter, the length of what follows (big-endian, 32 bits), and that. To here: `i` input, `e` the
end of input, `w` rows and columns, `k` so many bytes of output have been shown. From here: `t` whether there is a terminal, `o` output, `k` so
many bytes of input have been taken. Neither side sends more than WINDOW bytes that the other has not yet said it took, so that a flood
waits where it comes from. The end of the input stream itself means that gradebox is gone, and the shell goes with it.

Nothing in here is trusted by the other end: what runs in the shell may do with this process what it likes.
"""

import errno
import fcntl
import os
import select
import shutil
import signal
import struct
import sys
import termios

HEAD = struct.Struct(">cI")
COUNT = struct.Struct(">I")
SIZE = struct.Struct(">HH")

WINDOW = 1 << 18
PIECE = 1 << 15
LOOK_MILLIS = 200


def main(kind, name, rows, columns):
    streams = terminal_streams(rows, columns) if kind == "terminal" else None
    if streams is None:
        streams = pipe_streams()
    send(b"t", b"\x01" if streams.terminal else b"\x00")
    child = os.fork()
    if child == 0:
        become_shell(streams, name, interactive=kind == "terminal")
    streams.forget_theirs()
    Relay(child, streams).run()


class Streams:
    """Our ends of the shell's streams, and the shell's own."""

    def __init__(self, ours_in, ours_out, theirs_in, theirs_out, terminal):
        self.ours_in, self.ours_out = ours_in, ours_out
        self.theirs_in, self.theirs_out = theirs_in, theirs_out
        self.terminal = terminal

    def forget_theirs(self):
        for fd in {self.theirs_in, self.theirs_out}:
            os.close(fd)
        for fd in {self.ours_in, self.ours_out}:
            os.set_blocking(fd, False)


def terminal_streams(rows, columns):
    """Make a pseudo-terminal; None where the sandbox has no such device."""
    try:
        master, slave = os.openpty()
    except OSError:
        return None
    resize(slave, rows, columns)
    return Streams(master, master, slave, slave, True)


def pipe_streams():
    theirs_in, ours_in = os.pipe()
    ours_out, theirs_out = os.pipe()
    return Streams(ours_in, ours_out, theirs_in, theirs_out, False)


def resize(fd, rows, columns):
    if rows and columns:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def become_shell(streams, name, interactive):
    try:
        os.setsid()
        if streams.terminal:
            fcntl.ioctl(streams.theirs_in, termios.TIOCSCTTY, 0)
        os.dup2(streams.theirs_in, 0)
        os.dup2(streams.theirs_out, 1)
        os.dup2(streams.theirs_out, 2)
        os.closerange(3, 256)
        for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python
            signal.signal(ignored, signal.SIG_DFL)
        bash = shutil.which("bash")
        if bash:
            os.environ["PS1"] = name + ":\\w$ "
            os.execv(bash, [bash, "--noprofile", "--norc"] + ["-i"] * interactive)
        os.environ["PS1"] = name + "$ "
        os.execv("/bin/sh", ["sh"] + ["-i"] * interactive)
    except BaseException as error:
        os.write(2, ("there is no shell in this image: %s\n" % error).encode())
    finally:
        os._exit(127)


class Relay:
    def __init__(self, child, streams):
        self.child = child
        self.streams = streams
        self.room = WINDOW  # how much output we may still send
        self.frames = bytearray()  # what has come, and is no whole frame yet
        self.input = bytearray()  # what the shell has not taken yet
        self.input_ended = False
        self.input_open = True
        self.output_open = True

    def run(self):
        while self.output_open:
            self.wait()
            if self.child_is_gone():
                self.drain()
                return

    def wait(self):
        streams, poll = self.streams, select.poll()
        masks = {0: select.POLLIN}
        if self.room and self.output_open:
            masks[streams.ours_out] = select.POLLIN
        if self.input and self.input_open:
            masks[streams.ours_in] = masks.get(streams.ours_in, 0) | select.POLLOUT
        for fd, mask in masks.items():
            poll.register(fd, mask)
        # A process in the background may hold the shell's output open: then only its own end tells.
        ready = dict(poll.poll(LOOK_MILLIS))
        if 0 in ready:
            self.receive()
        if ready.get(streams.ours_out, 0) & (select.POLLIN | select.POLLHUP | select.POLLERR) and self.room:
            self.pass_output()
        if self.input:
            self.pass_input()

    def receive(self):
        data = os.read(0, 1 << 16)
        if not data:
            os.killpg(self.child, signal.SIGKILL)
            os._exit(0)
        self.frames += data
        while len(self.frames) >= HEAD.size:
            kind, length = HEAD.unpack_from(self.frames)
            if len(self.frames) < HEAD.size + length:
                return
            payload = bytes(self.frames[HEAD.size : HEAD.size + length])
            del self.frames[: HEAD.size + length]
            self.take(kind, payload)

    def take(self, kind, payload):
        if kind == b"i":
            self.input += payload
            self.drop_unwanted_input()
        elif kind == b"e":
            self.input_ended = True
            self.close_input_if_over()
        elif kind == b"k":
            self.room += COUNT.unpack(payload)[0]
        elif kind == b"w" and self.streams.terminal:
            resize(self.streams.ours_in, *SIZE.unpack(payload))

    def pass_output(self):
        try:
            data = os.read(self.streams.ours_out, min(PIECE, self.room))
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.EIO:  # how a terminal says that nobody has it open any more
                raise
            data = b""
        if not data:
            self.output_open = False
            return
        self.room -= len(data)
        send(b"o", data)

    def pass_input(self):
        try:
            taken = os.write(self.streams.ours_in, self.input[:PIECE])
        except BlockingIOError:
            return
        except OSError:  # the shell has closed it
            self.input_open = False
            self.drop_unwanted_input()
            return
        del self.input[:taken]
        send(b"k", COUNT.pack(taken))
        self.close_input_if_over()

    def drop_unwanted_input(self):
        if not self.input_open and self.input:
            send(b"k", COUNT.pack(len(self.input)))
            self.input.clear()

    def close_input_if_over(self):
        if self.input_ended and not self.input and self.input_open and not self.streams.terminal:
            self.input_open = False
            os.close(self.streams.ours_in)

    def child_is_gone(self):
        return os.waitpid(self.child, os.WNOHANG)[0] != 0

    def drain(self):
        """Pass on what the shell has written, but wait for no more."""
        while self.output_open:
            poll = select.poll()
            poll.register(self.streams.ours_out, select.POLLIN)
            if not poll.poll(0):
                return
            if self.room:
                self.pass_output()
            else:
                self.receive()


def send(kind, payload):
    frame = memoryview(HEAD.pack(kind, len(payload)) + payload)
    while frame:
        frame = frame[os.write(1, frame):]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
