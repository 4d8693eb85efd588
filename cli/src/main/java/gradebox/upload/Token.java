package gradebox.upload;

import java.util.regex.Pattern;

/** Hold the secret that lets us in; nothing but a request's header ever shows it. */
public final class Token {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{8,4096}");

    private final String secret;

    private Token(String secret) {
        this.secret = secret;
    }

    /**
     * Take one.
     *
     * @param source what it comes from, for people
     * @throws UploadException if it can be none
     */
    public static Token of(String secret, String source) throws UploadException {
        if (!VISIBLE.matcher(secret).matches()) {
            throw new UploadException(
                    source + " holds no token: that is one word of 8 characters or more");
        }
        return new Token(secret);
    }

    String header() {
        return secret;
    }

    /** Return a text without this secret, should a server have repeated it. */
    String hiddenIn(String text) {
        return text.replace(secret, "…");
    }

    @Override
    public String toString() {
        return "a token";
    }
}
