package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keep results as files in one folder: {@code grades.csv} and {@code class.json} of the class, and
 * for each submission {@code submissions/<id>/results.json} for Gradescope and {@code report.json},
 * our own record.
 */
public final class ResultFolder implements ResultStore {

    private static final Logger log = LoggerFactory.getLogger(ResultFolder.class);

    private final Path out;
    private final GradescopeResult gradescope;

    public ResultFolder(Path out, GradescopeResult gradescope) {
        this.out = out;
        this.gradescope = gradescope;
    }

    @Override
    public void save(SubmissionReport report) throws IOException {
        Path folder = folder(report.submission().id());
        // The record comes last: where it is, all of the result is.
        AtomicFile.write(folder.resolve("results.json"), gradescope.of(report));
        AtomicFile.write(folder.resolve("report.json"), ReportJson.write(report));
    }

    @Override
    public void save(ClassReport report) throws IOException {
        AtomicFile.write(out.resolve("grades.csv"), GradesCsv.of(report));
        AtomicFile.write(out.resolve("class.json"), ClassJson.of(report));
    }

    @Override
    public Optional<SubmissionReport> find(String id, String key) throws IOException {
        return read(folder(id).resolve("report.json"))
                .filter(report -> report.submission().id().equals(id))
                .filter(report -> key.equals(report.provenance().get("key")))
                .filter(report -> report.score().isPresent());
    }

    private static Optional<SubmissionReport> read(Path file) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReportJson.read(json));
        } catch (IOException e) {
            log.warn("{} cannot be read, and is graded again: {}", file, message(e));
            return Optional.empty();
        }
    }

    private static String message(IOException e) {
        return SafeText.line(String.valueOf(e.getMessage()));
    }

    private Path folder(String id) {
        return out.resolve("submissions").resolve(id);
    }
}
