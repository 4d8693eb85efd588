package gradebox.upload;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Name the assignment that submissions go to.
 *
 * @param base scheme, host and port
 */
public record Target(URI base, long course, long assignment) {
    /** Where Gradescope is. */
    public static final String GRADESCOPE = "https://www.gradescope.com";

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");

    /**
     * Check an address: secrets travel there, so that it has to be https, unless they stay on this
     * machine.
     *
     * @throws UploadException if it will not do
     */
    public static Target of(String url, long course, long assignment) throws UploadException {
        if (course < 1 || assignment < 1) {
            throw new UploadException(
                    "--course and --assignment take the numbers in the assignment's address: …/courses/N/assignments/N");
        }
        var base = parsed(url);
        var host = String.valueOf(base.getHost());
        boolean local = LOOPBACK.matcher(host).matches();
        if (!"https".equals(base.getScheme()) && !("http".equals(base.getScheme()) && local)) {
            throw new UploadException(
                    "--url takes https://HOST (http on this machine alone), as the token goes there");
        }
        return new Target(base, course, assignment);
    }

    private static URI parsed(String url) throws UploadException {
        try {
            var uri = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            boolean bare =
                    uri.getHost() != null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            if (bare) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, without what may stand in it
        }
        throw new UploadException("--url takes an address like " + GRADESCOPE);
    }

    URI session() {
        return base.resolve("/api/v1/user_session");
    }

    URI submissions() {
        return base.resolve(
                "/api/v1/courses/%d/assignments/%d/submissions".formatted(course, assignment));
    }

    /** Return the address at which people find the assignment. */
    @Override
    public String toString() {
        return "%s/courses/%d/assignments/%d".formatted(base, course, assignment);
    }
}
