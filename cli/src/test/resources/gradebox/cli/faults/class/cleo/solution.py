def half(x):
    raise ValueError("no idea")
