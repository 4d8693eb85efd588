"""The Python end of gradebox's call protocol: frames, values, and the processes that import a submission and answer requests.

Run as the first process of a student's sandbox:

    python3 -I -B gradebox_call.py SECONDS FOLDER [PRELOAD...]

It ends by itself after SECONDS. FOLDER holds the submission, and each PRELOAD is a module that is imported before any student byte. It imports no submission: for each check it
forks a child that does, and passes frames on between that child and the grading JVM. The child holds neither end of the JVM's streams.

Nothing in here is trusted by the other end. It holds no secret and decides nothing: student code runs in the child's process and may do with
it what it likes. What the parent says of itself (a check has begun, has ended, has left nothing behind) can be relied upon where it is process 1
of a sandbox: the kernel lets no signal through to that process from within, nor, once it is not dumpable, a look at its memory and descriptors.
"""

import errno
import importlib
import json
import os
import resource
import select
import signal
import struct
import sys
import time

MAGIC = b"GBX1"
FIXED = struct.Struct(">4sBQ16sIQ")

BEGIN, IMPORT, GET, CALL, SEED, RELEASE, END, RUN, PUT, FETCH, HAS, HOLD, CALL_ALL = range(1, 14)
HELLO, BEGUN, RETURNED, RAISED, ENDED, DIED = range(64, 70)
TEST, COLLECTED, CHECK, VERDICT, FINISHED = range(96, 101)

MAX_DEPTH = 32
MAX_HEADER = 1 << 18
MAX_TEXT = 1 << 16
MAX_DIGITS = 1000
LONG_ANSWER = 1 << 15
SAFE_INTEGER = 1 << 53

DTYPES = {"<f8", "<f4", "<f2", "<i8", "<i4", "<i2", "|i1", "|u1", "|b1"}

SANDBOX_UID = 10001


class Closed(Exception):
    """The other end has closed its stream."""


class TooLarge(Exception):
    """A value that the protocol's caps do not allow."""


class NoSuchName(Exception):
    """A name that the submission was asked for and does not have."""


# ---------------------------------------------------------------------------------------------------------------- frames


def read_exactly(fd, count):
    parts = []
    while count:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            raise Closed()
        parts.append(part)
        count -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def read_frame(fd):
    magic, kind, number, nonce, header_size, payload_size = FIXED.unpack(read_exactly(fd, FIXED.size))
    if magic != MAGIC:
        raise Closed()
    header = json.loads(read_exactly(fd, header_size)) if header_size else {}
    return kind, number, nonce, header, read_exactly(fd, payload_size) if payload_size else b""


def write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view[: 1 << 20]):]


def write_frame(fd, kind, number, nonce, header, blocks=()):
    if blocks:
        header = dict(header, blocks=[len(block) for block in blocks])
    text = json.dumps(header, ensure_ascii=True, allow_nan=False).encode("ascii")
    if len(text) > MAX_HEADER:
        raise TooLarge("the value has too many parts to be handed over")
    fixed = FIXED.pack(MAGIC, kind, number, nonce, len(text), sum(map(len, blocks)))
    write_all(fd, fixed + text)
    for block in blocks:
        write_all(fd, block)


# ---------------------------------------------------------------------------------------------------------------- values


class Handles:
    """Objects that stay on this side, by number."""

    def __init__(self):
        self.objects = {}
        self.last = 0

    def keep(self, thing):
        self.last += 1
        self.objects[self.last] = thing
        return {"handle": self.last, "class": class_name(thing)}

    def get(self, number, name=""):
        return self.objects[number]

    def release(self, number):
        self.objects.pop(number, None)


def class_name(thing):
    kind = type(thing)
    name = getattr(kind, "__qualname__", "object")
    if name == "ndarray":
        name = "numpy.ndarray of dtype " + str(getattr(thing, "dtype", "?"))
    return str(name)[:200]


