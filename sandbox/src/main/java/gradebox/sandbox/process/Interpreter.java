package gradebox.sandbox.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Know the machine's own Python, which sandboxes without an image of their own run.
 *
 * @param system the machine's system, as its maker calls it
 * @param version Python's version
 * @param folders where it and its packages lie
 * @param packages each installed distribution, {@code name==version}, in order
 */
record Interpreter(String system, String version, List<String> folders, List<String> packages) {
    private static final int SECONDS = 60;

    /** Prints what this records, as JSON. */
    private static final String PROGRAM =
            """
            import importlib.metadata, json, platform, sys
            def system():
                try:
                    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
                except (OSError, AttributeError):
                    return platform.system()
            own = ("site-packages", "dist-packages", "lib-dynload")
            paths = [path for path in sys.path if path.rstrip("/").rsplit("/", 1)[-1] in own]
            found = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
            print(json.dumps({
                "system": system(),
                "version": platform.python_version(),
                "folders": sorted({sys.prefix, sys.base_prefix, sys.exec_prefix, *paths}),
                "packages": sorted("%s==%s" % pair for pair in found.items() if pair[0]),
            }))
            """;

    Interpreter {
        folders = List.copyOf(folders);
        packages = List.copyOf(packages);
    }

    /**
     * Ask the Python that sandboxes will find.
     *
     * @throws EngineUnavailableException if there is none
     */
    static Interpreter find(String path) throws SandboxException, InterruptedException {
        var builder = new ProcessBuilder("python3", "-I", "-c", PROGRAM);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var said = process.getInputStream().readAllBytes();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EngineUnavailableException(
                        "python3 does not run here, which --engine process needs");
            }
            return read(new String(said, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "there is no python3 in %s, which --engine process needs: install it with what the assignment imports"
                            .formatted(path),
                    e);
        }
    }

    private static Interpreter read(String json) throws IOException {
        var root = new JsonMapper().readTree(json);
        return new Interpreter(
                root.path("system").asText(),
                root.path("version").asText(),
                texts(root.path("folders")),
                texts(root.path("packages")));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** Name what programs run on by what is installed: no engine gives it a digest. */
    Image image() {
        var text = system + "\n" + version + "\n" + String.join("\n", packages) + "\n";
        return new Image(
                "this machine (%s, Python %s)".formatted(system, version),
                "sha256:" + DigestUtils.sha256Hex(text),
                "");
    }
}
