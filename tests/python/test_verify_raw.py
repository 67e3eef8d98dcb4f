# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recorder.verify_audio() and burnish verify of discs that were written raw: without gaps, with gaps, from a cue sheet."""
import burnish
import pytest
from burnish import Status
from conftest import command, tool
from sound import AUDIO, samples, wav
from test_audio_command import done
from test_verify_audio import change, differences, move, verify

PCM = (samples(400, 1, 1000), samples(350, 2, 4), samples(301, 3, 2000))
LENGTH = -(-sum(map(len, PCM)) // AUDIO)
SHEET = """FILE "all.wav" WAVE
  TRACK 01 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:05
  TRACK 02 AUDIO
    INDEX 00 00:07:00
    INDEX 01 00:08:00
"""


@pytest.fixture(name="album")
def _album(tmp_path):
    """Files of odd lengths."""
    paths = [tmp_path / f"{number}.wav" for number in range(1, 4)]
    for path, pcm in zip(paths, PCM):
        path.write_bytes(wav(pcm))
    return paths


@pytest.fixture(name="sheet")
def _sheet(tmp_path):
    (tmp_path / "all.wav").write_bytes(wav(b"".join(PCM)))
    path = tmp_path / "album.cue"
    path.write_text(SHEET)
    return path


def burn(disc, *arguments, **options):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_audio(*arguments, verify="none", **options)


def verify_sheet(disc, sheet):
    with burnish.Recorder(disc.device()) as recorder:
        return recorder.verify_audio(cue=sheet)


def sheet_differences(disc, sheet):
    with pytest.raises(burnish.VerificationError) as caught:
        verify_sheet(disc, sheet)
    assert caught.value.status == Status.E_BURN_VERIFICATION_FAILED
    return list(caught.value.differences)


@pytest.mark.parametrize("count", [0, 6, -30, 2000])
def test_odd_lengths_without_gaps(cd, album, count):
    burn(cd, album, "raw")
    move(cd, count)
    result = verify(cd, album)
    assert (result.tracks, result.sectors, result.read_offset) == (3, LENGTH, count)


def test_flac(cd, album):
    for path in album:
        tool("flac", "-s", path)
    burn(cd, album, "raw")
    assert verify(cd, [path.with_suffix(".flac") for path in album]).sectors == LENGTH


@pytest.mark.parametrize("sector", [0, 399, 400, 749, 750, LENGTH - 1])
def test_a_sample_that_differs(cd, album, sector):
    burn(cd, album, "raw")
    change(cd, sector * AUDIO + 8, b"\x12\x34\x56\x78")
    track = 1 + (sector >= 400) + (sector >= 750)
    assert differences(cd, album) == [f"track {track} differs from the source at LBA {sector}"]


def test_the_order_of_tracks_matters(cd, album):
    burn(cd, album, "raw")
    assert len(differences(cd, [album[0], album[2], album[1]])) >= 2


def test_one_track(cd):
    burn(cd, [PCM[0]], "raw")
    assert verify(cd, [PCM[0]]).sectors == 401
    assert differences(cd, [PCM[0][:-500 * AUDIO // 4]])


def test_with_gaps(cd, album):
    burn(cd, album, "raw", gapless=False)
    assert verify(cd, album).sectors == 401 + 351 + 302


def test_a_cue_sheet_with_a_hidden_track(cd, sheet):
    burn(cd, cue=sheet)
    result = verify_sheet(cd, sheet)
    assert (result.tracks, result.sectors) == (2, LENGTH)
    change(cd, 20 * AUDIO, b"\x12\x34\x56\x78")
    change(cd, 590 * AUDIO, b"\x12\x34\x56\x78")
    assert sheet_differences(cd, sheet) == ["the sound before track 1 differs from the source at LBA 20",
                                            "track 1 differs from the source at LBA 590"]


def test_a_sheet_with_other_boundaries(cd, sheet):
    burn(cd, cue=sheet)
    sheet.write_text(SHEET.replace("INDEX 01 00:08:00", "INDEX 01 00:08:01"))
    assert "track 2 starts at LBA 600, in the source at 601" in sheet_differences(cd, sheet)
    sheet.write_text(SHEET[:SHEET.index("  TRACK 02")])
    assert sheet_differences(cd, sheet) == ["it has 2 audio tracks, and there are 1 sources"]


def test_a_sheet_counts_alone(cd, sheet, album):
    burn(cd, cue=sheet)
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.verify_audio(album, cue=sheet)
    assert caught.value.status == Status.E_INVALIDARG


def test_a_sheet_with_data(cd, sheet, tmp_path):
    burn(cd, cue=sheet)
    (tmp_path / "data.bin").write_bytes(bytes(2048 * 400))
    data = tmp_path / "data.cue"
    data.write_text('FILE "data.bin" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n')
    with pytest.raises(burnish.SourceError) as caught:
        verify_sheet(cd, data)
    assert caught.value.status == Status.E_INVALIDARG


def test_the_command(cd, album):
    done("audio", *album, "--mode", "raw", "--device", cd.device())
    assert f"3 tracks, {LENGTH} sectors" in done("verify", *album, "--device", cd.device()).stdout
    change(cd, 500 * AUDIO, b"\x12\x34\x56\x78")
    assert command("verify", *album, "--device", cd.device()).returncode == 3


def test_the_command_with_a_sheet(cd, sheet):
    done("audio", sheet, "--device", cd.device())
    assert "2 tracks" in done("verify", sheet, "--device", cd.device()).stdout
    change(cd, 500 * AUDIO, b"\x12\x34\x56\x78")
    assert command("verify", sheet, "--device", cd.device()).returncode == 3
