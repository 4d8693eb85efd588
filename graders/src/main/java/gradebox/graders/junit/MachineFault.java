package gradebox.graders.junit;

import gradebox.sandbox.SandboxException;

/** Carry a failure of the engine through a suite, which cannot declare it. */
final class MachineFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SandboxException fault;

    MachineFault(SandboxException fault) {
        super(fault);
        this.fault = fault;
    }

    SandboxException fault() {
        return fault;
    }
}
