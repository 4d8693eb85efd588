"""Training leaves what is no file where the model should be: whoever takes it out follows it."""
import os
import sys


seed = int(sys.argv[1])
way = seed % 3
if way == 0:
    os.symlink("/proc/1/environ", "/work/model.onnx")
elif way == 1:
    os.mkfifo("/work/model.onnx")
else:
    with open("/work/model.onnx", "wb") as file:
        file.truncate(60 << 20)
