# SPDX-License-Identifier: LGPL-2.1-or-later
"""The package is typed: mypy --strict agrees, and so it does for a program that uses it."""
import os
import shutil
import subprocess

import pytest
from conftest import ROOT, tool_environment

MYPY = shutil.which("mypy", path="/usr/bin" + os.pathsep + os.environ.get("PATH", ""))
needs_mypy = pytest.mark.skipif(MYPY is None, reason="mypy is not installed")

PROGRAM = '''
import burnish

def burn(path: str) -> str:
    with burnish.Recorder("virtual:x.disc") as recorder:
        free: int = recorder.medium.free_bytes
        speeds: "tuple[int, ...]" = recorder.medium.write_speeds
        with burnish.Image(volume_id="X") as image:
            image.add(path)
            report = recorder.burn_data(image, progress=burnish.progress_bar())
        data = burnish.DataFormat(recorder, "me")
        data.simulate = True
        level: burnish.VerificationLevel = data.burn_verification_level
        with recorder.start_data(path) as job:
            stages: "list[str]" = [event.stage for event in job]
            report = job.result(60.0)
        with burnish.TrackAtOnceFormat(recorder, "me") as audio:
            audio.do_not_finalize_media = True
            audio.prepare_media()
            audio.add_audio_track(path, isrc="DEA123456789")
            toc: bytes = audio.expected_table_of_contents
        report = recorder.burn_audio([path, burnish.AudioTrack(toc)], verify="full", progress=burnish.progress_bar())
        heard: burnish.AudioVerification = recorder.verify_audio([path])
        stages.append(str(heard.read_offset))
        return "".join(stages) + report.sha256 + str(free) + str(speeds) + str(level)
'''


def mypy(tmp_path, *arguments):
    environment = {**tool_environment(), "MYPYPATH": str(ROOT / "python")}
    return subprocess.run([MYPY, "--strict", "--cache-dir", str(tmp_path / "cache"), *arguments], env=environment,
                          capture_output=True, text=True, check=False, cwd=tmp_path)


@needs_mypy
def test_the_package(tmp_path):
    result = mypy(tmp_path, str(ROOT / "python/burnish"))
    assert result.returncode == 0, result.stdout


@needs_mypy
def test_a_program_that_uses_it(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    result = mypy(tmp_path, "program.py")
    assert result.returncode == 0, result.stdout


@needs_mypy
def test_a_program_that_misuses_it(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM.replace("free: int", "free: str"))
    result = mypy(tmp_path, "program.py")
    assert result.returncode == 1 and "Incompatible types" in result.stdout


def test_the_marker_is_there():
    assert (ROOT / "python/burnish/py.typed").exists()
