# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests of the house share: where things are, and a report in TAP for meson (which counts the cases)."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
_plan = {"cases": 0, "ran": 0}


@pytest.fixture(scope="session")
def root():
    """The source tree."""
    return ROOT


@pytest.fixture(scope="session")
def build():
    """The build folder, which meson names."""
    return pathlib.Path(os.environ["BURNISH_BUILD_ROOT"])


def project_files(root):
    """All files of the project: those that git knows or would add, else those that are there."""
    git = ["git", "-c", f"safe.directory={root}", "-C", str(root), "ls-files", "-coz", "--exclude-standard"]
    listed = subprocess.run(git, capture_output=True, check=False)
    if listed.returncode == 0 and (root / ".git").exists():
        names = listed.stdout.decode().split("\0")
        found = [root / name for name in names if name]
    else:
        found = [path for path in root.rglob("*") if not _is_made(path.relative_to(root))]
    return sorted(path for path in set(found) if path.is_file())


def _is_made(path):
    """Whether a file is the work of a build or a tool."""
    if path.parts[0].startswith("build"):
        return True
    return any(part in {".git", "__pycache__", ".mypy_cache", ".pytest_cache"} for part in path.parts)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    config.option.basetemp = tempfile.mkdtemp(prefix="burnish-house-")
    # Without its terminal reporter, which would print between the lines of TAP, pytest misses this option of it.
    if not hasattr(config.option, "verbose"):
        config.option.verbose = 0


def pytest_collection_finish(session):
    _plan["cases"] = len(session.items)
    print(f"1..{_plan['cases']}", flush=True)


def pytest_runtest_logreport(report):
    if report.when != "call" and report.passed:
        return
    _plan["ran"] += 1
    name = report.nodeid.split("::", 1)[-1].replace("#", " ")
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "skipped"
        print(f"ok {_plan['ran']} - {name} # SKIP {reason}", flush=True)
        return
    print(f"{'ok' if report.passed else 'not ok'} {_plan['ran']} - {name}", flush=True)
    if report.failed:
        for line in report.longreprtext.splitlines():
            print(f"# {line}")
        sys.stdout.flush()


def pytest_sessionfinish(session, exitstatus):
    if _plan["ran"] != _plan["cases"] or not _plan["cases"]:
        print(f"Bail out! {_plan['ran']} of {_plan['cases']} tests ran", flush=True)
        session.exitstatus = 1


def pytest_unconfigure(config):
    shutil.rmtree(config.option.basetemp, ignore_errors=True)
