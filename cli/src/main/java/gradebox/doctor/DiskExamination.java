package gradebox.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Look at the room that is left where gradebox and its engine write. */
public final class DiskExamination implements Examination {
    private static final long FLOOR = 2_000_000_000;

    private final Host host;
    private final Map<String, Path> places;

    /**
     * Look at these.
     *
     * @param places by what they are for
     */
    public DiskExamination(Host host, Map<String, Path> places) {
        this.host = host;
        this.places = new TreeMap<>(places);
    }

    @Override
    public List<Finding> findings() {
        return places.entrySet().stream().map(e -> finding(e.getKey(), e.getValue())).toList();
    }

    private Finding finding(String purpose, Path place) {
        String subject = "disk: " + purpose;
        var room = host.room(place);
        if (room.isEmpty()) {
            return new Finding.Warn(
                    subject, place + " cannot be looked at", "run this as a user who can");
        }
        String found =
                String.format(Locale.ROOT, "%.1f GB free in %s", room.getAsLong() / 1e9, place);
        return room.getAsLong() >= FLOOR
                ? new Finding.Ok(subject, found)
                : new Finding.Fail(subject, found, "free 2 GB there, or choose another place");
    }
}
