package gradebox.graders.command;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.TimeSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Make graders of {@code type: command}. The one check is {@code run}: the program exits with the
 * expected code and, where a file says so, prints exactly that, line ends and trailing white space
 * aside.
 */
public final class CommandProvider implements GraderProvider {

    @Override
    public String type() {
        return "command";
    }

    @Override
    public Grader create(GraderDefinition definition) throws InvalidAssignmentException {
        for (var check : definition.checks()) {
            if (!check.name().equals("run")) {
                throw new InvalidAssignmentException(
                        "the rubric names "
                                + check.id()
                                + "; a command grader's one check is "
                                + definition.id()
                                + "/run");
            }
        }
        var settings = definition.settings();
        var argv = new ArrayList<String>();
        settings.path("run").forEach(word -> argv.add(word.asText()));
        var expect = settings.path("expect");
        return new CommandGrader(
                definition,
                List.copyOf(argv),
                text(definition, settings.path("stdin")).orElse(""),
                expect.path("exit").asInt(0),
                text(definition, expect.path("stdout")),
                settings.has("within")
                        ? Optional.of(TimeSpan.duration(settings.path("within").asText()))
                        : Optional.empty());
    }

    private static Optional<String> text(GraderDefinition definition, JsonNode file)
            throws InvalidAssignmentException {
        if (file.isMissingNode()) {
            return Optional.empty();
        }
        var path = definition.folder().resolve(file.asText());
        try {
            return Optional.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidAssignmentException(
                    path + ": cannot be read as UTF-8 text: " + e.getMessage());
        }
    }
}
