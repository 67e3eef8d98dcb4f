# SPDX-License-Identifier: LGPL-2.1-or-later
"""Running a program and finding out what it took."""
from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
from typing import Callable, Dict, List, Optional, Sequence

MEGABYTE = 1e6


@dataclasses.dataclass
class Taken:
    """By one run of a program, with the children it waited for."""
    wall: float
    cpu: float
    peak_mib: float


class Failed(Exception):
    pass


def run(command: Sequence[str], environment: Optional[Dict[str, str]] = None) -> str:
    """Runs it to its end and returns what it says."""
    done = subprocess.run(list(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "LC_ALL": "C", **(environment or {})}, check=False)
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        raise Failed(f"{command[0]} ended with {done.returncode}: {output[-600:]}")
    return output


def take(taker: str, command: Sequence[str], folder: pathlib.Path) -> Taken:
    """The peak is that of the largest of its processes."""
    told = folder / "taken.json"
    run([taker, str(told), *command])
    values = json.loads(told.read_text())
    return Taken(values["wall"], values["cpu"], values["peak_kib"] / 1024)


HAVE_STRACE = shutil.which("strace") is not None


def system_calls(command: Sequence[str], folder: pathlib.Path) -> int:
    """All that it and its children make, as strace counts them."""
    summary = folder / "strace.txt"
    run(["strace", "-f", "-c", "-U", "calls,name", "-o", str(summary), *command])
    for line in reversed(summary.read_text().splitlines()):
        words = line.split()
        if words and words[-1] == "total":
            return int(words[0])
    raise Failed(f"strace counted nothing of {command[0]}")


def heap_calls(command: Sequence[str], library: str, folder: pathlib.Path) -> int:
    """malloc, calloc and realloc, of it and its children."""
    counts = folder / "heap.txt"
    counts.unlink(missing_ok=True)
    run(command, {"LD_PRELOAD": library, "HEAP_COUNT_FILE": str(counts)})
    return sum(int(line) for line in counts.read_text().split())


@dataclasses.dataclass
class Contender:
    """command makes a new command line for each run."""
    name: str
    command: Callable[[], List[str]]
    needs: str = ""

    @property
    def missing(self) -> bool:
        return bool(self.needs) and shutil.which(self.needs) is None


def interleaved(taker: str, contenders: Sequence[Contender], rounds: int, folder: pathlib.Path) -> Dict[str, List[Taken]]:
    """One after another, round by round, so that whatever else the machine does hits all of them. A round that warms
    the caches comes first and does not count."""
    results: Dict[str, List[Taken]] = {contender.name: [] for contender in contenders}
    for number in range(rounds + 1):
        for contender in contenders:
            taken = take(taker, contender.command(), folder)
            if number > 0:
                results[contender.name].append(taken)
    return results


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(ordered: Sequence[float], percent: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
