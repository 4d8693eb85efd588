"""Train a small network, then load its data with two worker processes; save and load it."""
import tempfile

import numpy
import torch
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from torch.utils.data import DataLoader, TensorDataset

digits = load_digits()
x = torch.tensor(digits.data, dtype=torch.float32)[:400] / 16
y = torch.tensor(digits.target)[:400]
net = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
optimiser = torch.optim.Adam(net.parameters())
for method in "fork", "spawn", "forkserver":
    if __name__ == "__main__":
        loader = DataLoader(TensorDataset(x, y), batch_size=100, num_workers=2, multiprocessing_context=method)
        for a, b in loader:
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(net(a), b).backward()
            optimiser.step()
if __name__ == "__main__":
    torch.set_num_threads(2)
    torch.nn.Conv2d(3, 8, 3)(torch.randn(8, 3, 32, 32)).sum().backward()
    with tempfile.NamedTemporaryFile(dir="/work") as file:
        torch.save(net.state_dict(), file.name)
        torch.load(file.name)
        torch.load(file.name, mmap=True)
        torch.jit.script(net).save(file.name)
        torch.jit.load(file.name)
    with tempfile.TemporaryDirectory(dir="/work") as folder:
        numpy.savez(folder + "/a.npz", x=x.numpy())
        numpy.memmap(folder + "/m", dtype="f4", mode="w+", shape=(64, 64)).flush()
    LogisticRegression(max_iter=200).fit(digits.data[:200] / 16, digits.target[:200])
    import torchvision

    torchvision.transforms.RandomCrop(4)(torch.randn(3, 8, 8))
