# SPDX-License-Identifier: LGPL-2.1-or-later
"""CD-TEXT, ISRC and catalogue number of raw discs, as cdrskin and cd-info read them. cdrskin takes the first text of a field
for the disc's, whatever the pack says: so the discs have one of each."""
import re

import pytest
from conftest import tool
from pipelines import Gst, Pipeline

TEXTS = {"TITLE": "Title", "ARTIST": "Artist", "COMPOSER": "Composer", "LYRICIST": "Writer", "ARRANGER": "Arranger"}


def tagged(music, folder, number, **tags):
    path = folder / f"t{number}.flac"
    arguments = [word for key, value in tags.items() for word in ("-T", f"{key}={value}")]
    tool("flac", "-s", "-f", *arguments, music.files[number - 1].with_suffix(".wav"), "-o", path)
    return path


def album(music, folder, disc, options="", changes=None):
    """A pipeline of three files with tags; changes: those of one of them, by number."""
    text = f"concat name=c ! discsink mode=raw {options} device={disc.device()} "
    for number in (1, 2, 3):
        tags = {key: f"{word} {number}" for key, word in TEXTS.items()}
        tags |= {"ALBUM": "The Album", "ALBUMARTIST": "All Artists", "GENRE": "Jazz", "ISRC": music.ISRCS[number - 1],
                 "BARCODE": music.MCN}
        tags |= (changes or {}).get(number, {})
        path = tagged(music, folder, number, **tags)
        text += f"filesrc location={path} ! flacparse ! flacdec ! audioconvert ! audioresample ! c. "
    return Pipeline(text)


def sheet_of(disc):
    """The packs as cdrskin decodes them: name of a field to its text."""
    text = tool("cdrskin", f"textfile_to_v07t={disc.folder / 'disc.cdt'}")
    return {key.strip(): value.strip() for key, value in
            (line.split("=", 1) for line in text.splitlines() if "=" in line)}


def test_text_comes_from_tags(music, disc, tmp_path):
    with album(music, tmp_path, disc, "composer=C songwriter=S arranger=A") as pipeline:
        pipeline.burn()
        assert pipeline.warnings() == []
    sheet = sheet_of(disc)
    assert sheet["Album Title"] == "The Album" and sheet["Artist Name"] == "All Artists"
    for number in (1, 2, 3):
        assert sheet[f"Track {number:02} Title"] == f"Title {number}"
        assert sheet[f"Track {number:02} Artist"] == f"Artist {number}"
        assert sheet[f"Track {number:02} Composer"] == f"Composer {number}"
        assert sheet[f"Track {number:02} Songwriter"] == f"Writer {number}"
        assert sheet[f"Track {number:02} Arranger"] == f"Arranger {number}"
        assert sheet[f"ISRC {number:02}"].replace("-", "") == music.ISRCS[number - 1]
    assert sheet["Genre Code"] and sheet["UPC / EAN"] == music.MCN
    cue = (disc.folder / "disc.cue").read_text()
    assert re.findall(r"ISRC (\w+)", cue) == list(music.ISRCS) and f"CATALOG {music.MCN}" in cue


def test_properties_count_more_than_tags(music, disc, tmp_path):
    with album(music, tmp_path, disc, 'title="X Y" performer=Z message=M mcn=036000291452') as pipeline:
        Gst.util_set_object_arg(pipeline.sink, "tracks", '<"track","track,title=(string)Mine,message=(string)Hello">')
        pipeline.burn()
    sheet = sheet_of(disc)
    assert (sheet["Album Title"], sheet["Artist Name"], sheet["UPC / EAN"]) == ("X Y", "Z", "0036000291452")
    assert (sheet["Track 02 Title"], sheet["Track 02 Message"], sheet["Track 01 Title"]) == ("Mine", "Hello", "Title 1")


def test_an_album_that_is_not_the_same_is_none(music, disc, tmp_path):
    with album(music, tmp_path, disc, changes={2: {"ALBUM": "Other", "ALBUMARTIST": "Others"}}) as pipeline:
        pipeline.burn()
    assert packs_text(disc).startswith(b"Title 1\0Title 2\0")


