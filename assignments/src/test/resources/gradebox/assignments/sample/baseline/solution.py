def train(X, y, steps, seed):
    return None
