# SPDX-License-Identifier: LGPL-2.1-or-later
"""Cue sheets as the programs write them that people use; cd-info and cdrdao read the same sheets."""
import random
import re
import subprocess

import burnish
import pytest
from burnish import CdTextField, CueSheet, Status
from conftest import ROOT, tool, tool_environment
from sound import samples, wav

CORPUS = ROOT / "tests/data/cue"
TITLE, PERFORMER = CdTextField.TITLE, CdTextField.PERFORMER


def places(cue):
    """(track, index, file, offset) of every index."""
    return [(track.number, index.number, index.file, index.offset) for track in cue.tracks for index in track.indexes]


def opened(name):
    return CueSheet.open(CORPUS / name)


def test_eac_gaps_appended_to_the_track_before():
    with opened("eac-gaps-appended.cue") as cue:
        assert places(cue) == [(1, 1, 0, 0), (2, 0, 0, 350), (2, 1, 1, 0), (3, 0, 1, 385), (3, 1, 2, 0)]
        assert cue.catalog == "4006408262121" and cue.genre == "Rock" and cue.warnings == ()
        assert cue.remarks[3] == ("COMMENT", "ExactAudioCopy v1.6")
        third = cue.tracks[2]
        assert third.copy_permitted and third.text[PERFORMER] == "Someone für alle"  # Latin-1
        assert [track.isrc for track in cue.tracks] == ["DEA129900001", "DEA129900002", ""]
        assert cue.cd_text.blocks[0].genre_code == 23


def test_whipper_with_a_hidden_track():
    with opened("whipper.cue") as cue:
        assert places(cue) == [(1, 0, 0, 0), (1, 1, 1, 0), (2, 0, 1, 470), (2, 1, 2, 0), (2, 2, 2, 150)]
        assert cue.files[0] == burnish.CueFile("00. Künstler - Hidden Track One Audio.flac", "WAVE")
        assert cue.text == {TITLE: "Über uns", PERFORMER: "Künstler"}


def test_cyanrip_with_a_byte_order_mark():
    with opened("cyanrip.cue") as cue:
        assert places(cue) == [(1, 1, 0, 0), (2, 0, 1, 0), (2, 1, 1, 75)]
        assert cue.tracks[0].pregap == 32 and cue.files[0].format == "FLAC"
        assert cue.text[TITLE] == "Album – part one"


def test_cdrwin_with_data():
    with opened("cdrwin.cue") as cue:
        assert [(track.sector_type, track.sector_bytes) for track in cue.tracks] == [(2, 2352)] * 2
        assert (cue.tracks[1].pregap, cue.tracks[1].postgap) == (150, 150)
        assert cue.cd_text is None


def test_xld_with_tabs_and_numbers_of_zeros():
    with opened("xld.cue") as cue:
        assert places(cue) == [(1, 1, 0, 0), (2, 0, 0, 4500), (2, 1, 0, 4650)]
        assert cue.catalog == "" and cue.tracks[0].isrc == "" and cue.warnings == ()


def test_foobar_in_utf_16_with_quotes_in_quotes():
    with opened("foobar.cue") as cue:
        assert cue.tracks[0].text == {TITLE: 'The 12" Mix', PERFORMER: "A", CdTextField.COMPOSER: "Somebody"}
        assert ("REPLAYGAIN_TRACK_GAIN", "-8.00 dB") in cue.tracks[0].remarks
        assert places(cue)[1] == (2, 1, 0, (3 * 60 + 4) * 75 + 5)


def lines_of(cue):
    """What cd-info and cdrdao say of a sheet of one file: where each track starts."""
    return [(track.number, next(index.offset for index in track.indexes if index.number == 1)) for track in cue.tracks]


def cdrdao_starts(toc):
    """Where cdrdao says that tracks start."""
    return [int(start) for start in re.findall(r"^ +START .*?\( *(\d+)\)", toc, re.M)]


def test_others_find_the_same_tracks(new_disc):
    """The sheet that a disc's folder exports is read by cd-info, by cdrdao and here."""
    disc = new_disc()
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_audio([samples(400), samples(330), samples(500)])
    sheet = disc.folder / "disc.cue"
    with CueSheet.open(sheet) as cue:
        ours = lines_of(cue)
        assert len(cue.files) == 1 and cue.warnings == ()
    info = tool("cd-info", "--no-device-info", "--no-cddb", "--no-disc-mode", f"--cue-file={sheet}")
    theirs = [(int(number), int(lsn)) for number, lsn in re.findall(r"^ *(\d+): \d\d:\d\d:\d\d +(\d+) audio", info, re.M)]
    assert ours == theirs
    toc = tool("sh", "-c", 'cd "$1" && cdrdao show-toc -v 0 disc.cue', "sh", disc.folder)
    assert cdrdao_starts(toc) == [start for _, start in ours]


