package gradebox.redteam.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Expect every file that is none of the run's own to be as it was, and no new one. */
final class OutsideRule implements Rule {

    @Override
    public String name() {
        return "host";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        var before = evidence.outside().before();
        var after = evidence.outside().after();
        var all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        var broken = new ArrayList<String>();
        for (var path : all) {
            if (!Objects.equals(before.get(path), after.get(path))) {
                broken.add(path + " was written, changed or deleted");
            }
        }
        return broken;
    }
}
