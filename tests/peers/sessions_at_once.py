# SPDX-License-Identifier: LGPL-2.1-or-later
"""Sessions at once: what the programs burn with cue sheets."""
from conftest import BLOCK, RAW, bytes_of
from programs import (DRIVE, ISRCS, MCN, PREGAP, album, assert_blank_after_test, assert_disc, assert_text, blocks_of,
                      burn_info_files, cdrdao, cdrskin, read_samples, read_toc, sectors, user_data, wodim, xorriso)
from track_at_once import FIRST_GAP, RUN_OUT, read_files, session_files

SHEET = f"""Input Sheet Version = 0.7T
Text Code = 8859
Language Code = English
Album Title = Album
Artist Name = Band
UPC / EAN = {MCN}
First Track Number = 1
Track 01 Title = One
Track 01 Artist = Band
ISRC 01 = {ISRCS[0]}
Track 02 Title = Two
Track 02 Artist = Guest
ISRC 02 = {ISRCS[1]}
"""
CUE = f"""CATALOG {MCN}
TITLE "Album"
PERFORMER "Band"
FILE "0.wav" WAVE
TRACK 01 AUDIO
  TITLE "One"
  PERFORMER "Band"
  FLAGS DCP
  ISRC {ISRCS[0]}
  INDEX 01 00:00:00
  INDEX 02 00:03:00
TRACK 02 AUDIO
  TITLE "Two"
  PERFORMER "Guest"
  ISRC {ISRCS[1]}
  INDEX 00 00:05:00
  INDEX 01 00:05:20
"""


def assert_image(drive, image, state="complete"):
    """One track of data from LBA 0 on; what fills it up to the shortest track is zero."""
    assert drive.state()["state"] == state
    assert drive.toc()[0] == 0 and blocks_of(image) <= drive.toc()[1] <= blocks_of(image) + PREGAP
    drive.assert_holds(1, image.read_bytes())


# cdrskin

def cdrskin_audio(drive, _sources):
    files, samples = album(drive, 400, 321)
    drive.run(*cdrskin("-sao", "-audio", *files))
    assert_disc(drive, [0, 400, 721], b"".join(samples))
    assert read_samples(drive) == b"".join(samples)


def cdrskin_data(drive, sources):
    drive.run(*cdrskin("-sao", "-data", sources.image))
    assert_image(drive, sources.image)


def cdrskin_sheet(drive, _sources):
    files, samples = album(drive, 400, 321)
    (drive.folder / "album.v07t").write_text(SHEET)
    drive.run(*cdrskin("-sao", "input_sheet_v07t=album.v07t", "-audio", *files))
    assert_disc(drive, [0, 400, 721], b"".join(samples))
    assert_text(drive)
    head, tracks = read_toc(drive)
    assert f'CATALOG "{MCN}"' in head and 'TITLE "Album" PERFORMER "Band"' in head
    for track, isrc, title in zip(tracks, ISRCS, ("One", "Two")):
        assert f'ISRC "{isrc}" CD_TEXT' in track and f'TITLE "{title}"' in track


def cdrskin_cue(drive, _sources):
    _, samples = album(drive, 950)
    (drive.folder / "album.cue").write_text(CUE)
    drive.run(*cdrskin("-sao", "-text", "cuefile=album.cue"))
    assert_disc(drive, [0, 395, 950], samples[0])
    assert_text(drive)
    head, tracks = read_toc(drive)
    assert f'CATALOG "{MCN}"' in head
    assert tracks[0].startswith(f'AUDIO COPY NO PRE_EMPHASIS TWO_CHANNEL_AUDIO ISRC "{ISRCS[0]}"')
    assert tracks[0].rstrip().endswith("00:05:00 INDEX 00:03:00")
    assert tracks[1].startswith(f'AUDIO NO COPY NO PRE_EMPHASIS TWO_CHANNEL_AUDIO ISRC "{ISRCS[1]}"')
    assert tracks[1].rstrip().endswith("00:05:00 00:07:50 START 00:00:20")


