package gradebox.doctor;

import java.util.List;

/**
 * Name a hole in a container runtime that lets a container out.
 *
 * @param id its CVE numbers
 * @param fixed the first good release of each line of releases, the oldest line first
 */
record Advisory(String id, List<Release> fixed) {

    static final List<Advisory> RUNC =
            List.of(
                    new Advisory("CVE-2024-21626", List.of(Release.of("1.1.12"))),
                    new Advisory(
                            "CVE-2025-31133, CVE-2025-52565, CVE-2025-52881",
                            List.of(
                                    Release.of("1.2.8"),
                                    Release.of("1.3.3"),
                                    Release.of("1.4.0-rc.3"))));

    Advisory {
        fixed = List.copyOf(fixed);
    }

    /** Tell whether a release has the hole, going by its number alone. */
    boolean concerns(Release release) {
        return fixed.stream()
                .filter(first -> first.isOfLine(release))
                .findFirst()
                .map(release::isBefore)
                .orElse(release.isBefore(fixed.getLast()));
    }
}
