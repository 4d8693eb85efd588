"""Say how two values differ without giving either away: students see these words, and one of the two is what a test expects.

Up to four numbers or words are shown, as in a shape. Of anything longer its kind and size are, and the first place that differs.
"""

import numbers
import unittest.case

import gradebox_call as call
from _pytest.assertion import rewrite
from _pytest.python_api import ApproxBase, ApproxScalar

MOST_SHOWN = 4
MOST_TEXT = 80
HEADS_OF_APPROX = ("comparison failed", "Max ", "Impossible", "Lengths", "Shapes")

plain_repr = rewrite._saferepr


def is_scalar(value):
    return value is None or isinstance(value, (bool, numbers.Number))


def is_text(value):
    return isinstance(value, (str, bytes, bytearray))


def is_array(value):
    return type(value).__module__.split(".")[0] in ("numpy", "torch") and hasattr(value, "shape") and hasattr(value, "dtype")


def is_sequence(value):
    return isinstance(value, (list, tuple)) or is_array(value) and len(value.shape) > 0


def is_set(value):
    return isinstance(value, (set, frozenset))


def brief(value):
    """Return a value's own words where they are few, else its kind and size."""
    if isinstance(value, ApproxBase) and not isinstance(value, ApproxScalar):
        return "approx(%s)" % brief(value.expected)
    if is_array(value):
        return brief_array(value)
    if is_text(value):
        return plain_repr(value) if len(value) <= MOST_TEXT else "a text of %d characters" % len(value)
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        parts = list(value.items()) if isinstance(value, dict) else list(value)
        if len(parts) <= MOST_SHOWN and all(is_small(part) for part in parts):
            return plain_repr(value)
        return "a %s of %d" % (type(value).__name__, len(value))
    return plain_repr(value)


def brief_array(value):
    kind = "tensor" if type(value).__module__.startswith("torch") else "array"
    size = 1
    for length in value.shape:
        size *= int(length)
    if size == 1 and not value.shape:
        return plain_repr(value.item())
    if size <= MOST_SHOWN and len(value.shape) <= 1:
        return plain_repr(value)
    return "%s of shape %s and type %s" % (kind, tuple(value.shape), value.dtype)


def is_small(value):
    if isinstance(value, tuple):  # a key and its value
        return len(value) == 2 and all(is_small(part) for part in value)
    return is_scalar(value) or is_text(value) and len(value) <= MOST_TEXT // MOST_SHOWN


def compare(op, left, right):
    """Return pytest's explanation of a comparison that failed, in lines; None where it would show next to nothing."""
    if all(is_scalar(side) for side in (left, right)):
        return None
    lines = ["%s %s %s" % (brief(left), op, brief(right))]
    if op == "==":
        try:
            lines += difference(left, right)
        except Exception:  # of a value's own methods
            lines.append("they differ")
    return [call.printable(line, 400) for line in lines]


def difference(left, right):
    for approx, other in ((right, left), (left, right)):
        if isinstance(approx, ApproxBase):
            return of_approx(approx, other)
    if isinstance(left, dict) and isinstance(right, dict):
        return of_dictionaries(left, right)
    if is_set(left) and is_set(right):
        return ["%d only on the left, %d only on the right" % (len(left - right), len(right - left))]
    if is_text(left) and is_text(right) or is_sequence(left) and is_sequence(right):
        return of_sequences(left, right)
    return []


def of_approx(approx, other):
    """Keep pytest's summary, and the first row of its table of all that differ."""
    lines = approx._repr_compare(other)
    if isinstance(approx, ApproxScalar):
        return lines
    heads = [line for line in lines if line.startswith(HEADS_OF_APPROX)]
    rows = [line for line in lines if line not in heads]
    return heads + rows[:2]


def of_dictionaries(left, right):
    lines = []
    for side, own, other in (("left", left, right), ("right", right, left)):
        missing = sum(key not in other for key in own)
        if missing:
            lines.append("%d keys only on the %s" % (missing, side))
    wrong = [key for key in left if key in right and not bool(left[key] == right[key])]
    if wrong:
        key = wrong[0]
        lines.append("%d values differ; at %s: %s != %s" % (len(wrong), brief(key), brief(left[key]), brief(right[key])))
    return lines


def of_sequences(left, right, place=""):
    """Tell of lengths that differ, and of the first place, within rows too."""
    lines = []
    if len(left) != len(right):
        lines.append("lengths%s: %d and %d" % (" at index " + place if place else "", len(left), len(right)))
    for index in range(min(len(left), len(right))):
        one, other = left[index : index + 1], right[index : index + 1]
        one, other = (one, other) if is_text(one) else (one[0], other[0])
        here = "%s, %d" % (place, index) if place else str(index)
        if is_sequence(one) and is_sequence(other):
            inner = of_sequences(one, other, here)
            if inner:
                return lines + inner
        elif not bool(one == other):
            return lines + ["at index %s: %s != %s" % (here, brief(one), brief(other))]
    return lines


def keep_short():
    """Have pytest and unittest show what they show of values through these words."""
    rewrite._saferepr = lambda value: brief(value).replace("\n", "\\n")
    unittest.case.safe_repr = lambda value, short=False: brief(value)
    unittest.case._common_shorten_repr = lambda *values: tuple(map(brief, values))
    # the difference that it would add is all of both
    unittest.TestCase._truncateMessage = lambda test, message, difference: message