def cdrskin_sessions(drive, sources):
    """libburn appends with track at once only: SAO works only on blank media, it says."""
    drive.run(*cdrskin("-sao", "-multi", "-data", sources.image))
    assert_image(drive, sources.image, "appendable")
    drive.run(*cdrskin("-sao", "-data", sources.image), status=10)
    drive.run(*cdrskin("-tao", "-data", sources.image))
    first, second = drive.tracks()
    assert second["start"] == first["blocks"] + FIRST_GAP
    assert drive.toc() == [0, second["start"], second["start"] + second["blocks"] + RUN_OUT]
    drive.assert_holds(1, sources.image.read_bytes())
    drive.assert_holds(2, sources.image.read_bytes())


def cdrskin_test_write(drive, sources):
    drive.run(*cdrskin("-sao", "-dummy", "-data", sources.image))
    assert_blank_after_test(drive)
    assert "SEND CUE SHEET" in drive.commands()


def cdrskin_blank(drive, sources):
    drive.run(*cdrskin("-sao", "-data", sources.image))
    assert_image(drive, sources.image)
    drive.run(*cdrskin("blank=fast"))
    assert drive.state()["state"] == "blank"
    cdrskin_audio(drive, sources)


# wodim

def wodim_audio(drive, _sources):
    files, samples = album(drive, 400, 321)
    drive.run(*wodim("-dao", "-audio", *files))
    assert_disc(drive, [0, 400, 721], b"".join(samples))
    assert read_samples(drive) == b"".join(samples)


def wodim_data(drive, sources):
    drive.run(*wodim("-dao", "-data", sources.image))
    assert_image(drive, sources.image)


def wodim_mixed(drive, sources):
    """Where the mode changes, it writes a pre-gap of 255 blocks."""
    files, samples = album(drive, 400, 321)
    drive.run(*wodim("-dao", "-data", sources.image, "-audio", *files))
    blocks = blocks_of(sources.image)
    music = drive.tracks()[1]["start"]
    assert music == blocks + 255
    assert drive.toc() == [0, music, music + 400, music + 721]
    drive.assert_holds(1, sources.image.read_bytes())
    assert sectors(drive, blocks, 255).strip(b"\0") == b""
    assert sectors(drive, music, 721) == b"".join(samples)


def wodim_text(drive, _sources):
    """Its first cue sheet has an empty pre-gap and is refused; it tries again with one of a block."""
    burn_info_files(drive, "-dao")
    assert [line.split()[-1] for line in drive.refused() if line.startswith("SEND CUE")] == ["5/26/00"]
    head, tracks = read_toc(drive)
    assert f'CATALOG "{MCN}"' in head
    assert all(f'COPY NO PRE_EMPHASIS TWO_CHANNEL_AUDIO ISRC "{isrc}"' in track for track, isrc in zip(tracks, ISRCS))


def wodim_mode2(drive, _sources):
    data = bytes_of("mode 2", 400 * 2336)
    (drive.folder / "data").write_bytes(data)
    drive.run(*wodim("-dao", "-mode2", "data"))
    assert drive.toc() == [0, 400]
    assert user_data(sectors(drive, 0, 400), 16, 2336) == data


def wodim_test_write(drive, _sources):
    files, _ = album(drive, 400)
    drive.run(*wodim("-dao", "-dummy", "-audio", *files))
    assert_blank_after_test(drive)


def wodim_second_session(drive, sources):
    drive.run(*wodim("-dao", "-multi", "-data", sources.image))
    assert_image(drive, sources.image, "appendable")
    drive.run(*wodim("-dao", "-data", sources.image), status=255)
    assert [line.split()[-1] for line in drive.refused() if line.startswith("SEND CUE")] == ["5/26/00"] * 2
    assert_image(drive, sources.image, "appendable")


