"""Generates the sample's data."""


def generate(seed):
    return {"train": {"X": [], "y": []}, "inputs": {"X": []}, "hidden": {"y": []}}
