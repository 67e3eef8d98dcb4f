# SPDX-License-Identifier: LGPL-2.1-or-later
"""A section of the report: a table and what there is to say about it, as Markdown."""
from __future__ import annotations

import pathlib
import platform
import time
from typing import List, Optional, Sequence


def number(value: Optional[float], digits: int) -> str:
    """"–" where it was not measured."""
    return "–" if value is None else f"{value:.{digits}f}"


class Section:
    def __init__(self, title: str, columns: Sequence[str]) -> None:
        self._lines = [f"## {title}", "", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
        self._remarks: List[str] = []

    def add(self, *cells: str) -> None:
        self._lines.append(f"| {' | '.join(cells)} |")

    def say(self, remark: str) -> None:
        self._remarks.append(remark)

    def skipped(self, programs: Sequence[str]) -> None:
        if programs:
            self.say(f"Not measured, because it is not installed: {', '.join(sorted(set(programs)))}.")

    def text(self) -> str:
        remarks = [part for remark in self._remarks for part in ("", remark)]
        return "\n".join([*self._lines, *remarks, ""])


def machine(build_type: str) -> str:
    """The machine in words, without its name."""
    model, cores = "unknown CPU", 0
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            model = value.strip()
            cores += 1
    memory = int(pathlib.Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]) / (1 << 20)
    kernel = ".".join(platform.release().split("-")[0].split(".")[:2])
    virtual = "hypervisor" in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    return (f"Measured on {time.strftime('%Y-%m-%d')}: {model}, {cores} cores{', virtual machine' if virtual else ''}, "
            f"{memory:.0f} GiB of memory, Linux {kernel}, meson build type {build_type}.")