def npy(array):
    """Return an array as a .npy block, version 1.0, in C order."""
    header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }" % (
        array.dtype.str,
        "".join("%d, " % size for size in array.shape),
    )
    text = header.encode("ascii")
    text += b" " * (63 - (10 + len(text)) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + array.tobytes("C")


def from_npy(block):
    import ast

    import numpy

    size = struct.unpack_from("<H", block, 8)[0]
    header = ast.literal_eval(block[10 : 10 + size].decode("ascii"))
    array = numpy.frombuffer(block, dtype=header["descr"], offset=10 + size)
    return array.reshape(header["shape"], order="F" if header["fortran_order"] else "C").copy()


def encode(value, blocks, handles, depth=0):
    """Return a value's JSON, its arrays appended to blocks; what is no value is kept, and becomes a handle."""
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is str:
        return encode_text(value)
    if kind is int:
        return encode_int(value)
    if kind is float:
        return encode_float(value)
    if kind in (list, tuple, dict):
        if depth >= MAX_DEPTH:
            raise TooLarge("the value is nested more than %d deep" % MAX_DEPTH)
        if kind is dict:
            pairs = [
                [encode(key, blocks, handles, depth + 1), encode(item, blocks, handles, depth + 1)]
                for key, item in value.items()
            ]
            return {"dict": pairs}
        items = [encode(item, blocks, handles, depth + 1) for item in value]
        return items if kind is list else {"tuple": items}
    return encode_array(value, blocks, handles)


def encode_text(value):
    if len(value) > MAX_TEXT:
        raise TooLarge("a string of %d characters is too long to be handed over" % len(value))
    return value.encode("utf-8", "replace").decode("utf-8")


def encode_int(value):
    if -SAFE_INTEGER <= value <= SAFE_INTEGER:
        return value
    if abs(value).bit_length() > 3 * MAX_DIGITS:
        raise TooLarge("an integer of %d bits is too long to be handed over" % value.bit_length())
    return {"int": str(value)}


def encode_float(value):
    if value != value:
        return {"float": "nan"}
    if value in (float("inf"), float("-inf")):
        return {"float": "inf" if value > 0 else "-inf"}
    return value


def encode_array(value, blocks, handles):
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        array = tensor_array(torch, value)
        if array is not None:
            blocks.append(npy(array))
            return {"tensor": len(blocks) - 1}
    elif numpy is not None and isinstance(value, numpy.generic):
        plain = value.item()
        if type(plain) in (bool, int, float, str):
            return encode(plain, blocks, handles)
    elif numpy is not None and isinstance(value, numpy.ndarray):
        array = numpy.asarray(value)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        if array.dtype.str in DTYPES:
            blocks.append(npy(array))
            return {"array": len(blocks) - 1}
    return handles.keep(value)


def tensor_array(torch, value):
    plain = value.detach().cpu()
    if plain.layout != torch.strided or plain.is_complex() or plain.is_quantized:
        return None
    plain = plain.resolve_conj().resolve_neg()
    if plain.dtype == torch.bfloat16:
        plain = plain.float()
    array = plain.numpy()
    return array if array.dtype.str in DTYPES else None


def decode(value, arrays, handles):
    if type(value) is list:
        return [decode(item, arrays, handles) for item in value]
    if type(value) is not dict:
        return value
    ((kind, content), *_) = value.items()
    if kind == "tuple":
        return tuple(decode(item, arrays, handles) for item in content)
    if kind == "dict":
        return {decode(key, arrays, handles): decode(item, arrays, handles) for key, item in content}
    if kind == "int":
        return int(content)
    if kind == "float":
        return float(content)
    if kind == "array":
        return from_npy(arrays[content])
    if kind == "tensor":
        import torch

        return torch.from_numpy(from_npy(arrays[content]))
    return handles.get(content, value.get("class", ""))


def split(payload, header):
    arrays, start = [], 0
    for size in header.get("blocks", ()):
        arrays.append(payload[start : start + size])
        start += size
    return arrays


# ---------------------------------------------------------------------------------------------------------- the student's end


class StudentEnd:
    """Answer requests about one submission, in a process that nothing else has been imported into."""

    def __init__(self, folder, module, reader, writer):
        self.folder, self.module_name = folder, module
        self.reader, self.writer = reader, writer
        self.handles = Handles()
        self.module = None

    def serve(self):
        while True:
            kind, number, nonce, header, payload = read_frame(self.reader)
            blocks = []
            try:
                arrays = split(payload, header)
                if kind == CALL_ALL:
                    reply = self.call_all(header["calls"], arrays, blocks)
                else:
                    value = self.answer(kind, header, arrays)
                    kept = header.get("keep")
                    reply = {"value": self.handles.keep(value) if kept else encode(value, blocks, self.handles)}
                answer = RETURNED
            except BaseException as error:  # whatever student code raises, SystemExit included, is an answer
                answer, reply, blocks = RAISED, self.describe(error), []
            try:
                write_frame(self.writer, answer, number, nonce, reply, blocks)
            except TooLarge as error:
                write_frame(self.writer, RAISED, number, nonce, self.describe(error))

    def answer(self, kind, header, arrays):
        if kind == RUN:
            return run(header["argv"], header["environment"], header["folder"])
        if kind == PUT:
            return put(header["path"], header["executable"], arrays[0] if arrays else b"")
        if kind == FETCH:
            return fetch(header["path"], header["cap"])
        if kind == SEED:
            return seed(header["seed"])
        if kind == RELEASE:
            return self.handles.release(header["handle"])
        if kind == IMPORT:
            return self.load() and None
        if kind == HOLD:
            return decode(header["value"], arrays, self.handles)
        if kind == HAS:
            return self.has(header["target"])
        if kind == GET:
            return self.find(header["target"])
        return self.call(header, arrays)

    def call(self, asked, arrays):
        thing = self.find(asked["target"])
        args = [decode(item, arrays, self.handles) for item in asked["args"]]
        kwargs = {key: decode(item, arrays, self.handles) for key, item in asked["kwargs"].items()}
        return thing(*args, **kwargs)

    def call_all(self, calls, arrays, blocks):
        """Make calls one after the other, until one raises or the answer is long. Returns its header: what they returned, and what that one raised."""
        values, size = [], 0
        for asked in calls:
            before = len(blocks)
            try:
                values.append(encode(self.call(asked, arrays), blocks, self.handles))
            except BaseException as error:
                del blocks[before:]
                return {"value": values, "raised": self.describe(error)}
            size += len(json.dumps(values[-1])) + sum(map(len, blocks[before:]))
            if size > LONG_ANSWER:
                break  # the JVM asks for the rest again
        return {"value": values}

    def load(self):
        if self.module is None:
            sys.path.insert(0, self.folder)
            try:
                self.module = importlib.import_module(self.module_name)
            except ModuleNotFoundError as error:
                if error.name == self.module_name:
                    raise NoSuchName(self.module_name + ".py") from None
                raise
        return self.module

    def find(self, target):
        thing = self.handles.get(target["handle"]) if "handle" in target else self.load()
        for name in target["path"].split(".") if target["path"] else ():
            if not hasattr(thing, name):
                raise NoSuchName(target["path"])
            thing = getattr(thing, name)
        return thing

    def has(self, target):
        try:
            self.find(target)
            return True
        except NoSuchName:
            return False

    def describe(self, error):
        import traceback

        missing = ""
        if isinstance(error, ModuleNotFoundError) and error.name:
            root = error.name.split(".")[0]
            own = os.path.join(self.folder, root)
            if not os.path.exists(own) and not os.path.exists(own + ".py"):
                missing = root
        lines = []
        for frame in traceback.extract_tb(error.__traceback__)[-50:]:
            if frame.filename.startswith(self.folder + "/"):
                name = frame.filename[len(self.folder) + 1 :]
                lines.append("%s, line %s, in %s\n    %s" % (name, frame.lineno, frame.name, frame.line))
        if isinstance(error, SyntaxError) and error.filename:
            lines.append("%s, line %s" % (os.path.basename(error.filename), error.lineno))
        try:
            message = str(error)
        except BaseException:
            message = "(its message could not be read)"
        return {
            "type": printable(type(error).__name__, 200),
            "message": printable(message, 4000) + hint(error, message),
            "traceback": printable("\n".join(lines), 8000),
            "missing": printable(missing, 200),
        }


def hint(error, message):
    """Name the limit that Python's own words for it do not name."""
    if type(error) is BlockingIOError and error.errno == errno.EAGAIN or message == "can't start new thread":
        return " (probably the limit of processes and threads is reached)"
    return ""


def printable(text, most):
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= most else text[:most] + "…"


def seed(number):
    import random

    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % (1 << 32))
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(number)


