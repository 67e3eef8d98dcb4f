# SPDX-License-Identifier: LGPL-2.1-or-later
"""The count at the end of a test run tells the truth."""
import json
import subprocess
import sys

import pytest


def count(root, tmp_path, programs, *more):
    log = tmp_path / "testlog.json"
    log.write_text("".join(json.dumps(program) + "\n" for program in programs))
    command = [sys.executable, str(root / "tools/count_tests.py"), str(log), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1], done.returncode


@pytest.mark.parametrize("programs, line, status", [
    ([{"result": "OK", "stdout": "1..2\nok 1 - a\nok 2 - b\n"}], "2 passed, 0 failed", 0),
    ([{"result": "FAIL", "stdout": "1..2\nok 1 - a\nnot ok 2 - b\n"}], "1 passed, 1 failed", 1),
    ([{"result": "ERROR", "stdout": "1..2\nok 1 - a\n"}], "1 passed, 1 failed", 1),
    ([{"result": "TIMEOUT", "stdout": ""}], "0 passed, 1 failed", 1),
    ([{"result": "OK", "stdout": "okay\n"}], "1 passed, 0 failed", 0),
    ([{"result": "OK", "stdout": "1..2\nok 1 - a # SKIP no\nok 2 - b\n"}], "1 passed, 0 failed", 0),
    ([{"result": "SKIP", "stdout": ""}], "0 passed, 0 failed", 1),
    ([], "0 passed, 0 failed", 1),
])
def test_counting(root, tmp_path, programs, line, status):
    assert count(root, tmp_path, programs) == (line, status)


def test_failures_are_shown_with_their_diagnosis(root, tmp_path):
    log = tmp_path / "testlog.json"
    output = "1..3\nok 1 - a\n# of a\nnot ok 2 - b\n# why b failed\nok 3 - c\n"
    log.write_text(json.dumps({"name": "program", "result": "FAIL", "stdout": output}) + "\n")
    command = [sys.executable, str(root / "tools/count_tests.py"), "--show", str(log)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "program: not ok 2 - b\n# why b failed\n" in shown and "of a" not in shown
    assert shown.splitlines()[-1] == "2 passed, 1 failed"


def test_missing_log_is_a_failure(root, tmp_path):
    program = {"result": "OK", "stdout": "1..1\nok 1 - a\n"}
    assert count(root, tmp_path, [program], str(tmp_path / "absent.json")) == ("1 passed, 1 failed", 1)


def test_sum_of_two_logs(root, tmp_path):
    program = {"result": "OK", "stdout": "1..1\nok 1 - a\n"}
    assert count(root, tmp_path, [program], str(tmp_path / "testlog.json")) == ("2 passed, 0 failed", 0)
