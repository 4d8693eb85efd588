"""Measure gradebox against plain Docker on this machine and print ratios from one run. Started by cli/benchmark/run."""

import argparse
import concurrent.futures
import glob
import http.client
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
HW1 = os.path.join(HOME, "assignments/catalogue/mit-67960/hw1-backprop")
TINY = os.path.join(HERE, "assignment")
PROTOCOL = "sandbox/src/main/resources/gradebox/sandbox/call/gradebox_call.py"
SLOW = "kowalski_jan_901533"  # runs into time limits
QUICK = """okafor_ada_901034 carver_wes_901766 haddad_samir_901510 moreau_camille_901377 lindqvist_nils_901126
 silva_rafael_901402""".split()
SOCKET = re.sub("^unix://", "", os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock")

# The sandbox's profile as options of `docker run`, with hw1's limits.
HARDENED = """--network none --read-only --cap-drop ALL --security-opt no-new-privileges:true --user 10001:10001
 --ipc private --cgroupns private --shm-size 256m --memory 1g --memory-swap 1g --cpus 1 --pids-limit 64 --init --log-driver none
 --oom-score-adj 500 --ulimit nofile=1024 --ulimit core=0 --ulimit fsize=268435456
 --tmpfs /tmp:rw,noexec,nosuid,nodev,size=268435456,nr_inodes=20000,mode=1777
 --tmpfs /work:rw,exec,nosuid,nodev,size=67108864,nr_inodes=20000,uid=10001,gid=10001,mode=0700 --workdir /work
 -e HOME=/tmp -e OMP_NUM_THREADS=1 -e MKL_NUM_THREADS=1 -e OPENBLAS_NUM_THREADS=1 -e PYTHONDONTWRITEBYTECODE=1
 -e PYTHONHASHSEED=0""".split()


# ------------------------------------------------------------------------------------------------------- Docker, CPU time


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
    """Add up the wall and CPU seconds of a stretch: our child processes', and those of the containers that are ours.

    A container's are read from its cgroup ten times a second; what it uses after the last reading is not counted.
    """

    def __init__(self, label, value=None):
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
        self.processes = now.ru_utime + now.ru_stime - self.before.ru_utime - self.before.ru_stime
        self.containers = sum(self.usage.values())
        self.opened = len(self.usage)
        self.cpu = self.processes + self.containers

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
            self.wall, self.cpu, self.containers, self.opened, self.processes, self.load)


IMAGE = {}


def docker(folders, command, mark, environment=()):
    argv = ["docker", "run", "--rm", "--label", "gradebox.benchmark=" + mark] + HARDENED
    for source, target in folders:
        argv += ["--mount", "type=bind,source=%s,target=%s,readonly" % (source, target)]
    for pair in environment:
        argv += ["-e", pair]
    return argv + [IMAGE["digest"], "timeout", "-s", "KILL", "310"] + command


# ------------------------------------------------------------------------------------------------------------- recording


class Recorder:
    """Stand before the engine's socket, and keep what goes through the streams of each student's sandbox."""

    def __init__(self, folder):
        self.folder = folder
        self.path = os.path.join(folder, "docker.sock")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen(64)
        self.count = 0
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
        stem = self.keep(attach.group(1).decode()) if attach else None
        back = threading.Thread(target=pump, args=(engine, client, stem and stem + ".out", b""), daemon=True)
        back.start()
        engine.sendall(first)
        pump(client, engine, stem and stem + ".in", first)
        back.join()
        client.close()
        engine.close()

    def keep(self, container):
        config = inspect(container)
        IMAGE["digest"] = config["Image"]  # the one that gradebox chose
        name = config["Config"]["Labels"].get("gradebox.name", "")
        command = config["Config"]["Cmd"]
        if "/submission" not in command:
            return None  # a tool of gradebox's own
        found = re.match(r"\w+_\d{6}(?=-)", name)
        if not found:
            return None  # the reference, asked whether a suite is broken
        member = found.group()
        folder = os.path.join(self.folder, member)
        os.makedirs(folder, exist_ok=True)
        files = os.path.join(folder, "submission")
        if not os.path.exists(files):
            source = next(m["Source"] for m in config["Mounts"] if m["Destination"] == "/submission")
            shutil.copytree(source, files)
            subprocess.run(["chmod", "-R", "a+rX", files])
        self.count += 1
        return os.path.join(folder, "%04d" % self.count)


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


