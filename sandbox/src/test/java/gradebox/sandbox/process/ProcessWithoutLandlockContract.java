package gradebox.sandbox.process;

/** The contract where the kernel has no Landlock. */
class ProcessWithoutLandlockContract extends ProcessContract {
    @Override
    ProcessEngine connected() throws Exception {
        return ProcessEngine.connect(false, false);
    }
}
