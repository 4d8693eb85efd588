package gradebox.redteam.oracle;

import java.util.List;

/** Expect the engine to have nothing left of the run. */
final class SandboxRule implements Rule {

    @Override
    public String name() {
        return "sandboxes";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        return evidence.remains().stream().map(name -> name + " is still there").toList();
    }
}
