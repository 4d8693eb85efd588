package gradebox.cli;

import gradebox.sandbox.docker.ImageRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recipes of the images that ship: one folder each. */
final class ShippedRecipes {
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
