"""The two solutions of the target that attacks on the intake hand in.

WRONG is what such a submission honestly holds, and earns the baseline. RIGHT is what it tries to put in its place by
a trick: wherever the trick works, the submission scores more than its baseline, and the oracle sees it.
"""

from pathlib import Path

_target = Path(__file__).parent.parent / "targets" / "calls"

WRONG = (_target / "wrong" / "solution.py").read_bytes()
RIGHT = (_target / "reference" / "solution.py").read_bytes()
