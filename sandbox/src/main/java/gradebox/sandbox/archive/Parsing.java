package gradebox.sandbox.archive;

import java.io.IOException;

/**
 * Take a step in a library that parses hostile bytes. However it trips over them, with an exception
 * meant for that or with one that is not, the archive is what is wrong; unless the machine could
 * not read it.
 */
final class Parsing {
    static final String DAMAGED =
            "it is damaged, or its upload was cut off; make it again and upload it again";

    private Parsing() {}

    /** A step, such as reading a header. */
    interface Step<T> {
        T take() throws IOException;
    }

    /** Tell why from within a stream, where only an {@link IOException} gets through. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why);
        }
    }

    static <T> T of(Step<T> step) throws ArchiveRefusedException, ReadChannel.FaultException {
        try {
            return step.take();
        } catch (RefusedException e) {
            throw new ArchiveRefusedException(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            var fault = ReadChannel.FaultException.in(e);
            if (fault != null) {
                throw fault;
            }
            throw new ArchiveRefusedException(DAMAGED);
        }
    }
}
