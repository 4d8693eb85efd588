"""Run a suite with pytest, and tell gradebox of every test over descriptors that no test sees.

    python3 -I -B gradebox_pytest.py separate SUITE
    python3 -I -B gradebox_pytest.py in-process SUITE SUBMISSION WORK [PRELOAD...]

SUITE is a folder of tests, or one file. `separate`: the suite calls the student's code in another sandbox, through gradebox.
`in-process`: the submission lies here too, and the suite imports it.
"""

import os
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import gradebox_call as call  # noqa: E402

NO_NONCE = b"\0" * 16


class Line:
    """Frames to gradebox, and its answers."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.number = 0
        self.lock = threading.RLock()

    def tell(self, kind, header, blocks=()):
        with self.lock:
            self.number += 1
            call.write_frame(self.writer, kind, self.number, NO_NONCE, header, blocks)

    def ask(self, kind, header, blocks=()):
        with self.lock:
            self.tell(kind, header, blocks)
            answer, _, _, reply, payload = call.read_frame(self.reader)
        return answer, reply, call.split(payload, reply)


def main():
    mode, suite, *rest = sys.argv[1:]
    line = Line(*call.own_streams())
    missing = call.preload(["pytest"] + rest[2:])
    line.tell(call.HELLO, {"missing": missing})
    if missing:
        return
    if mode == "separate":
        import gradebox_separate

        gradebox_separate.main(suite, line)
    else:
        import gradebox_inside

        gradebox_inside.main(suite, rest[0], rest[1], line)


if __name__ == "__main__":
    main()
