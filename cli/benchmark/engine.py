"""Docker beneath both sides: the engine's socket, the sandbox's profile as options of `docker run`, and the time that containers use."""

import glob
import http.client
import json
import os
import re
import resource
import socket
import threading
import time

SOCKET = re.sub("^unix://", "", os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock")
LABEL = "gradebox.benchmark"

# The sandbox's profile, with hw1's limits.
HARDENED = """--network none --read-only --cap-drop ALL --security-opt no-new-privileges:true --user 10001:10001
 --ipc private --cgroupns private --shm-size 256m --memory 1g --memory-swap 1g --cpus 1 --pids-limit 64 --log-driver none
 --oom-score-adj 500 --ulimit nofile=1024 --ulimit core=0 --ulimit fsize=268435456
 --tmpfs /tmp:rw,noexec,nosuid,nodev,size=268435456,nr_inodes=20000,mode=1777
 --tmpfs /work:rw,exec,nosuid,nodev,size=67108864,nr_inodes=20000,uid=10001,gid=10001,mode=0700 --workdir /work
 -e HOME=/tmp -e OMP_NUM_THREADS=1 -e MKL_NUM_THREADS=1 -e OPENBLAS_NUM_THREADS=1 -e PYTHONDONTWRITEBYTECODE=1
 -e PYTHONHASHSEED=0""".split()


def hardened(image, folders, command, mark):
    """Return the words of a `docker run` under the sandbox's profile; folders are (here, there)."""
    argv = ["docker", "run", "--rm", "--label", "%s=%s" % (LABEL, mark)] + HARDENED
    for source, target in folders:
        argv += ["--mount", "type=bind,source=%s,target=%s,readonly" % (source, target)]
    return argv + [image] + command


class Engine(http.client.HTTPConnection):
    def __init__(self):
        super().__init__("docker", timeout=30)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(SOCKET)


def inspect(container):
    connection = Engine()
    try:
        connection.request("GET", "/containers/%s/json" % container)
        answer = connection.getresponse()
        body = answer.read()
        return json.loads(body) if answer.status == 200 else {}
    finally:
        connection.close()


class Meter:
    """Add up the wall and CPU seconds of a stretch: our child processes', and those of the containers with a label.

    A container's are read from its cgroup ten times a second; what it uses after the last reading is not counted, nor is
    what the engine itself uses.
    """

    def __init__(self, label="", value=None):
        self.label, self.value = label, value
        self.usage, self.mine = {}, {}
        self.over = threading.Event()

    def __enter__(self):
        self.load = os.getloadavg()[0]
        self.before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.thread = threading.Thread(target=self.sample, daemon=True)
        self.thread.start()
        self.started = time.monotonic()
        return self

    def __exit__(self, *_):
        self.wall = time.monotonic() - self.started
        self.over.set()
        self.thread.join()
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.outside = now.ru_utime + now.ru_stime - self.before.ru_utime - self.before.ru_stime
        self.inside = sum(self.usage.values())
        self.opened = len(self.usage)
        self.cpu = self.outside + self.inside

    def sample(self):
        while not self.over.wait(0.1):
            for path in glob.glob("/sys/fs/cgroup/cpuacct/docker/*/cpuacct.usage"):
                self.read(os.path.basename(os.path.dirname(path)), path, lambda text: int(text) / 1e9)
            for pattern in ("/sys/fs/cgroup/docker/*/cpu.stat", "/sys/fs/cgroup/system.slice/docker-*.scope/cpu.stat"):
                for path in glob.glob(pattern):
                    name = re.sub(r"^docker-|\.scope$", "", os.path.basename(os.path.dirname(path)))
                    self.read(name, path, lambda text: int(text.split()[1]) / 1e6)

    def read(self, container, path, seconds):
        try:
            if container not in self.mine:
                labels = inspect(container).get("Config", {}).get("Labels") or {}
                self.mine[container] = labels.get(self.label) == str(self.value)
            if self.mine[container]:
                with open(path) as file:
                    self.usage[container] = seconds(file.read())
        except (OSError, ValueError):
            pass  # it has ended

    def told(self):
        return "wall %7.1f s   CPU %7.1f s (%.1f in %d containers, %.1f outside)   load before %.1f" % (
            self.wall, self.cpu, self.inside, self.opened, self.outside, self.load)
