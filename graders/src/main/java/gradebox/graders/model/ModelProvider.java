package gradebox.graders.model;

import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;

/** Make graders of {@code type: model}. The one check is called as its metric is. */
public final class ModelProvider implements GraderProvider {

    @Override
    public String type() {
        return "model";
    }

    @Override
    public Grader create(GraderDefinition definition) throws InvalidAssignmentException {
        var settings = ModelSettings.read(definition.settings());
        for (var check : definition.checks()) {
            if (!check.name().equals(settings.metric().word())) {
                throw new InvalidAssignmentException(
                        "the rubric names %s; the one check of this grader is %s/%s"
                                .formatted(check.id(), definition.id(), settings.metric().word()));
            }
        }
        return new ModelGrader(definition, settings);
    }
}
