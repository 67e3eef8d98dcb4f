# SPDX-License-Identifier: LGPL-2.1-or-later
"""docs/python.md, docs/cue.md and docs/command.md: their examples run, and what they name is there."""
import os
import re
import subprocess
import sys

import burnish
import pytest
from burnish import cli
from conftest import ROOT

PYTHON = (ROOT / "docs/python.md").read_text(encoding="utf-8")
CUE = (ROOT / "docs/cue.md").read_text(encoding="utf-8")
COMMAND = (ROOT / "docs/command.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


@pytest.mark.parametrize("example", blocks(PYTHON + CUE, "python"))
def test_python_examples(example, tree):
    result = subprocess.run([sys.executable, "-c", example], cwd=tree.parent, capture_output=True, text=True,
                            check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout


@pytest.mark.parametrize("example", blocks(COMMAND, "sh"))
def test_command_examples(example, tmp_path):
    (tmp_path / "burnish").write_text(f'#!/bin/sh\nexec {sys.executable} -m burnish "$@"\n')
    (tmp_path / "burnish").chmod(0o755)
    result = subprocess.run(["sh", "-eu", "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False,
                            env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert result.returncode == 0, result.stderr


def test_every_public_name_is_described():
    words = set(re.findall(r"\w+", PYTHON)) | set(re.findall(r"\w+", (ROOT / "docs/status.md").read_text()))
    assert [name for name in burnish.__all__ if name not in words] == []


@pytest.mark.parametrize("kind", [burnish.Recorder, burnish.Medium, burnish.Image, burnish.DataFormat, burnish.Report,
                                  burnish.Progress, burnish.DiscMaster, burnish.Stream, burnish.RecorderInfo,
                                  burnish.BurnishError, burnish.Verification, *burnish.Recorder.__mro__[1:2],
                                  burnish.TrackAtOnceFormat, burnish.TaoProgress, burnish.AudioTrack, burnish.AudioVerification,
                                  burnish.AdapterDescriptor, burnish.DeviceDescriptor, burnish.DeviceEvent])
def test_every_member_is_described(kind):
    members = [name for name in [*vars(kind), *getattr(kind, "__dataclass_fields__", ())] if not name.startswith("_")]
    unsaid = {"errno_default", "raise_source_error", "close", "to_dict"}
    words = set(re.findall(r"\w+", PYTHON))
    assert [name for name in members if name not in words | unsaid] == []


def test_every_option_of_the_command_is_described():
    parser = cli._parser()
    subparsers = next(action for action in parser._actions if hasattr(action, "choices") and action.choices)
    for name, command in subparsers.choices.items():
        assert re.search(rf"`{name}\b", COMMAND), name
        for action in command._actions:
            for option in action.option_strings:
                assert option in COMMAND or option in ("-h", "--help", "--output"), option
