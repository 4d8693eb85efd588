"""Grade once, untimed, with a relay before the engine's socket, and keep what goes to and from each submission's sandboxes."""

import glob
import os
import re
import shutil
import socket
import subprocess
import threading
import time

import replay
from engine import SOCKET, hardened, inspect
from grading import HERE, HOME, grade

RUNTIME = {
    "gradebox_call.py": "sandbox/src/main/resources/gradebox/sandbox/call",
    "gradebox_source.py": "graders/src/main/resources/gradebox/graders",
}


def record(folder, assignment, sources):
    """Grade, and return the recording: a folder for each submission that had a sandbox, and the image that was chosen."""
    os.makedirs(folder)
    recorder = Recorder(folder)
    environment = dict(os.environ, DOCKER_HOST="unix://" + recorder.path)
    grade(assignment, sources, 2, os.path.join(folder, "out"), environment=environment)
    time.sleep(1)
    return recorder


class Recorder:
    """Pass everything on between gradebox and the engine, and write a file for each direction of a student's streams."""

    def __init__(self, folder):
        self.folder = folder
        self.path = os.path.join(folder, "docker.sock")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen(64)
        self.count = 0
        self.image = None
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.relay, args=(client,), daemon=True).start()

    def relay(self, client):
        engine = socket.socket(socket.AF_UNIX)
        engine.connect(SOCKET)
        first = client.recv(1 << 16)
        attach = re.match(rb"POST /(?:v[\d.]+/)?containers/([0-9a-f]+)/attach", first)
        stem = self.stem(inspect(attach.group(1).decode())) if attach else None
        back = threading.Thread(target=pump, args=(engine, client, stem and stem + ".out", b""), daemon=True)
        back.start()
        engine.sendall(first)
        pump(client, engine, stem and stem + ".in", first)
        back.join()
        client.close()
        engine.close()

    def stem(self, container):
        """Return where to keep a container's streams; nothing where it is not a submission's."""
        config = container["Config"]
        self.image = container["Image"]
        member = re.match(r"\w+_\d{6}(?=-)", config["Labels"].get("gradebox.name", ""))
        if "/submission" not in config["Cmd"] or not member:
            return None  # a data generator, or the reference, asked whether a suite is broken
        folder = os.path.join(self.folder, member.group())
        os.makedirs(folder, exist_ok=True)
        files = os.path.join(folder, "submission")
        if not os.path.exists(files):
            shutil.copytree(next(m["Source"] for m in container["Mounts"] if m["Destination"] == "/submission"), files)
            subprocess.run(["chmod", "-R", "a+rX", files])
        self.count += 1
        return os.path.join(folder, "%04d" % self.count)

    def calls(self):
        """Return how often each submission was called."""
        protocol = replay.load_protocol(os.path.join(HOME, RUNTIME["gradebox_call.py"], "gradebox_call.py"))
        counts = {}
        for path in glob.glob(self.folder + "/*/*.in"):
            member = os.path.basename(os.path.dirname(path))
            with open(path, "rb") as asked, open(path.removesuffix("in") + "out", "rb") as answered:
                counts[member] = counts.get(member, 0) + replay.count_calls(protocol, asked.read(), answered.read())
        return counts

    def trace(self, member):
        """Turn a submission's streams into what replay.py can make again. Returns the folders that a container needs for it."""
        folder = os.path.join(self.folder, member)
        runtime = os.path.join(folder, "runtime")
        os.makedirs(runtime)
        for name, where in RUNTIME.items():
            shutil.copy(os.path.join(HOME, where, name), runtime)
        folders = [(HERE, "/bench"), (folder, "/trace"), (runtime, "/gradebox"), (folder + "/submission", "/submission")]
        subprocess.run(["chmod", "-R", "a+rX", folder])
        argv = ["python3", "/bench/replay.py", "prepare", "/gradebox/gradebox_call.py", "/trace"]
        with open(os.path.join(folder, "trace.pickle"), "wb") as file:
            subprocess.run(hardened(self.image, folders, argv, "prepare"), stdout=file, check=True)
        return folders


def pump(source, sink, path, already):
    file = open(path, "wb") if path else None
    try:
        if file:
            file.write(already)
        while data := source.recv(1 << 20):
            if file:
                file.write(data)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one side has gone
    finally:
        if file:
            file.close()
