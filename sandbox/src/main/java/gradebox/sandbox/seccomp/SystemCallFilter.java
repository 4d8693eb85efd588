package gradebox.sandbox.seccomp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turn the list of allowed calls into what applies it: an engine's profile, or a program for the
 * kernel. In both, a call that is not allowed does not exist ({@code ENOSYS}): libraries then go
 * another way. One whose arguments are not allowed is not permitted ({@code EPERM}); one by another
 * processor's numbers (32 bits, x32) kills. A lock on a file is said to have been got, and is not.
 */
public final class SystemCallFilter {
    private static final String ALLOW = "SCMP_ACT_ALLOW";

    /** With an errno of 0. */
    private static final String PRETEND = "SCMP_ACT_ERRNO";

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    private final List<AllowedCall> calls;
    private final Map<String, List<List<ArgumentTest>>> rules;

    private SystemCallFilter(List<AllowedCall> calls, Map<String, List<List<ArgumentTest>>> rules) {
        this.calls = calls;
        this.rules = rules;
    }

    /** Return the filter of student code. */
    public static SystemCallFilter of(Sockets sockets) {
        var refused = Arguments.refused(sockets);
        return new SystemCallFilter(
                CallList.read().stream().filter(call -> !refused.contains(call.name())).toList(),
                Arguments.rules(sockets));
    }

    /**
     * Return the program for {@code seccomp(2)} and for {@code bwrap --seccomp}: an array of {@code
     * struct sock_filter}, little-endian.
     */
    public byte[] bpf(Cpu cpu) {
        var program = new FilterProgram(cpu, ENOSYS, EPERM);
        for (var call : calls) {
            call.number(cpu)
                    .ifPresent(
                            number ->
                                    program.allow(
                                            number,
                                            rules.getOrDefault(call.name(), List.of()),
                                            pretended(call)));
        }
        return program.bytes();
    }

    /**
     * Return the profile that a Docker engine takes as {@code seccomp=…}, in one line. It names no
     * processor, which leaves the engine's own: any other's calls kill. Every call that the kernel
     * knows is named, because engine 20.10 has no default but EPERM.
     */
    public String engineProfile() {
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        profile.put("defaultAction", "SCMP_ACT_ERRNO").put("defaultErrnoRet", EPERM);
        ArrayNode entries = profile.putArray("syscalls");
        var free = new ArrayList<String>();
        for (var call : calls) {
            var name = List.of(call.name());
            var rule = rules.get(call.name());
            pretended(call).forEach(tests -> add(entries, PRETEND, name, tests).put("errnoRet", 0));
            if (rule != null) {
                rule.forEach(tests -> add(entries, ALLOW, name, tests));
            } else if (pretended(call).isEmpty()) {
                free.add(call.name());
            }
        }
        add(entries, ALLOW, free, List.of());
        ObjectNode refused = entries.addObject().put("action", "SCMP_ACT_ERRNO");
        CallList.refused().forEach(refused.put("errnoRet", ENOSYS).putArray("names")::add);
        return profile.toString();
    }

    private static List<List<ArgumentTest>> pretended(AllowedCall call) {
        return Arguments.pretended().getOrDefault(call.name(), List.of());
    }

    private static ObjectNode add(
            ArrayNode entries, String action, List<String> names, List<ArgumentTest> tests) {
        ObjectNode entry = entries.addObject().put("action", action);
        names.forEach(entry.putArray("names")::add);
        ArrayNode arguments = entry.putArray("args");
        for (var test : tests) {
            arguments
                    .addObject()
                    .put("index", test.index())
                    .put("value", Integer.toUnsignedLong(test.mask()))
                    .put("valueTwo", Integer.toUnsignedLong(test.value()))
                    .put("op", "SCMP_CMP_MASKED_EQ");
        }
        return entry;
    }
}
