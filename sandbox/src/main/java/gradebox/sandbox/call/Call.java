package gradebox.sandbox.call;

import java.util.List;
import java.util.Map;

/**
 * Hold a call that is to be made: of a function, a method, a class or an object.
 *
 * @param target what is called
 * @param arguments those without a name, in order
 * @param named those with one
 */
public record Call(Target target, List<Value> arguments, Map<String, Value> named) {}
