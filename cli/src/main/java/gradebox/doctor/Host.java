package gradebox.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answer what is asked about the machine that this process runs on. */
public interface Host {

    /** Return a small file's text, stripped; nothing where it cannot be read. */
    Optional<String> read(String file);

    /** Return what a program prints, stripped; nothing where it is missing, fails or hangs. */
    Optional<String> run(List<String> command) throws InterruptedException;

    /** Return how many bytes can still be written at a place, or at the nearest folder above. */
    OptionalLong room(Path place);
}
