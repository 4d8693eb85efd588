package gradebox.sandbox.call;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Read and write NumPy's {@code .npy} format, versions 1.0 and 2.0, for the element types of {@link
 * ElementType}: never an object array.
 *
 * <p>Source of the layout: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 512;
    private static final int MOST_DIMENSIONS = 32;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '([<|][a-z][0-9])', 'fortran_order': (True|False), 'shape': \\(([0-9, ]{0,300})\\), ?\\} *\n?");

    private Npy() {}

    /**
     * Read one array that fills the bytes exactly.
     *
     * @throws ProtocolException if they are anything else
     */
    public static Value.Array read(byte[] bytes) throws ProtocolException {
        return read(bytes, false);
    }

    static Value.Array read(byte[] bytes, boolean tensor) throws ProtocolException {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Matcher header = header(in);
        var type =
                ElementType.ofDescr(header.group(1))
                        .orElseThrow(
                                () ->
                                        new ProtocolException(
                                                "an array of a type that is not let through"));
        var shape = shape(header.group(3));
        long expected;
        try {
            expected = Value.Array.byteCount(type, shape);
        } catch (ArithmeticException e) {
            throw new ProtocolException("an array whose shape overflows", e);
        }
        if (expected != in.remaining()) {
            throw new ProtocolException("an array whose bytes do not fill its shape");
        }
        var data = new byte[in.remaining()];
        in.get(data);
        boolean fortran = header.group(2).equals("True");
        return new Value.Array(
                tensor, type, shape, fortran ? toRowMajor(data, shape, type.bytes()) : data);
    }

    private static Matcher header(ByteBuffer in) throws ProtocolException {
        if (in.remaining() < 12) {
            throw new ProtocolException("an array without a header");
        }
        for (byte expected : MAGIC) {
            if (in.get() != expected) {
                throw new ProtocolException("an array without the .npy magic");
            }
        }
        int version = in.get();
        in.get();
        long size =
                switch (version) {
                    case 1 -> in.getShort() & 0xffff;
                    case 2 -> in.getInt() & 0xffff_ffffL;
                    default -> throw new ProtocolException("an array in .npy version " + version);
                };
        if (size > LONGEST_HEADER || size > in.remaining()) {
            throw new ProtocolException("an array whose header is too long");
        }
        var text = new byte[(int) size];
        in.get(text);
        var matcher = HEADER.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            throw new ProtocolException("an array whose header cannot be read");
        }
        return matcher;
    }

    private static List<Long> shape(String text) throws ProtocolException {
        var shape = new ArrayList<Long>();
        for (String part : text.split(",", -1)) {
            String size = part.strip();
            if (size.isEmpty()) {
                continue;
            }
            if (size.length() > 15
                    || shape.size() == MOST_DIMENSIONS
                    || !size.chars().allMatch(Character::isDigit)) {
                throw new ProtocolException("an array whose shape is out of bounds");
            }
            shape.add(Long.parseLong(size));
        }
        return shape;
    }

    /** Turn Fortran order into C order. */
    private static byte[] toRowMajor(byte[] data, List<Long> shape, int width) {
        int dimensions = shape.size();
        var strides = new int[dimensions];
        int stride = width;
        for (int d = 0; d < dimensions; d++) {
            strides[d] = stride;
            stride *= (int) (long) shape.get(d);
        }
        var out = new byte[data.length];
        var index = new long[dimensions];
        int from = 0;
        for (int to = 0; to < out.length; to += width) {
            System.arraycopy(data, from, out, to, width);
            for (int d = dimensions - 1; d >= 0; d--) {
                from += strides[d];
                if (++index[d] < shape.get(d)) {
                    break;
                }
                from -= strides[d] * (int) index[d];
                index[d] = 0;
            }
        }
        return out;
    }

    /** Write an array, as version 1.0. */
    public static byte[] write(Value.Array array) {
        String shape =
                array.shape().stream()
                        .map(size -> size + ", ")
                        .collect(Collectors.joining("", "(", ")"));
        String dict =
                "{'descr': '"
                        + array.type().descr()
                        + "', 'fortran_order': False, 'shape': "
                        + shape
                        + ", }";
        int padding = 63 - (10 + dict.length()) % 64;
        String header = dict + " ".repeat(padding) + "\n";
        var out = new ByteArrayOutputStream(10 + header.length() + array.data().length);
        out.writeBytes(MAGIC);
        out.write(1);
        out.write(0);
        out.write(header.length());
        out.write(header.length() >> 8);
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(array.data());
        return out.toByteArray();
    }
}
