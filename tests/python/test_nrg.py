# SPDX-License-Identifier: LGPL-2.1-or-later
"""NRG images: their tracks as libcdio lists them, burned as audio CDs and data discs, and refused where damaged."""
import os
import random
import re
import struct
import subprocess

import burnish
import nrg
import pytest
from burnish import NrgImage, Status
from conftest import command, fails, pattern, tool, tool_environment
from nrg import NrgSource
from sound import AUDIO, assert_album, samples

MCN = "4006408262121"
ISRCS = ("DEA123456701", "DEA123456702", "DEA123456703")
DATA_MODES = (nrg.MODE1, nrg.XA, nrg.XA_SUBHEADER, nrg.MODE1_RAW, nrg.XA_RAW, nrg.MODE1_SUB, nrg.XA_SUB)


@pytest.fixture(name="pcm")
def _pcm():
    return [samples(length, seed) for seed, length in enumerate((301, 310, 325), 1)]


@pytest.fixture(name="album")
def _album(pcm):
    return [NrgSource(content, isrc=isrc.encode()) for content, isrc in zip(pcm, ISRCS)]


@pytest.fixture(name="iso")
def _iso(tmp_path):
    """An image of genisoimage's; a disc of it is judged by what it was made of."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a.bin").write_bytes(pattern(700001))
    path = tmp_path / "x.iso"
    tool("genisoimage", "-quiet", "-R", "-J", "-o", path, folder)
    return path.read_bytes()


@pytest.fixture(name="write")
def _write(tmp_path):
    def write(content, name="x.nrg"):
        path = tmp_path / name
        path.write_bytes(content)
        return path
    return write


def contents(image):
    """All tracks, read in odd pieces."""
    found = []
    for track in image.tracks:
        with image.open_track(track.number) as stream:
            assert len(stream) == track.sectors * track.data_bytes
            buffer, parts = bytearray(5003), []
            while count := stream.readinto(buffer):
                parts.append(bytes(buffer[:count]))
            found.append(b"".join(parts))
    return found


def cd_info(path):
    """Addresses and catalogue number as libcdio finds them."""
    text = tool("cd-info", "--no-device-info", "--no-cddb", "--no-disc-mode", f"--nrg-file={path}")
    tracks = re.findall(r"^\s*(\d+): \d\d:\d\d:\d\d\s+(\d+)\s+(audio|data)", text, re.MULTILINE)
    mcn = re.search(r"\(MCN\): (\d*)", text)
    return [(int(number), int(lba), kind) for number, lba, kind in tracks], mcn[1] if mcn else ""


def test_an_album_is_what_libcdio_lists(write, album, pcm):
    path = write(nrg.disc_at_once(album, mcn=MCN.encode()))
    with NrgImage(path) as image:
        assert ([(track.number, track.start, track.type) for track in image.tracks], image.media_catalog_number) == \
            cd_info(path)
        assert contents(image) == pcm
        assert [(track.isrc, track.sectors, track.pregap) for track in image.tracks] == \
            list(zip(ISRCS, (301, 310, 325), (150, 150, 150)))
        assert {track.session for track in image.tracks} == {1} and image.cd_text == b""
        assert image.tracks[0].to_dict()["sector_bytes"] == AUDIO


@pytest.mark.parametrize("make", [nrg.disc_at_once, nrg.track_at_once])
@pytest.mark.parametrize("second", [True, False])
def test_all_versions_say_the_same(write, album, pcm, make, second):
    with NrgImage(write(make(album, second=second))) as image:
        assert contents(image) == pcm
        starts = [track.start for track in image.tracks]
        assert starts == [0, 301 + 150, 301 + 310 + 300]
        assert image.media_catalog_number == ""


def test_tracks_at_once_are_what_libcdio_lists(write, album):
    path = write(nrg.track_at_once(album))
    with NrgImage(path) as image:
        assert [(track.number, track.start, track.type) for track in image.tracks] == cd_info(path)[0]


def test_flags_and_text(write, album):
    album[0].control, album[1].control = 0x11, 0x21
    packs = bytes(range(36))
    with NrgImage(write(nrg.disc_at_once(album, cd_text=packs))) as image:
        assert [(track.pre_emphasis, track.copy_permitted) for track in image.tracks] == \
            [(True, False), (False, True), (False, False)]
        assert image.cd_text == packs


def test_99_tracks(write):
    with NrgImage(write(nrg.disc_at_once([NrgSource(samples(4, seed)) for seed in range(99)]))) as image:
        assert len(image.tracks) == 99 and image.tracks[98].start == 98 * 154
    path = write(nrg.track_at_once([NrgSource(samples(1, 1))] * 100))
    fails(burnish.SourceError, Status.E_DATA_STREAM_INCONSISTENCY, lambda: NrgImage(path))


@pytest.mark.parametrize("mode", DATA_MODES)
@pytest.mark.parametrize("make", [nrg.disc_at_once, nrg.track_at_once])
def test_data_of_every_kind(write, iso, make, mode):
    with NrgImage(write(make([NrgSource(iso, mode, control=0x41)]))) as image:
        track, = image.tracks
        assert (track.is_data, track.data_bytes, track.sector_bytes) == (True, 2048, nrg.SECTOR_BYTES[mode])
        assert contents(image) == [iso]
        with image.open_track(1) as stream:
            stream.seek(2048 * 100 + 7)
            buffer = bytearray(4096)
            assert stream.readinto(buffer) == 4096 and buffer == iso[2048 * 100 + 7:][:4096]


def test_audio_with_sub_channel(write, pcm):
    with NrgImage(write(nrg.disc_at_once([NrgSource(pcm[0], nrg.AUDIO_SUB)]))) as image:
        assert contents(image) == [pcm[0]] and image.tracks[0].sector_bytes == 2448


def test_an_album_is_burned(write, album, pcm, cd):
    with burnish.Recorder(cd.device()) as recorder, NrgImage(write(nrg.disc_at_once(album, mcn=MCN.encode()))) as image:
        report = recorder.burn_audio(image)
        assert report.verified and [track["isrc"] for track in report.to_dict()["tracks"]] == list(ISRCS)
        assert recorder.verify_audio(image).tracks == 3
    assert_album(cd, pcm)
    text = (cd.folder / "disc.toc").read_text()
    assert f'CATALOG "{MCN}"' in text and all(f'ISRC "{isrc}"' in text for isrc in ISRCS)


def test_an_album_is_burned_by_the_command(write, album, pcm, cd):
    path = write(nrg.track_at_once(album), "Album.NRG")
    assert command("--device", cd.device(), "audio", path).returncode == 0
    assert_album(cd, pcm)
    assert command("--device", cd.device(), "verify", path).returncode == 0
    other = write(nrg.track_at_once(album[1:]), "other.nrg")
    assert command("--device", cd.device(), "verify", other).returncode == 3


def test_data_are_burned_by_the_command(write, iso, disc, tmp_path):
    path = write(nrg.disc_at_once([NrgSource(iso, nrg.MODE1_RAW, control=0x41)]))
    device = disc.device()
    said = command("--device", device, "data", path)
    assert said.returncode == 0 and "proven by reading back" in said.stdout
    found = subprocess.run(["isoinfo", "-R", "-i", disc.iso, "-x", "/a.bin"], capture_output=True, check=True,
                           env=tool_environment())
    assert found.stdout == (tmp_path / "tree/a.bin").read_bytes()
    assert command("--device", device, "verify", path).returncode == 0
    wrong = command("--device", device, "data", "--volume-id", "X", path)
    assert wrong.returncode == 2 and "has its name already" in wrong.stderr


def test_what_cannot_be_burned_is_refused_before_the_laser(write, album, iso, cd):
    mixed = write(nrg.disc_at_once([NrgSource(iso, nrg.MODE1, control=0x41), album[0]]))
    audio = write(nrg.disc_at_once(album), "audio.nrg")
    with burnish.Recorder(cd.device()) as recorder:
        for path, burn in ((mixed, recorder.burn_data), (mixed, recorder.burn_audio), (audio, recorder.burn_data)):
            with NrgImage(path) as image:
                fails(burnish.UnsupportedError, Status.E_NOTIMPL, lambda: burn(image))
        assert recorder.medium.blank
    said = command("--device", cd.device(), "data", audio)
    assert said.returncode == 1 and "3 audio tracks and 0 of data" in said.stderr


def test_sessions(write, album, iso):
    first, body = nrg.session_at_once(album[:2], b"", 1, -150)
    second, body = nrg.session_at_once([NrgSource(iso, nrg.XA_SUBHEADER, control=0x41)], body, 3, 12000)
    with NrgImage(write(nrg.footer(body, first + second))) as image:
        assert [(track.session, track.number, track.type) for track in image.tracks] == \
            [(1, 1, "audio"), (1, 2, "audio"), (2, 3, "mode 2")]
        assert image.tracks[2].start == 12150
        assert contents(image) == [album[0].data, album[1].data, iso]


def test_video_cds_are_no_data_discs(write, iso):
    track = NrgSource(iso, nrg.XA_RAW, control=0x41)
    body = track.sectors()
    form2 = nrg.wrapped(nrg.XA_RAW, bytes(2048), submode=0x20)
    at = 20 * 2352
    whole = nrg.track_at_once([track])
    with NrgImage(write(body[:at] + form2 + whole[at + 2352:])) as image, image.open_track(1) as stream:
        error = fails(burnish.UnsupportedError, Status.E_NOTIMPL, lambda: stream.readinto(bytearray(len(iso))))
        assert "form 2" in error.message and "sector 20" in error.message


def test_sectors_of_another_mode_are_damage(write, iso):
    whole = bytearray(nrg.track_at_once([NrgSource(iso, nrg.MODE1_RAW)]))
    whole[5 * 2352 + 15] = 2
    with NrgImage(write(whole)) as image, image.open_track(1) as stream:
        fails(burnish.SourceError, Status.E_DATA_STREAM_INCONSISTENCY, lambda: stream.readinto(bytearray(len(iso))))


def test_what_is_no_image(write, tmp_path, iso):
    fails(burnish.SourceNotFoundError, Status.E_FILE_NOT_FOUND, lambda: NrgImage(tmp_path / "none.nrg"))
    fails(burnish.SourceError, Status.E_INVALIDARG, lambda: NrgImage(tmp_path))
    for content in (b"", b"NER5", b"NERO" + bytes(4), iso):
        fails(burnish.SourceError, Status.E_INVALIDARG, lambda: NrgImage(write(content)))
    said = command("--device", "virtual:x?empty=1", "audio", write(iso))
    assert said.returncode == 1 and "no NRG image" in said.stderr


@pytest.mark.parametrize("make", [nrg.disc_at_once, nrg.track_at_once])
@pytest.mark.parametrize("second", [True, False])
def test_what_is_cut_short_is_refused(write, album, make, second):
    whole = make(album, second=second)
    for cut in (1, 11, 12, 13, 100, 2352, len(whole) // 2, len(whole) - 1):
        fails(burnish.SourceError, Status.E_INVALIDARG, lambda: NrgImage(write(whole[:-cut])))
    for begin, end in ((0, 1), (0, 2352), (100, 200), (0, len(whole) // 2), (10, len(whole) - 12)):
        fails(burnish.SourceError, Status.E_DATA_STREAM_INCONSISTENCY,
              lambda: NrgImage(write(whole[:begin] + whole[end:])))


def changed(whole, chunk, offset, value):
    """With these bytes at a place in a chunk's body."""
    at = whole.rindex(chunk) + 8 + offset
    return whole[:at] + value + whole[at + len(value):]


