import ctypes

CUDA = ctypes.CDLL("libcuda.so.1")


def check(result):
    if result:
        raise MemoryError("CUDA error %d" % result)


def context():
    device, handle = ctypes.c_int(), ctypes.c_void_p()
    check(CUDA.cuInit(0))
    check(CUDA.cuDeviceGet(ctypes.byref(device), 0))
    check(CUDA.cuCtxCreate_v2(ctypes.byref(handle), 0, device))


def allocate(size):
    pointer = ctypes.c_void_p()
    check(CUDA.cuMemAlloc_v2(ctypes.byref(pointer), ctypes.c_size_t(size)))
    return pointer
