# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recording what is said to a drive, replaying it, and printing it. Every transcript in tests/data is a test."""
import json
import os
import shutil
import wave

import burnish
import pytest
from conftest import ROOT, command, pattern

FOLDER = ROOT / "tests/data/transcripts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def conversation(path):
    """What was said: without times, the recording's device, and the questions that go by the clock."""
    entries = objects(path.read_text())
    kept = [{key: value for key, value in entry.items() if key not in ("time", "device", "end")}
            for entry in entries if entry.get("name") != "READ BUFFER CAPACITY"]
    assert "end" in entries[-1]
    return kept


def assert_says(actual, expected):
    for key, value in expected.items():
        assert key in actual
        if isinstance(value, dict):
            assert_says(actual[key], value)
        else:
            assert actual[key] == value, key


def source_file(folder, source):
    file = folder / ("source.wav" if "wav" in source else "source.iso")
    if "wav" in source:
        with wave.open(str(file), "wb") as album:
            album.setparams((2, 2, 44100, 0, "NONE", ""))
            album.writeframes(pattern(source["wav"] * 4))
    elif "zeros" in source:
        file.write_bytes(bytes(source["zeros"]))
    else:
        file.write_bytes(pattern(source["pattern"]))
    return file


def test_there_are_transcripts():
    assert len(NAMES) >= 6
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_drive_that_was_recorded(name, tmp_path):
    expected = json.loads((FOLDER / f"{name}.json").read_text())
    transcript, again = tmp_path / "drive.jsonl", tmp_path / "again.jsonl"
    shutil.copy(FOLDER / f"{name}.jsonl", transcript)
    source = source_file(tmp_path, expected["source"]) if "source" in expected else None
    anything = expected.get("contents") == "any"
    device = f"replay:{transcript}" + ("?contents=any" if anything else "")
    arguments = [source if argument == "{source}" else argument for argument in expected["arguments"]]
    result = command("--json", "--record", again, "--device", device, *arguments)
    assert result.returncode == expected["exit"], result.stdout
    assert_says(objects(result.stdout)[-1], expected["says"])
    before, after = conversation(transcript), conversation(again)
    if anything or before[0]["redacted"]:
        for entry in before + after:
            for key in ("sha256", "fill", "redacted"):
                entry.pop(key, None)
    assert after == before


def test_a_burn_can_be_recorded_and_replayed(disc, tmp_path):
    source = tmp_path / "source.iso"
    source.write_bytes(pattern(700 * 2048))
    transcript = tmp_path / "t.jsonl"
    with burnish.Recorder(disc.device(), record=transcript) as recorder:
        report = recorder.burn_data(source, verify="none")
    shutil.rmtree(disc.folder)
    with burnish.Recorder(f"replay:{transcript}") as recorder:
        again = recorder.burn_data(source, verify="none")
    assert (again.sha256, again.medium, again.sectors) == (report.sha256, report.medium, report.sectors)
    source.write_bytes(pattern(700 * 2048, 2))
    with burnish.Recorder(f"replay:{transcript}") as recorder:
        with pytest.raises(burnish.DeviceError) as caught:
            recorder.burn_data(source, verify="none")
    assert caught.value.status == burnish.Status.E_REPLAY_DIFFERS


def test_a_recording_that_cannot_be_made(cd, tmp_path):
    with pytest.raises(burnish.BurnishError) as caught:
        burnish.Recorder(cd.device(), record=tmp_path / "none" / "t")
    assert caught.value.status == burnish.Status.E_FAIL and "cannot be written" in caught.value.message


def test_no_transcript_is_no_drive(tmp_path):
    (tmp_path / "t").write_text("photos\n")
    with pytest.raises(burnish.DeviceError) as caught:
        burnish.Recorder(f"replay:{tmp_path / 't'}")
    assert caught.value.status == burnish.Status.E_NOT_A_TRANSCRIPT


def test_the_command_records(cd, tmp_path):
    file = tmp_path / "t.jsonl"
    assert command("--device", cd.device(), "--record", file, "info").returncode == 0
    assert objects(file.read_text())[0]["device"] == f"virtual:{cd.folder}"
    assert command("--device", cd.device(), "--record", file, "--redact", "info").returncode == 0
    assert str(tmp_path) not in file.read_text() and objects(file.read_text())[0]["redacted"] is True


@pytest.mark.parametrize("arguments", [["--record", "t", "list"], ["--record", "t", "image", "-o", "x.iso", "x"],
                                       ["--redact", "info"], ["--record", "t", "transcript", "t"], ["transcript"]],
                         ids=" ".join)
def test_usage_errors(arguments, tmp_path):
    result = command(*arguments, cwd=tmp_path)
    assert result.returncode == 2 and "usage: burnish" in result.stderr and os.listdir(tmp_path) == []


def test_a_transcript_is_printed():
    result = command("transcript", FOLDER / "no-disc.jsonl")
    assert result.returncode == 0 and result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Transcript of virtual:")
    assert any("TEST UNIT READY" in line and "2/3A/01" in line and line.endswith("[00 00 00 00 00 00]")
               for line in lines)
    assert any("INQUIRY" in line and "in 36" in line and "good" in line for line in lines)
    assert len(lines) == len((FOLDER / "no-disc.jsonl").read_text().splitlines()) - 1


@pytest.mark.parametrize("file", sorted((FOLDER / "peers").glob("*.jsonl")), ids=lambda path: path.stem)
def test_what_other_programs_said_is_printed(file):
    result = command("transcript", file)
    assert result.returncode == 0 and result.stderr == "" and "WRITE(10)" in result.stdout


def test_a_transcript_as_json():
    printed = objects(command("--json", "transcript", FOLDER / "cd-r-data.jsonl").stdout)
    assert printed[0]["event"] == "transcript" and {entry["event"] for entry in printed} == {
        "transcript", "command", "access"}
    writes = [entry for entry in printed if entry.get("name") == "WRITE(10)"]
    assert sum(entry["transferred"] for entry in writes) >= 300 * 2048


def test_a_transcript_that_was_cut_off(tmp_path):
    text = (FOLDER / "no-disc.jsonl").read_text()
    (tmp_path / "t").write_text(text[:len(text) // 2])
    result = command("transcript", tmp_path / "t")
    assert result.returncode == 0 and "cut off" in result.stderr


@pytest.mark.parametrize("text", ["", "photos", "[]", '{"burnish_transcript": 1}',
                                  '{"burnish_transcript": 1, "device": "x"}\n{"time": 0}\n{"end": 1}'])
def test_what_is_no_transcript_is_not_printed(text, tmp_path):
    (tmp_path / "t").write_text(text)
    result = command("--json", "transcript", tmp_path / "t")
    assert result.returncode == 1
    assert objects(result.stdout)[-1]["name"] == "E_BURNISH_NOT_A_TRANSCRIPT"


def test_a_file_that_is_not_there(tmp_path):
    result = command("transcript", tmp_path / "none")
    assert result.returncode == 1 and "No such file" in result.stderr
