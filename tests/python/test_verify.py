# SPDX-License-Identifier: LGPL-2.1-or-later
"""verify(): a disc against its source, long after the burn."""
import io
import os
import signal
import threading

import burnish
import pytest
from burnish import Status
from conftest import pattern

SECTORS = 700
CONTENT = pattern(2048 * SECTORS)


def change(disc, lba, content=b"\xAA" * 8):
    """Alters what the disc holds, behind everybody's back."""
    with open(disc.iso, "r+b") as file:
        file.seek(lba * 2048 + 100)
        file.write(content)
    binary = disc.folder / "disc.bin"
    if binary.exists():
        with open(binary, "r+b") as file:
            file.seek(lba * 2352 + 16 + 100)
            file.write(content)


def differences(call):
    with pytest.raises(burnish.VerificationError) as caught:
        call()
    assert caught.value.status == Status.E_BURN_VERIFICATION_FAILED
    return caught.value.differences


@pytest.mark.parametrize("source", [lambda tmp: CONTENT, lambda tmp: io.BytesIO(CONTENT), lambda tmp: path_of(tmp)],
                         ids=["bytes", "file", "path"])
def test_sectors_that_are_equal(disc, source, tmp_path):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
    with burnish.Recorder(disc.device()) as recorder:
        seen = []
        result = recorder.verify(source(tmp_path), progress=lambda done, total: seen.append((done, total)))
    assert (result.method, result.start_lba, result.sectors) == ("sector by sector", 0, SECTORS)
    assert seen[-1] == (SECTORS, SECTORS)


def path_of(tmp_path):
    (tmp_path / "x.iso").write_bytes(CONTENT)
    return tmp_path / "x.iso"


def test_sectors_that_differ(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
    for lba in (5, 300, 301, 302, 699):
        change(disc, lba)
    with burnish.Recorder(disc.device()) as recorder:
        found = differences(lambda: recorder.verify(CONTENT))
    assert found == ("LBA 5: differs from the source", "LBA 300 to 302: differs from the source",
                     "LBA 699: differs from the source")


def test_sectors_that_cannot_be_read(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
    faults = [{"command": "READ(10)", "lba": 77, "sense": "3/11/00", "times": "forever"}]
    with burnish.Recorder(disc.device(faults=faults)) as recorder:
        assert differences(lambda: recorder.verify(CONTENT)) == ("LBA 77: cannot be read",)


def test_a_drive_that_vanishes_is_no_difference(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
    faults = [{"command": "READ(10)", "nth": 3, "effect": "vanish"}]
    with burnish.Recorder(disc.device(faults=faults)) as recorder:
        with pytest.raises(burnish.DeviceNotFoundError):
            recorder.verify(CONTENT)


def test_many_differences_are_counted(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
        other = bytearray(CONTENT)
        for lba in range(0, SECTORS, 2):
            other[lba * 2048] ^= 1
        found = differences(lambda: recorder.verify(other))
    assert len(found) == 101 and found[-1] == "and 250 more"


def test_a_source_longer_than_the_session(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
        assert "sectors" in differences(lambda: recorder.verify(CONTENT * 2))[0]


def test_the_last_session_counts(disc):
    other = pattern(2048 * 500, 9)
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
        recorder.burn_data(other, verify="none", fresh=True)
        assert recorder.verify(other).start_lba > SECTORS
        differences(lambda: recorder.verify(CONTENT[:2048 * 400]))


def test_a_blank_disc(disc):
    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(burnish.MediumError) as caught:
            recorder.verify(CONTENT)
    assert caught.value.status == Status.E_EMPTY_DISC


@pytest.mark.parametrize("size", [0, 100, 2048 * 3 + 1])
def test_sources_that_are_no_sectors(cd, size):
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
        with pytest.raises(burnish.SourceError) as caught:
            recorder.verify(bytes(size))
    assert caught.value.status == Status.E_DF2DATA_STREAM_NOT_SUPPORTED


def test_a_source_that_ends_early(cd):
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
        with pytest.raises(burnish.SourceError) as caught:
            recorder.verify(io.BytesIO(CONTENT[:-2048]), size=len(CONTENT))
    assert caught.value.status == Status.E_STREAM_TOO_SHORT


def test_a_source_that_raises(cd):
    class Broken(io.BytesIO):
        def readinto(self, buffer):
            raise ZeroDivisionError

    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(CONTENT, verify="none")
        with pytest.raises(ZeroDivisionError):
            recorder.verify(Broken(CONTENT))


def test_a_folder(disc, tree):
    with burnish.Recorder(disc.device()) as recorder:
        with burnish.Image() as image:
            image.add(tree)
            recorder.burn_data(image)
    with burnish.Recorder(disc.device()) as recorder:
        result = recorder.verify(tree)
        assert result.method == "file by file" and result.start_lba == 0 and result.sectors > 1500
        with burnish.Image() as image:
            image.add(tree)
            assert image.compare(recorder, 0) == []


def test_a_folder_that_changed_since(disc, tree):
    with burnish.Recorder(disc.device()) as recorder:
        with burnish.Image() as image:
            image.add(tree)
            recorder.burn_data(image)
        content = bytearray((tree / "large.bin").read_bytes())
        content[100_000] ^= 1
        (tree / "large.bin").write_bytes(content)
        (tree / "new.txt").write_text("new")
        (tree / "readme.txt").unlink()
        found = differences(lambda: recorder.verify(tree))
    assert any(text.startswith("/photos/large.bin: ") and "100000" in text for text in found)
    assert any(text.startswith("/photos/new.txt: ") for text in found)
    assert any("readme.txt" in text for text in found)


def test_a_disc_that_changed_since(disc, tree):
    (tree / "marked.bin").write_bytes(b"MARK" * 512 * 4)
    with burnish.Recorder(disc.device()) as recorder:
        with burnish.Image() as image:
            image.add(tree)
            recorder.burn_data(image)
    place = disc.iso.read_bytes().index(b"MARK" * 512)
    change(disc, place // 2048)
    with burnish.Recorder(disc.device()) as recorder:
        found = differences(lambda: recorder.verify(tree))
    assert len(found) == 1 and found[0].startswith("/photos/marked.bin: ")


def test_a_disc_without_a_file_system(cd, tree):
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(CONTENT)
        with pytest.raises(burnish.MediumError) as caught:
            recorder.verify(tree)
    assert caught.value.status == Status.E_NO_SUPPORTED_FILE_SYSTEM


def test_ctrl_c_while_files_are_compared(dvd, tmp_path):
    """The call ends at once; the comparison ends by itself and then gives the drive back."""
    source = tmp_path / "large.bin"
    with open(source, "wb") as file:
        file.truncate(200 * 1024 * 1024)

    def interrupt():
        while not any(thread.name == "burnish" and thread.is_alive() for thread in threading.enumerate()):
            pass
        os.kill(os.getpid(), signal.SIGINT)

    with burnish.Recorder(dvd.device()) as recorder, burnish.Image() as image:
        image.add(source)
        recorder.burn_data(image, verify="none")
        thread = threading.Thread(target=interrupt)
        with pytest.raises(KeyboardInterrupt):
            thread.start()
            recorder.verify(image)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(60)
    with burnish.Recorder(dvd.device()) as recorder:
        assert recorder.medium.sessions == 1
