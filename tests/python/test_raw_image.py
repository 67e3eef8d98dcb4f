# SPDX-License-Identifier: LGPL-2.1-or-later
"""RawCDImage and RawCDImageTrack."""
import gc
import io
import weakref

import burnish
import pytest
from burnish import DigitalCopy, RawSectorType, SectorType, Status

AUDIO = 2352
SECTOR = 2448
START = -22650


def samples(seed, sectors, more=0):
    stream = burnish.pseudo_random_stream(sectors * AUDIO + more, seed)
    data = bytearray(stream.length)
    with stream:
        filled = 0
        while filled < len(data):
            part = bytearray(len(data) - filled)
            count = stream.readinto(part)
            data[filled:filled + count] = part[:count]
            filled += count
    return bytes(data)


def sectors_of(stream, first, count, size=SECTOR):
    stream.seek((first - START) * size)
    data = b""
    while len(data) < count * size:
        part = bytearray(count * size - len(data))
        data += bytes(part[:stream.readinto(part)])
    return [data[at:at + size] for at in range(0, len(data), size)]


def mains(stream, first, count):
    return b"".join(sector[:AUDIO] for sector in sectors_of(stream, first, count))


@pytest.fixture(name="image")
def _image():
    with burnish.RawCDImage() as image:
        yield image


def test_an_album_is_joined_to_the_sample(image, tmp_path):
    first, second = samples(1, 400, 1000), samples(2, 300, 40)
    (tmp_path / "1.pcm").write_bytes(first)
    image.add_track(tmp_path / "1.pcm")
    track = image.add_track(io.BytesIO(second))
    assert (track.index, track.track_number, track.starting_lba, track.sector_count) == (2, 2, 400, 301)
    assert track.padding == 701 * AUDIO - len(first + second)
    assert track.sector_type is SectorType.AUDIO
    assert image.start_of_leadout == 701
    assert image.last_used_user_sector_in_image == 700
    stream = image.create_result_image()
    image.close()
    assert stream.length == (22650 + 701 + 6750) * SECTOR
    album = first + second
    assert mains(stream, 0, 701) == album + bytes(701 * AUDIO - len(album))
    stream.close()


def test_gaps_can_be_had(image):
    assert image.gapless_audio and not image.disable_gapless_audio
    image.gapless_audio = False
    assert image.disable_gapless_audio
    first = image.add_track(samples(1, 300, 4))
    second = image.add_track(samples(2, 300), pregap=75)
    assert (first.sector_count, first.padding, first.pregap) == (301, 2348, 150)
    assert (second.starting_lba, second.pregap) == (376, 75)
    image.disable_gapless_audio = False
    third = image.add_track(samples(3, 300), silent_pregap=True)
    assert (second.starting_lba, second.pregap, third.pregap) == (300, 75, 150)
    assert [track.index for track in image.tracks] == [1, 2, 3]


def test_settings(image):
    assert image.resulting_image_type is RawSectorType.SUBCODE_IS_COOKED
    image.resulting_image_type = RawSectorType.SUBCODE_PQ_ONLY
    assert image.resulting_image_type is RawSectorType.SUBCODE_PQ_ONLY
    assert image.starting_track_number == 1
    image.starting_track_number = 12
    assert image.start_of_leadout_limit == 398099
    image.start_of_leadout_limit = 1000
    assert image.start_of_leadout_limit == 1000
    image.media_catalog_number = "36000291452"
    assert image.media_catalog_number == "0036000291452"
    with pytest.raises(burnish.InvalidArgumentError):
        image.media_catalog_number = "0036000291453"
    with pytest.raises(burnish.InvalidArgumentError):
        image.media_catalog_number = "1\0"
    with pytest.raises(burnish.BurnishError) as failure:
        image.add_track(samples(1, 1001))
    assert failure.value.status == Status.E_RAW_IMAGE_INSUFFICIENT_SPACE
    assert image.add_track(samples(1, 1000)).track_number == 12
    assert image.create_result_image().length == (22650 + 1000 + 6750) * 2368


def test_a_track_has_settings(image):
    track = image.add_track(samples(1, 300))
    assert track.isrc == ""
    track.isrc = "usk7y9812345"
    assert track.isrc == "US-K7Y-98-12345"
    with pytest.raises(burnish.InvalidArgumentError):
        track.isrc = "ABC"
    assert track.digital_audio_copy_setting is DigitalCopy.PROHIBITED
    track.digital_audio_copy_setting = DigitalCopy.SCMS
    assert track.digital_audio_copy_setting is DigitalCopy.SCMS
    assert track.audio_has_preemphasis is False
    track.audio_has_preemphasis = True
    assert track.audio_has_preemphasis is True
    assert track.add_track_index(100) is True
    assert track.add_track_index(100) is False
    assert track.track_indexes == (0, 100)
    with pytest.raises(burnish.BurnishError) as failure:
        track.add_track_index(109)
    assert failure.value.status == Status.E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX
    track.clear_track_index(100)
    assert track.track_indexes == (0,)
    assert image.track_info(1).track_number == 1
    with pytest.raises(burnish.InvalidArgumentError):
        image.track_info(2)


def test_expected_table_of_contents(image):
    with pytest.raises(burnish.BurnishError) as failure:
        _ = image.expected_table_of_contents
    assert failure.value.status == Status.E_RAW_IMAGE_NO_TRACKS
    image.add_track(samples(1, 4500))
    toc = image.expected_table_of_contents
    assert [toc[at:at + 11][3] for at in range(4, len(toc), 11)] == [0xA0, 0xA1, 0xA2, 1]
    assert tuple(toc[4 + 2 * 11 + 8:4 + 3 * 11]) == (1, 2, 0)


