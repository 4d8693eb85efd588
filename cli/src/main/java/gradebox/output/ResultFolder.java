package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import gradebox.steps.Step;
import gradebox.steps.Steps;
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

    /** Room for what a submission of many checks and long feedback leaves, times the workers. */
    private static final long FLOOR = 64L << 20;

    private static final String RESULTS = "results.json";
    private static final String REPORT = "report.json";
    private static final String GRADES = "grades.csv";
    private static final String CLASS = "class.json";

    private final Path out;
    private final GradescopeResult gradescope;
    private final Steps steps;

    /**
     * @param steps told what is written when
     */
    public ResultFolder(Path out, GradescopeResult gradescope, Steps steps) {
        this.out = out;
        this.gradescope = gradescope;
        this.steps = steps;
    }

    @Override
    public void recover() throws IOException {
        deleteDrafts(out, GRADES, CLASS);
        var all = out.resolve("submissions");
        if (Files.isDirectory(all)) {
            try (var folders = Files.newDirectoryStream(all)) {
                for (var folder : folders) {
                    deleteDrafts(folder, RESULTS, REPORT);
                }
            }
        }
    }

    @Override
    public void checkRoom() throws IOException {
        room().check();
    }

    private DiskRoom room() {
        return new DiskRoom(out, FLOOR);
    }

    private static void deleteDrafts(Path folder, String... files) throws IOException {
        for (var file : files) {
            AtomicFile.deleteDrafts(folder.resolve(file));
        }
    }

    @Override
    public void save(SubmissionReport report) throws IOException {
        Path folder = folder(report.submission().id());
        // The record comes last: where it is, all of the result is.
        write(folder.resolve(RESULTS), gradescope.of(report), Step.RESULT_DRAFTED);
        steps.reached(Step.RESULT_NAMED);
        write(folder.resolve(REPORT), ReportJson.write(report), Step.REPORT_DRAFTED);
        steps.reached(Step.REPORT_NAMED);
    }

    @Override
    public void save(ClassReport report) throws IOException {
        steps.reached(Step.CLASS_KNOWN);
        write(out.resolve(GRADES), GradesCsv.of(report), Step.GRADES_DRAFTED);
        steps.reached(Step.GRADES_NAMED);
        write(out.resolve(CLASS), ClassJson.of(report), Step.CLASS_DRAFTED);
        steps.reached(Step.CLASS_NAMED);
    }

    private void write(Path file, byte[] content, Step drafted) throws IOException {
        try {
            AtomicFile.write(file, content, () -> steps.reached(drafted));
        } catch (IOException e) {
            throw room().explain(e);
        }
    }

    @Override
    public Optional<SubmissionReport> find(String id, String key) throws IOException {
        return read(folder(id).resolve(REPORT))
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
