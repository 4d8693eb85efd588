package gradebox.sandbox.call;

import java.util.Arrays;
import java.util.Optional;

/**
 * List the element types that an array may have on its way through the protocol, with NumPy's names
 * for them.
 */
public enum ElementType {
    FLOAT64("<f8", "float64", 8),
    FLOAT32("<f4", "float32", 4),
    FLOAT16("<f2", "float16", 2),
    INT64("<i8", "int64", 8),
    INT32("<i4", "int32", 4),
    INT16("<i2", "int16", 2),
    INT8("|i1", "int8", 1),
    UINT8("|u1", "uint8", 1),
    BOOL("|b1", "bool", 1);

    private final String descr;
    private final String word;
    private final int bytes;

    ElementType(String descr, String word, int bytes) {
        this.descr = descr;
        this.word = word;
        this.bytes = bytes;
    }

    /** Return what a {@code .npy} header calls it. */
    public String descr() {
        return descr;
    }

    /** Return what NumPy and PyTorch call it. */
    public String word() {
        return word;
    }

    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16;
    }

    static Optional<ElementType> ofDescr(String descr) {
        return Arrays.stream(values()).filter(type -> type.descr.equals(descr)).findFirst();
    }
}
