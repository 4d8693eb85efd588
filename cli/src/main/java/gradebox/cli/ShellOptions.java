package gradebox.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold what a user asks of a shell.
 *
 * @param run the folder of a graded run
 * @param submission an id in it
 * @param check an id of a check, to be run again first; or null
 * @param open whether the shell is wanted, too
 * @param places what the run does not tell, or tells no longer
 */
record ShellOptions(
        Path run, String submission, @Nullable String check, boolean open, Places places) {

    /**
     * Say where things are now.
     *
     * @param submissions files, folders, archives, exports; empty for those that the run read
     * @param assignment a path, or the id of one that ships; null for the one that the run read
     * @param rootSeed a file, {@code published}, or null for what the run used
     * @param engine what runs sandboxes, or null for what the run had
     * @param gpus as {@code --gpus} takes it, or null for what the run had
     */
    record Places(
            List<Path> submissions,
            @Nullable String assignment,
            @Nullable String rootSeed,
            @Nullable String engine,
            @Nullable String gpus) {
        Places {
            submissions = List.copyOf(submissions);
        }
    }
}
