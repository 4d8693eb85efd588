"""Compile: bytecode, a C++ program, a PyTorch extension, a torch.compile graph, where the image has a compiler."""
import compileall
import pathlib
import shutil
import subprocess
import sys

pathlib.Path("/work/m.py").write_text("x = 1\n")
compileall.compile_file("/work/m.py", quiet=1)
if not shutil.which("g++"):
    sys.exit()
pathlib.Path("/work/p.cpp").write_text('#include <iostream>\n#include <thread>\nint main() { std::thread([] { std::cout << 1; }).join(); }\n')
subprocess.run(["g++", "-O1", "-o", "/work/p", "/work/p.cpp", "-pthread"], check=True)
subprocess.run(["/work/p"], check=True)
import os

os.environ["TORCHINDUCTOR_CACHE_DIR"] = "/work/cache"  # its name otherwise comes from /etc/passwd
import torch

compiled = torch.compile(lambda a: torch.sin(a) * 2 + 1)
assert torch.allclose(compiled(torch.zeros(64)), torch.ones(64))