def wodim_xa(drive, _sources):
    (drive.folder / "data").write_bytes(bytes_of("form 2", 400 * 2324))
    drive.run(*wodim("-dao", "-xa2", "data"), status=255)
    assert [line.split()[-1] for line in drive.refused() if line.startswith("SEND CUE")] == ["5/26/00"] * 2
    assert drive.state()["state"] == "blank"


# cdrdao

ALBUM = f"""CD_DA
CATALOG "{MCN}"
CD_TEXT {{ LANGUAGE_MAP {{ 0 : EN }} LANGUAGE 0 {{ TITLE "Album" PERFORMER "Band" }} }}
TRACK AUDIO
COPY
ISRC "{ISRCS[0]}"
CD_TEXT {{ LANGUAGE 0 {{ TITLE "One" PERFORMER "Band" }} }}
PREGAP 00:00:30
FILE "0.wav" 0
INDEX 00:03:00
TRACK AUDIO
PRE_EMPHASIS
ISRC "{ISRCS[1]}"
CD_TEXT {{ LANGUAGE 0 {{ TITLE "Two" PERFORMER "Guest" }} }}
FILE "1.wav" 0
START 00:00:20
"""


def cdrdao_album(drive, _sources, driver):
    """A pre-gap of silence, one that is the file's beginning, an index 2, all numbers and CD-TEXT."""
    _, samples = album(drive, 400, 340)
    (drive.folder / "album.toc").write_text(ALBUM)
    drive.run(*cdrdao("write", "-n", "album.toc", driver=driver))
    program = bytes(30 * RAW) + b"".join(samples)
    assert_disc(drive, [30, 450, 770], program)
    assert_text(drive)
    assert read_samples(drive) == program
    head, tracks = read_toc(drive)
    assert head.startswith(f'CD_DA CATALOG "{MCN}"')
    assert tracks[0].startswith(f'AUDIO COPY NO PRE_EMPHASIS TWO_CHANNEL_AUDIO ISRC "{ISRCS[0]}"')
    assert tracks[0].rstrip().endswith('SILENCE 00:00:30 FILE "data.wav" 0 00:05:25 START 00:00:30 INDEX 00:03:00')
    assert tracks[1].startswith(f'AUDIO NO COPY PRE_EMPHASIS TWO_CHANNEL_AUDIO ISRC "{ISRCS[1]}"')
    assert tracks[1].rstrip().endswith("00:04:40 START 00:00:20")


def cdrdao_hidden(drive, _sources, driver):
    """A track in front of the first one; read-toc calls every first pre-gap a silence, read-cd reads it."""
    _, samples = album(drive, 700, 321)
    (drive.folder / "hidden.toc").write_text('CD_DA\nTRACK AUDIO\nFILE "0.wav" 0\nSTART 00:05:00\n'
                                             'TRACK AUDIO\nFILE "1.wav" 0\n')
    drive.run(*cdrdao("write", "-n", "hidden.toc", driver=driver))
    assert_disc(drive, [375, 700, 1021], b"".join(samples))
    assert read_samples(drive) == b"".join(samples)
    assert read_toc(drive)[1][0].rstrip().endswith('SILENCE 00:05:00 FILE "data.wav" 0 00:04:25 START 00:05:00')


def cdrdao_mixed(drive, sources, driver):
    _, samples = album(drive, 400)
    (drive.folder / "mixed.toc").write_text(
        f'CD_ROM\nTRACK MODE1\nDATAFILE "{sources.image}"\nTRACK AUDIO\nPREGAP 00:02:00\nFILE "0.wav" 0\n'
        f'TRACK MODE1\nPREGAP 00:02:00\nDATAFILE "{sources.image}"\n')
    drive.run(*cdrdao("write", "-n", "mixed.toc", driver=driver))
    size = blocks_of(sources.image)
    starts = [0, size + PREGAP, size + 2 * PREGAP + 400, 2 * size + 2 * PREGAP + 400]
    assert drive.state()["state"] == "complete" and drive.toc() == starts
    assert sectors(drive, starts[1], 400) == samples[0]
    drive.assert_holds(1, sources.image.read_bytes())
    drive.assert_holds(3, sources.image.read_bytes())
    assert [track.split()[0] for track in read_toc(drive)[1]] == ["MODE1", "AUDIO", "MODE1"]


