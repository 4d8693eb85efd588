package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.seccomp.Cpu;
import gradebox.sandbox.seccomp.Sockets;
import gradebox.sandbox.seccomp.SystemCallFilter;

/** Choose the filter of system calls: the one that containers have, for this processor. */
final class SystemCalls {
    private SystemCalls() {}

    static byte[] filter() throws EngineUnavailableException {
        return Cpu.ofThisMachine()
                .map(SystemCallFilter.of(Sockets.LOOPBACK)::bpf)
                .orElseThrow(
                        () ->
                                new EngineUnavailableException(
                                        "there is no system call filter for this processor: take --engine docker"));
    }
}
