"""A kernel in PTX that loops for ever: the driver resets the device, or the device is lost."""
import ctypes

from cuda import CUDA, check, context

PTX = b""".version 6.0
.target sm_50
.address_size 64
.visible .entry spin() { L: bra L; }
"""
context()
module, function = ctypes.c_void_p(), ctypes.c_void_p()
check(CUDA.cuModuleLoadData(ctypes.byref(module), PTX))
check(CUDA.cuModuleGetFunction(ctypes.byref(function), module, b"spin"))
check(CUDA.cuLaunchKernel(function, 1024, 1, 1, 256, 1, 1, 0, None, None, None))
check(CUDA.cuCtxSynchronize())
