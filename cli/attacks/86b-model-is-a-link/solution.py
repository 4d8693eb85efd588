"""Training leaves a link where the model should be; a link within the sandbox leads to nothing that training could not copy."""
import os

with open("/submission/trap.txt") as file:
    os.symlink(file.read(), "/work/model.onnx")