def record(folder, assignment, sources):
    """Grade once, untimed, and turn what was said into traces. Returns the members that have one."""
    os.makedirs(folder)
    recorder = Recorder(folder)
    environment = dict(os.environ, DOCKER_HOST="unix://" + recorder.path)
    grade(assignment, sources, 2, os.path.join(folder, "out"), environment=environment)
    time.sleep(1)
    members = []
    for member in sorted(os.listdir(folder)):
        path = os.path.join(folder, member)
        if glob.glob(path + "/*.in"):
            members.append(member)
            with open(os.path.join(path, "trace.pickle"), "wb") as file:
                folders = [(path, "/trace"), (HERE, "/bench"), (os.path.join(HOME, os.path.dirname(PROTOCOL)), "/gradebox")]
                argv = ["python3", "/bench/replay.py", "prepare", "/gradebox/gradebox_call.py", "/trace"]
                subprocess.run(docker(folders, argv, "prepare"), stdout=file, check=True)
            os.chmod(path, 0o755)
    return members


# --------------------------------------------------------------------------------------------------------------- gradebox


def grade(assignment, sources, workers, out, environment=None, on_line=lambda number, total, pid: None, meter=None):
    """Grade, and return when each submission was done, in seconds from the start."""
    argv = [os.path.join(HOME, "gradebox"), "grade", assignment, sources, "-j", str(workers), "--root-seed", "published", "--fresh", "-o", out]
    started = time.monotonic()
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    if meter:
        meter.label, meter.value = "gradebox.pid", process.pid
    times, lines = [], []
    for line in process.stderr:
        lines.append(line)
        if found := re.match(r"\[ *(\d+)/(\d+)\]", line):
            times.append(time.monotonic() - started)
            on_line(int(found.group(1)), int(found.group(2)), process.pid)
    if process.wait() not in (0, 3):
        raise SystemExit("benchmark: grading failed:\n" + "".join(lines))
    return times


def copies(folder, files, count):
    for i in range(count):
        shutil.copytree(files, os.path.join(folder, "copy_%06d" % (100001 + i)))
    return folder


# ------------------------------------------------------------------------------------------------------------------ parts


