"""The disk limit is 64 MiB."""
chunk = b"x" * (1 << 20)
with open("/work/a", "wb", 0) as file:
    for _ in range(1024):
        file.write(chunk)