def test_cdrdao_reads_our_toc_files(tmp_path):
    """Pre-gaps in files and of silence, indexes, flags, numbers, text: cdrdao lays the disc out as we do."""
    (tmp_path / "1.wav").write_bytes(wav(samples(1000, 1)))
    (tmp_path / "2.bin").write_bytes(samples(900, 2))
    sheet = """CATALOG 4006408262121\nTITLE "Größe"\nPERFORMER "P"\nFILE "1.wav" WAVE\nTRACK 01 AUDIO\nTITLE "One"\n
        ISRC DEA129900001\nFLAGS PRE\nINDEX 00 00:00:00\nINDEX 01 00:01:00\nINDEX 02 00:03:00\nTRACK 02 AUDIO\n
        TITLE "Two"\nFLAGS DCP\nPREGAP 00:02:00\nINDEX 00 00:10:00\nFILE "2.bin" BINARY\nINDEX 01 00:00:00\n
        POSTGAP 00:00:07\nTRACK 03 AUDIO\nINDEX 01 00:06:00\n"""
    with CueSheet.parse(sheet, tmp_path) as cue, burnish.RawCDImage() as image:
        (tmp_path / "disc.toc").write_text(cue.to_toc())
        cue.add_to_raw_image(image)
        ours = [image.track_info(number).starting_lba for number in (1, 2, 3)]
        leadout = image.start_of_leadout
    assert ours == [75, 75 + 675 + 150 + 250, 75 + 675 + 150 + 250 + 450 + 7]
    run = 'cd "$1" && cdrdao "$2" -v 0 disc.toc'
    toc = tool("sh", "-c", run, "sh", tmp_path, "show-toc")
    assert cdrdao_starts(toc) == ours
    assert int(re.findall(r"END .*?\( *(\d+)\)", toc)[-1]) == leadout
    assert "CATALOG NUMBER: 4006408262121" in re.sub(" +", " ", toc) and "ISRC DE A12 99 00001" in toc
    assert toc.count("COPY PERMITTED") == 1 and len(re.findall(r"^ +PRE-EMPHASIS", toc, re.M)) == 1
    tool("sh", "-c", run, "sh", tmp_path, "read-test")
    with CueSheet.open(tmp_path / "disc.toc") as again, burnish.RawCDImage() as image:
        again.add_to_raw_image(image)
        assert [image.track_info(number).starting_lba for number in (1, 2, 3)] == ours
        assert image.start_of_leadout == leadout
        text = again.cd_text
    assert text.blocks[0].get(TITLE, 0) == "Größe" and text.blocks[0].get(TITLE, 2) == "Two"


def test_the_toc_file_of_a_disc(new_disc):
    """What the recorder exports in cdrdao's form."""
    disc = new_disc()
    album = [samples(400, 1), samples(330, 2)]
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_audio(album, isrcs=["DEA129900001", None], mcn="4006408262121")
    with CueSheet.open(disc.folder / "disc.toc") as toc, CueSheet.open(disc.folder / "disc.cue") as cue:
        assert toc.catalog == cue.catalog == "4006408262121"
        assert [track.isrc for track in toc.tracks] == [track.isrc for track in cue.tracks] == ["DEA129900001", ""]
        with burnish.RawCDImage() as one, burnish.RawCDImage() as other:
            toc.add_to_raw_image(one)
            cue.add_to_raw_image(other)
            assert [one.track_info(n).starting_lba for n in (1, 2)] == [other.track_info(n).starting_lba for n in (1, 2)]
            start = one.track_info(2).starting_lba
            image = main_channel(one, 0, start + 330)
            assert image == main_channel(other, 0, start + 330)
    assert image[:400 * 2352] == album[0] and image[start * 2352:] == album[1]


@pytest.mark.parametrize("sheet, says", [
    ("FILE a WAVE\nTRACK 01 AUDIO\n", "Line 2: Track 1 has no INDEX 01"),
    ("\n\nTRACK 01 AUDIO\n", "Line 3: TRACK comes before the first FILE"),
    (b"\x00\x01", "Line 1: There are zero bytes")])
def test_errors_tell_the_line(sheet, says):
    with pytest.raises(burnish.SourceError) as caught:
        CueSheet.parse(sheet)
    assert caught.value.status == Status.E_CUE_SYNTAX and caught.value.message.startswith(says)


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(burnish.SourceNotFoundError):
        CueSheet.open(tmp_path / "none.cue")
    (tmp_path / "large.cue").write_bytes(wav(samples(2000)))
    with pytest.raises(burnish.SourceError) as caught:
        CueSheet.open(tmp_path / "large.cue")
    assert caught.value.status == Status.E_CUE_SYNTAX and "large.cue" in caught.value.message
    cue = CueSheet.parse("FILE a WAVE\nTRACK 1 AUDIO\nINDEX 1 0:0:0\n")
    cue.close()
    with pytest.raises(burnish.StateError):
        cue.tracks  # pylint: disable=pointless-statement


