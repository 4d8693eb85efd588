package gradebox.graders.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.platform.commons.util.ReflectionUtils;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * Hold a suite's classes, compiled once per run; each submission loads them through a loader of its
 * own, so that no static state is shared.
 */
final class CompiledSuite implements AutoCloseable {
    private static final List<String> OPTIONS =
            List.of("-proc:none", "-parameters", "-g", "-Xlint:none");

    private final Path classes;

    private CompiledSuite(Path classes) {
        this.classes = classes;
    }

    /**
     * Compile the sources of a folder, or take what a run before has compiled of the same.
     *
     * @throws InvalidAssignmentException with every error of the compiler's, by file and line
     */
    static CompiledSuite compile(Path sources, SuiteCache cache) throws InvalidAssignmentException {
        var files = sourceFiles(sources);
        try {
            var key = SuiteKey.of(sources, files, OPTIONS, classPath());
            var suite = new CompiledSuite(Scratch.folder("suite"));
            if (!cache.fetch(key, suite.classes)) {
                suite.compile(sources, files);
                // unless its author was just editing it
                if (key.equals(SuiteKey.of(sources, files, OPTIONS, classPath()))) {
                    cache.keep(key, suite.classes);
                }
            }
            return suite;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compile the suite " + sources, e);
        }
    }

    private void compile(Path sources, List<Path> files)
            throws InvalidAssignmentException, IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            close();
            throw new InvalidAssignmentException(
                    "a suite in Java needs a JDK to compile it, and this Java is none: "
                            + System.getProperty("java.home"));
        }
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-d", classes.toString(), "-classpath", classPath()));
        try (var manager =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            if (!compiler.getTask(null, manager, diagnostics, options, null, units).call()) {
                close();
                throw new InvalidAssignmentException(errors(sources, diagnostics));
            }
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static List<Path> sourceFiles(Path sources) throws InvalidAssignmentException {
        try (var files = Files.walk(sources)) {
            var found = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException e) {
            throw new InvalidAssignmentException(
                    sources + ": cannot read the suite: " + e.getMessage());
        }
        throw new InvalidAssignmentException(sources + ": the suite has no Java file");
    }

    private static List<String> errors(
            Path sources, DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(error -> describe(sources, error))
                .toList();
    }

    private static String describe(Path sources, Diagnostic<? extends JavaFileObject> error) {
        var source = error.getSource();
        String file = source == null ? sources.toString() : source.getName();
        return "%s:%d: %s".formatted(file, error.getLineNumber(), error.getMessage(Locale.ROOT));
    }

    /**
     * Match the suite's tests with the rubric.
     *
     * @return the fully qualified method of each check, by the check's id
     * @throws InvalidAssignmentException if a test has no line in the rubric, or a line no test
     */
    Map<String, String> methods(GraderDefinition definition) throws InvalidAssignmentException {
        var problems = new ArrayList<String>();
        var tests = tests(definition, problems);
        var methods = new LinkedHashMap<String, String>();
        for (Check check : definition.checks()) {
            String method = tests.remove(check.name());
            if (method == null) {
                problems.add("the rubric names " + check.id() + ", and the suite has no such test");
            } else {
                methods.put(check.id(), method);
            }
        }
        for (String test : tests.keySet()) {
            String line = definition.id() + "/" + test;
            problems.add(
                    "the suite has the test " + test + ", and the rubric does not name " + line);
        }
        if (!problems.isEmpty()) {
            throw new InvalidAssignmentException(problems);
        }
        return methods;
    }

    private Map<String, String> tests(GraderDefinition definition, List<String> problems) {
        var tests = new LinkedHashMap<String, String>();
        try (var run = new SuiteRun(loader())) {
            for (var identifier : run.discover(selectClasspathRoots(Set.of(classes)))) {
                if (identifier.getSource().orElse(null) instanceof MethodSource source) {
                    String name = source.getMethodName();
                    if (tests.put(name, qualified(source)) != null) {
                        problems.add(
                                definition.id()
                                        + ": two tests are called "
                                        + name
                                        + "; a check is named by its method");
                    }
                }
            }
        }
        return tests;
    }

    private static String qualified(MethodSource source) {
        return ReflectionUtils.getFullyQualifiedMethodName(
                source.getJavaClass(), source.getJavaMethod());
    }

    /** Return a fresh loader of the suite's classes. */
    URLClassLoader loader() {
        try {
            return new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, CompiledSuite.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(classes)) {
            files.sorted(Comparator.reverseOrder())
                    .map(Path::toFile)
                    .forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
