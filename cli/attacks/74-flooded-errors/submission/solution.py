"""Write 200 MB where nobody may be reading."""

import os

LINE = b"x" * (1 << 20)
for _ in range(200):
    os.write(2, LINE)


def add(a, b):
    return a + b


softmax = double = top = unit = encode = decode = lambda *args: None
