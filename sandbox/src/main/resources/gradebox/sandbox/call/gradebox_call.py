"""The Python end of gradebox's call protocol: frames, values, and the process that imports a submission and answers requests.

Run as a program in a student's sandbox:

    python3 -I -B gradebox_call.py FOLDER MODULE [PRELOAD...]

FOLDER holds the submission, MODULE is its face, and each PRELOAD is a module that is imported before any student byte.

Nothing in here is trusted by the other end. It holds no secret and decides nothing: student code runs in the same process and may do with
it what it likes.
"""

import importlib
import json
import os
import signal
import struct
import sys

MAGIC = b"GBX1"
FIXED = struct.Struct(">4sBQ16sIQ")

BEGIN, IMPORT, GET, CALL, SEED, RELEASE, END, RUN, PUT, FETCH, HAS, HOLD = range(1, 13)
HELLO, BEGUN, RETURNED, RAISED, ENDED, DIED = range(64, 70)
TEST, COLLECTED, CHECK, VERDICT, FINISHED = range(96, 101)

MAX_DEPTH = 32
MAX_HEADER = 1 << 18
MAX_TEXT = 1 << 16
MAX_DIGITS = 1000
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

    def __init__(self, folder, module, reader, writer, farewell):
        self.folder, self.module_name = folder, module
        self.reader, self.writer, self.farewell = reader, writer, farewell
        self.handles = Handles()
        self.module = None

    def serve(self):
        while True:
            kind, number, nonce, header, payload = read_frame(self.reader)
            if kind == END:
                os.write(self.farewell, struct.pack(">Q16s", number, nonce))
                os._exit(0)
            blocks = []
            try:
                value = self.answer(kind, header, split(payload, header))
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
        thing = self.find(header["target"])
        if kind == GET:
            return thing
        args = [decode(item, arrays, self.handles) for item in header["args"]]
        kwargs = {key: decode(item, arrays, self.handles) for key, item in header["kwargs"].items()}
        return thing(*args, **kwargs)

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
            "message": printable(message, 4000),
            "traceback": printable("\n".join(lines), 8000),
            "missing": printable(missing, 200),
        }


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


def run(argv, environment, folder):
    import subprocess

    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=2, cwd=folder, env=dict(os.environ, **environment))
    return done.returncode


def put(path, executable, block):
    with open(path, "wb") as file:
        file.write(block)
    os.chmod(path, 0o755 if executable else 0o644)


def fetch(path, cap):
    import stat

    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("%s is not a regular file" % path)
    if found.st_size > cap:
        raise TooLarge("%s has %d bytes, more than the %d that may be taken out" % (path, found.st_size, cap))
    import numpy

    with open(path, "rb") as file:
        return numpy.frombuffer(file.read(cap), dtype="|u1")


# ------------------------------------------------------------------------------------------------------------- the parent


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
    return missing


def shut_away():
    """Tell whether this is a sandbox: its own user, and a root file system that cannot be written. Anywhere else, clean up nothing."""
    return os.getuid() == SANDBOX_UID and bool(os.statvfs("/").f_flag & os.ST_RDONLY)


def end_all_others():
    """Kill whatever a check has left running: in a sandbox, every other process of this user is the student's."""
    if shut_away():
        spared = ancestors()
        while strays := processes() - spared:
            for pid in strays:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            reap()
    reap()


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def processes():
    """Return all that run, those left out that have ended and wait for their parent."""
    return {int(name) for name in os.listdir("/proc") if name.isdigit() and state(name)[0] not in ("Z", "X")}


def ancestors():
    """Return this process and those above it: the sandbox's own init, and the timeout that guards it, which is of the same user."""
    line, pid = set(), os.getpid()
    while pid:
        line.add(pid)
        pid = int(state(pid)[1])
    return line


def state(pid):
    """Return a process's state and its parent's number."""
    try:
        with open("/proc/%s/stat" % pid, "rb") as file:
            # The command's name stands in brackets, and may hold brackets itself.
            return file.read().rpartition(b")")[2].decode().split()[:2]
    except OSError:
        return "X", "0"


def empty(folder):
    """Delete what a check has written to one of the sandbox's own folders."""
    import shutil

    if not shut_away() or not os.path.isdir(folder):
        return
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            try:
                os.unlink(entry.path)
            except OSError:
                pass


def first_to_die():
    """Let the kernel take this process before its parent when memory runs out."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass


def check(folder, module, reader, writer, number, nonce):
    """Fork the process of one check, wait for its end, tell how it ended."""
    heard, farewell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            first_to_die()
            write_frame(writer, BEGUN, number, nonce, {})
            StudentEnd(folder, module, reader, writer, farewell).serve()
        finally:
            os._exit(70)
    os.close(farewell)
    _, status = os.waitpid(child, 0)
    end_all_others()
    for place in ("/tmp", "/work", "/dev/shm"):
        empty(place)
    os.set_blocking(heard, False)
    try:
        last = os.read(heard, 24)
    except BlockingIOError:
        last = b""
    os.close(heard)
    if len(last) == 24:
        write_frame(writer, ENDED, *struct.unpack(">Q16s", last), {})
    else:
        write_frame(writer, DIED, number, nonce, {"status": os.waitstatus_to_exitcode(status)})


def main():
    folder, module, *preloaded = sys.argv[1:]
    reader, writer = own_streams()
    missing = preload(preloaded)
    write_frame(writer, HELLO, 0, b"\0" * 16, {"missing": missing})
    while True:
        try:
            kind, number, nonce, _, _ = read_frame(reader)
        except Closed:
            return
        if kind != BEGIN:
            return
        check(folder, module, reader, writer, number, nonce)


if __name__ == "__main__":
    main()
