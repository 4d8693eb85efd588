package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.doctor.BubblewrapExamination;
import gradebox.doctor.DiskExamination;
import gradebox.doctor.DockerExamination;
import gradebox.doctor.Finding;
import gradebox.doctor.GpuExamination;
import gradebox.doctor.Host;
import gradebox.doctor.JavaExamination;
import gradebox.doctor.KernelExamination;
import gradebox.output.FindingJson;
import gradebox.output.FindingTable;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Image;
import gradebox.sandbox.Posture;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.gpu.DriverFiles;
import gradebox.sandbox.gpu.HostGpus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Look at everything that grading on this machine rests on. */
final class Doctoring {
    private static final String DOCKER = "docker";
    private static final String GUARANTEES = "guarantees";

    private final Parts parts;
    private final Terminal terminal;
    private final Host host;
    private final Path state;

    /**
     * Look at a machine.
     *
     * @param state the staff's state folder
     */
    Doctoring(Parts parts, Terminal terminal, Host host, Path state) {
        this.parts = parts;
        this.terminal = terminal;
        this.host = host;
        this.state = state;
    }

    /**
     * Hold what is looked at.
     *
     * @param engine what will run sandboxes
     * @param gpus the devices that will be used, as {@code --gpus} takes them, or null for none
     * @param out where results will go
     */
    record Question(String engine, @Nullable String gpus, Path out) {
        boolean wantsGpus() {
            return gpus != null && !gpus.equals("none");
        }

        List<String> gpuWords() {
            return gpus == null
                    ? List.of()
                    : Arrays.stream(gpus.split(",", -1)).map(String::strip).toList();
        }
    }

    /** Print what is found; what fails there makes grading fail. */
    ExitCode examine(Question question, boolean json) throws InterruptedException {
        var findings = findings(question);
        if (json) {
            terminal.out().print(FindingJson.of(findings));
            terminal.out().flush();
        } else {
            new FindingTable(terminal.look().style()).print(findings, terminal.out());
        }
        return findings.stream().anyMatch(Finding.Fail.class::isInstance)
                ? ExitCode.NO_ENGINE
                : ExitCode.GRADED;
    }

    private List<Finding> findings(Question question) throws InterruptedException {
        var all = new ArrayList<Finding>();
        all.addAll(JavaExamination.ofThisProcess().findings());
        all.addAll(new KernelExamination(host).findings());
        var places =
                new TreeMap<>(Map.of("results", question.out().toAbsolutePath(), "state", state));
        places.put("staging", Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        boolean docker = engine(question, places, all);
        all.addAll(new DiskExamination(host, places).findings());
        var bubblewrap = question.engine().equals("bubblewrap");
        all.addAll(new BubblewrapExamination(host, bubblewrap).findings());
        if (question.wantsGpus()) {
            var gpus = new GpuExamination.Question(question.gpuWords(), docker);
            var files = new HostGpus(() -> DriverFiles.ofThisMachine(parts.gpus()));
            all.addAll(new GpuExamination(host, parts.gpus(), files, gpus).findings());
        }
        return all;
    }

    /**
     * Look at the engine, and learn where it writes.
     *
     * @return whether it is Docker's, or would be
     */
    private boolean engine(Question question, Map<String, Path> places, List<Finding> all)
            throws InterruptedException {
        boolean docker = Set.of(DOCKER, EngineChoice.AUTO).contains(question.engine());
        try (var engine = parts.engine(question.engine())) {
            all.add(described(engine));
            all.add(guarantees(engine.sandboxes()));
            var facts = engine.facts();
            docker = facts.isPresent();
            if (facts.isPresent()) {
                all.addAll(new DockerExamination(facts.get()).findings());
                facts.get().folder().ifPresent(folder -> places.put("engine", folder));
            }
            var image = image(engine, "cpu", all);
            if (question.wantsGpus()) {
                image(engine, "cuda", all);
            }
            if (image.isPresent()) {
                all.add(sandbox(engine, image.get()));
            }
        } catch (IOException | UsageException e) {
            String advice =
                    docker
                            ? "gradebox demo --setup prepares a Debian machine, as root"
                            : "name another --engine";
            all.add(new Finding.Fail("engine " + question.engine(), message(e), advice));
        }
        return docker;
    }

    private static Finding described(Engine engine) {
        return engine.sandboxes().degraded()
                ? new Finding.Warn("engine", engine.description(), engine.advice())
                : new Finding.Ok("engine", engine.description());
    }

    /** Say what the engine's sandboxes do not promise; the README tells what that means. */
    private static Finding guarantees(SandboxFactory sandboxes) {
        var missing =
                EnumSet.allOf(Guarantee.class).stream()
                        .filter(guarantee -> !sandboxes.guarantees().contains(guarantee))
                        .map(Guarantee::line)
                        .toList();
        if (missing.isEmpty()) {
            return new Finding.Ok(GUARANTEES, "all are given");
        }
        var words = "not given: " + String.join("; ", missing);
        return sandboxes.degraded()
                ? new Finding.Warn(GUARANTEES, words, "docker and bubblewrap give more")
                : new Finding.Ok(GUARANTEES, words);
    }

    private Optional<Image> image(Engine engine, String name, List<Finding> into)
            throws IOException, InterruptedException {
        String subject = "image " + name;
        try {
            var image = engine.image(new ImageChoice.Bundled(name), new StepLines(terminal.err()));
            into.add(new Finding.Ok(subject, image.name()));
            return Optional.of(image);
        } catch (SandboxException e) {
            into.add(new Finding.Fail(subject, message(e), "gradebox image build " + name));
            return Optional.empty();
        }
    }

    /** Open one, as every run does before it grades. */
    private static Finding sandbox(Engine engine, Image image) throws InterruptedException {
        long started = System.nanoTime();
        try {
            var posture = new PostureProbe(engine.sandboxes()).demand(image);
            long took = Duration.ofNanos(System.nanoTime() - started).toMillis();
            return posture.equals(Posture.NONE)
                    ? new Finding.Warn(
                            "sandbox",
                            "this engine promises nothing of it",
                            "prefer --engine docker")
                    : new Finding.Ok("sandbox", "as promised, told in %d ms".formatted(took));
        } catch (SandboxException e) {
            return new Finding.Fail(
                    "sandbox", message(e), "do not grade on this machine before that is mended");
        }
    }

    private static String message(Exception cause) {
        return String.valueOf(cause.getMessage());
    }
}
