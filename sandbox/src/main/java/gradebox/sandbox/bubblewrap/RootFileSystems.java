package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.docker.ImageRecipe;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keep unpacked images below a folder, one folder each, complete or not there at all. Several runs
 * may use it, and fill it, at the same time.
 */
final class RootFileSystems {
    private static final String ROOT = "root";

    private final Path folder;
    private final Map<String, RootFileSystem> known = new ConcurrentHashMap<>();

    RootFileSystems(Path folder) {
        this.folder = folder;
    }

    /** Return an image's root file system. */
    RootFileSystem of(Image image) throws SandboxException {
        var there = known.get(image.digest());
        if (there != null) {
            return there;
        }
        var found =
                entries().stream()
                        .filter(entry -> entry.card().digest().equals(image.digest()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new EngineUnavailableException(
                                                "the image %s is not unpacked here: run gradebox image build --engine bubblewrap"
                                                        .formatted(image.name())));
        return know(image.digest(), found.path(), found.card());
    }

    private RootFileSystem know(String digest, Path path, ImageCard card) throws SandboxException {
        try {
            var root = RootFileSystem.at(path.resolve(ROOT), card.environment());
            known.put(digest, root);
            return root;
        } catch (IOException e) {
            throw new SandboxException(
                    "the unpacked image in %s cannot be read".formatted(path), e);
        }
    }

    /** Find the image that was built from exactly this recipe. */
    Optional<Image> built(ImageRecipe recipe) throws IOException {
        String hash = recipe.hash();
        return latest(card -> card.name().equals(recipe.name()) && card.recipe().equals(hash));
    }

    /** Find the image that was made last under this name. */
    Optional<Image> find(String name) throws SandboxException {
        return latest(card -> card.name().equals(name));
    }

    /** Find an image by what people or its engine call it. */
    Optional<Image> present(String reference) throws SandboxException {
        return latest(
                card -> card.digest().equals(reference) || card.image().name().equals(reference));
    }

    private interface Choice {
        boolean takes(ImageCard card);
    }

    private Optional<Image> latest(Choice choice) throws SandboxException {
        return entries().stream()
                .map(Entry::card)
                .filter(choice::takes)
                .max(Comparator.comparing(ImageCard::made))
                .map(ImageCard::image);
    }

    private record Entry(Path path, ImageCard card) {}

    private List<Entry> entries() throws SandboxException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            var entries = new ArrayList<Entry>();
            for (var path : all.toList()) {
                if (String.valueOf(path.getFileName()).matches("[0-9a-f]{64}")) {
                    entries.add(new Entry(path, ImageCard.read(path)));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new SandboxException("the images in %s cannot be read".formatted(folder), e);
        }
    }

    /**
     * Begin to unpack an image, what dead runs left of theirs cleared away; nobody sees it before
     * it is complete.
     */
    Unpacking begin() throws IOException, InterruptedException {
        Unpacking.sweep(Files.createDirectories(folder));
        return Unpacking.below(folder, ROOT);
    }

    /** Let sandboxes run on an image that is not complete yet, by a digest that only we know. */
    void lend(Image image, Unpacking unpacking, Map<String, String> environment)
            throws IOException {
        known.put(image.digest(), RootFileSystem.at(unpacking.root(), environment));
    }

    /**
     * Give an unpacked image its card and its place; if it is there meanwhile, that one is used.
     */
    Image complete(Unpacking unpacking, ImageCard card) throws IOException {
        card.write(unpacking.folder());
        var place = folder.resolve(card.digest().substring("sha256:".length()));
        try {
            Files.move(unpacking.folder(), place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return card.image(); // somebody else was faster
        } catch (java.nio.file.FileSystemException e) {
            if (!Files.exists(place)) {
                throw e;
            }
        }
        return card.image();
    }
}
