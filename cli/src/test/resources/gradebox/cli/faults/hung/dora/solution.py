def half(x):
    while x:
        pass
