package gradebox.redteam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hold attacks that are graded in one run, one after the other, with one honest submission behind
 * them all: starting gradebox and compiling a suite costs more than most attacks do.
 *
 * @param attacks on one target, each with a folder of its own to hand in
 */
record Bundle(List<Attack> attacks) {

    Bundle {
        attacks = List.copyOf(attacks);
    }

    /**
     * Bundle attacks, as evenly as can be; what cannot share a run is a bundle of its own.
     *
     * @param most so many share a run
     */
    static List<Bundle> of(List<Attack> attacks, int most) {
        Map<String, List<Attack>> sharing = new TreeMap<>();
        var alone = new ArrayList<Bundle>();
        for (var attack : attacks) {
            if (most > 1 && attack.sharesRun()) {
                sharing.computeIfAbsent(attack.target(), name -> new ArrayList<>()).add(attack);
            } else {
                alone.add(new Bundle(List.of(attack)));
            }
        }
        var all = new ArrayList<Bundle>();
        sharing.values().forEach(some -> all.addAll(dealt(some, most)));
        all.addAll(alone); // short ones last, when workers run out of work
        return all;
    }

    /** Neighbours in the list are alike, and alike slow: they are dealt to different bundles. */
    private static List<Bundle> dealt(List<Attack> attacks, int most) {
        int count = (attacks.size() + most - 1) / most;
        var hands = new ArrayList<List<Attack>>();
        for (int i = 0; i < count; i++) {
            hands.add(new ArrayList<>());
        }
        for (int i = 0; i < attacks.size(); i++) {
            hands.get(i % count).add(attacks.get(i));
        }
        return hands.stream().map(Bundle::new).toList();
    }

    boolean isAlone() {
        return attacks.stream().anyMatch(Attack::alone);
    }

    String target() {
        return attacks.getFirst().target();
    }

    /** Return each attack in a bundle of its own. */
    List<Bundle> apart() {
        return attacks.stream().map(attack -> new Bundle(List.of(attack))).toList();
    }

    /** Return what the submission of an attack is called in the class. */
    String member(Attack attack) {
        return attacks.size() == 1 ? Handout.MEMBER : Handout.MEMBER + "-" + attack.name();
    }
}
