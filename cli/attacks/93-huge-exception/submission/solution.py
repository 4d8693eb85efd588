"""Type, message and traceback are all too long, and no valid text."""
FILL = "A" * 10_000_000


def deep(n):
    if n == 0:
        raise type("E" * 1_000_000, (Exception,), {})(FILL + "\ud800\udfff" * 1000)
    deep(n - 1)


deep(900)
