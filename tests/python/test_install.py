# SPDX-License-Identifier: LGPL-2.1-or-later
"""What `meson install` puts down works by itself: the package finds its libraries, the command its package."""
import os
import pathlib
import subprocess
import sys

import pytest
from conftest import ROOT, tool


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    """The files of the installation, put together as the installer would, without a build of their own."""
    target = tmp_path_factory.mktemp("installed")
    build = os.environ["BURNISH_BUILD_ROOT"]
    tool("meson", "install", "-C", build, "--no-rebuild", "--destdir", target, "--quiet")
    return target


def found(prefix, name):
    places = [path for path in prefix.rglob(name) if path.is_file()]
    assert len(places) == 1, f"{name}: {places}"
    return places[0]


def test_every_module_is_installed(prefix):
    package = found(prefix, "py.typed").parent
    source = ROOT / "python/burnish"
    there = {path.relative_to(package) for path in package.rglob("*.py")}
    assert there == {path.relative_to(source) for path in source.rglob("*.py")}


def test_the_package_knows_the_folder_of_the_libraries(prefix):
    package = found(prefix, "py.typed").parent
    code = "import sys; sys.path.insert(0, sys.argv[1])\n" \
           "from burnish import _installed\nprint(_installed.LIBRARY_FOLDER)"
    folder = subprocess.run([sys.executable, "-I", "-c", code, str(package.parent)], capture_output=True, text=True,
                            check=True).stdout.strip()
    assert os.path.isabs(folder)
    assert (prefix / folder.lstrip("/") / "libburnish.so.1").exists()


def test_the_command_is_whole(prefix):
    script = found(prefix, "burnish")
    lines = script.read_text().splitlines()
    assert os.access(script, os.X_OK)
    assert lines[0].startswith("#!/") and os.access(lines[0][2:], os.X_OK), "it names the interpreter by its path"
    named = next(line for line in lines if "sys.path.insert" in line).split('"')[1]
    assert pathlib.Path(str(prefix) + named, "burnish", "cli.py").exists(), "it names the folder of its package"


def test_the_installed_command_runs(prefix, tmp_path):
    """Staged as it is, the folders are not where they will be; the same lines with the stage's own folders run."""
    stage, script = str(prefix), found(prefix, "burnish")
    moved = tmp_path / "burnish"
    moved.write_text(script.read_text().replace('sys.path.insert(0, "', f'sys.path.insert(0, "{stage}'))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run([sys.executable, moved, "info", "--device", f"virtual:{tmp_path}/x.disc"],
                            env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "blank, appendable" in result.stdout
