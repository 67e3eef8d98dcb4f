# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recorder.verify_audio(): an audio disc against its sources, by drives that read early or late."""
import io

import burnish
import pytest
from burnish import Status
from conftest import pattern
from sound import AUDIO, album_of, samples, wav


@pytest.fixture(name="album")
def _album(cd, tmp_path):
    """A burned disc and its files; the first begins with silence, the last has no whole number of sectors."""
    paths, pcm = album_of(tmp_path, 400, 310)
    pcm[0] = bytes(100 * AUDIO) + pcm[0][100 * AUDIO:]
    pcm.append(samples(200, 9, 444))
    paths.append(tmp_path / "03.wav")
    paths[0].write_bytes(wav(pcm[0]))
    paths[2].write_bytes(wav(pcm[2]))
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_audio(paths, verify="none")
    return paths


def verify(disc, tracks, **options):
    with burnish.Recorder(disc.device(**options)) as recorder:
        return recorder.verify_audio(tracks)


def differences(disc, tracks, **options):
    with pytest.raises(burnish.VerificationError) as caught:
        verify(disc, tracks, **options)
    assert caught.value.status == Status.E_BURN_VERIFICATION_FAILED
    return list(caught.value.differences)


def change(disc, at, data):
    """Other samples on the disc."""
    with open(disc.folder / "disc.bin", "r+b") as file:
        file.seek(at)
        file.write(data)


def move(disc, count):
    """All samples on the disc come later, as a drive with that offset reads them."""
    path = disc.folder / "disc.bin"
    content = path.read_bytes()
    moved = bytes(count * 4) + content if count > 0 else content[-count * 4:]
    path.write_bytes(moved[:len(content)].ljust(len(content), b"\0"))


def test_equal(cd, album):
    done = []
    with burnish.Recorder(cd.device()) as recorder:
        result = recorder.verify_audio(album, progress=lambda sectors, total: done.append((sectors, total)))
    assert (result.tracks, result.sectors, result.read_offset) == (3, 400 + 310 + 300, 0)
    assert result.to_dict() == {"method": "track by track", "tracks": 3, "sectors": 1010, "read_offset": 0}
    assert done == sorted(done) and done[-1] == (1010, 1010)


@pytest.mark.parametrize("count", [1, 6, 700, 2000, -1, -30, -588, -2000])
def test_an_offset_is_tolerated(count, cd, album):
    move(cd, count)
    assert verify(cd, album).read_offset == count


@pytest.mark.parametrize("count", [2001, -2001])
def test_but_not_every_offset(count, cd, album):
    move(cd, count)
    assert len(differences(cd, album)) == 3


@pytest.mark.parametrize("count", [0, 30, -30])
@pytest.mark.parametrize("sector", [0, 205, 399])
def test_one_sample_that_differs(sector, count, cd, album):
    move(cd, count)
    change(cd, sector * AUDIO + 1200, b"\x12\x34\x56\x78")
    found = differences(cd, album)
    assert found[0].startswith("track 1 differs") and (count or found == [f"track 1 differs from the source at LBA {sector}"])


def test_each_track_that_differs_is_named(cd, album):
    change(cd, 5 * AUDIO, b"\x12\x34\x56\x78")
    change(cd, (400 + 152 + 310 + 152 + 3) * AUDIO, b"\x12\x34\x56\x78")
    assert differences(cd, album) == ["track 1 differs from the source at LBA 5", "track 3 differs from the source at LBA 1017"]


def test_the_order_matters(cd, album):
    assert len(differences(cd, [album[1], album[0], album[2]])) == 2


def test_other_lengths(cd, album):
    assert differences(cd, [album[0], samples(150), album[2]]) == ["track 2 differs from the source at LBA 552"]
    assert differences(cd, [album[0], samples(313, 2), album[2]]) == ["track 2 has 312 sectors, the source 313"]
    assert differences(cd, [samples(200), album[1], album[2]]) == ["track 1 differs from the source at LBA 0"]
    assert differences(cd, album[:2]) == ["it has 3 audio tracks, and there are 2 sources"]


def test_a_source_that_is_only_the_beginning(cd, album):
    """Equal as far as it goes, but the disc has more."""
    assert differences(cd, [bytes(100 * AUDIO), *album[1:]]) == ["track 1 differs from the source at LBA 100"]


def test_a_disc_that_has_much_more(new_disc):
    disc, pcm = new_disc(), samples(600)
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_audio([pcm])
    assert differences(disc, [pcm[:400 * AUDIO]]) == ["track 1 has 602 sectors, the source 400"]


def test_a_sector_that_cannot_be_read(cd, album):
    faults = [{"command": "READ CD", "lba": 600, "sense": "3/11/00", "times": "forever"}]
    found = differences(cd, album, faults=faults)
    assert len(found) == 1 and found[0].startswith("track 2 cannot be read at LBA ")


def test_a_drive_that_fails_is_no_difference(cd, album):
    faults = [{"command": "READ CD", "lba": 600, "effect": "vanish"}]
    with pytest.raises(burnish.DeviceNotFoundError):
        verify(cd, album, faults=faults)


def test_what_is_no_audio_disc(cd, album, new_disc):
    other = new_disc()
    assert differences(other, album) == ["it has 0 audio tracks, and there are 3 sources"]
    with burnish.Recorder(other.device()) as recorder:
        recorder.burn_data(pattern(2048 * 400))
        with pytest.raises(burnish.VerificationError):
            recorder.verify_audio(album)


def test_sources_that_cannot_be_compared(cd, album):
    class Plain:
        def read(self, count):
            return b""

    for source, status in ((Plain(), Status.E_DF2TAO_STREAM_NOT_SUPPORTED), ("/no/such.wav", Status.E_FILE_NOT_FOUND),
                           (io.BytesIO(b"fLaC" * 999), Status.E_DF2TAO_STREAM_NOT_SUPPORTED)):
        with pytest.raises(burnish.SourceError) as caught:
            verify(cd, [source] * 3)
        assert caught.value.status == status
