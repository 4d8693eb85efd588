#!/usr/bin/env python3
"""Record which system calls course work makes, under strace, as root on a machine with a Docker engine.

    trace.py workloads IMAGE OUT [NAME...]  runs each program of workloads/ in a container and writes OUT/NAME.calls
    trace.py relay OUT COMMAND...           runs a command, gradebox itself say, and traces each container that it starts
    trace.py table CALLS                    writes the list of allowed calls from traces/*.calls and additions.txt

The course image has no notebooks and no compiler; the Dockerfile here adds them, for tracing only:

    docker build --build-arg COURSE=gradebox/cpu:... -t gradebox/trace sandbox/seccomp

strace runs on the host and attaches to a container's first processes, which wait a moment for it: nothing is mounted into
the container and its filter, user and process numbers stay what they are. A .calls file has a line for each call by name;
for the calls whose arguments the filter looks at, one for each value seen.
"""

import collections
import glob
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOCKET = "/var/run/docker.sock"
WAIT = ["sh", "-c", 'sleep 1.5; exec "$@"', "sh"]
LINE = re.compile(r"^\d+ +(?:<\.\.\. )?([a-z][a-z0-9_]*)(?:\(| resumed>)(.*)")
SHOWN = {
    "socket": r"^([^)]*)\)",
    "socketpair": r"^(AF_\w+, [^,]*, [^,]*)",
    "ioctl": r"^[^,]*, ([^,)]*)",
    "prctl": r"^(\w+)",
    "personality": r"^([^)]*)\)",
    "clone": r"flags=([A-Z_|a-z0-9]*)",
    "arch_prctl": r"^([^,]*),",
    "seccomp": r"^(\w+)",
}


def main(arguments):
    if len(arguments) >= 3 and arguments[0] == "workloads":
        workloads(arguments[1], arguments[2], arguments[3:])
    elif len(arguments) >= 3 and arguments[0] == "relay":
        relay(arguments[1], arguments[2:])
    elif len(arguments) == 2 and arguments[0] == "table":
        table(arguments[1])
    else:
        sys.exit(__doc__)


# ------------------------------------------------------------------------------------------------------------- what was called


def calls_of(trace):
    """Count what a trace of strace shows, by name and by looked-at argument."""
    seen = collections.Counter()
    with open(trace, errors="replace") as file:
        for line in file:
            match = LINE.match(line)
            if not match:
                continue
            name, rest = match.groups()
            seen[name] += "resumed>" not in line
            shown = re.match(SHOWN[name], rest) if name in SHOWN and "resumed>" not in line else None
            if name in SHOWN and not shown and name == "clone":
                shown = re.search(SHOWN[name], rest)
            if shown:
                seen[name + "(" + shown.group(1).removesuffix(" <unfinished ...>").strip() + ")"] += 1
    return seen


def write(path, seen):
    with open(path, "w") as file:
        for name in sorted(seen):
            file.write(name + "\n")


# ------------------------------------------------------------------------------------------------------------------ containers


class Engine(http.client.HTTPConnection):
    def __init__(self):
        super().__init__("docker", timeout=60)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(SOCKET)


def processes(container):
    """Return the host's numbers of a container's processes."""
    engine = Engine()
    engine.request("GET", "/containers/%s/top?ps_args=-eo%%20pid" % container)
    answer = json.loads(engine.getresponse().read())
    engine.close()
    return [row[0] for row in answer.get("Processes") or []]


def attach(container, log):
    """Trace a container's processes, and all that come of them, until the last has ended."""
    pids = processes(container)
    argv = ["strace", "-f", "-qq", "-s", "0", "-o", log] + [word for pid in pids for word in ("-p", pid)]
    return subprocess.Popen(argv, stderr=subprocess.DEVNULL)


def workloads(image, out, names):
    os.makedirs(out, exist_ok=True)
    for path in sorted(glob.glob(HERE + "/workloads/*.py")):
        name = os.path.basename(path)[:-3]
        if not names or name in names:
            print(name, file=sys.stderr)
            workload(image, path, os.path.join(out, name + ".calls"))


