"""Take all of the device's memory, until it says no."""

import torch


def train(X, y, steps, seed):
    kept = []
    while True:
        kept.append(torch.empty(256, 1024, 1024, dtype=torch.uint8, device="cuda"))
