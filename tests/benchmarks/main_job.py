"""Measure the main job as a user meets it: whole processes, medians of five, peak memory.

Run in an environment where the package is installed::

    python tests/benchmarks/main_job.py [RUNS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZUJI = str(Path(sysconfig.get_path("scripts")) / "zuji")
EXAMPLE = "datasets/examples/{}/inventory.yaml"
LIMITS = {"calc": 2.0, "help": 0.5, "import": 0.4, "memory": 400.0}


def measure(command: list[str], runs: int) -> tuple[list[float], list[float]]:
    """Wall times in seconds and peak resident memory in MB of several runs of a command."""
    seconds, megabytes = [], []
    for _ in range(runs):
        with tempfile.TemporaryFile() as output:
            start = time.perf_counter()
            process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
            _, status, usage = os.wait4(process.pid, 0)
            seconds.append(time.perf_counter() - start)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        megabytes.append(usage.ru_maxrss / 1024)
    return seconds, megabytes


def main() -> None:
    """Print one table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    rows = [
        ("python -c pass (the floor)", [sys.executable, "-c", "pass"]),
        ("import lca", [sys.executable, "-c", "import lca"]),
        ("import lca; lca.calculate", [sys.executable, "-c", "import lca; lca.calculate"]),
        ("zuji --version", [ZUJI, "--version"]),
        ("zuji --help", [ZUJI, "--help"]),
    ]
    rows += [
        (f"zuji calc {name}, 10,000 samples", [ZUJI, "calc", EXAMPLE.format(name)])
        for name in ("primary-aluminium", "bf-bof-steel", "lfp-battery")
    ]
    print(f"medians of {runs} runs (min to max), {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(f"{'command':48} {'s':>6} {'min':>6} {'max':>6} {'MB':>6}")
    for name, command in rows:
        seconds, memory = measure(command, runs)
        middle = statistics.median(seconds)
        times = f"{middle:6.2f} {min(seconds):6.2f} {max(seconds):6.2f}"
        print(f"{name:48} {times} {statistics.median(memory):6.0f}")


if __name__ == "__main__":
    main()
