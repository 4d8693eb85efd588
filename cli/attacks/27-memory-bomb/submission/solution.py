"""Touch every page, and be quick about it: whoever is slow runs out of time instead."""
hoard = []
while True:
    hoard.append(b"x" * (64 << 20))
