package gradebox.doctor;

import java.util.List;

/** Look at one group of things. */
@FunctionalInterface
public interface Examination {

    List<Finding> findings() throws InterruptedException;
}
