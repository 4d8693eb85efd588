"""Leave a process behind that keeps memory of the device, and go away from it."""

import subprocess
import sys
import time

KEEP = "import torch, time; x = torch.ones(1 << 29, dtype=torch.uint8, device='cuda'); time.sleep(600)"


def train(X, y, steps, seed):
    subprocess.Popen([sys.executable, "-c", KEEP], start_new_session=True)
    time.sleep(20)
    raise RuntimeError("the leftover is there")
