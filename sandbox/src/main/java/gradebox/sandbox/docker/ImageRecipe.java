package gradebox.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Say how an image is made: a folder with a {@code Dockerfile} and what it copies.
 *
 * @param name what the image is called, {@code cpu}
 * @param folder where the recipe lies
 */
public record ImageRecipe(String name, Path folder) {

    public ImageRecipe {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("not an image's name: " + name);
        }
    }

    /** Read the recipe in a folder; the folder's name is the image's. */
    public static ImageRecipe in(Path folder) throws IOException {
        var absolute = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute.resolve("Dockerfile"))) {
            throw new IOException("there is no Dockerfile in " + folder);
        }
        return new ImageRecipe(absolute.getFileName().toString(), absolute);
    }

    Path dockerfile() {
        return folder.resolve("Dockerfile");
    }

    /** Return a hash over the names and contents of the recipe's files. */
    public String hash() throws IOException {
        var hash = new IdentityHash();
        for (Path file : files()) {
            hash.add(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            hash.add(Files.readAllBytes(file));
        }
        return hash.hex();
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
