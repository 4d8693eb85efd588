package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.PlainContainer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The contract on processes, in a container with an engine's default rights; each of its tests is
 * told here as one.
 */
@Execution(ExecutionMode.CONCURRENT) // in containers, each by itself
@ResourceLock("containers of these tests")
class ProcessIT {
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Pattern TOLD =
            Pattern.compile("(?m)^" + RunsContract.MARK + "(\\S+) =(\\S*) (.*)$");

    @TestFactory
    List<DynamicTest> withLandlock() throws Exception {
        return told(ProcessContract.class, 50);
    }

    @TestFactory
    List<DynamicTest> withoutLandlock() throws Exception {
        return told(ProcessWithoutLandlockContract.class, 50);
    }

    @TestFactory
    List<DynamicTest> students() throws Exception {
        return told(ProcessStudentContract.class, 3);
    }

    private static List<DynamicTest> told(Class<?> contract, int least) throws Exception {
        PlainContainer.Ended ended;
        try (var engine = DockerEngine.connect(System.getenv())) {
            ended =
                    new PlainContainer(CourseImage.of(engine), List.of())
                            .java(LIMIT, RunsContract.class, contract.getName());
        }
        var tests = new ArrayList<DynamicTest>();
        var told = TOLD.matcher(ended.output());
        while (told.find()) {
            String problem =
                    new String(Base64.getDecoder().decode(told.group(2)), StandardCharsets.UTF_8);
            String status = told.group(1);
            tests.add(
                    DynamicTest.dynamicTest(
                            told.group(3),
                            () -> assertThat(status).as(problem).isEqualTo("SUCCESSFUL")));
        }
        assertThat(tests).as(ended.output()).hasSizeGreaterThan(least);
        return tests;
    }
}
