"""Where a control finds what it works with: not every engine can show it at one place."""

import os

SUBMISSION = os.environ.get("CONTROL_SUBMISSION", "/submission")
TARGET = os.environ.get("CONTROL_TARGET", "/target")
CONTROLS = os.environ.get("CONTROL_CONTROLS", "/controls")
RUNTIME = os.environ.get("CONTROL_RUNTIME", "/gradebox")
WORK = os.environ.get("CONTROL_WORK", "/work")
