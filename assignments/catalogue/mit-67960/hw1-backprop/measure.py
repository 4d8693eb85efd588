"""Measure what the reference solution and the naive baseline score, over 20 seeds, and print it as YAML.

Each seed makes a data set of its own and starts a training of its own, because every course has its own secret seeds.
Run it in the image that grades, on one thread, from this folder, as HOW says.
"""

import importlib.util
import platform
import subprocess
import time
from pathlib import Path

import numpy as np

HOW = 'docker run --rm --network none --cpus 1 -e OMP_NUM_THREADS=1 -v "$PWD":/hw:ro IMAGE python3 -B /hw/measure.py > reference.yaml'
HERE = Path(__file__).parent
SEEDS = range(20)
STEPS = {"glyphs": 1200, "spirals": 600}
SOLUTIONS = ("reference", "baseline")
PACKAGES = ("python3", "python3-numpy", "libblas3", "libopenblas0-serial")


def main():
    print(f"measured: '{HOW}'")
    print(f"seeds: {{data: 0 to {len(SEEDS) - 1}, training: 1000 + the data's}}")
    print("sd: of the sample (n - 1)\nthreads: 1")
    print(f"hardware: {processor()}\nsystem: {platform.platform()}")
    print("packages:")
    for name, version in packages():
        print(f"  {name}: '{version}'")
    print("metrics:")
    for name, steps in STEPS.items():
        print(f"  {name}/accuracy:\n    steps: {steps}")
        for solution, results in measured(name, steps).items():
            describe(solution, *zip(*results))


def measured(name, steps):
    generator = load(HERE / "data" / f"{name}.py")
    runs = {solution: [] for solution in SOLUTIONS}
    for seed in SEEDS:
        data = generator.generate(seed)
        for solution in SOLUTIONS:
            runs[solution].append(accuracy(solution, data, 1000 + seed, steps))
    return runs


def accuracy(solution, data, seed, steps):
    student = load(HERE / solution / "solution.py")
    start = time.process_time()
    model = student.train(data["train"]["X"], data["train"]["y"], seed=seed, steps=steps)
    seconds = time.process_time() - start
    return float((model.predict(data["inputs"]["X"]) == data["hidden"]["y"]).mean()), seconds


def describe(solution, scores, seconds):
    low, middle, high = np.quantile(scores, [0.1, 0.5, 0.9])
    print(f"    {solution}:")
    print(f"      mean: {np.mean(scores):.4f}\n      sd: {np.std(scores, ddof=1):.4f}")
    print(f"      min: {min(scores):.4f}\n      max: {max(scores):.4f}")
    print(f"      quantiles: {{0.1: {low:.4f}, 0.5: {middle:.4f}, 0.9: {high:.4f}}}")
    print(f"      runs: [{', '.join(f'{score:.4f}' for score in scores)}]")
    print(f"      cpu_seconds: {{mean: {np.mean(seconds):.2f}, max: {max(seconds):.2f}}}", flush=True)


def load(path):
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def packages():
    for name in PACKAGES:
        query = ["dpkg-query", "-W", "-f", "${Version}", name]
        found = subprocess.run(query, capture_output=True, text=True)
        if found.stdout:
            yield name, found.stdout


if __name__ == "__main__":
    main()
