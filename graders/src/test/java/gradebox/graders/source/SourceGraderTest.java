package gradebox.graders.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.graders.LocalBench;
import gradebox.grading.CheckResult;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceGraderTest {
    private static final String SETTINGS =
            """
            {"required": ["solution.py", "notes.md"],
             "forbid_imports": ["sklearn", "tensorflow.keras"],
             "forbid_calls": ["eval", "*.backward", "numpy.linalg.inv"],
             "forbid_names": ["torch.nn.MultiheadAttention", "scaled_dot_product_attention"]}
            """;
    private static final String[] CHECKS = {"required", "imports", "calls", "names"};

    @TempDir Path folder;
    private LocalBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Map<String, Outcome> grade(Map<String, String> files) throws Exception {
        var definition = bench.definition("rules", "source", SETTINGS, CHECKS);
        try (var grader = new SourceProvider().create(definition)) {
            return grader.grade(bench.submission(files), bench.workbench()).results().stream()
                    .collect(
                            Collectors.toMap(
                                    result -> result.check().substring("rules/".length()),
                                    CheckResult::outcome));
        }
    }

    private Map<String, Outcome> grade(String code) throws Exception {
        return grade(Map.of("solution.py", code, "notes.md", ""));
    }

    private static Failed notAllowed(String found) {
        return new Failed(Reason.WRONG, "Not allowed in this assignment: \n" + found);
    }

    private static Failed notPython(String found) {
        return new Failed(Reason.WRONG, "Not valid Python: \n" + found);
    }

    /** Expect one finding, in one check, and nothing in the others. */
    private void assertOnly(String check, String found, Map<String, Outcome> outcomes) {
        assertThat(outcomes.remove(check)).isEqualTo(notAllowed(found));
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.values()).containsOnly(new Passed());
    }

    @Test
    void nothingForbiddenPassesEveryCheck() throws Exception {
        var outcomes =
                grade(
                        """
                        import sklearn_like, numpy as np
                        import tensorflow
                        from . import sklearn
                        from .sklearn import tree
                        def evaluate(x): return evaluation(x)
                        """);
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.values()).containsOnly(new Passed());
    }

    @Test
    void missingFilesAreNamed() throws Exception {
        var outcomes = grade(Map.of("other.py", "x = 1"));
        assertThat(outcomes)
                .containsEntry(
                        "required",
                        new Failed(Reason.MISSING, "Your submission has no solution.py, notes.md."))
                .containsEntry("imports", new Passed());
    }

    @Test
    void commentsAndStringsForbidNothing() throws Exception {
        var outcomes =
                grade(
                        """
                        '''import sklearn; eval("1")'''
                        # import sklearn
                        x = "torch.nn.MultiheadAttention"  # loss.backward()
                        """);
        assertThat(outcomes.values()).containsOnly(new Passed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import sklearn",
                "import sklearn as s",
                "import os, sklearn",
                "__import__('sklearn')",
                "__import__(name='sklearn')",
                "import builtins as b; b.__import__('sklearn')",
                "import importlib; importlib.import_module('sklearn')",
                "import importlib as i; i.import_module('sklearn')",
                "from importlib import import_module; import_module('sklearn')",
                "from importlib import import_module as load; load('sklearn')",
                "def f(): import sklearn",
            })
    void everyWayToImportAModuleIsFound(String line) throws Exception {
        assertOnly("imports", "solution.py, line 2: sklearn", grade("\n" + line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import tensorflow.keras.layers",
                "import tensorflow.keras.layers as keras",
                "from tensorflow.keras import layers",
                "from tensorflow.keras import layers as l",
            })
    void aSubmoduleOfAForbiddenModuleIsForbidden(String line) throws Exception {
        assertOnly("imports", "solution.py, line 1: tensorflow.keras.layers", grade(line));
    }

    @Test
    void aForbiddenModuleIsFoundWhereItsParentIsAskedForIt() throws Exception {
        assertOnly(
                "imports",
                "solution.py, line 1: tensorflow.keras",
                grade("from tensorflow import keras"));
    }

    @Test
    void callsAreFoundAsWrittenAndByAlias() throws Exception {
        assertOnly("calls", "solution.py, line 2: eval", grade("y = 1\neval('y')"));
        assertOnly("calls", "solution.py, line 1: loss.sum.backward", grade("loss.sum.backward()"));
        assertOnly(
                "calls",
                "solution.py, line 1: n.linalg.inv",
                grade("import numpy as n; n.linalg.inv(1)"));
        assertOnly(
                "calls",
                "solution.py, line 1: i",
                grade("from numpy.linalg import inv as i; i(1)"));
        assertThat(grade("evaluator = evaluate; numpy.linalg.inv").values())
                .containsOnly(new Passed());
    }

    @Test
    void namesAreFoundByAlias() throws Exception {
        assertOnly(
                "names",
                "solution.py, line 2: nn.MultiheadAttention",
                grade("import torch.nn as nn\nx = nn.MultiheadAttention"));
        assertOnly(
                "names",
                "solution.py, line 1: torch.nn.MultiheadAttention",
                grade("from torch.nn import MultiheadAttention as M"));
        assertOnly(
                "names",
                "solution.py, line 2: n.MultiheadAttention",
                grade("from torch import nn as n\nn.MultiheadAttention(4, 2)"));
        assertOnly(
                "names",
                "solution.py, line 2: MultiheadAttention",
                grade("from torch.nn import *\nMultiheadAttention(4, 2)"));
        assertOnly(
                "names",
                "solution.py, line 1: F.scaled_dot_product_attention",
                grade("F.scaled_dot_product_attention(q, k, v)"));
        assertThat(grade("class MultiheadAttention: pass\nMultiheadAttention()").values())
                .containsOnly(new Passed());
    }

    @Test
    void anAliasThatIsBoundTwiceStandsForBoth() throws Exception {
        assertOnly(
                "names",
                "solution.py, line 2: nn.MultiheadAttention",
                grade(
                        """
                        import torch.nn as nn
                        nn.MultiheadAttention(4, 2)
                        def never():
                            import json as nn
                        """));
    }

    @Test
    void notebooksAreRead() throws Exception {
        String notebook =
                """
                {"cells": [
                  {"cell_type": "markdown", "source": ["import sklearn"]},
                  {"cell_type": "code", "source": ["%matplotlib inline\\n", "if True:\\n", "    !ls\\n"]},
                  {"cell_type": "code", "source": ["%%bash\\n", "for f in *; do echo $f; done"]},
                  {"cell_type": "code", "source": "%%time\\nimport sklearn"}
                ]}""";
        assertOnly(
                "imports",
                "work.ipynb, line 5: sklearn",
                grade(Map.of("solution.py", "", "notes.md", "", "work.ipynb", notebook)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"cells\": [1]}",
                "{\"cells\": 1}",
                "{\"cells\":[{\"source\":[1]}]}"
            })
    void aNotebookThatIsNoneIsTheStudents(String notebook) throws Exception {
        var outcomes = grade(Map.of("solution.py", "", "notes.md", "", "a.ipynb", notebook));
        assertThat(outcomes).containsEntry("required", new Passed());
        assertThat(outcomes).containsEntry("names", notPython("a.ipynb: not a notebook"));
    }

    @Test
    void whatCannotBeParsedPassesNoSearch() throws Exception {
        var outcomes = grade("x = 1\ndef f(:\n    pass");
        assertThat(outcomes.remove("required")).isEqualTo(new Passed());
        assertThat(outcomes.values())
                .hasSize(3)
                .containsOnly(notPython("solution.py, line 2: invalid syntax"));
    }

    @Test
    void deepNestingIsNotValidPython() throws Exception {
        assertThat(grade("x = " + "(".repeat(10_000) + ")".repeat(10_000)).get("imports"))
                .isEqualTo(notPython("solution.py, line 1: too many nested parentheses"));
        assertThat(grade("x" + "()".repeat(20_000)).get("imports"))
                .isEqualTo(notPython("solution.py: nested too deeply"));
    }

    @Test
    void aFileIsReadInTheEncodingThatPythonWouldReadItIn() throws Exception {
        assertOnly(
                "imports",
                "solution.py, line 2: sklearn",
                grade("# coding: utf-7\n+AGkAbQBwAG8AcgB0- sklearn"));
    }

    @Test
    void bytesThatAreNoTextAreTheStudents() throws Exception {
        var definition = bench.definition("rules", "source", SETTINGS, CHECKS);
        var submission = bench.submission("");
        var file = folder.resolve("bytes");
        Files.write(file, "x = '\u00ff'".getBytes(StandardCharsets.ISO_8859_1));
        var root =
                ((gradebox.grading.Submission.Contents.Files) submission.contents())
                        .root()
                        .resolve("solution.py");
        Files.copy(file, root, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var grader = new SourceProvider().create(definition)) {
            assertThat(grader.grade(submission, bench.workbench()).results().get(1).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.feedback()).startsWith("Not valid Python"));
        }
    }

    @Test
    void aFloodOfOneKindHidesNoOtherKind() throws Exception {
        String calls = String.join("\n", Collections.nCopies(300, "eval('1')"));
        var outcomes =
                grade(Map.of("a.py", calls, "solution.py", "import sklearn", "notes.md", ""));
        assertThat(outcomes)
                .containsEntry("imports", notAllowed("solution.py, line 1: sklearn"))
                .containsEntry("names", new Passed());
        assertThat(outcomes.get("calls"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.feedback().lines())
                                        .hasSize(12)
                                        .contains("a.py, line 10: eval", "… and more"));
    }

    @Test
    void longNamesFitIntoTheAnswer() throws Exception {
        var lines = Collections.nCopies(100, "x." + "\u4e2d".repeat(5000) + ".backward()");
        assertThat(grade(String.join("\n", lines)).get("calls"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.WRONG));
    }

    @Test
    void refusesACheckThatItDoesNotKnow() throws Exception {
        var definition = bench.definition("rules", "source", SETTINGS, "imports", "style");
        assertThatThrownBy(() -> new SourceProvider().create(definition))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessage(
                        "the rubric names rules/style; a source grader's checks are required,"
                                + " imports, calls and names");
    }
}
