"""Send JSON that parsers disagree on: numbers without end, the same key twice, NaN, something after the end."""

import os
import sys

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__

TEXTS = [
    b'{"value": ' + b"9" * 200_000 + b"}",
    b'{"value": 1e9999999}',
    b'{"value": 0, "value": {"float": "nan"}, "value": true}',
    b'{"value": NaN}',
    b'{"value": 0} {"value": 1}',
    b'{"value": {"int": "' + b"9" * 60_000 + b'"}}',
    b'{"value": "\\ud800", "\\u0000": {}}',
]


def odd(text):
    def answer(*args):
        frame = sys._getframe(1)
        while "nonce" not in frame.f_locals:
            frame = frame.f_back
        asked = frame.f_locals
        os.write(END.writer, WIRE["FIXED"].pack(WIRE["MAGIC"], WIRE["RETURNED"], asked["number"], asked["nonce"], len(text), 0) + text)
        WIRE["read_frame"](END.reader)

    return answer


add, softmax, double, top, unit, encode, decode = map(odd, TEXTS)
