# SPDX-License-Identifier: LGPL-2.1-or-later
"""The script ./dev: what can be tried without setting up or building anything."""
import os
import pathlib
import re
import shutil
import subprocess

import pytest

SCRIPTS = ["dev", ".ci/run"]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **options)


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_is_plain_shell(root, script):
    assert (root / script).read_text().startswith("#!/bin/sh\n")
    assert os.access(root / script, os.X_OK)
    assert run("sh", "-n", str(root / script)).returncode == 0
    if shutil.which("shellcheck"):
        done = run("shellcheck", str(root / script))
        assert done.returncode == 0, done.stdout


def test_help_names_the_commands(root):
    done = run(str(root / "dev"), "help")
    assert done.returncode == 0
    for command in ("demo", "test", "--sanitize", "--tsan", "guest", "generate"):
        assert command in done.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["demo", "surplus"]])
def test_wrong_use_is_refused(root, arguments):
    done = run(str(root / "dev"), *arguments)
    assert done.returncode == 2 and "Usage" in done.stderr and not done.stdout


def test_missing_package_without_a_way_to_install_it_is_named(root, tmp_path):
    """Who is not root and has no sudo is told what to type, and nothing is touched."""
    if not shutil.which("dpkg-query"):
        pytest.skip("not a Debian system")
    if os.geteuid() != 0 and shutil.which("sudo"):
        pytest.skip("sudo might work here")
    script = tmp_path / "dev"
    text = (root / "dev").read_text()
    script.write_text(re.sub(r'packages="', 'packages="burnish-no-such-package ', text, count=1))
    script.chmod(0o755)
    options = {}
    if os.geteuid() == 0:
        # A place that "nobody" may enter, unlike the folders of pytest.
        folder = pathlib.Path("/tmp") / f"burnish-dev-{os.getpid()}"
        folder.mkdir(mode=0o755)
        script = pathlib.Path(shutil.copy(script, folder))
        options = {"user": 65534, "group": 65534, "extra_groups": []}
    try:
        done = run(str(script), "test", **options)
        left = sorted(path.name for path in script.parent.iterdir())
    finally:
        if options:
            shutil.rmtree(folder)
    assert done.returncode == 1
    assert "burnish-no-such-package" in done.stderr
    assert re.search(r"apt-get update && apt-get install .*burnish-no-such-package", done.stderr)
    assert left == ["dev"]


def test_package_list_is_what_debian_has(root):
    """A misspelt package would only show on a fresh machine."""
    if not shutil.which("apt-cache"):
        pytest.skip("not a Debian system")
    names = re.search(r'packages="([^"]*)"', (root / "dev").read_text())[1].split()
    installed = run("dpkg-query", "-W", "-f=${Package}\\n", *names).stdout.split()
    assert set(names) - set(installed) == set()


def test_ci_runs_everything(root):
    text = (root / ".ci/run").read_text()
    for command in ("./dev demo ||", "./dev test ||", "./dev test --sanitize ||"):
        assert command in text
