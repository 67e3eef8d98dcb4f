# SPDX-License-Identifier: LGPL-2.1-or-later
"""The guest's tests report in TAP like the others."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from tap_report import *  # noqa: E402,F401,F403
