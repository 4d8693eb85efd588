package gradebox.graders.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Run a suite's tests for one submission: one launcher session and one class loader, closed with
 * it.
 */
final class SuiteRun implements AutoCloseable {
    /** Where the session's store keeps the {@link CheckRun} that is under way. */
    static final String STORE = "gradebox";

    static final String CHECK = "check";

    private final URLClassLoader loader;
    private final LauncherSession session;

    SuiteRun(URLClassLoader loader) {
        this.loader = loader;
        this.session = withLoader(() -> LauncherFactory.openSession(config()));
    }

    private static LauncherConfig config() {
        return LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
    }

    /** Return every test, and every method that stands for several. */
    List<TestIdentifier> discover(List<? extends DiscoverySelector> selectors) {
        var found = new ArrayList<TestIdentifier>();
        var visitor =
                new TestPlan.Visitor() {
                    @Override
                    public void visit(TestIdentifier identifier) {
                        found.add(identifier);
                    }
                };
        return withLoader(
                () -> {
                    session.getLauncher().discover(request(selectors)).accept(visitor);
                    return found;
                });
    }

    /**
     * Run one method, all its invocations where it has several.
     *
     * @return what it failed with first; null if it passed
     */
    @Nullable Throwable run(String method, CheckRun check) {
        session.getStore().put(Namespace.create(STORE), CHECK, check);
        var failure = new FirstFailure();
        withLoader(
                () -> {
                    var selectors = List.of(DiscoverySelectors.selectMethod(loader, method));
                    session.getLauncher().execute(request(selectors), failure);
                    return failure;
                });
        return failure.first.get();
    }

    /** Remembers what a method, or the first of its invocations that did not pass, failed with. */
    private static final class FirstFailure implements TestExecutionListener {
        private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                var thrown = result.getThrowable();
                first.compareAndSet(
                        null,
                        thrown.orElseGet(() -> new IllegalStateException("the test was aborted")));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            first.compareAndSet(
                    null, new IllegalStateException("the test is switched off: " + reason));
        }
    }

    private static org.junit.platform.launcher.LauncherDiscoveryRequest request(
            List<? extends DiscoverySelector> selectors) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter(
                        "junit.jupiter.extensions.autodetection.include",
                        StudentParameters.class.getName())
                .build();
    }

    private <T> T withLoader(Supplier<T> task) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return task.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        session.close();
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
