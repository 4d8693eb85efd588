"""What the suite imports as gradebox where the submission shares its process."""

import solution as student  # noqa: F401