def main_channel(image, lba, sectors):
    """What an image of 2352 + 96 bytes a sector has from an LBA on."""
    stream = image.create_result_image()
    stream.seek((lba + 22650) * 2448)
    whole, buffer = bytearray(), bytearray(2448 * 100)
    while len(whole) < sectors * 2448:
        count = stream.readinto(buffer)
        assert count > 0
        whole += buffer[:count]
    return b"".join(whole[at:at + 2352] for at in range(0, sectors * 2448, 2448))


def tool_bytes(*command):
    return subprocess.run(command, env=tool_environment(), stdout=subprocess.PIPE, check=True).stdout


def test_four_flacs_of_odd_lengths_become_their_concatenation(tmp_path):
    """Decoded by flac itself: boundaries at whole sectors, one filling at the end."""
    lines, decoded = ['TITLE "Żółw"'], b""
    starts = []
    for number, (sectors, more) in enumerate(((400, 1), (350, 587), (330, 300), (500, 4)), 1):
        path = tmp_path / f"{number}.wav"
        path.write_bytes(wav(samples(sectors, number, 4 * more)))
        tool("flac", "-s", "--delete-input-file", path)
        starts.append(len(decoded) // 2352)
        decoded += tool_bytes("flac", "-s", "-d", "-c", "--force-raw-format", "--endian=little", "--sign=signed",
                              path.with_suffix(".flac"))
        # The sheet is from before the files were compressed.
        lines += [f'FILE "{number}.wav" WAVE', f"TRACK {number:02d} AUDIO", f'TITLE "Track {number}"', "INDEX 01 00:00:00"]
    (tmp_path / "album.cue").write_text("\n".join(lines))
    with CueSheet.open(tmp_path / "album.cue") as cue, burnish.RawCDImage() as image:
        with pytest.raises(burnish.InvalidArgumentError) as caught:
            cue.add_to_raw_image(image)
        assert caught.value.status == Status.E_CD_TEXT_CHARACTER
        cue.add_to_raw_image(image, transliterate=True)
        assert [image.track_info(number).starting_lba for number in range(1, 5)] == starts
        sectors = -(-len(decoded) // 2352)
        assert image.start_of_leadout == sectors
        assert main_channel(image, 0, sectors) == decoded.ljust(sectors * 2352, b"\0")


def test_an_image_takes_cd_text():
    text = burnish.CdText([burnish.CdTextBlock({TITLE: {0: "Album"}})])
    with burnish.RawCDImage() as image:
        image.add_track(samples(300))
        image.set_cd_text(text)
        image.create_result_image()


TOC = rb'''CD_DA
CATALOG "4006408262121"
CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 8 } LANGUAGE 0 { TITLE "Gr\303\266\337e" GENRE { 0, 23, 82, 0 } } }
TRACK AUDIO
COPY
ISRC "DEA129900001"
CD_TEXT { LANGUAGE 0 { TITLE "x" } }
SILENCE 0:2:0
FILE "a.wav" 0 0:10:0
START
INDEX 0:3:0
TRACK AUDIO
PREGAP 0:2:0
FILE "b.bin" SWAP #12 0:10:0
'''


def test_mutated_sheets_do_no_harm():
    """Whatever is in a sheet: it is read or refused for a line."""
    dice = random.Random(1)
    corpus = [path.read_bytes() for path in sorted(CORPUS.iterdir())] + [TOC]
    words = [b"INDEX", b"00:00:00", b'"', b"TRACK", b"\n", b"FILE", b"99", b"\xff\xfe", b"REM", b"PREGAP", b"\0", b"AUDIO", b"{", b"//"]
    read = refused = 0
    for _ in range(3000):
        sheet = bytearray(dice.choice(corpus))
        for _ in range(dice.randint(1, 6)):
            place, length = dice.randrange(len(sheet)), dice.randint(0, 12)
            change = dice.choice((dice.choice(words), bytes([dice.randrange(256)]), b""))
            sheet[place:place + length] = change
        try:
            with CueSheet.parse(bytes(sheet)) as cue:
                assert all(track.indexes for track in cue.tracks)
                read += 1
        except burnish.SourceError as error:
            assert re.match(r"Line \d+: ", error.message), error.message
            refused += 1
    assert read > 100 and refused > 100
