package gradebox.cli;

import gradebox.upload.Login;
import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ask a person for an e-mail address and a password. */
@FunctionalInterface
interface LoginPrompt {

    /**
     * Ask; nobody answers where there is no terminal.
     *
     * @param host who wants to know
     */
    Optional<Login> ask(String host);

    /** Ask at this process's own terminal, without showing the password. */
    static LoginPrompt ofThisProcess() {
        // Some JVMs give a console without a terminal; the launcher knows.
        Console console = Boolean.getBoolean("gradebox.terminal.stdin") ? System.console() : null;
        return host -> ask(console, host);
    }

    private static Optional<Login> ask(@Nullable Console console, String host) {
        if (console == null) {
            return Optional.empty();
        }
        var email = console.readLine("E-mail address at %s: ", host);
        var password = email == null ? null : console.readPassword("Password (not shown): ");
        return password == null ? Optional.empty() : Optional.of(new Login(email, password));
    }
}
