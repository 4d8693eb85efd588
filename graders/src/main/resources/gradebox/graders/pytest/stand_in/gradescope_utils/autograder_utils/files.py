"""Look at what was submitted."""

import os

SUBMISSION = "/autograder/submission"


def check_submitted_files(paths, base=SUBMISSION):
    """Return those of the paths that the submission does not have."""
    if base == SUBMISSION and not os.path.isdir(base):
        base = os.getcwd()
    return [path for path in paths if not os.path.exists(os.path.join(base, path))]
