package gradebox.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String SANDBOX = "gradebox.sandbox..";
    private static final String[] GRADERS = {"gradebox.grading..", "gradebox.graders.."};
    private static final String ASSIGNMENTS = "gradebox.assignments..";
    private static final String[] CLI = {
        "gradebox.autograder..",
        "gradebox.ci..",
        "gradebox.doctor..",
        "gradebox.export..",
        "gradebox.gradescope..",
        "gradebox.replay..",
        "gradebox.selfcheck..",
        "gradebox.shell..",
        "gradebox.steps..",
        "gradebox.run..",
        "gradebox.output..",
        "gradebox.redteam..",
        "gradebox.upload..",
        "gradebox.cli.."
    };

    private JavaClasses classes;

    @BeforeAll
    void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(place -> !place.contains("-tests.jar"))
                        .importPackages("gradebox");
    }

    @Test
    void theSandboxKnowsNothingOfGrading() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(SANDBOX)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(GRADERS)
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage(ASSIGNMENTS)
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CLI));
    }

    @Test
    void gradersKnowNothingOfAssignments() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(GRADERS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ASSIGNMENTS)
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CLI));
    }

    @Test
    void assignmentsKnowNothingOfRuns() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ASSIGNMENTS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CLI));
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("gradebox.(**)").should().beFreeOfCycles());
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("gradebox.cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("picocli.."));
    }

    @Test
    void onlyMainEndsTheJvm() {
        check(
                noClasses()
                        .that()
                        .doNotBelongToAnyOf(Main.class)
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void nothingPrintsToTheJvmsOwnStreams() {
        check(
                noClasses()
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err"));
    }

    @Test
    void nothingDeserialisesJavaObjects() {
        check(noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class));
    }

    private void check(ArchRule rule) {
        rule.check(classes);
    }
}