WORK = os.getcwd()


def own(path):
    """Return a path below the working folder that the sandbox began in, wherever student code has gone since."""
    return os.path.join(WORK, path)


def run(argv, environment, folder):
    import subprocess

    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=2, cwd=own(folder), env=dict(os.environ, **environment))
    return done.returncode


def put(path, executable, block):
    with open(own(path), "wb") as file:
        file.write(block)
    os.chmod(own(path), 0o755 if executable else 0o644)


def fetch(path, cap):
    import stat

    name, path = path, own(path)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("%s is not a regular file" % name)
    if found.st_size > cap:
        raise TooLarge("%s has %d bytes, more than the %d that may be taken out" % (name, found.st_size, cap))
    import numpy

    with open(path, "rb") as file:
        return numpy.frombuffer(file.read(cap), dtype="|u1")


# ------------------------------------------------------------------------------------------------------------- the parent

# What a library leaves until it is first used, each check anew then: 24 ms for NumPy's generators, 0.8 s for what PyTorch's first optimizer needs.
PUT_OFF = {"numpy": "numpy.random", "torch": "torch._dynamo"}
PLACES = ("/tmp", "/work", "/dev/shm", "/dev/mqueue")
PIPE_BYTES = 1 << 20
PRINTED_FIRST, PRINTED_LAST = 1 << 15, 1 << 13
F_SETPIPE_SZ = 1031
PR_SET_DUMPABLE = 4


