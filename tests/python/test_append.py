# SPDX-License-Identifier: LGPL-2.1-or-later
"""Sessions appended: the last one's files are taken over, and other programs read what every session shows."""
import json
import os

import burnish
import pytest
from burnish import MediaState, Status
from conftest import assert_same_tree, command, extract, fails, pattern, tool

RE_LBA = "-report_lba"


def write_tree(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def image_of(root):
    image = burnish.Image("BACKUP")
    image.add(root, "/")
    return image


def burn(disc, image, **options):
    with burnish.Recorder(disc.device()) as recorder:
        report = recorder.burn_data(image, verify="full", **options)
        assert report.verified and recorder.verify(image).start_lba == report.start_lba
        return report


def shown(disc, start):
    """What isoinfo lists of the session at a sector."""
    return set(tool("isoinfo", "-f", "-R", "-T", start, "-i", disc.iso).split("\n")) - {""}


FIRST = {"keep.txt": b"kept\n", "large.bin": pattern(700_001, 1), "gone.txt": b"gone\n", "sub/old.txt": b"old\n",
         "sub/deep/x": b"x", "doomed/a": b"a", "doomed/b/c": b"c"}
SECOND = {"sub/old.txt": pattern(5000, 2), "sub/new.txt": b"new\n", "more/large.bin": pattern(300_000, 3)}
THIRD = {"last.txt": b"last\n", "keep.txt": b"kept, but changed\n"}


@pytest.mark.parametrize("close", [True, False])
def test_three_sessions(disc, tmp_path, close):
    """Burn, append, append: old, replaced and removed files, in each session as it was asked."""
    first = write_tree(tmp_path / "first", FIRST)
    second = write_tree(tmp_path / "second", SECOND)
    third = write_tree(tmp_path / "third", THIRD)
    reports = [burn(disc, image_of(first))]
    with burnish.Image() as image:
        image.add(second, "/")
        with burnish.Recorder(disc.device()) as recorder:
            imported = image.import_session(recorder)
        assert (imported.start, imported.files, imported.folders, imported.volume_id) == (0, 7, 4, "BACKUP")
        assert imported == image.imported and image.volume_id == "BACKUP"
        image.remove("/gone.txt")
        image.remove("/doomed")
        assert "/gone.txt" not in image and "/doomed/b/c" not in image and "/sub/deep/x" in image
        reports.append(burn(disc, image))
    reports.append(burn(disc, image_of(third), close=close))
    starts = [report.start_lba for report in reports]
    assert starts[0] == 0 < starts[1] < starts[2]
    assert reports[1].sectors * 2048 < 700_000  # the large file was not written again

    expected = [FIRST, {**FIRST, **SECOND}, {**FIRST, **SECOND, **THIRD}]
    for later in expected[1:]:
        for name in ("gone.txt", "doomed/a", "doomed/b/c"):
            later.pop(name)
    for number, (start, files) in enumerate(zip(starts, expected)):
        found = tmp_path / f"found{number}"
        extract(disc.iso, found, start)
        assert_same_tree(write_tree(tmp_path / f"expected{number}", files), found)
        assert "/sub/old.txt" in shown(disc, start)
        assert ("/gone.txt" in shown(disc, start)) == (number == 0)
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.medium.sessions == 3 and recorder.medium.appendable is not close


def test_contents_stay_where_they_lie(disc, tmp_path):
    burn(disc, image_of(write_tree(tmp_path / "first", FIRST)))
    report = burn(disc, image_of(write_tree(tmp_path / "second", SECOND)))

    def place(start, path):
        load = ["-load", "sbsector", start] if start else []
        lines = tool("xorriso", *load, "-indev", disc.iso, "-find", path, "-exec", "report_lba", "--").splitlines()
        return next(line for line in lines if line.startswith("File data lba"))

    assert place(0, "/large.bin") == place(report.start_lba, "/large.bin")
    assert place(0, "/sub/old.txt") != place(report.start_lba, "/sub/old.txt")


def test_attributes_are_taken_over(dvd, tree, tmp_path):
    """Links, empty folders, names of many kinds, times and permissions, through two more sessions."""
    os.chmod(tree / "readme.txt", 0o640)
    os.utime(tree / "readme.txt", (1_000_000_000, 1_000_000_001))
    os.utime(tree / "summer", (1_000_000_000, 1_000_000_002))
    burn(dvd, image_of(tree))
    for number in range(2):
        with burnish.Image() as image:
            image.add_bytes(b"more", f"/more{number}")
            report = burn(dvd, image)
        (tree / f"more{number}").write_bytes(b"more")
    extract(dvd.iso, tmp_path / "found", report.start_lba)
    assert_same_tree(tree, tmp_path / "found")
    found = (tmp_path / "found/readme.txt").stat()
    assert found.st_mtime == 1_000_000_001 and found.st_mode & 0o77 == 0o40
    assert (tmp_path / "found/summer").stat().st_mtime == 1_000_000_002
    assert (tmp_path / "found/link").is_symlink()


def test_fresh_takes_nothing_over(disc, tmp_path):
    burn(disc, image_of(write_tree(tmp_path / "first", FIRST)))
    report = burn(disc, image_of(write_tree(tmp_path / "second", {"only.txt": b"only"})), fresh=True)
    assert shown(disc, report.start_lba) == {"/only.txt"}


def test_one_image_burned_again_and_again(dvd, tmp_path):
    """What an image took over before is let go; what was removed from it stays away."""
    source = write_tree(tmp_path / "first", {"a": b"a"})
    with burnish.Image() as image:
        image.add(source, "/")
        burn(dvd, image)
        image.add_bytes(b"b", "/folder/b")
        burn(dvd, image)
        with burnish.Image() as other:
            other.add_bytes(b"c", "/folder/c")
            other.add_bytes(b"d", "/d")
            burn(dvd, other)
        with burnish.Recorder(dvd.device()) as recorder:
            image.import_session(recorder)
        image.remove("/d")
        report = burn(dvd, image)
        assert shown(dvd, report.start_lba) >= {"/a", "/folder/b", "/folder/c"}
        assert "/d" not in shown(dvd, report.start_lba)
        report = burn(dvd, image)
        assert "/d" not in shown(dvd, report.start_lba)


def test_a_later_session_verifies_against_its_own_source(disc, tmp_path):
    """What the session only carries over is no difference; what was not burned, or is not in the source, is."""
    second = write_tree(tmp_path / "second", SECOND)
    burn(disc, image_of(write_tree(tmp_path / "first", FIRST)))
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(image_of(second), verify="none")
        image = image_of(second)
        recorder.verify(image)
        image.add_bytes(b"", "/not there")
        error = fails(burnish.VerificationError, Status.E_BURN_VERIFICATION_FAILED, lambda: recorder.verify(image))
        assert error.differences == ("/not there: missing",)
        error = fails(burnish.VerificationError, Status.E_BURN_VERIFICATION_FAILED,
                      lambda: recorder.verify(image_of(write_tree(tmp_path / "part", {"more/large.bin":
                                                                                      SECOND["more/large.bin"]}))))
        assert set(error.differences) == {"/sub/old.txt: not in the source", "/sub/new.txt: not in the source"} or \
            set(error.differences) == {"/sub: not in the source"}


def test_sessions_of_other_programs(cd, tmp_path):
    """xorriso's and genisoimage's images are taken over, with their volume ID, without Rock Ridge too."""
    source = write_tree(tmp_path / "first", {"a file.txt": b"a", "sub/b.txt": b"b" * 5000})
    for number, author in enumerate((["xorriso", "-as", "mkisofs", "-r", "-J"], ["genisoimage", "-J"],
                                     ["genisoimage"])):
        iso = tmp_path / f"{number}.iso"
        tool(*author, "-quiet", "-V", f"OTHER{number}", "-o", iso, source)
        disc = type(cd)(tmp_path / f"other{number}.disc", "cd-r-80")
        with burnish.Recorder(disc.device()) as recorder:
            recorder.burn_data(os.fspath(iso))
            image = burnish.Image()
            image.add_bytes(b"new", "/sub/new.txt")
            assert image.import_session(recorder).files == 2
            report = recorder.burn_data(image)
            recorder.verify(image)
        assert image.volume_id == f"OTHER{number}"
        found = tmp_path / f"found{number}"
        extract(disc.iso, found, report.start_lba)
        contents = sorted(path.read_bytes() for path in found.rglob("*") if path.is_file())
        assert contents == [b"a", b"b" * 5000, b"new"]


def test_a_later_session_boots_too(cd):
    with burnish.Image() as image:
        image.add_bytes(b"a", "/a")
        image.add_boot_image(pattern(6000), manufacturer="ACME")
        burn(cd, image)
    with burnish.Image() as image:
        image.add_bytes(b"b", "/b")
        report = burn(cd, image)

    def boot_image(start):
        load = ["-load", "sbsector", start] if start else []
        text = tool("xorriso", *load, "-indev", cd.iso, "-report_el_torito", "plain")
        return next(line.split() for line in text.splitlines() if line.startswith("El Torito boot img"))

    assert boot_image(0) == boot_image(report.start_lba)
    lba = int(boot_image(0)[-1])
    assert cd.iso.read_bytes()[lba * 2048:lba * 2048 + 6000] == pattern(6000)


# ---- trouble ----


def test_a_blank_disc_has_nothing_to_take_over(disc):
    with burnish.Recorder(disc.device()) as recorder, burnish.Image() as image:
        fails(burnish.MediumError, Status.E_EMPTY_DISC, lambda: image.import_session(recorder))
        assert image.imported is None


def test_no_disc(cd):
    with burnish.Recorder(cd.device(empty=1)) as recorder, burnish.Image() as image:
        fails(burnish.NoMediumError, Status.E_RECORDER_MEDIA_NO_MEDIA, lambda: image.import_session(recorder))


def test_a_finalized_disc(disc, tmp_path):
    source = write_tree(tmp_path / "first", FIRST)
    burn(disc, image_of(source), close=True)
    with burnish.Recorder(disc.device()) as recorder:
        error = fails(burnish.MediumError, Status.E_IMPORT_MEDIA_NOT_ALLOWED,
                      lambda: burnish.Image().import_session(recorder))
        assert "finalized" in error.message
        for fresh in (False, True):
            fails(burnish.MediumError, Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
                  lambda: recorder.burn_data(image_of(source), fresh=fresh))
        assert recorder.medium.sessions == 1


def test_a_session_that_is_open(disc, tmp_path):
    """A burn that ended halfway leaves a session that nothing can follow before it is closed."""
    burn(disc, image_of(write_tree(tmp_path / "first", FIRST)))
    with burnish.Recorder(disc.device(faults=[{"command": "CLOSE TRACK SESSION", "sense": "3/0C/00",
                                               "times": "forever"}])) as recorder:
        with pytest.raises(burnish.BurnishError):
            recorder.burn_data(image_of(write_tree(tmp_path / "second", SECOND)))
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.medium.state & MediaState.UNSUPPORTED_MASK
        fails(burnish.MediumError, Status.E_IMPORT_MEDIA_NOT_ALLOWED, lambda: burnish.Image().import_session(recorder))
        error = fails(burnish.MediumError, Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
                      lambda: recorder.burn_data(image_of(tmp_path / "second")))
        assert "never closed" in error.message


@pytest.mark.parametrize("medium", ["cd-r-80", "cd-rw-80", "dvd+r"])
def test_a_session_that_is_damaged(new_disc, tmp_path, medium):
    """Power was lost while the session was closed. What is before it can be read, and a CD-RW can be erased."""
    disc = new_disc(medium)
    for _ in range(2):
        burn(disc, image_of(write_tree(tmp_path / "first", FIRST)))
    state = disc.state()
    state["sessions"][-1]["closed"] = False
    (disc.folder / "disc.json").write_text(json.dumps({**state, "state": "damaged"}))
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.medium.state == MediaState.APPENDABLE | MediaState.DAMAGED
        assert recorder.medium.sessions == 1 and recorder.medium.free_bytes == 0
        fails(burnish.MediumError, Status.E_IMPORT_MEDIA_NOT_ALLOWED, lambda: burnish.Image().import_session(recorder))
        for fresh in (False, True):
            error = fails(burnish.MediumError, Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
                          lambda: recorder.burn_data(image_of(tmp_path / "first"), fresh=fresh))
            assert ("erase it" if medium == "cd-rw-80" else "is damaged, and nothing can") in error.message
        recorder.verify(image_of(tmp_path / "first"))
        if medium == "cd-rw-80":
            recorder.erase()
            recorder.burn_data(image_of(tmp_path / "first"))
    result = command("info", "--device", disc.device())
    assert result.returncode == 0 and (", damaged" in result.stdout) == (medium != "cd-rw-80")


def test_no_room(cd, tmp_path):
    """Before anything is written."""
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(image_of(write_tree(tmp_path / "first", FIRST)))
        before = recorder.medium
        huge = tmp_path / "huge"
        huge.touch()
        os.truncate(huge, before.free_bytes + 1)
        image = burnish.Image()
        image.add(huge)
        fails(burnish.NoSpaceError, Status.E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
              lambda: recorder.burn_data(image))
        assert recorder.medium == before


@pytest.mark.parametrize("lba", [16, 18, 20, 24])
def test_a_session_that_cannot_be_read(disc, tmp_path, lba):
    """A bad descriptor or folder: the image stays as it was, and the error tells the way round."""
    burn(disc, image_of(write_tree(tmp_path / "first", FIRST)))
    fault = {"command": "READ(10)", "lba": lba, "sense": "3/11/05", "times": "forever"}
    with burnish.Recorder(disc.device(faults=[fault])) as recorder:
        before = recorder.medium
        image = image_of(write_tree(tmp_path / "second", SECOND))
        size = image.size
        for call in (lambda: image.import_session(recorder), lambda: recorder.burn_data(image)):
            error = fails(burnish.MediumError, Status.E_IMPORT_READ_FAILURE, call)
            assert "fresh" in error.message and "11/05" in error.detail
            assert error.sense == (3, 0x11, 5) and error.cdb is not None and error.cdb[0] in (0x28, 0xA8)
        assert image.imported is None and image.size == size and recorder.medium == before
        recorder.burn_data(image, fresh=True, verify="none")
        assert recorder.medium.sessions == 2


def test_a_drive_that_vanishes(cd, tmp_path):
    burn(cd, image_of(write_tree(tmp_path / "first", FIRST)))
    with burnish.Recorder(cd.device(faults=[{"command": "READ(10)", "effect": "vanish"}])) as recorder:
        fails(burnish.DeviceNotFoundError, Status.E_DEV_NOT_EXIST, lambda: burnish.Image().import_session(recorder))


@pytest.mark.parametrize("content", [pattern(2048 * 400), bytes(2048 * 400)], ids=["garbage", "zeros"])
def test_a_session_without_files(disc, content):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(content)
        with burnish.Image() as image:
            image.add_bytes(b"a", "/a")
            error = fails(burnish.MediumError, Status.E_NO_SUPPORTED_FILE_SYSTEM, lambda: recorder.burn_data(image))
            assert "fresh" in error.message and recorder.medium.sessions == 1
            recorder.burn_data(image, fresh=True)
            recorder.verify(image)


def test_an_audio_session(cd):
    """Its sectors cannot be read as blocks; that it is audio is told before that is tried."""
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(pattern(2048 * 400))
    state = cd.state()
    state["sessions"][0]["tracks"][0]["control"] = 0
    (cd.folder / "disc.json").write_text(json.dumps(state))
    with burnish.Recorder(cd.device()) as recorder, burnish.Image() as image:
        assert not recorder.medium.tracks[0].is_data
        error = fails(burnish.MediumError, Status.E_NO_SUPPORTED_FILE_SYSTEM, lambda: image.import_session(recorder))
        assert "audio" in error.message and "fresh" in error.message


def folder_of(content, *names, descriptor=16):
    """The block of a folder in an image, by the names of the ISO 9660 tree or, as UTF-16, the Joliet one."""
    block = int.from_bytes(content[descriptor * 2048 + 158:descriptor * 2048 + 162], "little")
    for name in names:
        record = content.index(bytes((len(name),)) + name, block * 2048) - 32
        block = int.from_bytes(content[record + 2:record + 6], "little")
    return block


@pytest.mark.parametrize("names", [(), (b"SUB",), (b"SUB", b"DEEP")], ids=len)
@pytest.mark.parametrize("nonsense", [bytes(2048), b"\x5A" * 2048, b"\xFF" * 2048, pattern(2048)],
                         ids=["zeros", "5A", "FF", "pattern"])
def test_damaged_folders(dvd, tmp_path, names, nonsense):
    """However deep: their files would be lost in the new session, and nobody would know."""
    iso = tmp_path / "x.iso"
    image_of(write_tree(tmp_path / "first", FIRST)).write_to(iso)
    content = bytearray(iso.read_bytes())
    block = folder_of(content, *names)
    content[block * 2048:block * 2048 + 2048] = nonsense
    with burnish.Recorder(dvd.device()) as recorder, burnish.Image() as image:
        recorder.burn_data(bytes(content))
        image.add_bytes(b"a", "/a")
        error = fails(burnish.MediumError, Status.E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
                      lambda: recorder.burn_data(image))
        assert "fresh" in error.message and recorder.medium.sessions == 1


def test_a_damaged_joliet_folder(dvd, tmp_path):
    """It matters where there is no Rock Ridge, and only there."""
    for rock_ridge in (False, True):
        disc = type(dvd)(tmp_path / f"{rock_ridge}.disc", "dvd+r")
        image = burnish.Image(rock_ridge=rock_ridge)
        image.add_bytes(b"a", "/sub/a")
        image.write_to(tmp_path / "x.iso")
        content = bytearray((tmp_path / "x.iso").read_bytes())
        block = folder_of(content, "sub".encode("utf-16-be"), descriptor=17)
        content[block * 2048:block * 2048 + 2048] = b"\x5A" * 2048
        with burnish.Recorder(disc.device()) as recorder, burnish.Image() as image:
            recorder.burn_data(bytes(content))
            if rock_ridge:
                assert image.import_session(recorder).files == 1
            else:
                fails(burnish.MediumError, Status.E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
                      lambda: image.import_session(recorder))


def test_a_folder_within_itself(cd, tmp_path):
    """A crafted disc whose folders have no end; comparing with it ends as well."""
    iso = tmp_path / "x.iso"
    image_of(write_tree(tmp_path / "first", FIRST)).write_to(iso)
    content = bytearray(iso.read_bytes())
    root = int.from_bytes(content[16 * 2048 + 158:16 * 2048 + 162], "little")
    record = content.index(b"\x03SUB", root * 2048) - 32
    content[record + 2:record + 10] = root.to_bytes(4, "little") + root.to_bytes(4, "big")
    with burnish.Recorder(cd.device()) as recorder, burnish.Image() as image:
        recorder.burn_data(bytes(content))
        for call in (lambda: image.import_session(recorder), lambda: recorder.verify(image)):
            error = fails(burnish.MediumError, Status.E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, call)
            assert "themselves" in error.message


def test_a_file_where_the_session_has_a_folder(dvd, tmp_path):
    burn(dvd, image_of(write_tree(tmp_path / "first", FIRST)))
    with burnish.Recorder(dvd.device()) as recorder:
        for path, status in (("/sub", Status.E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE),
                             ("/keep.txt/x", Status.E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY)):
            with burnish.Image() as image:
                image.add_bytes(b"x", path)
                fails(burnish.ImageError, status, lambda: recorder.burn_data(image))
        with burnish.Image() as image:  # and the way round it
            image.import_session(recorder)
            fails(burnish.ImageError, Status.E_DUP_NAME, lambda: image.add_bytes(b"x", "/sub"))
            image.remove("/sub")
            image.add_bytes(b"x", "/sub")
            recorder.burn_data(image)
            recorder.verify(image)


def test_another_disc_than_the_imported_one(dvd, cd, tmp_path):
    burn(dvd, image_of(write_tree(tmp_path / "first", FIRST)))
    with burnish.Image() as image:
        with burnish.Recorder(dvd.device()) as recorder:
            image.import_session(recorder)
            fails(burnish.InvalidArgumentError, Status.E_INVALIDARG, lambda: recorder.burn_data(image, fresh=True))
        with burnish.Recorder(cd.device()) as recorder:
            fails(burnish.MediumError, Status.E_DISC_MISMATCH, lambda: recorder.burn_data(image))
            assert recorder.medium.blank


def test_boot_images_belong_to_the_first_session(dvd, tmp_path):
    burn(dvd, image_of(write_tree(tmp_path / "first", FIRST)))
    with burnish.Recorder(dvd.device()) as recorder:
        image = burnish.Image()
        image.add_boot_image(pattern(2048))
        fails(burnish.ImageError, Status.E_BOOT_OBJECT_CONFLICT, lambda: recorder.burn_data(image))
        image.remove_boot_images()
        image.import_session(recorder)
        fails(burnish.ImageError, Status.E_BOOT_OBJECT_CONFLICT, lambda: image.add_boot_image(pattern(2048)))


def test_ready_images_do_not_append(dvd, tmp_path):
    """An .iso lists its own files alone, and its addresses count from block 0."""
    iso = tmp_path / "x.iso"
    image_of(write_tree(tmp_path / "first", FIRST)).write_to(iso)
    with burnish.Recorder(dvd.device()) as recorder:
        recorder.burn_data(os.fspath(iso))
        error = fails(burnish.UnsupportedError, Status.E_NOTIMPL, lambda: recorder.burn_data(os.fspath(iso)))
        assert "fresh=True" in error.message
        recorder.burn_data(os.fspath(iso), fresh=True)


@pytest.mark.parametrize("change, status", [
    (lambda path: path.unlink(), Status.E_DATA_STREAM_READ_FAILURE),
    (lambda path: os.truncate(path, 100), Status.E_DATA_STREAM_INCONSISTENCY),
    (lambda path: os.truncate(path, path.stat().st_size + 1), Status.E_DATA_STREAM_INCONSISTENCY),
], ids=["vanishes", "shrinks", "grows"])
def test_a_source_that_changes_while_it_is_appended(cd, tmp_path, change, status):
    """The burn fails and names the file. Sizes are a promise from the moment that the stream is made."""
    burn(cd, image_of(write_tree(tmp_path / "first", FIRST)))
    source = write_tree(tmp_path / "second", {"a": pattern(5 << 20), "z": pattern(1 << 20, 2)}) / "z"
    image = image_of(tmp_path / "second")
    with burnish.Recorder(cd.device()) as recorder:
        image.import_session(recorder)
        with image.create_result_image() as stream:
            change(source)
            error = fails(burnish.SourceError, status, lambda: recorder.burn_data(stream, fresh=True))
        assert os.fspath(source) in error.message
        assert recorder.medium.sessions == 1
    assert "/keep.txt" in shown(cd, 0)


# ---- the command ----


def done(*arguments):
    result = command(*arguments)
    assert result.returncode == 0, result.stderr
    return result


def test_the_command_appends(disc, tmp_path):
    first = write_tree(tmp_path / "first", {"a": b"a"})
    second = write_tree(tmp_path / "second", {"b": b"b"})
    done("data", first, "--device", disc.device())
    result = done("data", second, "--device", disc.device())
    assert "Took over 1 file and 1 folder of the session at LBA 0 (FIRST)." in result.stderr
    done("verify", second, "--device", disc.device())
    result = command("verify", first, "--device", disc.device())  # not all that this session wrote
    assert result.returncode == 3 and "/second: not in the source" in result.stderr
    result = done("--json", "data", first, "--close", "--device", disc.device())
    events = [json.loads(line) for line in result.stdout.splitlines()]
    imported = next(event for event in events if event["event"] == "imported")
    assert (imported["files"], imported["folders"], imported["volume_id"]) == (2, 2, "FIRST")
    start = next(event for event in events if event["event"] == "report")["report"]["granted"]["start_lba"]
    assert shown(disc, start) == {"/first", "/first/a", "/second", "/second/b"}


def test_the_command_and_fresh(cd, tmp_path):
    first = write_tree(tmp_path / "first", {"a": b"a"})
    done("data", first, "--device", cd.device())
    result = done("data", first, "--fresh", "--device", cd.device())
    assert "Took over" not in result.stderr
