package gradebox.sandbox.bubblewrap;

/** Choose the filter of system calls: the seam to our own profile. */
final class SystemCalls {
    private SystemCalls() {}

    static byte[] filter() {
        return new byte[0];
    }
}
