package gradebox.sandbox;

/**
 * Name an image that an engine has.
 *
 * @param name what people call it: {@code gradebox/cpu:3f2a91c04be7}
 * @param digest what the engine calls it, {@code sha256:…}; sandboxes are created from this
 * @param recipe the hash of its recipe with the resolved versions of its packages, equal wherever
 *     it is built; empty for an image that gradebox did not build
 */
public record Image(String name, String digest, String recipe) {}
