# SPDX-License-Identifier: LGPL-2.1-or-later
"""CD-TEXT: other programs read our packs, and we theirs. cdrskin takes packs apart into a sheet of Sony's form, libcdio by
its cdtext_data_init(); Unicode's own tables are Python's."""
import os
import subprocess
import unicodedata

import burnish
import pytest
from burnish import CdText, CdTextBlock, CdTextCharset, CdTextField, Status
from conftest import ROOT, tool_environment

TITLES = {0: "Größe über alles", 1: "Übermut & Maß", 2: "Ça va, señor? A title that is longer than two packs", 3: "x"}


def everything():
    field = CdTextField
    block = CdTextBlock(genre_code=23, genre="Rock", copyright_flags=3)
    block.text[field.TITLE] = dict(TITLES)
    for kind in (field.PERFORMER, field.SONGWRITER, field.COMPOSER, field.ARRANGER, field.MESSAGE):
        block.text[kind] = {track: f"{kind.name.lower()} Nº {track}" for track in range(4)}
    block.text[field.CODE] = {0: "4006408262121", 1: "DEA120100001", 2: "DEA120100002", 3: "DEA120100003"}
    block.text[field.DISC_ID] = {0: "XY12345"}
    block.text[field.CLOSED] = {0: "closed info"}
    return block


def japanese():
    return CdTextBlock({CdTextField.TITLE: {0: "音楽の全て", 1: "一つ", 2: "カタカナ", 3: "終わり"}}, 0x69, CdTextCharset.MS_JIS)


def sheets(path, encodings):
    """What cdrskin makes of packs: purpose and content, for each block."""
    done = subprocess.run(["cdrskin", f"textfile_to_v07t={path}"], env=tool_environment(), stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True).stdout
    blocks = done.split(b"Input Sheet Version")[1:]
    assert len(blocks) == len(encodings)
    return [{key.strip().decode(): value.strip(b" ").decode(encoding)
             for key, _, value in (line.partition(b"=") for line in block.split(b"\n") if b"=" in line)}
            for block, encoding in zip(blocks, encodings)]