def cdrdao_xa(drive, _sources, driver):
    """Sectors of both forms in turns."""
    data = [bytes_of(str(block), 2328) for block in range(400)]
    headers = [b"\0\0\x08\0" * 2 if block % 2 == 0 else b"\0\0\x20\0" * 2 for block in range(400)]
    (drive.folder / "data").write_bytes(b"".join(map(bytes.__add__, headers, data)))
    (drive.folder / "xa.toc").write_text('CD_ROM_XA\nTRACK MODE2_FORM_MIX\nDATAFILE "data"\n')
    drive.run(*cdrdao("write", "-n", "xa.toc", driver=driver))
    assert drive.toc() == [0, 400] and drive.state()["sessions"][0]["format"] == 0x20
    raw = sectors(drive, 0, 400)
    for block in range(400):
        sector = raw[block * RAW:][:RAW]
        size = BLOCK if block % 2 == 0 else 2324
        assert sector[15:24 + size] == b"\2" + headers[block] + data[block][:size], f"block {block}"
    assert user_data(raw, 16, 8)[:16] == headers[0] + headers[1]
    drive.run(*cdrdao("read-cd", "--read-raw", "--datafile", "xa.bin", "read-xa.toc"))
    assert (drive.folder / "xa.bin").read_bytes() == raw


def cdrdao_simulation(drive, _sources, driver):
    album(drive, 400)
    (drive.folder / "one.toc").write_text('CD_DA\nTRACK AUDIO\nFILE "0.wav" 0\n')
    drive.run(*cdrdao("simulate", "-n", "one.toc", driver=driver))
    assert_blank_after_test(drive)


def cdrdao_sessions(drive, sources):
    (drive.folder / "session.toc").write_text(f'CD_ROM_XA\nTRACK MODE1\nDATAFILE "{sources.image}"\n')
    drive.run(*cdrdao("write", "-n", "--multi", "session.toc"))
    assert_image(drive, sources.image, "appendable")
    drive.run(*cdrdao("write", "-n", "session.toc"))
    size = blocks_of(sources.image)
    assert drive.toc() == [0, size + FIRST_GAP, 2 * size + FIRST_GAP]
    for number in (1, 2):
        drive.assert_holds(number, sources.image.read_bytes())


def cdrdao_blank(drive, sources):
    cdrdao_hidden(drive, sources, "generic-mmc")
    for kind in ("minimal", "full"):
        drive.run(*cdrdao("blank", "--blank-mode", kind))
        assert drive.state()["state"] == "blank"


# xorriso

def xorriso_files(drive, sources):
    """Without a write type it chooses this one on a blank disc that will be closed, and on others, too."""
    first, second = sources.folders
    drive.run(*xorriso("-outdev", DRIVE, "-map", first, "/", "-commit"))
    assert "SEND CUE SHEET" in drive.commands()
    assert drive.state()["state"] == "appendable"
    session_files(drive, first)
    drive.run(*xorriso("-dev", DRIVE, "-map", second, "/more", "-close", "on", "-commit"))
    assert drive.state()["state"] == "complete" and len(drive.tracks()) == 2
    assert drive.toc()[:2] == [track["start"] for track in drive.tracks()]
    read_files(drive, first)
    read_files(drive, second, "/more")


def xorriso_cdrecord(drive, sources):
    drive.run("xorriso", "-as", "cdrecord", f"dev={DRIVE}", "-sao", sources.image)
    assert_image(drive, sources.image)


def xorriso_blank(drive, sources):
    drive.run("xorriso", "-as", "cdrecord", f"dev={DRIVE}", "-sao", sources.image)
    drive.run(*xorriso("-outdev", DRIVE, "-blank", "all"))
    assert drive.state()["state"] == "blank"
    xorriso_files(drive, sources)
