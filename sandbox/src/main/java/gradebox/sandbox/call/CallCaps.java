package gradebox.sandbox.call;

/**
 * Bound what a decoder takes from the other side; checked before anything is allocated.
 *
 * @param headerBytes of a frame's JSON header
 * @param payloadBytes of all arrays of a frame together
 * @param depth of nested values
 * @param textChars of one string
 * @param digits of one integer
 */
public record CallCaps(int headerBytes, int payloadBytes, int depth, int textChars, int digits) {

    /**
     * 256 KiB of header, a little over 64 MiB of arrays, 32 levels, 64 Ki characters, 1,000 digits.
     */
    public static final CallCaps DEFAULT =
            new CallCaps(1 << 18, (1 << 26) + (1 << 16), 32, 1 << 16, 1000);
}
