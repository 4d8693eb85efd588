package gradebox.graders.junit;

import ai.djl.ndarray.NDManager;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hand a test method the submission, arrays and inputs that it asks for. Found by itself; a suite
 * names it nowhere.
 */
public final class StudentParameters implements ParameterResolver {
    private static final Set<Class<?>> TYPES = Set.of(Student.class, NDManager.class, Inputs.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var namespace = ExtensionContext.Namespace.create(SuiteRun.STORE);
        var check =
                Objects.requireNonNull(
                        context.getStore(StoreScope.LAUNCHER_SESSION, namespace)
                                .get(SuiteRun.CHECK, CheckRun.class),
                        "a suite runs inside gradebox");
        var type = parameter.getParameter().getType();
        if (type == Student.class) {
            return check.student();
        }
        return type == Inputs.class ? check.inputs() : check.arrays();
    }
}
