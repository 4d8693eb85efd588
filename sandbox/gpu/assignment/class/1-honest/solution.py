"""Train on the GPU; there is no way round it: without one this raises."""

import torch


class Net:
    def __init__(self, model):
        self.model = model

    def predict(self, X):
        with torch.no_grad():
            return self.model(torch.as_tensor(X, device="cuda")).argmax(1).cpu().numpy()


def train(X, y, steps, seed):
    torch.manual_seed(seed)
    assert torch.cuda.device_count() == 1
    ballast = torch.ones(512, 1024, 1024, dtype=torch.uint8, device="cuda")  # 512 MiB, to be seen as a peak
    model = torch.nn.Sequential(torch.nn.Linear(2, 256), torch.nn.ReLU(), torch.nn.Linear(256, 2)).to("cuda")
    X, y = torch.as_tensor(X, device="cuda"), torch.as_tensor(y, device="cuda").long()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(steps * 10):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(X), y).backward()
        optimizer.step()
    assert int(ballast.sum(dtype=torch.int64)) == ballast.numel()
    return Net(model)
