"""Touch every page."""
hoard = []
while True:
    hoard.append(b"x" * (8 << 20))
