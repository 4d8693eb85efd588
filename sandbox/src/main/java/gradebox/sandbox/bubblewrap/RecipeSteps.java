package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.docker.ImageRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hold what a recipe does to its Debian base: its Dockerfile's commands, as far as they can be done
 * without a Docker engine.
 *
 * @param commands what is given to the base's shell, in order
 * @param environment what programs find set
 */
record RecipeSteps(List<String> commands, Map<String, String> environment) {

    RecipeSteps {
        commands = List.copyOf(commands);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * Read a recipe.
     *
     * @throws EngineUnavailableException if only a Docker engine can follow it
     */
    static RecipeSteps read(ImageRecipe recipe) throws IOException {
        return parse(Files.readString(recipe.folder().resolve("Dockerfile")));
    }

    static RecipeSteps parse(String dockerfile) throws EngineUnavailableException {
        var commands = new ArrayList<String>();
        var environment = new TreeMap<String, String>();
        for (var line : instructions(dockerfile)) {
            var parts = line.split("\\s+", 2);
            String rest = parts.length < 2 ? "" : parts[1].strip();
            switch (parts[0]) {
                case "RUN" -> commands.add(command(line, rest));
                case "ENV" -> environment.putAll(variable(line, rest));
                case "FROM" -> checkBase(line, rest);
                case "ARG" -> checkArgument(line, rest);
                case "CMD" -> {} // a sandbox is always told what to run
                default -> throw refused(line);
            }
        }
        return new RecipeSteps(commands, environment);
    }

    private static List<String> instructions(String dockerfile) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var part : dockerfile.lines().filter(l -> !l.strip().startsWith("#")).toList()) {
            boolean goesOn = part.stripTrailing().endsWith("\\");
            String words = part.stripTrailing();
            line.append(goesOn ? words.substring(0, words.length() - 1) : words);
            if (!goesOn) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    private static String command(String line, String rest) throws EngineUnavailableException {
        if (rest.startsWith("[") || rest.startsWith("--")) {
            throw refused(line);
        }
        return rest;
    }

    private static Map<String, String> variable(String line, String rest)
            throws EngineUnavailableException {
        if (!rest.matches("[A-Za-z_][A-Za-z0-9_]*=[^\\s\"'$\\\\]*")) {
            throw refused(line);
        }
        var parts = rest.split("=", 2);
        return Map.of(parts[0], parts[1]);
    }

    private static void checkBase(String line, String rest) throws EngineUnavailableException {
        if (!rest.equals("${BASE}") && !rest.equals("debian:trixie-slim")) {
            throw refused(line);
        }
    }

    private static void checkArgument(String line, String rest) throws EngineUnavailableException {
        if (!rest.equals("BASE=debian:trixie-slim")) {
            throw refused(line);
        }
    }

    private static EngineUnavailableException refused(String line) {
        return new EngineUnavailableException(
                "this recipe can be built by a Docker engine only: without one gradebox follows ARG BASE, FROM ${BASE}, RUN, ENV and CMD, not \"%s\""
                        .formatted(line.length() > 80 ? line.substring(0, 80) + "…" : line));
    }
}
