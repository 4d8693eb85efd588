package gradebox.redteam.oracle;

import java.io.IOException;
import java.util.List;

/** Judge one property of a graded attack. */
interface Rule {

    /** Return what it is called in reports. */
    String name();

    /** Return what is broken, a line each; empty where the property holds. */
    List<String> broken(Evidence evidence) throws IOException;
}