def overhead(temp, count):
    """1: wall per submission over a bare hardened docker run, one worker."""
    say("1. wall per submission over bare hardened `docker run`, one worker")
    say("   %d copies of hw1's reference. Both sides: the same student calls with the same arguments, each check in a forked child, the six" % count)
    say("   trainings of the two metrics included. docker: one container a submission, calls read from a file, nothing compared. gradebox:")
    say("   everything, also inputs and expected values, comparisons, the source scan and its container, the JVM, data generation.")
    one = os.path.join(copies(os.path.join(temp, "one"), HW1 + "/reference", 1), "copy_100001")
    (member,) = record(os.path.join(temp, "one-recorded"), HW1, one)
    recorded = os.path.join(temp, "one-recorded", member)
    many = copies(os.path.join(temp, "many"), HW1 + "/reference", count)
    spent = []
    with Meter("") as ours:

        def note(number, total, pid):
            with open("/proc/%d/stat" % pid) as file:
                user, system = file.read().rpartition(")")[2].split()[11:13]
            spent.append(((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"), sum(ours.usage.values())))

        times = grade(HW1, many, 1, os.path.join(temp, "many-out"), on_line=note, meter=ours)
    with Meter("gradebox.benchmark", "bare") as theirs:
        singles = []
        for i in range(count):
            started = time.monotonic()
            folders = [(recorded + "/submission", "/submission"), (HERE, "/bench"), (recorded, "/trace")]
            done = subprocess.run(docker(folders, ["python3", "/bench/replay.py", "run", "/trace/trace.pickle"], "bare"), capture_output=True, text=True)
            singles.append(time.monotonic() - started)
        say("   replay: %s" % done.stderr.strip())
    say("   gradebox  %s" % ours.told())
    say("   docker    %s" % theirs.told())
    first = times[0]
    later = [b - a for a, b in zip(times, times[1:])] or times
    say("   gradebox: the first after %.1f s (JVM, suite's compilation and data included), then %.2f s each (median); docker %.2f s each (median)" % (
        first, statistics.median(later), statistics.median(singles)))
    jvm, inside = ((b - a) / max(1, count - 1) for a, b in zip(spent[0], spent[-1]))
    say("   gradebox: CPU of a submission after the first: %.2f s in the JVM, %.2f s in containers; docker %.2f s" % (jvm, inside, theirs.cpu / count))
    row("wall a submission, start-up excluded (medians)", statistics.median(later) / statistics.median(singles), 1.15)
    row("wall a submission, start-up spread over %d" % count, ours.wall / theirs.wall, None)
    row("CPU a submission, start-up excluded", (jvm + inside) * count / theirs.cpu, None)
    row("CPU a submission, start-up spread over %d" % count, ours.cpu / theirs.cpu, None)


def class_of(temp, quick):
    """2: the sample class with two workers over a loop of docker run … pytest."""
    folder = os.path.join(temp, "class")
    os.makedirs(folder)
    for name in os.listdir(HW1 + "/class"):
        stem = name.removesuffix(".zip")
        if stem != SLOW and (not quick or stem in QUICK):
            source = os.path.join(HW1, "class", name)
            shutil.copytree(source, os.path.join(folder, name)) if os.path.isdir(source) else shutil.copy(source, folder)
    say("2. %s without %s, two at a time, over a loop of `docker run … pytest`" % ("six of hw1's class" if quick else "hw1's class", SLOW))
    say("   Both sides: the same student calls with the same arguments, each check in a forked child. pytest: a test a check in one container a")
    say("   submission; arguments, data and the answers to compare with come ready from a file, where gradebox draws and computes them; it has")
    say("   no source scan, no scores and no results files. A submission that cannot be opened is gradebox's alone.")
    recorded = os.path.join(temp, "class-recorded")
    members = record(recorded, HW1, folder)
    with Meter("") as ours:
        grade(HW1, folder, 2, os.path.join(temp, "class-out"), meter=ours)

    def test(member):
        path = os.path.join(recorded, member)
        folders = [(path + "/submission", "/submission"), (HERE, "/bench"), (path, "/trace")]
        argv = ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "/bench/test_replay.py"]
        started = time.monotonic()
        done = subprocess.run(docker(folders, argv, "pytest", ["TRACE=/trace/trace.pickle"]), capture_output=True, text=True, errors="replace")
        return member, time.monotonic() - started, (done.stdout.strip().splitlines() or ["no output"])[-1]

    with Meter("gradebox.benchmark", "pytest") as theirs, concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(test, members))
    spans = json.load(open(os.path.join(temp, "class-out", "class.json")))
    say("   gradebox  %s" % ours.told())
    say("   pytest    %s" % theirs.told())
    for member, seconds, last in results:
        say("     %-24s gradebox %6.1f s   pytest %6.1f s   %s" % (member, span(spans, member), seconds, last[-60:]))
    row("the class, two workers, over docker run … pytest", ours.wall / theirs.wall, 0.6)
    row("  its CPU", ours.cpu / theirs.cpu, None)


def span(report, member):
    """Find how long a member's grading took in class.json, whatever the key is called."""
    for submission in report.get("submissions", []):
        if submission.get("id") == member:
            for key in ("seconds", "execution_time", "time", "duration"):
                if isinstance(submission.get(key), (int, float)):
                    return submission[key]
    return float("nan")


def call_cost(temp, _):
    """3: what a call costs."""
    say("3. the cost of a call: medians through a real sandbox; an array of 16 MiB goes in and comes back")
    folder = os.path.join(temp, "cost")
    os.makedirs(folder)
    path = os.path.join(HOME, "cli/target/gradebox.jar") + ":" + os.path.join(HOME, "cli/target/lib/*")
    argv = [java() + "/bin/java", "-Xlog:disable", "-cp", path, os.path.join(HERE, "CallCost.java"), folder, "1000"]
    text = subprocess.check_output(argv, text=True, stderr=subprocess.DEVNULL)
    cost = dict(line.split() for line in text.splitlines())
    for key, what in (("call", "a call of a function that does nothing (of 1,000)"), ("16MiB", "16 MiB there and back (of 21)"),
                      ("check", "a check: fork, import, end, clean up (of 50)"), ("open", "a sandbox, NumPy imported")):
        TABLE.append("%-58s %8.2f ms" % (what, float(cost[key])))


def java():
    homes = [os.environ.get("JAVA_HOME", "")] + glob.glob("/usr/lib/jvm/*") + glob.glob("/opt/*")
    if found := shutil.which("java"):
        homes.append(os.path.dirname(os.path.dirname(os.path.realpath(found))))
    best = {}
    for home in homes:
        try:
            with open(home + "/release") as file:
                best[int(re.search(r'JAVA_VERSION="(\d+)', file.read()).group(1))] = home
        except (OSError, AttributeError):
            pass
    return best[max(best)]


def heap(temp, count):
    """4: the heap for a large class."""
    say("4. the JVM's heap over a class of %d tiny submissions, two workers" % count)
    folder = copies(os.path.join(temp, "large"), TINY + "/reference", count)
    jcmd = java() + "/bin/jcmd"
    log = os.path.join(temp, "gc.log")
    live = {}
    marks = {max(1, count * k // 4 - (k == 4)): 25 * k for k in (1, 2, 3, 4)}

    def at(number, total, pid):
        if number == 1:
            subprocess.run([jcmd, str(pid), "VM.log", "output=" + log, "what=gc=info"], stdout=subprocess.DEVNULL)
        if number in marks:
            subprocess.run([jcmd, str(pid), "GC.run"], stdout=subprocess.DEVNULL)
            text = subprocess.check_output([jcmd, str(pid), "GC.heap_info"], text=True)
            areas = re.findall(r"^\s*(?!Metaspace|class space)\S.*?used (\d+)K", text, re.M)
            live[marks[number]] = sum(map(int, areas)) / 1024

    with Meter("") as meter:
        grade(TINY, folder, 2, os.path.join(temp, "large-out"), on_line=at, meter=meter)
    pauses = re.findall(r"(\d+)M->(\d+)M\((\d+)M\)", open(log).read()) if os.path.exists(log) else []
    say("   %s" % meter.told())
    for share, megabytes in live.items():
        TABLE.append("%-58s %8.1f MiB" % ("heap after a full collection at %d %% of %d" % (share, count), megabytes))
    if pauses:
        TABLE.append("%-58s %8d MiB" % ("peak heap before a collection (%d collections)" % len(pauses), max(int(p[0]) for p in pauses)))
    row("heap at 100 %% over heap at 25 %%", live.get(100, float("nan")) / live.get(25, float("nan")), None)


# ----------------------------------------------------------------------------------------------------------------- output

TABLE = []


def say(text):
    print(text, flush=True)


def row(what, ratio, target):
    verdict = "" if target is None else "   at most %.2f: %s" % (target, "met" if ratio <= target else "MISSED")
    TABLE.append("%-58s %8.2f%s" % (what.replace("%%", "%"), ratio, verdict))


def main():
    parser = argparse.ArgumentParser(prog="cli/benchmark/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few submissions, within minutes")
    parser.add_argument("--parts", default="1,2,3,4", help="of: " + "; ".join(p.__doc__ for p in (overhead, class_of, call_cost, heap)))
    options = parser.parse_args()
    quick = options.quick
    parts = {"1": (overhead, 3 if quick else 10), "2": (class_of, quick), "3": (call_cost, None), "4": (heap, 40 if quick else 200)}
    say("%d processors, load average %.1f" % (os.cpu_count(), os.getloadavg()[0]))
    for number in options.parts.split(","):
        part, size = parts[number]
        with tempfile.TemporaryDirectory(prefix="gradebox-benchmark-") as temp:
            os.chmod(temp, 0o755)
            part(temp, size)
    print("\n" + "\n".join(TABLE))
    print("load average at the end %.1f" % os.getloadavg()[0])


if __name__ == "__main__":
    main()
