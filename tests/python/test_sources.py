# SPDX-License-Identifier: LGPL-2.1-or-later
"""What can be burned besides files: zeros, random bytes, sources one behind the other; and what images say of themselves."""
import gc
import io
from datetime import datetime, timezone

import burnish
import pytest
from burnish import Status
from conftest import fails, pattern, tool


def everything(stream, piece=7):
    out, buffer = b"", bytearray(piece)
    while count := stream.readinto(buffer):
        out += bytes(buffer[:count])
    return out


def test_streams_of_nothing():
    assert everything(burnish.zero_stream(20)) == bytes(20)
    random = everything(burnish.pseudo_random_stream(20, 7))
    assert random == bytes.fromhex("45ceab7e97c2b4b8fec88e33fd0553a69b1263ca")
    assert len(burnish.zero_stream(0)) == 0
    for call in (lambda: burnish.zero_stream(-1), lambda: burnish.pseudo_random_stream(1, -1),
                 lambda: burnish.pseudo_random_stream(1, 1 << 32), lambda: burnish.interleave((b"a", 0))):
        with pytest.raises(ValueError):
            call()


def test_streams_of_streams(tmp_path):
    (tmp_path / "file").write_bytes(b"file")
    inner = burnish.interleave((b"abc", 1), (io.BytesIO(b"123456"), 2))
    whole = burnish.concatenation(burnish.zero_stream(2), inner, tmp_path / "file", memoryview(b"!"))
    assert everything(whole) == b"\0\0a12b34c56file!" and whole.length == 16
    whole.seek(9)
    assert everything(whole) == b"56file!"
    fails(burnish.InvalidArgumentError, Status.E_INVALIDARG, lambda: inner.readinto(bytearray(1)))
    fails(burnish.InvalidArgumentError, Status.E_INVALIDARG, lambda: burnish.concatenation(inner))
    whole.close()
    inner.seek(0)
    assert everything(inner) == b"a12b34c56"
    fails(burnish.InvalidArgumentError, Status.E_INVALIDARG, lambda: burnish.concatenation(inner, inner))
    fails(burnish.InvalidArgumentError, Status.E_INVALIDARG, burnish.concatenation)


def test_parts_live_as_long_as_their_stream():
    """Closing a part, and losing it, takes no memory away from the stream that reads it."""
    data = bytearray(pattern(100_000))
    part = burnish.open_stream(data)
    whole = burnish.concatenation(part, bytes(pattern(1000, 2)))
    part.close()
    del part
    gc.collect()
    with pytest.raises(BufferError):
        data.clear()  # still in use
    assert everything(whole, 4096) == pattern(100_000) + pattern(1000, 2)
    whole.close()
    data.clear()


def test_burning_sources_one_behind_the_other(disc):
    with burnish.Recorder(disc.device()) as recorder:
        report = recorder.burn_data(burnish.concatenation(pattern(2048 * 300), burnish.zero_stream(2048 * 20)))
    assert report.verified and disc.iso.read_bytes()[:2048 * 320] == pattern(2048 * 300) + bytes(2048 * 20)


def test_a_part_that_raises(cd):
    """What its own code raised comes out, with its traceback."""
    class Broken(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, _buffer):
            raise ZeroDivisionError("in the source")

    with burnish.Recorder(cd.device()) as recorder:
        part = burnish.open_stream(Broken(), size=2048 * 300)
        with pytest.raises(ZeroDivisionError, match="in the source"):
            recorder.burn_data(burnish.concatenation(pattern(2048 * 100), part))


def test_volume_fields(tmp_path):
    with burnish.Image("FIELDS") as image:
        image.add_bytes(b"x", "/license.txt")
        assert image.application_id == "BURNISH" and image.publisher == "" and image.expiration_time is None
        image.volume_id = "other"
        image.publisher, image.preparer, image.application_id = "Jane Doe", "John", "tests"
        image.system_id, image.volume_set_id, image.copyright_file = "LINUX", "SET", "license.txt"
        image.creation_time = datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
        assert image.creation_time == datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
        assert (image.volume_id, image.publisher) == ("other", "Jane Doe")
        image.write_to(tmp_path / "x.iso")
        info = tool("isoinfo", "-d", "-i", tmp_path / "x.iso").splitlines()
        assert {"Volume id: other", "Publisher id: Jane Doe", "Data preparer id: John", "Application id: tests",
                "System id: LINUX", "Volume set id: SET", "Copyright File id: LICENSE.TXT;1"} <= set(info)
        assert "Creation Time: 2020010203040500" in tool("xorriso", "-indev", tmp_path / "x.iso", "-pvd_info")
        for name, value, status in (("publisher", "ü", Status.E_INVALID_PARAM),
                                    ("system_id", "x" * 33, Status.E_INVALID_PARAM),
                                    ("volume_id", "x" * 33, Status.E_INVALID_VOLUME_NAME),
                                    ("effective_time", datetime(1969, 1, 1, tzinfo=timezone.utc),
                                     Status.E_INVALID_DATE)):
            fails(burnish.ImageError, status, lambda: setattr(image, name, value))
        image.abstract_file = "none.txt"
        error = fails(burnish.SourceNotFoundError, Status.E_FILE_NOT_FOUND, lambda: image.size)
        assert "none.txt" in error.message


def test_boot_images(disc, tmp_path):
    (tmp_path / "uefi.img").write_bytes(pattern(8192, 4))
    with burnish.Image("BOOT") as image:
        image.add_bytes(b"x", "/a")
        image.add_boot_image(pattern(5000), load_segment=0x7C0, manufacturer="ACME", info_table=True)
        image.add_boot_image(tmp_path / "uefi.img", platform="uefi")
        fails(burnish.ImageError, Status.E_INVALID_PARAM, lambda: image.add_boot_image(b"x", platform="abacus"))
        fails(burnish.ImageError, Status.E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH,
              lambda: image.add_boot_image(b"x", emulation="floppy-1.44"))
        fails(burnish.SourceNotFoundError, Status.E_FILE_NOT_FOUND, lambda: image.add_boot_image(tmp_path / "none"))
        with burnish.Recorder(disc.device()) as recorder:
            recorder.burn_data(image)
            recorder.verify(image)
    report = tool("xorriso", "-indev", disc.iso, "-report_el_torito", "plain")
    lines = [line.split() for line in report.splitlines() if line.startswith("El Torito boot img")]
    assert [line[6:12] for line in lines] == [["BIOS", "y", "none", "0x07c0", "0x00", "4"],
                                              ["UEFI", "y", "none", "0x0000", "0x00", "16"]]
    lba = int(lines[1][-1])
    assert disc.iso.read_bytes()[lba * 2048:lba * 2048 + 8192] == pattern(8192, 4)
    assert "El Torito VD version 1 found" in tool("isoinfo", "-d", "-i", disc.iso)
    assert tool("isoinfo", "-f", "-R", "-i", disc.iso) == "/a\n"
