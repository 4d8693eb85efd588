package gradebox.doctor;

import gradebox.sandbox.docker.EngineBounds;
import gradebox.sandbox.docker.EngineFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Look at what a Docker engine says of itself. */
public final class DockerExamination implements Examination {
    private static final Release LEAST = Release.of("20.10");

    private final EngineFacts facts;

    public DockerExamination(EngineFacts facts) {
        this.facts = facts;
    }

    @Override
    public List<Finding> findings() {
        var all = new ArrayList<Finding>();
        all.add(version());
        all.add(runc());
        all.add(groups());
        all.add(filters());
        return List.copyOf(all);
    }

    private Finding version() {
        return Release.in(facts.version()).filter(release -> !release.isBefore(LEAST)).isPresent()
                ? new Finding.Ok("Docker engine", facts.version())
                : new Finding.Fail(
                        "Docker engine", facts.version(), "install release 20.10 or newer");
    }

    /** Distributions mend old releases without a new number, so the number alone is a warning. */
    private Finding runc() {
        String said = facts.runc().orElse("unknown");
        var release = Release.in(said);
        if (release.isEmpty()) {
            return new Finding.Warn(
                    "runc", "of unknown version", "runc --version; it should be 1.2.8 or newer");
        }
        String holes =
                Advisory.RUNC.stream()
                        .filter(advisory -> advisory.concerns(release.get()))
                        .map(Advisory::id)
                        .collect(Collectors.joining(", "));
        return holes.isEmpty()
                ? new Finding.Ok("runc", said)
                : new Finding.Warn(
                        "runc",
                        said + ": by its number open to " + holes,
                        "see whether the package is mended: zgrep -E 'CVE-202[45]' /usr/share/doc/runc/changelog.Debian.gz"
                                + " (rpm -q --changelog runc); if not, upgrade to 1.2.8, 1.3.3 or newer");
    }

    private Finding groups() {
        var missing = facts.bounds().missing();
        if (missing.isEmpty()) {
            return new Finding.Ok("cgroups", "version " + facts.cgroups());
        }
        String found =
                "version %s, without a bound on %s"
                        .formatted(facts.cgroups(), String.join(", ", missing));
        return facts.bounds().holds()
                ? new Finding.Warn("cgroups", found, EngineBounds.ADVICE)
                : new Finding.Fail("cgroups", found, EngineBounds.ADVICE);
    }

    private Finding filters() {
        return facts.security().stream().anyMatch(option -> option.startsWith("name=seccomp"))
                ? new Finding.Ok("engine's seccomp", "supported")
                : new Finding.Fail(
                        "engine's seccomp",
                        "not supported",
                        "use an engine that is built with seccomp: our filter cannot be applied");
    }
}