def workload(image, path, out):
    argv = ["docker", "create", "--network", "none", "--cap-drop", "ALL", "--user", "10001:10001", "--read-only"]
    argv += ["--security-opt", "no-new-privileges", "--security-opt", "seccomp=unconfined", "--shm-size", "256m"]
    argv += ["--tmpfs", "/tmp:mode=1777", "--tmpfs", "/work:exec,mode=0700,uid=10001,gid=10001", "--workdir", "/work"]
    argv += ["-e", "HOME=/work", "-e", "OMP_NUM_THREADS=2", "--mount", "type=bind,source=%s,target=/workloads,readonly" % os.path.dirname(path)]
    argv += [image] + WAIT + ["python3", "/workloads/" + os.path.basename(path)]
    container = subprocess.run(argv, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    try:
        subprocess.run(["docker", "start", container], check=True, stdout=subprocess.DEVNULL)
        with tempfile.NamedTemporaryFile() as log:
            tracer = attach(container, log.name)
            code = subprocess.run(["docker", "wait", container], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
            tracer.wait()
            write(out, calls_of(log.name))
        if code != "0":
            said = subprocess.run(["docker", "logs", container], capture_output=True, text=True)
            sys.exit("%s ended with %s: %s" % (path, code, said.stderr[-2000:]))
    finally:
        subprocess.run(["docker", "rm", "-f", container], stdout=subprocess.DEVNULL)


# ------------------------------------------------------------------------------------------------------------------------ relay


class Relay:
    """Stand before the engine's socket: let each container that is created wait for its tracer, and attach that at its start."""

    def __init__(self, folder):
        self.folder, self.seen, self.tracers = folder, collections.Counter(), []
        self.path = os.path.join(folder, "docker.sock")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen(64)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.pass_on, args=(client,), daemon=True).start()

    def pass_on(self, client):
        engine = socket.socket(socket.AF_UNIX)
        engine.connect(SOCKET)
        threading.Thread(target=pump, args=(engine, client), daemon=True).start()
        reader = client.makefile("rb")
        try:
            self.requests(reader, engine)
            engine.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one side has gone

    def requests(self, reader, engine):
        while head := read_head(reader):
            if re.search(rb"(?i)^upgrade:", head, re.M) or b"/attach" in head.split(b"\r\n")[0]:
                engine.sendall(head)
                while data := reader.read1(1 << 16):
                    engine.sendall(data)
                return
            body = read_body(reader, head)
            if re.match(rb"POST \S*/containers/create", head):
                head, body = waiting(head, body)
            engine.sendall(head + body)
            start = re.match(rb"POST \S*/containers/([0-9a-f]+)/start", head)
            if start:
                threading.Thread(target=self.follow, args=(start.group(1).decode(),)).start()

    def follow(self, container):
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                if processes(container):
                    break
            except (OSError, ValueError):
                pass
            time.sleep(0.05)
        log = os.path.join(self.folder, container + ".strace")
        attach(container, log).wait()
        if os.path.exists(log):
            self.seen.update(calls_of(log))
            os.remove(log)
            print("traced", container[:12], file=sys.stderr)


def waiting(head, body):
    asked = json.loads(body)
    asked["Entrypoint"] = WAIT + (asked.get("Entrypoint") or [])
    body = json.dumps(asked).encode()
    head = re.sub(rb"(?i)\r\n(content-length|transfer-encoding):[^\r]*", b"", head)
    return head[:-2] + b"Content-Length: %d\r\n\r\n" % len(body), body


def read_head(reader):
    head = b""
    while line := reader.readline():
        head += line
        if line == b"\r\n":
            return head
    return b""


def read_body(reader, head):
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    if length:
        return reader.read(int(length.group(1)))
    if not re.search(rb"(?i)\r\ntransfer-encoding: *chunked", head):
        return b""
    parts = []
    while True:  # put together again: what was created needs the whole
        line = reader.readline()
        size = int(line, 16)
        chunk = reader.read(size + 2)
        parts.append(line + chunk)
        if size == 0:
            break
    whole = b"".join(parts)
    return unchunked(whole) if b"/containers/create" in head.split(b"\r\n")[0] else whole


def unchunked(data):
    out = b""
    while True:
        line, _, data = data.partition(b"\r\n")
        size = int(line, 16)
        if size == 0:
            return out
        out, data = out + data[:size], data[size + 2 :]


def pump(source, sink):
    try:
        while data := source.recv(1 << 16):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one side has gone


def relay(out, command):
    with tempfile.TemporaryDirectory() as folder:
        tracing = Relay(folder)
        code = subprocess.run(command, env=dict(os.environ, DOCKER_HOST="unix://" + tracing.path)).returncode
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join(30)
        write(out, tracing.seen)
    sys.exit(code)


# ------------------------------------------------------------------------------------------------------------------------ table

# Seen, and yet refused: the C library tries it first, and falls back to clone, whose flags a filter can read.
REFUSED = {"clone3"}
HEAD = """\
# The system calls that a sandbox allows; any other is answered ENOSYS. Written by sandbox/seccomp/trace.py: do not edit.
# name, number on x86-64, number on aarch64 (- where it has none), where it was seen or why it is allowed
"""


def table(path):
    why = {}
    for trace in sorted(glob.glob(HERE + "/traces/*.calls")):
        with open(trace) as file:
            for name in file.read().split("\n"):
                if name and "(" not in name and name not in REFUSED:
                    why.setdefault(name, []).append(os.path.basename(trace)[:-6])
    rows = {name: "seen: " + " ".join(seen) for name, seen in why.items()}
    reason = ""
    for line in open(HERE + "/additions.txt"):
        if line.startswith("= "):
            reason = line[2:].strip()
        elif not line.startswith("#"):
            for name in line.split():
                if name in rows:
                    sys.exit("additions.txt: %s has been seen: take it out" % name)
                rows[name] = "added: " + reason
    x86 = numbers("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
    arm = numbers("/usr/include/asm-generic/unistd.h")
    with open(path, "w") as out:
        out.write(HEAD)
        for name in sorted(rows, key=lambda name: int(x86[name])):
            out.write("%s\t%s\t%s\t%s\n" % (name, x86[name], arm.get(name, "-"), rows[name]))
    with open(os.path.join(os.path.dirname(path), "refused.txt"), "w") as out:
        out.write("# All other calls of the kernel's headers. Written by sandbox/seccomp/trace.py: do not edit.\n")
        out.write(textwrap.fill(" ".join(sorted((x86.keys() | arm.keys()) - rows.keys())), 120) + "\n")


def numbers(header):
    """Return the numbers of calls by name, from a header of the kernel's."""
    found = {}
    with open(header) as file:
        for name, number in re.findall(r"^#define __NR(?:3264)?_(\w+) (\d+)$", file.read(), re.M):
            found[{"fstatat": "newfstatat"}.get(name, name)] = number
    return {name: number for name, number in found.items() if name not in ("syscalls", "arch_specific_syscall")}


if __name__ == "__main__":
    main(sys.argv[1:])
