package gradebox.assignments;

import java.util.HashSet;
import java.util.Set;

/** Check that what is handed in fits together. */
record SubmissionChecks() implements SemanticCheck {

    @Override
    public void check(Place root, Problems problems) {
        var submission = root.at("submission");
        var files = new HashSet<>(submission.at("files").texts());
        for (var optional : submission.at("optional").members()) {
            if (files.contains(optional.text())) {
                problems.add(
                        optional,
                        "`" + optional.text() + "` stands in files, too; keep one of them");
            }
        }
        files.addAll(submission.at("optional").texts());
        checkModule(submission.at("module"), files, problems);
    }

    private static void checkModule(Place module, Set<String> files, Problems problems) {
        String path = module.text().replace('.', '/');
        boolean isThere = files.contains(path + ".py") || files.contains(path + "/__init__.py");
        if (!path.isEmpty() && !isThere) {
            problems.add(
                    module,
                    "no file of the submission is `%s.py`; name it in files, or mend module"
                            .formatted(path));
        }
    }
}
