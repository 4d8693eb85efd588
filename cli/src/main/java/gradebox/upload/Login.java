package gradebox.upload;

import java.util.Arrays;

/** Hold an e-mail address and a password for one request. */
public final class Login implements AutoCloseable {
    private final String email;
    private final char[] password;

    /**
     * @param password wiped by {@link #close}
     */
    public Login(String email, char[] password) {
        this.email = email;
        this.password = password;
    }

    String email() {
        return email;
    }

    String password() {
        return new String(password);
    }

    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "a login";
    }
}
