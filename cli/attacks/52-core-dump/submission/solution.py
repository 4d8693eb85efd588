"""A core of each crash fills a disk; where the pattern is a pipe, a limit of 0 does not stop it."""
import glob
import os
import resource

hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    hard = resource.RLIM_INFINITY
except (ValueError, OSError):
    pass


def crash():
    memory = b"x" * (64 << 20)
    if os.fork() == 0:
        os.abort()
    return os.waitstatus_to_exitcode(os.wait()[1]), os.waitid, memory


os.chdir("/work")
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        os.chdir("/tmp")
        os.abort()
    _, status = os.waitpid(pid, 0)
cores = glob.glob("/work/*core*") + glob.glob("/tmp/*core*")
raise RuntimeError("hard limit %d, dumped: %s, cores: %s" % (hard, os.WCOREDUMP(status), cores))