def libcdio_lines(path):
    done = subprocess.run([os.environ["CDTEXT_DUMP"], path], env={**tool_environment(), "LC_ALL": "C.UTF-8"},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    assert done.stderr == b""
    return {tuple(line.split("\t")) for line in done.stdout.decode().splitlines()}


@pytest.fixture(name="packs")
def _packs(tmp_path):
    path = tmp_path / "disc.cdt"
    path.write_bytes(CdText([everything(), japanese()]).encode(1, 3).packs + b"\0")
    return path


def test_cdrskin_reads_our_packs(packs):
    english, japan = sheets(packs, ("latin-1", "cp932"))
    assert english["Album Title"] == TITLES[0] and english["Text Code"] == "8859"
    for track in (1, 2, 3):
        assert english[f"Track {track:02d} Title"] == TITLES[track]
        assert english[f"Track {track:02d} Arranger"] == f"arranger Nº {track}"
        assert english[f"ISRC {track:02d}"] == f"DEA12010000{track}"
    assert english["UPC / EAN"] == "4006408262121" and english["Catalog Number"] == "XY12345"
    assert english["Closed Information"] == "closed info" and english["Language Code"] == "English"
    assert (english["Genre Code"], english["Genre Information"]) == ("Rock Music", "Rock")
    assert (english["First Track Number"], english["Last Track Number"]) == ("1", "3")
    assert english["Text Data Copy Protection"] == "ON"
    assert japan["Album Title"] == "音楽の全て" and japan["Track 03 Title"] == "終わり"
    assert japan["Text Code"] == "MS-JIS" and japan["Language Code"] == "Japanese"


@pytest.mark.parametrize("block, language", [(everything(), "English"), (japanese(), "Japanese")])
def test_libcdio_reads_our_packs(block, language, tmp_path):
    path = tmp_path / "one.cdt"
    path.write_bytes(CdText([block]).encode(1, 3).packs)
    names = {CdTextField.CLOSED: None}
    expected = set()
    for kind, texts in block.text.items():
        for track, text in texts.items():
            name = names.get(kind, kind.name)
            name = ("UPC_EAN" if track == 0 else "ISRC") if kind == CdTextField.CODE else name
            if name:
                expected.add((language, name, str(track), text))
    if block.genre_code:
        expected.add((language, "GENRE", "0", "Rock"))
    assert libcdio_lines(path) == expected


def test_everything_comes_back(packs):
    text = CdText.decode(packs.read_bytes())
    assert text.blocks == [everything(), japanese()]
    assert (text.first_track, text.last_track, text.bad_packs, text.warnings) == (1, 3, 0, ())
    assert CdText(text.blocks).encode(1, 3).packs + b"\0" == packs.read_bytes()


def test_packs_that_cdrskin_made():
    """From sheets of Sony's form. Of its MS-JIS it ends a text with one zero and forgets the flag of one pack."""
    text = CdText.decode((ROOT / "tests/data/cd_text/cdrskin.cdt").read_bytes())
    german, japan = text.blocks
    field = CdTextField
    assert (text.first_track, text.last_track, text.bad_packs, german.language, german.copyright_flags) == (1, 2, 0, 8, 3)
    assert german.text[field.TITLE] == {0: "Größe", 1: "Eins", 2: "Über zwei"}
    assert german.text[field.PERFORMER] == {0: "Die Bänd", 1: "Erster", 2: "Zweiter"}
    assert german.text[field.MESSAGE] == {0: "Ein Text, der länger ist als ein Pack und noch einer dazu"}
    assert german.text[field.CODE] == {0: "4006408262121", 1: "DEA129900001", 2: "DEA129900002"}
    assert (german.get(field.DISC_ID, 0), german.get(field.CLOSED, 0)) == ("XY12345", "verschlossen")
    assert (german.genre_code, german.genre) == (14, "Bebop")
    assert japan.text == {field.TITLE: {0: "音楽", 1: "一つ", 2: "カタカナ"}} and japan.charset == CdTextCharset.MS_JIS


def test_packs_that_cdrdao_made():
    """From a TOC file in two languages."""
    english, german = CdText.decode((ROOT / "tests/data/cd_text/cdrdao.cdt").read_bytes()).blocks
    assert english.text[CdTextField.TITLE] == {0: "Album", 1: "One", 2: "Two and a title that is longer"}
    assert english.text[CdTextField.CODE] == {1: "DE-A12-99-00001", 2: "DE-A12-99-00002"}
    assert (english.genre_code, english.genre, english.get(CdTextField.DISC_ID, 0)) == (23, "Rock", "XY12345")
    assert german.text == {CdTextField.TITLE: {0: "Grün", 1: "Eins", 2: "Zwei"}} and german.language == 8


def test_composition_is_unicodes():
    """Every Latin letter and kana, taken apart, is the letter again."""
    for first, last, charset in ((0xC0, 0x100, CdTextCharset.LATIN1), (0x3041, 0x3100, CdTextCharset.MS_JIS)):
        for code in range(first, last):
            letter = chr(code)
            apart = unicodedata.normalize("NFD", letter)
            if apart == letter or (charset == CdTextCharset.MS_JIS and code in (0x3094, 0x30F7, 0x30F8, 0x30F9, 0x30FA, 0x309E)):
                continue
            packs = CdText([CdTextBlock({CdTextField.TITLE: {0: apart}}, charset=charset)]).encode(1, 1)
            assert CdText.decode(packs.packs).blocks[0].get(CdTextField.TITLE, 0) == letter and not packs.changes


def test_transliteration_takes_the_marks_off():
    """Of every letter with marks: what is left is the letter that Unicode has below them."""
    for code in (*range(0x100, 0x180), *range(0x1E00, 0x1EFA)):
        apart = unicodedata.normalize("NFD", chr(code))
        if apart == chr(code) or not apart[0].isascii():
            continue
        text = CdText([CdTextBlock({CdTextField.TITLE: {0: chr(code)}}, charset=CdTextCharset.ASCII)], transliterate=True)
        packs = text.encode(1, 1)
        assert CdText.decode(packs.packs).blocks[0].get(CdTextField.TITLE, 0) == apart[0]
        assert packs.changes == (f'title of the disc: "{chr(code)}" (U+{code:04X}) became "{apart[0]}"',)


def test_refusals():
    block = CdTextBlock({CdTextField.PERFORMER: {2: "Łódź"}})
    with pytest.raises(burnish.InvalidArgumentError) as caught:
        CdText([block]).encode(1, 2)
    assert caught.value.status == Status.E_CD_TEXT_CHARACTER
    assert "performer of track 2" in caught.value.message and "Ł" in caught.value.message
    with pytest.raises(burnish.InvalidArgumentError) as caught:
        CdText([CdTextBlock({CdTextField.MESSAGE: {0: "x" * 4000}})]).encode(1, 1)
    assert caught.value.status == Status.E_CD_TEXT_TOO_LONG and "256" in caught.value.message
    with pytest.raises(burnish.SourceError) as caught:
        CdText.decode(b"none")
    assert caught.value.status == Status.E_CD_TEXT_DAMAGED
    with pytest.raises(ValueError):
        CdText([CdTextBlock({CdTextField.TITLE: {0: "a\0b"}})]).encode(1, 1)
    assert CdText([]).encode(1, 1).packs == b""


def test_genres_have_names():
    assert burnish.genre_name(23) == "Rock Music" and burnish.genre_code("rock") == 23
    assert burnish.genre_name(29) == "" and burnish.genre_code("polka") == 0
    assert all(burnish.genre_code(burnish.genre_name(code)) == code for code in range(2, 29))


def test_genres_are_those_of_libcdio():
    """cdrskin knows one less, and counts those behind Sound Effects differently."""
    lines = subprocess.run([os.environ["CDTEXT_DUMP"]], env=tool_environment(), stdout=subprocess.PIPE, check=True).stdout
    theirs = [line.split("\t") for line in lines.decode().splitlines()]
    assert len(theirs) == 29
    for code, name in theirs[2:]:
        assert burnish.genre_code(name.replace("&", "and")) == int(code), name
