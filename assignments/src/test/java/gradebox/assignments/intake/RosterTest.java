package gradebox.assignments.intake;

import static gradebox.assignments.intake.ClassLab.ids;
import static gradebox.assignments.intake.ClassLab.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Person;
import gradebox.grading.Submission.Contents;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
    @TempDir Path home;
    private ClassLab lab;

    @BeforeEach
    void makeLab() {
        lab = new ClassLab(home);
    }

    private IntakeResult read(String roster, String source) throws Exception {
        Path file = lab.write("roster.csv", roster);
        return lab.with(lab.options().withRoster(file)).read(lab.path(source));
    }

    @Test
    void whoSubmittedNothingIsAbsent() throws Exception {
        lab.write("class/ada/solution.py", "1");
        lab.write("class/0012/solution.py", "2");
        lab.write("class/someone/solution.py", "3");
        IntakeResult result =
                read(
                        """
                        sid,Email,name
                        0011,ada@mit.edu,Ada Lovelace
                        0012,charles@mit.edu,"Babbage, Charles"
                        0013,emmy@mit.edu,Emmy Noether
                        """,
                        "class");
        assertThat(ids(result)).containsExactly("0012", "ada", "emmy", "someone");
        assertThat(one(result, "emmy").contents()).isEqualTo(new Contents.Absent());
        assertThat(one(result, "emmy").submitters())
                .containsExactly(new Person("Emmy Noether", "emmy@mit.edu", "0013"));
        assertThat(one(result, "ada").submitters())
                .containsExactly(new Person("Ada Lovelace", "ada@mit.edu", "0011"));
        assertThat(one(result, "0012").submitters())
                .containsExactly(new Person("Babbage, Charles", "charles@mit.edu", "0012"));
        assertThat(one(result, "someone").submitters()).isEmpty();
    }

    @Test
    void gradescopesRosterIsUnderstood() throws Exception {
        lab.write(
                "export/submission_metadata.yml",
                "submission_1:\n  :submitters:\n  - :name: Ada L.\n    :email: Ada@MIT.edu\n");
        lab.write("export/submission_1/solution.py", "1");
        String roster =
                """
                First Name,Last Name,SID,Email,Role,Section
                Ada,Lovelace,11,ada@mit.edu,Student,
                Emmy,Noether,13,emmy@mit.edu,Student,A
                Alan,Turing,,alan@mit.edu,Instructor,
                """;
        IntakeResult result = read("\ufeff" + roster.replace("\n", "\r\n"), "export");
        assertThat(ids(result)).containsExactly("emmy", "submission_1");
        assertThat(one(result, "submission_1").submitters())
                .containsExactly(new Person("Ada L.", "Ada@MIT.edu", "11"));
    }

    @Test
    void canvassRosterIsUnderstood() throws Exception {
        lab.write("canvas/doejane_12345_1_solution.py", "1");
        lab.write("canvas/roejohn_999_2_solution.py", "1");
        IntakeResult result =
                read(
                        """
                        Student,ID,SIS User ID,SIS Login ID,Section
                            Points Possible,,,,
                        "Doe, Jane",12345,S1,jane@mit.edu,A
                        "Roe, John",222,S2,john,A
                        "Poe, Ann",333,S3,ann,A
                        "Student, Test",444,,abc,A
                        """,
                        "canvas");
        assertThat(ids(result)).containsExactly("ann", "doejane", "roejohn");
        assertThat(one(result, "doejane").submitters())
                .containsExactly(new Person("Doe, Jane", "jane@mit.edu", "S1"));
        assertThat(one(result, "roejohn").submitters())
                .containsExactly(new Person("Roe, John", "", "S2"));
    }

    @Test
    void aNameThatTwoHaveFillsNothing() throws Exception {
        lab.write("canvas/smithann_1_1_solution.py", "1");
        IntakeResult result =
                read("name,email\nAnn Smith,a1@x.edu\nAnn Smith,a2@x.edu\n", "canvas");
        assertThat(ids(result)).containsExactly("a1", "a2", "smithann");
        assertThat(one(result, "smithann").submitters())
                .containsExactly(new Person("smithann", "", ""));
    }

    @Test
    void aRosterWithoutAddressesIsTheStaffsToMend() throws Exception {
        lab.write("class/ada/solution.py", "1");
        assertThatThrownBy(() -> read("name,sid\nAda,1\n", "class"))
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining("roster.csv: has no column for e-mail addresses");
        assertThatThrownBy(() -> read("", "class"))
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> read("email\n\"open\n", "class"))
                .isInstanceOf(IntakeException.class);
    }
}
