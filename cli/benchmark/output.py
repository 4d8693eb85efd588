"""What the benchmark says while it runs, and the table that it ends with."""

TABLE = []


def say(text):
    print("   " + text, flush=True)


def title(text):
    print(text, flush=True)


def figure(what, number, unit):
    TABLE.append("%-58s %8.2f %s" % (what, number, unit))


def ratio(what, value, target=None):
    """Add a ratio to the table, with its goal where it has one."""
    verdict = "" if target is None else "   at most %.2f: %s" % (target, "met" if value <= target else "MISSED")
    TABLE.append("%-58s %8.2f%s" % (what, value, verdict))
