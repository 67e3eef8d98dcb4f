# SPDX-License-Identifier: LGPL-2.1-or-later
"""What makes pytest a test program for meson: a report in TAP, whose cases meson counts, temporary files that go at the
end, and signals as in a user's terminal. A conftest takes all of it: `from tap_report import *`."""
import shutil
import signal
import sys
import tempfile

import pytest

__all__ = ["pytest_collection_finish", "pytest_configure", "pytest_runtest_logreport", "pytest_sessionfinish",
           "pytest_unconfigure"]

_plan = {"cases": 0, "ran": 0}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    config.option.basetemp = tempfile.mkdtemp(prefix="burnish-tests-")
    # Without its terminal reporter, which would print between the lines of TAP, pytest misses this option of it.
    if not hasattr(config.option, "verbose"):
        config.option.verbose = 0
    # nohup, and a shell that starts a program behind its back, have signals ignored, and every program started from
    # there ignores them too. What is tested here is what a user's terminal does.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_unconfigure(config):
    shutil.rmtree(config.option.basetemp, ignore_errors=True)


def pytest_collection_finish(session):
    _plan["cases"] = len(session.items)
    print(f"1..{_plan['cases']}", flush=True)


def pytest_runtest_logreport(report):
    if report.when != "call" and report.passed:
        return
    if report.when == "teardown":  # the test itself has its line already
        print("Bail out! a fixture failed after its test", flush=True)
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
