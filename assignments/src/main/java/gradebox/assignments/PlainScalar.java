package gradebox.assignments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Read an unquoted scalar by the core schema of YAML 1.2 (section 10.3.2), where {@code off} and
 * {@code no} are texts. Numbers are exact decimals, since points are; hexadecimal and octal
 * numbers, infinities and NaN, which no entry takes, stay texts.
 */
final class PlainScalar {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final int MAX_NUMBER_LENGTH = 40;
    private static final BigDecimal MAX_INT = new BigDecimal(Integer.MAX_VALUE);

    private PlainScalar() {}

    static JsonNode read(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NullNode.instance;
            case "true", "True", "TRUE" -> BooleanNode.TRUE;
            case "false", "False", "FALSE" -> BooleanNode.FALSE;
            default -> isNumber(text) ? number(new BigDecimal(text)) : new TextNode(text);
        };
    }

    private static boolean isNumber(String text) {
        return text.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(text).matches();
    }

    private static JsonNode number(BigDecimal value) {
        boolean isInt = value.scale() == 0 && value.abs().compareTo(MAX_INT) <= 0;
        return isInt ? new IntNode(value.intValueExact()) : DecimalNode.valueOf(value);
    }
}
