package gradebox.selfcheck;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment.DataDefinition;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hold what students may have of an assignment, before there are data.
 *
 * @param graders those that have a visible check, by id, as {@code assignment.yaml} writes them
 * @param checks ids of the checks that they can run
 * @param files where each file lies that goes with them, by its path in the assignment's folder
 * @param data what is to be generated anew
 * @param notes what stayed out and why, and what its author should look at
 */
record Reduced(
        Map<String, ObjectNode> graders,
        List<String> checks,
        SortedMap<String, Path> files,
        List<DataDefinition> data,
        List<String> notes) {

    Reduced {
        graders = Collections.unmodifiableMap(new LinkedHashMap<>(graders));
        checks = List.copyOf(checks);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        data = List.copyOf(data);
        notes = List.copyOf(notes);
    }
}
