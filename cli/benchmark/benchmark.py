"""Measure gradebox against plain Docker on this machine and print ratios from one run. Started by cli/benchmark/run."""

import argparse
import os
import tempfile

import call_cost
import class_loop
import heap
import output
import overhead
import wall

PARTS = {"1": overhead, "2": class_loop, "3": call_cost, "4": heap, "5": wall}


def main():
    parser = argparse.ArgumentParser(prog="cli/benchmark/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few submissions, within minutes")
    parser.add_argument("--parts", default=",".join(PARTS), help="of: " + " ".join(part.__doc__ for part in PARTS.values()))
    options = parser.parse_args()
    sizes = {"1": 3 if options.quick else 5, "2": options.quick, "3": None, "4": 40 if options.quick else 200, "5": 10 if options.quick else 30}
    output.title("%d processors, load average %.1f" % (os.cpu_count(), os.getloadavg()[0]))
    for number in options.parts.split(","):
        part = PARTS[number]
        output.title(part.__doc__)
        with tempfile.TemporaryDirectory(prefix="gradebox-benchmark-") as temp:
            os.chmod(temp, 0o755)
            part.measure(temp, sizes[number])
    print("\n" + "\n".join(output.TABLE))
    print("load average at the end %.1f" % os.getloadavg()[0])


if __name__ == "__main__":
    main()
