package gradebox.graders.pytest;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Name a test function.
 *
 * @param file relative to the suite's folder
 * @param owner its class, or the empty string
 * @param function its name
 */
record TestKey(String file, String owner, String function) {

    /** Return what a rubric may call it, the shortest first. */
    List<String> forms() {
        String inClass = owner.isEmpty() ? function : owner + "." + function;
        String stem = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.py$", "");
        return List.copyOf(
                new LinkedHashSet<>(
                        List.of(function, inClass, stem + "." + inClass, file + "::" + inClass)));
    }

    /** Return the shortest form that is none of any other test's. */
    String nameAmong(Iterable<TestKey> tests) {
        var forms = forms();
        return forms.stream()
                .filter(form -> isFree(form, tests))
                .findFirst()
                .orElse(forms.getLast());
    }

    private boolean isFree(String form, Iterable<TestKey> tests) {
        for (var test : tests) {
            if (!test.equals(this) && test.forms().contains(form)) {
                return false;
            }
        }
        return true;
    }
}