def own_streams():
    """Move the protocol to private descriptors: 1 goes where 2 goes, 0 gives nothing. Before any student byte is imported."""
    reader, writer = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return reader, writer


def preload(names):
    missing = []
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    if shut_away():  # elsewhere one check comes from this process, which may need none of it
        for name in filter(sys.modules.__contains__, PUT_OFF):
            try:
                importlib.import_module(PUT_OFF[name])
            except ImportError:
                pass  # another version, which has none
    return missing


def start_anew():
    """Give NumPy's own generator another start: a fork has its parent's, as every other fork has. Python's does that by itself."""
    numpy = sys.modules.get("numpy.random")
    if numpy is not None:
        numpy.seed()


def shut_away():
    """Tell whether this is a sandbox's first process: its own user, and a root that cannot be written. Anywhere else, clean up nothing."""
    return os.getpid() == 1 and own_root()


def own_root():
    return os.getuid() == SANDBOX_UID and bool(os.statvfs("/").f_flag & os.ST_RDONLY)


def dumpable(yes):
    """Say whether processes of the same user may look into this one."""
    import ctypes

    if ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, int(yes), 0, 0, 0):
        raise OSError("prctl")


class Parent:
    """Begin and end checks, and carry frames between the JVM and the process of a check."""

    def __init__(self, folder, reader, writer):
        self.folder, self.reader, self.writer = folder, reader, writer
        self.next = None
        self.first = shut_away()
        self.cleans = self.first or os.environ.get("GRADEBOX_UNCONFINED") == "1"  # a plain process, in a test
        self.woken, wake = os.pipe()
        self.private = [reader, writer, self.woken, wake]
        os.set_blocking(self.woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        if self.first:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            dumpable(False)
        if self.first:
            self.bounds = self.own_bounds()
            self.places = [place_state(place) for place in PLACES]

    def own_bounds(self):
        """Return what a process of the same user could change of this one: a place to leave a message for the next check."""
        limits = [resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")]
        process = os.sched_getaffinity(0), os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0), kernel_bounds()
        return limits, process, session_share(), memory_kills()

    def serve(self):
        self.next = self.fork()
        while True:
            kind, number, nonce, header, _ = read_frame(self.reader)
            if kind != BEGIN:
                return
            self.check(number, nonce, header)

    def fork(self):
        """Fork the process of the next check, which waits for its BEGIN: no student byte is near it yet."""
        asked, ask = pipe()
        told, tell = pipe()
        logged, log = pipe()
        pid = os.fork()
        if pid == 0:
            try:
                self.become_child(log)
                for fd in self.private + [ask, told, logged, log]:
                    os.close(fd)
                _, _, _, header, _ = read_frame(asked)
                folder = os.path.dirname(os.path.abspath(__file__)) if header["tool"] else self.folder
                StudentEnd(folder, header["module"], asked, tell).serve()
            finally:
                os._exit(70)
        os.close(asked)
        os.close(tell)
        os.close(log)
        return pid, ask, told, logged

    def check(self, number, nonce, header):
        """Give a check its process, carry its frames, end it."""
        child, ask, told, logged = self.next or self.fork()
        self.next = None
        try:
            write_frame(ask, BEGIN, number, nonce, header)
        except BrokenPipeError:
            pass  # it has died already, which will be seen
        write_frame(self.writer, BEGUN, number, nonce, {})
        printed = Printed(logged)
        end, status = self.carry(child, ask, told, printed)
        os.close(ask)
        status = self.end_all(child, status)
        drain(told, self.writer)
        printed.close()
        os.close(told)
        if not end:
            write_frame(self.writer, DIED, number, nonce, {"status": status})
            return
        clean = self.is_clean()
        write_frame(self.writer, ENDED, *end, {"clean": clean})
        if clean:
            self.next = self.fork()  # while the JVM prepares what it will ask next

    def become_child(self, log):
        """Share nothing with the parent that could be changed: not even the flags of an open file."""
        os.dup2(log, 1)
        os.dup2(log, 2)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if self.first:
            dumpable(True)
        start_anew()
        first_to_die()

    def carry(self, child, ask, told, printed):
        """Pass frames on, and what is printed, until the JVM ends the check or its process is gone. Returns the number and nonce of that END, and how it died."""
        watched = [self.reader, told, self.woken, printed.source]
        while True:
            ready, _, _ = select.select(watched, [], [])
            if printed.source in ready and not printed.pass_on():
                watched.remove(printed.source)  # it has closed both, and goes on
            if told in ready and not move(told, self.writer):
                return None, None
            if self.woken in ready:
                status = self.reap(child)
                if status is not None:
                    return None, status
            if self.reader in ready:
                fixed = read_exactly(self.reader, FIXED.size)
                magic, kind, number, nonce, header_size, payload_size = FIXED.unpack(fixed)
                if magic != MAGIC:
                    raise Closed()
                if kind == END:
                    read_exactly(self.reader, header_size + payload_size)
                    return (number, nonce), None
                if not self.hand_over(ask, fixed, header_size + payload_size):
                    return None, None

    def hand_over(self, ask, fixed, rest):
        """Give a request to the child. Returns false, the request swallowed whole, where nobody takes it."""
        taken = True
        try:
            write_all(ask, fixed)
        except BrokenPipeError:
            taken = False
        while rest:
            try:
                if not taken:
                    rest -= len(read_exactly(self.reader, min(rest, PIPE_BYTES)))
                    continue
                moved = move(self.reader, ask, rest)
            except BrokenPipeError:
                taken = False
                continue
            if not moved:
                raise Closed()
            rest -= moved
        return taken

    def reap(self, child):
        """Take leave of whatever has ended. Returns the child's status if it has."""
        try:
            while os.read(self.woken, 4096):
                pass
        except BlockingIOError:
            pass
        status = None
        try:
            while True:
                pid, how = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return status
                if pid == child and not os.WIFSTOPPED(how):
                    status = os.waitstatus_to_exitcode(how)
        except ChildProcessError:
            return status

    def end_all(self, child, status):
        """End the child and all that it started. In a sandbox nothing else is left when the kernel says that there is no child to wait for."""
        if self.first:
            signal_others(signal.SIGKILL)
        elif status is None:
            os.kill(child, signal.SIGKILL)
        try:
            while self.first or status is None:
                pid, how = os.waitpid(-1 if self.first else child, 0)
                if pid == child and not os.WIFSTOPPED(how):
                    status = os.waitstatus_to_exitcode(how)
        except ChildProcessError:
            pass
        return -signal.SIGKILL if status is None else status

    def is_clean(self):
        """Delete what a check has written. Returns whether nothing is left that the next one could read.

        Names are read in a process of their own: what this one has read, its next child could find in its memory.
        """
        if not self.first:
            return self.cleans
        if self.changed():
            sweeper = os.fork()
            if sweeper == 0:
                try:
                    for place in PLACES:
                        empty(place)
                finally:
                    os._exit(0)
            os.waitpid(sweeper, 0)
        return not (self.changed() or shared_memory() or spoken_to_itself() or self.own_bounds() != self.bounds)

    def changed(self):
        """Tell whether something lies in a place, or hangs on it."""
        for place in PLACES:
            try:
                os.utime(place, (0, 0))
            except OSError:
                pass  # not ours, so that nobody can have set its times to what they like
        return [place_state(place) for place in PLACES] != self.places


class Printed:
    """Pass on the beginning and the end of what a check prints, and drop what lies between, so that a flood costs little.

    Its bytes go from pipe to pipe and are read by nobody here: the next child could find them in this process's memory.
    """

    def __init__(self, source):
        self.source = source
        self.room = PRINTED_FIRST
        self.last = None
        self.held = self.dropped = 0

    def pass_on(self):
        """Take what there is, at least a byte. Returns how much; 0 at the end."""
        if self.room > 0 or not hasattr(os, "splice"):
            moved = move(self.source, 2, max(self.room, 1))
            self.room -= moved
            return moved
        if self.last is None:
            self.last, self.nowhere = pipe(), os.open(os.devnull, os.O_WRONLY)
            os.set_blocking(self.last[1], False)
        moved = self.hold()
        if self.held > PRINTED_LAST:
            self.drop(self.held - PRINTED_LAST)
        return moved

    def hold(self):
        while True:
            try:
                moved = os.splice(self.source, self.last[1], PIPE_BYTES)
                self.held += moved
                return moved
            except BlockingIOError:
                if not self.held:
                    return 1  # not the end: whoever prints has taken it back meanwhile
                self.drop((self.held + 1) // 2)  # many short lines fill a pipe before its bytes do

    def drop(self, count):
        while count:
            moved = os.splice(self.last[0], self.nowhere, count)
            self.dropped += moved
            self.held -= moved
            count -= moved

    def close(self):
        """Pass on what an ended process has left, and what was held. Whoever else still writes does not keep us."""
        left, moved = PIPE_BYTES, 1
        while moved and left > 0 and select.select([self.source], [], [], 0)[0]:
            moved = self.pass_on()
            left -= moved
        os.close(self.source)
        if self.last is not None:
            if self.dropped:
                write_all(2, b"\n[... %d bytes left out ...]\n" % self.dropped)
            os.close(self.last[1])
            while move(self.last[0], 2):
                pass
            os.close(self.last[0])
            os.close(self.nowhere)


def pipe():
    ends = os.pipe()
    try:
        import fcntl

        fcntl.fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        pass  # a small one does too
    return ends


def move(source, sink, most=PIPE_BYTES):
    """Move what there is from one pipe to another, at least a byte. Returns how much; 0 at the source's end."""
    try:
        return os.splice(source, sink, min(most, PIPE_BYTES))
    except BrokenPipeError:
        raise
    except (OSError, AttributeError):  # neither is a pipe, or a system without it
        data = os.read(source, min(most, PIPE_BYTES))
        write_all(sink, data)
        return len(data)


def drain(source, sink):
    """Move what an ended process has left in its pipe."""
    os.set_blocking(source, False)
    try:
        while move(source, sink):
            pass
    except BlockingIOError:
        pass


def signal_others(number):
    """Signal every process of the sandbox but this one, at one stroke: none can fork its way out."""
    if shut_away():  # said again here, where it matters: elsewhere -1 would mean the whole machine
        try:
            os.kill(-1, number)
        except ProcessLookupError:
            pass


def expire(end):
    """End this process at a time of the monotonic clock; an alarm that a student sends ends nothing."""

    def check(*_):
        if time.monotonic() >= end:
            os._exit(1)
        signal.alarm(int(end - time.monotonic()) + 1)

    signal.signal(signal.SIGALRM, check)
    check()


# The numbers of system calls that the standard library has no function for.
IOPRIO_GET, SCHED_GETATTR = {"x86_64": (252, 315), "aarch64": (31, 275)}.get(os.uname().machine, (None, None))


def kernel_bounds():
    """Return the input and output priority, and the scheduler's whole record of this process, its slice included."""
    import ctypes

    if IOPRIO_GET is None:
        return None
    libc, record = ctypes.CDLL(None), ctypes.create_string_buffer(64)
    libc.syscall(SCHED_GETATTR, 0, record, 64, 0)
    return libc.syscall(IOPRIO_GET, 1, 0), record.raw


def session_share():
    """Return how nice the kernel's group of this session's processes is: each of them may change that for all, this one included."""
    try:
        with open("/proc/self/autogroup") as file:
            return file.read()
    except OSError:
        return None  # a kernel without them


def memory_kills():
    """Return the kernel's count of processes that it has killed here for want of memory: a later check must not be told that it was short of it."""
    for path in ("/sys/fs/cgroup/memory/memory.oom_control", "/sys/fs/cgroup/memory.events"):
        try:
            with open(path) as file:
                return [line for line in file if line.startswith("oom_kill ")]
        except OSError:
            pass  # the other version of control groups, or none
    return []


def place_state(place):
    """Return what tells whether a folder is as it was, without a name that a student has chosen: its size in entries, mode and attributes."""
    import ctypes

    try:
        found = os.stat(place)
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mode, found.st_nlink, ctypes.CDLL(None).listxattr(place.encode(), None, 0)


def spoken_to_itself():
    """Tell whether anything went over the loopback device: closed connections outlive their processes."""
    with open("/proc/net/dev") as file:
        for line in file:
            name, _, counts = line.partition(":")
            if name.strip() == "lo":
                return any(count != "0" for count in counts.split())
    return False


def empty(folder):
    """Delete what a check has written to one of the sandbox's own folders."""
    import shutil

    if not (os.getppid() == 1 and own_root()):
        return
    for entry in entries(folder):
        try:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)
        except (OSError, RecursionError):
            pass  # it is still there, then, and will be seen


def entries(folder):
    return list(os.scandir(folder)) if os.path.isdir(folder) else []


def shared_memory():
    """Tell whether System V objects are left, which outlive their processes."""
    for kind in ("shm", "msg", "sem"):
        try:
            with open("/proc/sysvipc/" + kind) as file:
                if len(file.readlines()) > 1:
                    return True
        except FileNotFoundError:
            pass  # a kernel without them
    return False


def first_to_die():
    """Let the kernel take this process before its parent when memory runs out."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass


def main():
    seconds, folder, *preloaded = sys.argv[1:]
    os.environ["GRADEBOX_FILES"] = folder
    expire(time.monotonic() + int(seconds))
    reader, writer = own_streams()
    missing = preload(preloaded)
    parent = Parent(folder, reader, writer)
    write_frame(writer, HELLO, 0, b"\0" * 16, {"missing": missing, "cleans": parent.cleans})
    try:
        parent.serve()
    except (Closed, BrokenPipeError):
        pass  # the JVM has gone


if __name__ == "__main__":
    main()
