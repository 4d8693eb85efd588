"""Hundreds of thousands of empty files, in every place that can be written; left for the next check to meet."""
import os

made, errors = 0, []
for place in ("/work", "/tmp"):
    try:
        for i in range(1_000_000):
            os.close(os.open("%s/%d" % (place, i), os.O_CREAT | os.O_WRONLY))
            made += 1
    except OSError as error:
        errors.append(error.strerror)
raise RuntimeError("made %s files: %s" % ("under 50,000" if made < 50_000 else made, errors))