@pytest.mark.parametrize("chunk, offset, value, status", [
    (b"DAOX", -4, struct.pack(">I", 1000), Status.E_DATA_STREAM_INCONSISTENCY),  # longer than the table
    (b"DAOX", -4, struct.pack(">I", 64), Status.E_DATA_STREAM_INCONSISTENCY),  # a track less than it says
    (b"DAOX", 20, b"\2", Status.E_DATA_STREAM_INCONSISTENCY),  # first track
    (b"DAOX", 21, b"\2", Status.E_DATA_STREAM_INCONSISTENCY),  # last track
    (b"DAOX", 22 + 12, b"\x08\x00", Status.E_DATA_STREAM_INCONSISTENCY),  # bytes of an audio sector
    (b"DAOX", 22 + 14, b"\x55", Status.E_NOTIMPL),  # mode
    (b"DAOX", 22 + 18, b"\x7f", Status.E_DATA_STREAM_INCONSISTENCY),  # the pre-gap behind the track
    (b"DAOX", 22 + 26, b"\x7f", Status.E_DATA_STREAM_INCONSISTENCY),  # begins behind its end
    (b"DAOX", 22 + 34, b"\x7f", Status.E_DATA_STREAM_INCONSISTENCY),  # ends behind the table
    (b"DAOX", 22 + 41, b"\1", Status.E_DATA_STREAM_INCONSISTENCY),  # half a sector
    (b"CUEX", -4, struct.pack(">I", 20), Status.E_DATA_STREAM_INCONSISTENCY),
    (b"CUEX", 2 * 8 + 1, b"\x77", Status.E_DATA_STREAM_INCONSISTENCY),  # index 1 of track 1 is not there
    (b"CUEX", 4 * 8 + 4, struct.pack(">i", 100), Status.E_DATA_STREAM_INCONSISTENCY),  # in the midst of track 1
    (b"CUEX", 2 * 8 + 4, struct.pack(">i", -151), Status.E_DATA_STREAM_INCONSISTENCY),  # before its pre-gap
    (b"SINF", 0, struct.pack(">I", 2), Status.E_DATA_STREAM_INCONSISTENCY),
    (b"END!", -8, b"ENDE", Status.E_DATA_STREAM_INCONSISTENCY),
])
def test_what_is_damaged_is_refused(write, album, chunk, offset, value, status):
    whole = changed(nrg.disc_at_once(album), chunk, offset, value)
    kind = burnish.UnsupportedError if status == Status.E_NOTIMPL else burnish.SourceError
    error = fails(kind, status, lambda: NrgImage(write(whole)))
    assert "x.nrg" in error.message


