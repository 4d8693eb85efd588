"""Clear the screen, set the title, fill the clipboard, report the cursor, overwrite the line, ring, hide."""
TEXT = (
    "\x1b[2J\x1b[H\x1b]0;owned\x07\x1b]52;c;cm0gLXJm\x07\x1b]8;;https://beacon.example\x1b\\click\x1b]8;;\x1b\\"
    "\x1b[6n\x1bP$q q\x1b\\\x9b31m\x9d0;owned\x9c\x90+q\x9c\r100/100\b\b\b\x00\x7f\x1b[8m\u202e001\u2066\u200b\u2028\ufeff\x85\x0e\x0f"
)
print(TEXT)
Error = type("Error" + TEXT.replace("\0", ""), (Exception,), {})


class Quiet(Exception):
    def __str__(self):
        return TEXT


def add(a, b):
    raise Error(TEXT)


def softmax(x):
    raise Quiet


def double(x):
    return TEXT


def top(x):
    return {TEXT: [TEXT]}


def unit(x):
    return Error


def encode(bits):
    eval(compile("raise ValueError('%s')  # %s" % (TEXT.replace("\0", "").replace("\r", ""), "x"), "/submission/" + "\x1b[31mred.py", "exec"))
