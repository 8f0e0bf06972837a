"""Runs commands in turn, and prints how long they took and how much memory they held."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time


class Contestant:
    """A command to be timed.

    accepted: exit codes of a run that did its work; a scanner with findings does not end with zero.
    """

    def __init__(self, name, command, accepted=(0,), folder=None, version=None):
        self.name = name
        self.command = command
        self.accepted = accepted
        self.folder = folder
        self.version = version or [command[0], "--version"]
        self.walls = []
        self.processors = []
        self.peak = 0
        self.failed = None

    def run(self, counts):
        start = time.perf_counter()
        with open(os.devnull, "r+b") as nothing:
            child = subprocess.Popen(
                self.command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=self.folder)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        if child.returncode not in self.accepted:
            self.failed = child.returncode
        if counts:
            self.walls.append(wall)
            self.processors.append(usage.ru_utime + usage.ru_stime)
            # Kilobytes on Linux, bytes on macOS (getrusage(2)).
            self.peak = max(self.peak, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def measure(contestants, runs):
    """Rounds of all, so that what else the machine does falls on all alike; the first warms caches and does not count."""
    for number in range(runs + 1):
        for contestant in contestants:
            contestant.run(counts=number > 0)
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def print_table(contestants):
    base = statistics.median(contestants[0].walls)
    print(f"| {'':20} |  best s | median s | CPU s | peak MB | × {contestants[0].name} |")
    print(f"|{'-' * 22}|--------:|---------:|------:|--------:|----------:|")
    for one in contestants:
        median = statistics.median(one.walls)
        failed = "" if one.failed is None else f" ended with {one.failed}: not comparable"
        print(
            f"| {one.name:20} | {min(one.walls):7.3f} | {median:8.3f} | {statistics.median(one.processors):5.2f}"
            f" | {one.peak / 1e6:7.0f} | {median / base:9.2f} |{failed}")


def print_machine(contestants):
    model = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        model = names[0] if names else model
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{model}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()} {platform.release()}; load {load}")
    for one in contestants:
        made = subprocess.run(one.version, capture_output=True, text=True, check=False)
        lines = (made.stdout or made.stderr).strip().splitlines()
        print(f"{one.name}: {lines[0] if lines else 'version not told'}")


def found(program):
    """The program's path, or None when it is not installed."""
    return shutil.which(program)
