# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests of the house share: where things are."""
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from tap_report import *  # noqa: E402,F401,F403


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
