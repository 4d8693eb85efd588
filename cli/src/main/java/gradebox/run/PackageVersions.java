package gradebox.run;

import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ask an image for the versions of what numbers depend on: Python, its packages, the BLAS. */
public final class PackageVersions {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 1 << 14;
    private static final Pattern LINE = Pattern.compile("([\\w.+-]{1,60}) ([\\w.+~:-]{1,60})");

    private static final String SCRIPT =
            """
            import importlib.metadata as metadata, platform, subprocess, sys

            print("python", platform.python_version())
            for name in sys.argv[1:]:
                for package in (name, *metadata.packages_distributions().get(name, ())):
                    try:
                        print(package, metadata.version(package))
                        break
                    except metadata.PackageNotFoundError:
                        pass
            query = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\\n", "lib*blas[0-9]*"]
            try:
                found = subprocess.run(query, capture_output=True, text=True).stdout
            except FileNotFoundError:
                found = ""
            for line in found.splitlines():
                if line.startswith("installed "):
                    print(line.removeprefix("installed "))
            """;

    private PackageVersions() {}

    /** Return versions by name, sorted. What the image does not know is left out. */
    public static Map<String, String> of(Workbench bench)
            throws SandboxException, InterruptedException {
        var spec =
                new SandboxSpec(
                        "versions",
                        bench.image(),
                        bench.limits(),
                        bench.gpu(),
                        List.of(),
                        Map.of());
        var argv = new ArrayList<>(List.of("python3", "-c", SCRIPT));
        bench.entry().preload().forEach(module -> argv.add(module.split("\\.", 2)[0]));
        var result = bench.sandboxes().run(spec, argv, LIMIT, MOST_BYTES);
        var versions = new TreeMap<String, String>();
        new String(result.output(), StandardCharsets.UTF_8)
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> versions.put(line.group(1), line.group(2)));
        return versions;
    }
}