def test_data_tracks(image):
    track = image.add_track(burnish.pseudo_random_stream(300 * 2048, 1), SectorType.MODE1)
    assert track.sector_type is SectorType.MODE1
    assert [kind.bytes for kind in SectorType] == [2352, 2336, 2048, 2336, 2048, 2336, 2352, 2352, 2352, 2352]
    with pytest.raises(burnish.BurnishError) as failure:
        image.add_track(samples(1, 300))
    assert failure.value.status == Status.E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED
    with image.create_result_image() as stream:
        sector = sectors_of(stream, 0, 1)[0]
    assert sector[:12] == b"\0" + b"\xff" * 10 + b"\0"
    assert sector[12:16] == bytes([0x00 ^ 0x01, 0x02 ^ 0x80, 0x00, 0x01 ^ 0x60])  # 00:02:00, mode 1, scrambled


def test_a_hidden_track_packs_and_text(image):
    image.add_special_pregap(samples(9, 200))
    packs = bytes(range(64)) * 450
    image.add_track(samples(1, 300), rw_packs=packs)
    pack = bytes.fromhex("88002300010E003F021200000000000012 00".replace(" ", ""))
    image.set_cd_text_packs(pack)
    with pytest.raises(burnish.BurnishError) as failure:
        image.set_cd_text_packs(pack[:-1] + b"\1")
    assert failure.value.status == Status.E_CD_TEXT_DAMAGED
    with image.create_result_image() as stream:
        assert mains(stream, -150, 200) == samples(9, 200)
        first = sectors_of(stream, 50, 1)[0][AUDIO:]
        assert bytes(byte & 0x3F for byte in first) == packs[:96]
        lead_in = sectors_of(stream, -151, 1)[0][AUDIO:]
        assert lead_in[0] & 0x3F == 0x88 >> 2


def test_text_comes_from_cd_text(image):
    block = burnish.CdTextBlock({burnish.CdTextField.TITLE: {0: "Album", 1: "Song"}})
    image.set_cd_text(burnish.CdText([block]))
    image.add_track(samples(1, 300))
    with image.create_result_image() as stream:
        symbols = b"".join(bytes(byte & 0x3F for byte in sector[AUDIO:]) for sector in sectors_of(stream, START, 20))
    bits = "".join(f"{symbol:06b}" for symbol in symbols)
    packs = bytes(int(bits[at:at + 8], 2) for at in range(0, len(bits), 8))
    expected = burnish.CdText([block]).encode(1, 1).packs
    assert packs == (expected * len(packs))[:len(packs)]


def test_text_for_a_track_that_there_is_not(image):
    image.set_cd_text(burnish.CdText([burnish.CdTextBlock({burnish.CdTextField.TITLE: {0: "Album", 2: "Song"}})]))
    image.add_track(samples(1, 300))
    with pytest.raises(burnish.InvalidArgumentError):
        image.create_result_image()


def test_text_can_be_taken_away(image):
    image.set_cd_text_packs(bytes.fromhex("88002300010E003F02120000000000001200"))
    image.set_cd_text(None)
    image.set_cd_text_packs(b"")
    image.resulting_image_type = RawSectorType.SUBCODE_PQ_ONLY


def test_a_generator(image):
    size = (22650 + 300 + 6750) * 96
    image.add_subcode_rw_generator(bytes(size - 96) + b"\x2a" * 96)
    image.add_track(samples(1, 300))
    with image.create_result_image() as stream:
        last = sectors_of(stream, 300 + 6749, 1)[0][AUDIO:]
        assert bytes(byte & 0x3F for byte in last) == b"\x2a" * 96


def test_a_made_image_is_read_only(image):
    track = image.add_track(samples(1, 300))
    image.create_result_image()
    for change in (lambda: image.add_track(samples(1, 300)), image.create_result_image,
                   lambda: setattr(image, "gapless_audio", False), lambda: setattr(track, "isrc", "")):
        with pytest.raises(burnish.BurnishError) as failure:
            change()
        assert failure.value.status == Status.E_RAW_IMAGE_IS_READ_ONLY


class Broken(io.RawIOBase):
    """Knows its length, and fails where it is read."""

    def readable(self):
        return True

    def readinto(self, target):
        raise ArithmeticError("no samples today")


def test_what_a_source_raises_comes_out_of_the_image(image):
    image.add_track(Broken(), size=300 * AUDIO)
    with image.create_result_image() as stream:
        with pytest.raises(ArithmeticError, match="no samples today"):
            mains(stream, 0, 1)


def test_a_refused_source_is_free_again(image):
    short = burnish.pseudo_random_stream(299 * AUDIO, 1)
    with pytest.raises(burnish.InvalidArgumentError):
        image.add_track(short)
    assert short.readinto(bytearray(10)) == 10
    long = burnish.pseudo_random_stream(300 * AUDIO, 1)
    image.add_track(long)
    with pytest.raises(burnish.BurnishError):
        long.readinto(bytearray(10))
    image.close()
    assert long.readinto(bytearray(10)) == 10


def test_memory_stays_until_the_image_is_gone():
    image = burnish.RawCDImage()
    file = io.BytesIO(samples(1, 300))
    gone = weakref.ref(file)
    image.add_track(file)
    del file
    stream = image.create_result_image()
    image.close()
    del image
    gc.collect()
    assert mains(stream, 0, 1) == samples(1, 1)
    stream.close()
    del stream
    gc.collect()
    assert gone() is None


def test_a_closed_image_says_so():
    image = burnish.RawCDImage()
    image.close()
    image.close()
    with pytest.raises(burnish.StateError):
        image.add_track(samples(1, 300))
