package gradebox.redteam.oracle;

import gradebox.output.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ask every rule, the same after each attack. */
public final class Oracle {
    private static final int LINE = 300;

    private final List<Rule> rules =
            List.of(
                    new ExitRule(),
                    new StatusRule(),
                    new ScoreRule(),
                    new WordsRule(),
                    new HonestRule(),
                    new CanaryRule(),
                    new WallRule(),
                    new PeaksRule(),
                    new SandboxRule(),
                    new ProcessRule(),
                    new MountRule(),
                    new LeftoverRule(),
                    new OutsideRule(),
                    new PayloadRule(),
                    new ResultsRule(),
                    new TableRule(),
                    new PlainTextRule());

    /** Return all that is broken; empty where the wall held. */
    public List<Breach> judge(Evidence evidence) {
        var breaches = new ArrayList<Breach>();
        for (var rule : rules) {
            for (var what : broken(rule, evidence)) {
                breaches.add(new Breach(rule.name(), SafeText.line(what, LINE)));
            }
        }
        return breaches;
    }

    /** What cannot be read has not been shown to hold. */
    private static List<String> broken(Rule rule, Evidence evidence) {
        try {
            return rule.broken(evidence);
        } catch (IOException | RuntimeException e) {
            return List.of("what it looks at cannot be read: " + e);
        }
    }
}
