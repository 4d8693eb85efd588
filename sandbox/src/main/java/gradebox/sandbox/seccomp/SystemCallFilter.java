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
 * processor's numbers (32 bits, x32) kills.
 */
public final class SystemCallFilter {
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
        return new SystemCallFilter(CallList.read(), Arguments.rules(sockets));
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
                                            number, rules.getOrDefault(call.name(), List.of())));
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
            var rule = rules.get(call.name());
            if (rule == null) {
                free.add(call.name());
            } else {
                rule.forEach(tests -> allow(entries, List.of(call.name()), tests));
            }
        }
        allow(entries, free, List.of());
        ObjectNode refused = entries.addObject().put("action", "SCMP_ACT_ERRNO");
        CallList.refused().forEach(refused.put("errnoRet", ENOSYS).putArray("names")::add);
        return profile.toString();
    }

    private static void allow(ArrayNode entries, List<String> names, List<ArgumentTest> tests) {
        ObjectNode entry = entries.addObject().put("action", "SCMP_ACT_ALLOW");
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
    }
}
