package gradebox.assignments.data;

import gradebox.assignments.Assignment.DataDefinition;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.StudentCalls;
import gradebox.grading.Workbench;
import gradebox.grading.Workbench.Entry;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Scratch;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Run an author's generator in a sandbox that holds its file and nothing else. */
final class Generator {
    private static final Set<String> PARTS = Set.of("train", "inputs", "hidden");

    /** Data are made once a run, and may take longer than a check. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Generator() {}

    static DataSet run(DataDefinition.Generated definition, Workbench bench)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        String module = definition.file().getFileName().toString().replaceFirst("\\.py$", "");
        var own = new Entry(module, List.of(), Workbench.ProcessPer.CHECK);
        try (var staged = new Staged(definition.file());
                var process =
                        StudentCalls.open(
                                "data-" + definition.id(), staged.folder(), bench.importing(own));
                var session = process.begin(LIMIT)) {
            var seed = new Value.Int(bench.seeds().data(definition.id()));
            var answer = session.call(new Target.Name("generate"), List.of(seed), Map.of(), false);
            session.finish();
            return switch (answer) {
                case Answer.Returned returned -> dataSet(definition, returned.value());
                case Answer.Raised raised ->
                        throw invalid(
                                definition,
                                "generate(seed) raised %s: %s%n%s"
                                        .formatted(
                                                raised.type(),
                                                raised.message(),
                                                raised.traceback()));
            };
        } catch (CallFailure failure) {
            throw invalid(definition, "generate(seed) gave no answer: " + failure.getMessage());
        }
    }

    private static DataSet dataSet(DataDefinition.Generated definition, Value value)
            throws InvalidAssignmentException {
        var parts = new LinkedHashMap<String, Map<String, Value>>();
        for (var part : names(definition, "generate(seed)", value).entrySet()) {
            if (!PARTS.contains(part.getKey())) {
                throw invalid(
                        definition,
                        "generate(seed) returns train, inputs and hidden, not " + part.getKey());
            }
            parts.put(part.getKey(), names(definition, part.getKey(), part.getValue()));
        }
        return new DataSet(
                definition.id(),
                parts.getOrDefault("train", Map.of()),
                parts.getOrDefault("inputs", Map.of()),
                parts.getOrDefault("hidden", Map.of()),
                Digests.of(parts));
    }

    private static Map<String, Value> names(
            DataDefinition.Generated definition, String what, Value value)
            throws InvalidAssignmentException {
        if (!(value instanceof Value.Dictionary dictionary)) {
            throw invalid(definition, what + " should be a dict, and is " + value.kind());
        }
        var names = new LinkedHashMap<String, Value>();
        for (var entry : dictionary.entries()) {
            if (!(entry.key() instanceof Value.Text name)
                    || entry.value() instanceof Value.Handle) {
                throw invalid(definition, what + " should hold arrays, numbers or strings by name");
            }
            names.put(name.value(), entry.value());
        }
        return names;
    }

    private static InvalidAssignmentException invalid(
            DataDefinition.Generated definition, String problem) {
        return new InvalidAssignmentException(definition.file() + ": " + problem);
    }

    /** A copy of the file in a folder of its own, so that nothing beside it is seen. */
    private record Staged(Path folder, Path copy) implements AutoCloseable {
        Staged(Path file) throws SandboxException {
            this(temporary(), file.getFileName(), file);
        }

        private Staged(Path folder, Path name, Path original) throws SandboxException {
            this(folder, folder.resolve(name));
            try {
                Files.copy(original, copy);
                Files.setPosixFilePermissions(
                        copy, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            } catch (IOException e) {
                throw new SandboxException("cannot stage " + original, e);
            }
        }

        private static Path temporary() throws SandboxException {
            try {
                var folder = Scratch.folder("data");
                Files.setPosixFilePermissions(
                        folder,
                        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
                return folder;
            } catch (IOException e) {
                throw new SandboxException("cannot stage a generator", e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
