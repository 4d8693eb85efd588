package gradebox.sandbox.seccomp;

/** Say which sockets student code may make. */
public enum Sockets {
    /** Local ones, and TCP and UDP: for sandboxes with a network of their own, a loopback. */
    LOOPBACK,

    /** Local ones only: for sandboxes that share the machine's network. */
    UNIX_ONLY
}
