package gradebox.cli;

import gradebox.sandbox.docker.ImageRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The recipes of the images that ship: one folder each. */
final class ShippedRecipes {
    private static final int SHORT = 12;

    private final Path folder;

    /**
     * @param home gradebox's own folder
     */
    ShippedRecipes(Path home) {
        this.folder = home.resolve("sandbox").resolve("images");
    }

    List<String> names() throws IOException {
        try (Stream<Path> recipes = Files.list(folder)) {
            return recipes.filter(recipe -> Files.isRegularFile(recipe.resolve("Dockerfile")))
                    .map(recipe -> String.valueOf(recipe.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** Name an assignment's own image by what it is made of. */
    static ImageRecipe ofAssignment(Path dockerfile) throws IOException {
        var folder = Objects.requireNonNull(dockerfile.toAbsolutePath().getParent());
        var hash = new ImageRecipe("recipe", folder).hash();
        return new ImageRecipe("recipe-" + hash.substring(0, SHORT), folder);
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    ImageRecipe find(String name) throws IOException, UsageException {
        var names = names();
        if (!names.contains(name)) {
            throw new UsageException(
                    "there is no image recipe %s; there are %s"
                            .formatted(name, String.join(", ", names)));
        }
        return ImageRecipe.in(folder.resolve(name));
    }
}
