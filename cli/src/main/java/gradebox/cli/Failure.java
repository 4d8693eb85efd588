package gradebox.cli;

import gradebox.assignments.intake.IntakeException;
import gradebox.grading.InvalidAssignmentException;
import gradebox.output.DiskFullException;
import gradebox.redteam.CorpusException;
import gradebox.run.OutputRefusedException;
import gradebox.sandbox.SandboxException;
import gradebox.upload.UploadException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Say what went wrong in a user's terms.
 *
 * @param code to exit with
 * @param lines to print, each a message of its own; none for a bug
 */
record Failure(ExitCode code, List<String> lines) {

    Failure {
        lines = List.copyOf(lines);
    }

    static Failure of(Throwable cause) {
        if (cause instanceof InvalidAssignmentException invalid) {
            return new Failure(ExitCode.INVALID_ASSIGNMENT, invalid.problems());
        }
        if (cause instanceof SandboxException || cause instanceof DiskFullException) {
            return one(ExitCode.NO_ENGINE, message(cause));
        }
        if (cause instanceof UsageException
                || cause instanceof IntakeException
                || cause instanceof OutputRefusedException
                || cause instanceof CorpusException
                || cause instanceof UploadException) {
            return one(ExitCode.USAGE, message(cause));
        }
        if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
            return one(ExitCode.INTERRUPTED, "interrupted");
        }
        if (cause instanceof IOException io) {
            return one(ExitCode.USAGE, io(io));
        }
        return new Failure(ExitCode.BUG, List.of());
    }

    private static Failure one(ExitCode code, String line) {
        return new Failure(code, List.of(line));
    }

    private static String io(IOException cause) {
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return message(cause);
    }

    private static String message(Throwable cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
