# SPDX-License-Identifier: LGPL-2.1-or-later
"""Albums written raw: burn_audio(mode="raw"), cue sheets, and the command; judged by cdrskin, cdrdao and cd-info."""
import re

import burnish
import pytest
from burnish import AudioTrack, CdText, CdTextBlock, CdTextField, Status
from conftest import tool
from sound import AUDIO, samples, wav
from test_audio_command import done, failed

ONE, TWO, THREE = samples(400, 1, 1000), samples(350, 2, 4), samples(301, 3, 2000)
SHEET = """CATALOG 4006408262121
PERFORMER "The Band"
TITLE "Größe"
FILE "all.wav" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second"
    ISRC DEA123456789
    INDEX 00 00:05:00
    INDEX 01 00:06:00
"""


@pytest.fixture(name="disc")
def _disc(new_disc):
    return new_disc("cd-r-80")


def burn(disc, *arguments, **options):
    with burnish.Recorder(disc.device()) as recorder:
        return recorder.burn_audio(*arguments, **options)


def refused(disc, *arguments, **options):
    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.burn_audio(*arguments, **options)
        assert recorder.medium.blank and recorder.exclusive_access_owner == ""
    return caught.value


def contents(disc):
    return (disc.folder / "disc.bin").read_bytes()


def whole(pcm):
    return pcm + bytes(-len(pcm) % AUDIO)


def starts(disc):
    """As cd-info reads the exported table of contents."""
    listed = tool("cd-info", "--no-device-info", "--no-cddb", "--cue-file", disc.folder / "disc.cue")
    return [int(start) for start in re.findall(r"^ *\d+: [\d:]+ +(\d+) audio", listed, re.M)]


def texts(disc):
    """As cdrskin decodes the packs."""
    text = tool("cdrskin", f"textfile_to_v07t={disc.folder / 'disc.cdt'}")
    return {key.strip(): value.strip() for key, value in
            (line.split("=", 1) for line in text.splitlines() if "=" in line)}


