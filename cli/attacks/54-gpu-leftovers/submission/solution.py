"""Look for anything but zeros in fresh memory; leave a pattern and a process behind."""
import ctypes
import os
import time

from cuda import CUDA, allocate, check, context

context()
found = 0
size = 256 << 20
buffer = ctypes.create_string_buffer(size)
for _ in range(8):
    pointer = allocate(size)
    check(CUDA.cuMemcpyDtoH_v2(buffer, pointer, ctypes.c_size_t(size)))
    found += size - buffer.raw.count(0)
    check(CUDA.cuMemsetD8_v2(pointer, ctypes.c_ubyte(0xA5), ctypes.c_size_t(size)))
if os.fork() == 0:
    os.setsid()
    time.sleep(600)
raise RuntimeError("%d bytes that are not zero" % found)
