# SPDX-License-Identifier: LGPL-2.1-or-later
"""FLAC and AIFF files become tracks as they are; what would have to be converted is refused. Made by flac, sox, lame and
oggenc, whose own decoders say what the samples are."""
import burnish
import pytest
from burnish import Status
from conftest import command, tool
from sound import AUDIO, assert_album, on_disc, samples, wav


@pytest.fixture(name="song")
def _song(tmp_path):
    path = tmp_path / "song.wav"
    path.write_bytes(wav(samples(400, 7, 1000)))
    return path


def flac_of(path, target, *options):
    tool("flac", "-s", "-f", *options, "-o", target, path)
    return target


def burn(disc, *paths):
    with burnish.Recorder(disc.device()) as recorder:
        return recorder.burn_audio(list(paths))


def test_flac_and_aiff_are_burned_bit_by_bit(new_disc, song, tmp_path):
    flac = flac_of(song, tmp_path / "song.flac")
    aiff = tmp_path / "song.aiff"
    tool("sox", song, aiff)
    raw = tmp_path / "song.raw"
    tool("flac", "-s", "-d", "--force-raw-format", "--endian=little", "--sign=signed", "-o", raw, flac)
    assert raw.read_bytes() == samples(400, 7, 1000)
    disc = new_disc()
    report = burn(disc, flac, aiff, song)
    assert report.ok
    assert_album(disc, [raw.read_bytes()] * 3)
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.verify_audio([song, flac, aiff]).tracks == 3
        with pytest.raises(burnish.VerificationError):
            other = tmp_path / "other.wav"
            other.write_bytes(wav(samples(400, 8, 1000)))
            recorder.verify_audio([flac_of(other, tmp_path / "other.flac"), flac, aiff])


def test_a_stream_of_an_audio_file(song, tmp_path):
    with burnish.open_audio_file(flac_of(song, tmp_path / "song.flac")) as stream:
        expected = samples(400, 7, 1000)
        assert stream.length == len(expected)
        buffer = bytearray(5000)
        for offset in (0, 3, 300_001, len(expected) - 1):
            stream.seek(offset)
            count = stream.readinto(buffer)
            assert 0 < count and buffer[:count] == expected[offset:offset + count]


def encoders():
    return {
        "48000 Hz": lambda song, target: tool("sox", song, "-r", "48000", target.with_suffix(".flac")),
        "24 bit": lambda song, target: tool("sox", song, "-b", "24", target.with_suffix(".flac")),
        "mono": lambda song, target: tool("sox", song, "-c", "1", target.with_suffix(".aiff")),
        "Vorbis": lambda song, target: tool("oggenc", "-Q", "-o", target.with_suffix(".ogg"), song),
        "MPEG": lambda song, target: tool("lame", "--quiet", song, target.with_suffix(".mp3")),
    }


@pytest.mark.parametrize("says", list(encoders()))
def test_what_must_be_converted_names_the_line(says, new_disc, song, tmp_path):
    encoders()[says](song, tmp_path / "other")
    path = next(tmp_path.glob("other.*"))
    disc = new_disc()
    with pytest.raises(burnish.SourceError) as caught:
        burn(disc, path)
    message = caught.value.message
    assert caught.value.status == Status.E_DF2TAO_STREAM_NOT_SUPPORTED
    assert says.lower() in message.lower() and "44100 Hz, 16 bit, stereo" in message
    assert f"gst-launch-1.0 filesrc location={path}" in message
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.medium.blank
    with pytest.raises(burnish.SourceError) as caught:
        burnish.open_audio_file(path)
    assert caught.value.status == Status.E_AUDIO_FILE_NOT_SUPPORTED and says.lower() in caught.value.message.lower()


def test_files_that_are_cut_off(new_disc, song, tmp_path):
    flac = flac_of(song, tmp_path / "song.flac")
    flac.write_bytes(flac.read_bytes()[:300_000])
    with pytest.raises(burnish.SourceError) as caught:
        burn(new_disc(), flac)
    assert caught.value.status in (Status.E_STREAM_TOO_SHORT, Status.E_STREAM_READ_FAILURE)
    assert "song.flac" in caught.value.message
    for name, options in (("cut.wav", ()), ("cut.aiff", ())):
        tool("sox", song, *options, tmp_path / name)
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:len(whole) // 2])
        with pytest.raises(burnish.SourceError) as caught:
            burnish.open_audio_file(tmp_path / name)
        assert caught.value.status == Status.E_STREAM_TOO_SHORT and name in caught.value.message


def test_a_part_of_a_flac_is_refused(new_disc, song, tmp_path):
    flac = flac_of(song, tmp_path / "song.flac")
    with pytest.raises(burnish.SourceError) as caught:
        burn(new_disc(), burnish.AudioTrack(flac, size=AUDIO))
    assert caught.value.status == Status.E_INVALIDARG


def test_the_command_takes_flac(new_disc, song, tmp_path):
    flac = flac_of(song, tmp_path / "song.flac")
    disc = new_disc()
    for name in ("audio", "verify"):
        done = command(name, flac, "--device", disc.device())
        assert done.returncode == 0, done.stderr
    assert on_disc(disc, 0, 400) == samples(400, 7)