def titles(disc):
    """All titles, from their packs of 18 bytes."""
    packs = (disc.folder / "disc.cdt").read_bytes()
    return b"".join(packs[at + 4:at + 16] for at in range(0, len(packs) // 18 * 18, 18) if packs[at] == 0x80)


def test_tracks_run_on_to_the_sample(disc):
    report = burn(disc, [ONE, TWO, THREE], "raw")
    assert contents(disc) == whole(ONE + TWO + THREE)
    assert starts(disc)[:3] == [0, len(ONE) // AUDIO, len(ONE + TWO) // AUDIO]
    assert report.ok and report.verified and "reading back" in report.proof
    assert len(re.findall(r"^TRACK +\d+", tool("cdrdao", "show-toc", disc.folder / "disc.toc"), re.M)) == 3


def test_gaps(disc):
    burn(disc, [ONE, TWO], "raw", gapless=False)
    assert contents(disc) == whole(ONE) + bytes(150 * AUDIO) + whole(TWO)
    assert starts(disc)[:2] == [0, len(whole(ONE)) // AUDIO + 150]


def test_titles_numbers_and_flags(disc, tmp_path):
    path = tmp_path / "2.flac"
    (tmp_path / "2.wav").write_bytes(wav(TWO))
    tool("flac", "-s", tmp_path / "2.wav", "-o", path)
    burn(disc, [AudioTrack(ONE, title="Übermut", performer="A", isrc="DE-A12-34-56789", copy_permitted=True),
                AudioTrack(path, title="Zwei", performer="B")], "raw", title="Ein Album", performer="Viele",
         mcn="4006408262121")
    found = texts(disc)
    assert (found["Album Title"], found["Artist Name"]) == ("Ein Album", "Viele")
    assert (found["Track 02 Title"], found["Track 02 Artist"]) == ("Zwei", "B")
    assert "Übermut".encode("latin-1") in titles(disc)
    sheet = (disc.folder / "disc.cue").read_text(encoding="latin-1")
    assert "ISRC DEA123456789" in sheet and "CATALOG 4006408262121" in sheet and "FLAGS DCP" in sheet
    assert contents(disc) == whole(ONE + TWO)


def test_cd_text_of_ones_own(disc):
    text = CdText([CdTextBlock({CdTextField.TITLE: {0: "Disc", 1: "Song"}, CdTextField.COMPOSER: {0: "Us", 1: "Me"}})])
    burn(disc, [AudioTrack(ONE, title="not this")], "raw", cd_text=text)
    assert texts(disc)["Track 01 Title"] == "Song" and texts(disc)["Track 01 Composer"] == "Me"


def test_what_there_is_no_character_for_is_transliterated_when_asked(new_disc, tmp_path):
    disc = new_disc("cd-r-80")
    burn(disc, [AudioTrack(ONE, title="Łódź")], "raw", title="Album", transliterate=True, verify="none")
    assert titles(disc).split(b"\0")[1] == "Lódz".encode("latin-1")
    (tmp_path / "all.wav").write_bytes(wav(ONE + TWO))
    (tmp_path / "a.cue").write_text(SHEET.replace("First", "Żółw"), encoding="utf-8")
    disc = new_disc("cd-r-80")
    assert "Ż" in failed(1, "audio", tmp_path / "a.cue", "--device", disc.device())
    done("audio", tmp_path / "a.cue", "--transliterate", "--verify", "none", "--device", disc.device())
    assert titles(disc).split(b"\0")[1] == "Zólw".encode("latin-1")


def test_a_cue_sheet(disc, tmp_path):
    (tmp_path / "all.wav").write_bytes(wav(ONE + TWO))
    (tmp_path / "a.cue").write_text(SHEET, encoding="utf-8")
    burn(disc, cue=tmp_path / "a.cue")
    assert contents(disc) == whole(ONE + TWO) and starts(disc)[:2] == [0, 450]
    found = texts(disc)
    assert (found["Artist Name"], found["Track 01 Title"], found["Track 02 Title"]) == ("The Band", "First", "Second")
    assert "Größe".encode("latin-1") in titles(disc)
    sheet = (disc.folder / "disc.cue").read_text(encoding="latin-1")
    assert "CATALOG 4006408262121" in sheet and "ISRC DEA123456789" in sheet
    assert re.search(r"INDEX 00 00:05:00\s+INDEX 01 00:06:00", sheet)


def test_what_is_said_beside_a_sheet_counts_more(disc, tmp_path):
    (tmp_path / "all.wav").write_bytes(wav(ONE + TWO))
    with burnish.CueSheet.parse(SHEET, tmp_path) as sheet:
        burn(disc, cue=sheet, title="Other", mcn="0036000291452", verify="quick")
    assert texts(disc)["Album Title"] == "Other" and texts(disc)["Track 02 Title"] == "Second"
    assert "CATALOG 0036000291452" in (disc.folder / "disc.cue").read_text(encoding="latin-1")


def test_a_drive_that_refuses_raw(disc):
    with burnish.Recorder(disc.device(**{"no-raw": 1})) as recorder:
        report = recorder.burn_audio([AudioTrack(ONE, title="Song"), TWO], "raw", title="Album")
    assert contents(disc) == whole(ONE + TWO) and texts(disc)["Track 01 Title"] == "Song"
    assert any("session at once" in note for note in report.adjustments)


def test_progress_and_a_test_write(disc):
    events = []
    burn(disc, [ONE], "raw", simulate=True, progress=events.append)
    assert not (disc.folder / "disc.cue").exists()
    assert events[0].simulate and events[-1].completed and not any(event.completed for event in events[:-1])


def test_what_progress_raises_cancels(disc):
    def stop(event):
        if event.last_written_lba > 0:
            raise ZeroDivisionError
    with burnish.Recorder(disc.device(pace=40)) as recorder:
        with pytest.raises(ZeroDivisionError):
            recorder.burn_audio([samples(3000)], "raw", progress=stop)
        assert recorder.exclusive_access_owner == ""


class Pipe:
    """It cannot tell its length."""

    def read(self, count):
        return bytes(count)


@pytest.mark.parametrize("tracks, options, status", [
    ([ONE], {"close": False}, Status.E_INVALIDARG), ([Pipe()], {}, Status.E_INVALIDARG),
    ([bytes(299 * AUDIO)], {}, Status.E_INVALIDARG), ([ONE], {"mcn": "4006408262122"}, Status.E_INVALIDARG),
    ([AudioTrack(ONE, title="Ż")], {}, Status.E_CD_TEXT_CHARACTER),
    ([AudioTrack(ONE, title="x" * 4000)], {}, Status.E_CD_TEXT_TOO_LONG),
    ([ONE], {"cue": "x.cue"}, Status.E_INVALIDARG), ([], {"cue": "/no/such.cue"}, Status.E_FILE_NOT_FOUND),
    ([bytes(100)] * 100, {}, Status.E_DF2TAO_TRACK_LIMIT_REACHED)])
def test_refused_before_the_laser(tracks, options, status, disc):
    assert refused(disc, tracks, "raw", **options).status == status


@pytest.mark.parametrize("options", [{"title": "x"}, {"performer": "x"}, {"cd_text": CdText()}, {"cue": "x.cue"}])
def test_track_at_once_says_what_it_cannot(disc, options):
    error = refused(disc, [ONE], "tao", **options)
    assert error.status == Status.E_INVALIDARG and 'mode="raw"' in error.message


def test_more_than_the_disc_holds(new_disc, tmp_path):
    path = tmp_path / "long.wav"
    size = 360_000 * AUDIO
    with open(path, "wb") as file:  # with a hole, which takes no space
        file.write(wav(b"", size=size))
        file.truncate(file.tell() + size)
    error = refused(new_disc("cd-r-74"), [path], "raw")
    assert error.status == Status.E_DF2RAW_NOT_ENOUGH_SPACE and "room for" in error.message


def test_the_command(disc, tmp_path):
    paths = [tmp_path / "1.wav", tmp_path / "2.wav"]
    for path, pcm in zip(paths, (ONE, TWO)):
        path.write_bytes(wav(pcm))
    said = done("audio", *paths, "--mode", "raw", "--title", "Album", "--performer", "Band", "--device",
                disc.device()).stdout
    assert "2 tracks, 0:10 minutes," in said and "reading back" in said
    assert contents(disc) == whole(ONE + TWO) and texts(disc)["Album Title"] == "Album"


def test_the_command_with_a_sheet(disc, tmp_path):
    (tmp_path / "all.wav").write_bytes(wav(ONE + TWO))
    (tmp_path / "a.cue").write_text(SHEET, encoding="utf-8")
    done("audio", tmp_path / "a.cue", "--device", disc.device())
    assert contents(disc) == whole(ONE + TWO)


def test_the_command_refuses(disc, tmp_path):
    (tmp_path / "bad.cue").write_text('FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 1:2\n')
    assert "Line 3" in failed(1, "audio", tmp_path / "bad.cue", "--device", disc.device())
    (tmp_path / "a.cue").write_text(SHEET, encoding="utf-8")
    assert "all.wav" in failed(1, "audio", tmp_path / "a.cue", "--device", disc.device())
    assert "raw" in failed(1, "audio", tmp_path / "a.cue", "--mode", "tao", "--device", disc.device())