@pytest.mark.parametrize("mode, title", [("keep", "App"), ("replace", "The Album"), ("keep-all", "App"),
                                         ("replace-all", "The Album")])
def test_the_tag_setters_mode_decides(music, new_disc, tmp_path, mode, title):
    disc = new_disc()
    with album(music, tmp_path, disc) as pipeline:
        tags = Gst.TagList.new_empty()
        tags.add_value(Gst.TagMergeMode.REPLACE, Gst.TAG_ALBUM, "App")
        pipeline.sink.merge_tags(tags, Gst.TagMergeMode.REPLACE)
        pipeline.sink.set_tag_merge_mode(getattr(Gst.TagMergeMode, mode.upper().replace("-", "_")))
        pipeline.burn()
    assert sheet_of(disc)["Album Title"] == title


def test_umlauts_come_back(music, disc, tmp_path):
    with album(music, tmp_path, disc, changes={1: {"TITLE": "Über Öl & Ähren: ß"}}) as pipeline:
        pipeline.burn()
        assert pipeline.warnings() == []
    assert "Über Öl & Ähren: ß".encode("latin-1") in packs_text(disc)


def packs_text(disc):
    """The text of all title packs, in order; the packs themselves are 18 bytes."""
    cdt = (disc.folder / "disc.cdt").read_bytes()
    cdt = cdt[len(cdt) % 18 and 4:]
    return b"".join(cdt[at + 4:at + 16] for at in range(0, len(cdt) // 18 * 18, 18) if cdt[at] == 0x80)


def test_a_letter_that_there_is_none_for_is_replaced_and_told(music, disc, tmp_path):
    with album(music, tmp_path, disc, changes={2: {"TITLE": "Łódź"}}) as pipeline:
        pipeline.burn()
        assert pipeline.warnings() == ["cd-text-transliterated"]
    assert sheet_of(disc)["Track 02 Title"] != "Łódź" and len(sheet_of(disc)["Track 02 Title"]) == 4


def test_more_than_there_is_room_for(music, disc, tmp_path):
    """Arrangers go first, and titles stay."""
    long = {number: {"TITLE": f"Title {number}", "ARRANGER": "A" * 600 + str(number), "LYRICIST": "W" * 600 + str(number)}
            for number in (1, 2, 3)}
    with album(music, tmp_path, disc, changes=long) as pipeline:
        pipeline.burn()
        assert pipeline.warnings() == ["cd-text-truncated"]
    sheet = sheet_of(disc)
    assert sheet["Track 03 Title"] == "Title 3" and "Track 01 Arranger" not in sheet


def test_no_text_where_none_is_wanted(music, disc, tmp_path):
    with album(music, tmp_path, disc, "cd-text=false") as pipeline:
        pipeline.burn()
        assert pipeline.elements("disc-layout")[0]["cd-text-packs"] == 0
    assert not (disc.folder / "disc.cdt").exists()
    assert f"CATALOG {music.MCN}" in (disc.folder / "disc.cue").read_text()


def test_wrong_codes_are_dropped_and_told(music, disc, tmp_path):
    with album(music, tmp_path, disc, "mcn=123", changes={1: {"ISRC": "ABC"}}) as pipeline:
        pipeline.burn()
        assert sorted(pipeline.warnings()) == ["bad-isrc", "bad-mcn"]
    cue = (disc.folder / "disc.cue").read_text()
    assert "CATALOG" not in cue and re.findall(r"ISRC (\w+)", cue) == list(music.ISRCS[1:])


def test_track_at_once_warns_where_text_was_asked_for(music, new_disc):
    silent, asked = new_disc(), new_disc()
    with Pipeline(f"{music.branch(1)} ! discsink device={silent.device()}") as pipeline:
        pipeline.burn()
        assert pipeline.warnings() == []
    with Pipeline(f"{music.branch(1)} ! discsink title=Asked device={asked.device()}") as pipeline:
        pipeline.burn()
        assert pipeline.warnings() == ["no-cd-text"]
