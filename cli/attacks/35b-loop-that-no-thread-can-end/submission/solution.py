"""A watchdog thread of the same process would never get a turn."""
import re

re.match(r"(a|aa)+$", "a" * 200 + "b")