def test_no_damage_harms(write):
    """Whatever is changed in the table: it is refused, or it opens and all of it can be read."""
    tracks = [NrgSource(samples(length, length), pregap=2) for length in (4, 5, 6)]
    opened = refused = 0
    chance = random.Random(1)
    for make in (nrg.disc_at_once, nrg.track_at_once):
        whole = make(tracks)
        table = struct.unpack(">Q", whole[-8:])[0]
        for _ in range(700):
            damaged = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                damaged[chance.randrange(table, len(damaged))] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
            try:
                with NrgImage(write(damaged)) as image:
                    assert len(contents(image)) == len(image.tracks)
                opened += 1
            except (burnish.SourceError, burnish.UnsupportedError) as error:
                assert error.message
                refused += 1
    assert opened > 100 and refused > 100


def test_a_file_that_changed_meanwhile(write, album):
    path = write(nrg.disc_at_once(album))
    with NrgImage(path) as image:
        os.truncate(path, 1000)
        fails(burnish.SourceError, Status.E_DATA_STREAM_INCONSISTENCY, lambda: image.open_track(1))


def test_a_track_that_is_not_there(write, album):
    with NrgImage(write(nrg.disc_at_once(album))) as image:
        for number in (0, 4, -1):
            fails(burnish.SourceError, Status.E_INVALIDARG, lambda: image.open_track(number))
    fails(burnish.StateError, Status.E_HANDLE, lambda: image.open_track(1))
