#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Counts the test cases of `meson test` runs from their testlog.json files, and says `N passed, N failed`.

Usage: count_tests.py [--show] TESTLOG.json...    --show: first what the cases that failed had to say

A test program that speaks TAP counts with each of its cases, any other as one. A program that ended badly without
a case that failed (a crash, too few cases), and a run without a log, count as one failure. Exit status: 0 where none
failed and some passed.
"""
import json
import pathlib
import re
import sys
from typing import NamedTuple

GOOD = {"OK", "EXPECTEDFAIL", "SKIP"}


class Count(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: "Count") -> "Count":
        return Count(*(a + b for a, b in zip(self, other)))


def count_tap(output: str) -> Count:
    count = Count()
    for line in output.splitlines():
        if not re.match(r"(not )?ok\b", line):
            continue
        if re.search(r"#\s*skip", line, re.IGNORECASE):
            count = count.plus(Count(skipped=1))
        elif line.startswith("ok"):
            count = count.plus(Count(passed=1))
        else:
            count = count.plus(Count(failed=1))
    return count


def show_failures(name: str, output: str) -> None:
    """Each case that failed, with the lines of diagnosis that follow it."""
    telling = False
    for line in output.splitlines():
        if re.match(r"(not )?ok\b", line):
            telling = line.startswith("not ok")
            if telling:
                print(f"\n{name}: {line}")
        elif telling and line.startswith("#"):
            print(line)


def count_program(result: str, output: str) -> Count:
    if re.search(r"^1\.\.\d+", output, re.MULTILINE):
        count = count_tap(output)
        if result not in GOOD and not count.failed:
            count = count.plus(Count(failed=1))
        return count
    if result == "SKIP":
        return Count(skipped=1)
    return Count(passed=1) if result in GOOD else Count(failed=1)


def count_log(path: pathlib.Path, show: bool) -> Count:
    count = Count()
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for line in lines:
            program = json.loads(line)
            output = program.get("stdout") or ""
            count = count.plus(count_program(program["result"], output))
            if show:
                show_failures(program.get("name", ""), output)
    except (OSError, ValueError, KeyError) as error:
        print(f"count_tests.py: {path}: {error}", file=sys.stderr)
        count = count.plus(Count(failed=1))
    return count


def main(arguments: list[str]) -> int:
    count = Count()
    show = arguments[:1] == ["--show"]
    for path in arguments[1:] if show else arguments:
        count = count.plus(count_log(pathlib.Path(path), show))
    if count.skipped:
        print(f"({count.skipped} skipped)")
    print(f"{count.passed} passed, {count.failed} failed")
    return 0 if count.passed and not count.failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
