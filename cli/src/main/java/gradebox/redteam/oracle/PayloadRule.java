package gradebox.redteam.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;

/**
 * Expect that no payload of the attack has run on the host, where it would have made its mark. In a
 * sandbox that folder is the sandbox's own.
 */
final class PayloadRule implements Rule {

    @Override
    public String name() {
        return "payload";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var mark = evidence.canaries().mark();
        if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        Files.delete(mark);
        return List.of("code of the submission ran on the host: it made " + mark);
    }
}
