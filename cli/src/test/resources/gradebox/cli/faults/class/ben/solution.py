def half(x):
    return abs(x) / 2
