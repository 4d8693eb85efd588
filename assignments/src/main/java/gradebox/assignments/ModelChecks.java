package gradebox.assignments;

import java.util.List;

/** Check that model graders use data that is there, and hand over none that must stay hidden. */
record ModelChecks() implements SemanticCheck {

    @Override
    public void check(Place root, Problems problems) {
        for (var grader : root.at("graders").members()) {
            if (grader.at("type").text().equals("model")) {
                checkData(root.at("data"), grader, problems);
                checkTraining(grader.at("train").at("args"), problems);
                checkPrediction(grader.at("predict").at("args"), problems);
                new ThresholdCheck(grader.at("threshold")).check(problems);
            }
        }
    }

    private static void checkData(Place sets, Place grader, Problems problems) {
        var data = grader.at("data");
        var names = sets.members().stream().map(Place::key).toList();
        if (data.text().isEmpty()) {
            return;
        }
        if (!names.contains(data.text())) {
            problems.add(
                    data,
                    "there is no data set `%s` under data%s"
                            .formatted(data.text(), ClosestMatch.hint(data.text(), names)));
            return;
        }
        var set = sets.at(data.text());
        checkPart(set, grader.at("metric").at("of"), problems);
        checkPart(set, grader.at("metric").at("minus"), problems);
        grader.at("train").at("args").members().forEach(arg -> checkPart(set, arg, problems));
    }

    /** Complain of an array from a part that a brought data set does not have. */
    private static void checkPart(Place set, Place array, Problems problems) {
        for (var part : List.of("train", "hidden")) {
            boolean isMissing = !set.at("generator").isPresent() && !set.at(part).isPresent();
            if (array.text().startsWith(part + ".") && isMissing) {
                problems.add(
                        array, "data set `%s` has no %s; add it there".formatted(set.key(), part));
            }
        }
    }

    private static void checkTraining(Place args, Problems problems) {
        for (var arg : args.members()) {
            if (arg.text().startsWith("hidden.")) {
                problems.add(arg, "hidden data never enters a sandbox; hand over train.NAME");
            } else if (arg.text().startsWith("inputs.")) {
                problems.add(arg, "inputs are for the predict step only; hand over train.NAME");
            }
        }
    }

    private static void checkPrediction(Place args, Problems problems) {
        for (var arg : args.members()) {
            if (arg.text().startsWith("hidden.")) {
                problems.add(arg, "hidden data never enters a sandbox; hand over inputs.NAME");
            } else if (arg.text().startsWith("train.")) {
                problems.add(arg, "train is for the train step only; hand over inputs.NAME");
            }
        }
    }
}
