package gradebox.sandbox.process;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Run test classes, and say of each test what became of it: for use inside of a container. */
final class RunsContract {
    static final String MARK = "tested ";

    private RunsContract() {}

    public static void main(String[] classes) {
        for (var name : classes) {
            var request =
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(name))
                            .filters(EngineFilter.includeEngines("junit-jupiter"))
                            .build();
            LauncherFactory.create().execute(request, new Teller());
        }
        System.exit(0);
    }

    private static final class Teller implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getThrowable().isPresent()) {
                var problem = result.getThrowable().map(RunsContract::text).orElse("");
                System.out.println(
                        MARK
                                + result.getStatus()
                                + " "
                                + encoded(problem)
                                + " "
                                + test.getDisplayName());
            }
        }
    }

    private static String text(Throwable problem) {
        var lines = new StringBuilder(problem.toString());
        for (var each : problem.getStackTrace()) {
            if (each.getClassName().startsWith("gradebox.")) {
                lines.append("\n at ").append(each);
            }
        }
        return lines.toString();
    }

    private static String encoded(String text) {
        return "=" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
