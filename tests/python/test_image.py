# SPDX-License-Identifier: LGPL-2.1-or-later
"""Images: authored, burned, written to files, and found again by other programs."""
import io
import os

import burnish
import pytest
from burnish import DataAction, Status
from conftest import assert_same_tree, extract, pattern, tool


def author(tree, **options):
    image = burnish.Image(**options)
    image.add(tree)
    return image


def listed(iso, start=0):
    """The paths that isoinfo finds by Rock Ridge and by Joliet."""
    session = ["-T", start] if start else []
    return [set(tool("isoinfo", kind, "-f", *session, "-i", iso).splitlines()) for kind in ("-R", "-J")]


def test_a_burned_folder_is_found_by_other_programs(disc, tree, tmp_path):
    with burnish.Recorder(disc.device()) as recorder, author(tree, volume_id="PHOTOS") as image:
        size = image.size
        report = recorder.burn_data(image)
    assert report.verified and report.sectors * 2048 == size
    extract(disc.iso, tmp_path / "out")
    assert_same_tree(tree, tmp_path / "out" / "photos")
    rock_ridge, joliet = listed(disc.iso)
    assert "/photos/summer/beach/day one/x" in rock_ridge and "/photos/large.bin" in joliet
    assert "Volume id: PHOTOS" in tool("isoinfo", "-d", "-i", disc.iso)
    assert "'PHOTOS'" in tool("xorriso", "-indev", disc.iso, "-toc")


def test_a_cd_s_other_files(cd, tree):
    with burnish.Recorder(cd.device()) as recorder, author(tree) as image:
        recorder.burn_data(image, close=True)
    shown = tool("cd-info", "--no-device-info", "--no-header", "--cue-file", cd.folder / "disc.cue")
    assert "ISO 9660" in shown
    tool("cdrdao", "show-toc", cd.folder / "disc.toc")


def test_targets(tree, tmp_path, monkeypatch):
    monkeypatch.chdir(tree)
    image = burnish.Image()
    image.add("summer/")
    image.add("readme.txt", "/docs/deep/read.me")
    image.add("summer/beach", "/")
    image.add(".")
    image.add_bytes(b"made in memory", "/memory.txt")
    image.add_bytes(memoryview(bytearray(b"too")), "/memory2.txt")
    image.write_to(tmp_path / "x.iso")
    extract(tmp_path / "x.iso", tmp_path / "out")
    out = tmp_path / "out"
    assert {path.name for path in out.iterdir()} == {
        "summer", "docs", "photos", "memory.txt", "memory2.txt", "day one",
        "a rather long file name with blanks in it.jpeg"}
    assert (out / "docs/deep/read.me").read_text() == "what lies here\n"
    assert (out / "memory.txt").read_bytes() == b"made in memory"
    assert_same_tree(tree, out / "photos")
    assert_same_tree(tree / "summer", out / "summer")


def test_volume_ids(tree):
    assert author(tree, volume_id="MY_DISC").volume_id == "MY_DISC"
    assert "photos" in author(tree).volume_id.lower()
    with pytest.raises(burnish.ImageError) as caught:
        burnish.Image(volume_id="x" * 33)
    assert caught.value.status == Status.E_INVALID_VOLUME_NAME


def test_links_are_followed_where_asked(tree, tmp_path):
    author(tree, follow_links=True).write_to(tmp_path / "x.iso")
    extract(tmp_path / "x.iso", tmp_path / "out")
    copy = tmp_path / "out/photos/link"
    assert not copy.is_symlink() and copy.read_bytes() == (tree / "link").read_bytes()


def test_without_joliet_and_rock_ridge(tree, tmp_path):
    author(tree, joliet=False, rock_ridge=False).write_to(tmp_path / "x.iso")
    shown = tool("isoinfo", "-d", "-i", tmp_path / "x.iso")
    assert "NO Joliet present" in shown and "NO Rock Ridge present" in shown


def test_special_files_are_skipped_with_a_warning(tree):
    os.mkfifo(tree / "a pipe")
    image = author(tree)
    assert any("a pipe" in text for text in image.warnings)
    assert burnish.Image().warnings == ()


@pytest.mark.parametrize("add, kind, status", [
    (lambda image, tree: image.add("/no/such/file"), burnish.SourceNotFoundError, Status.E_FILE_NOT_FOUND),
    (lambda image, tree: image.add(tree), burnish.ImageError, Status.E_DUP_NAME),
    (lambda image, tree: image.add_bytes(b"", "/photos/readme.txt"), burnish.ImageError, Status.E_DUP_NAME),
    (lambda image, tree: image.add(tree, "relative"), burnish.ImageError, Status.E_INVALID_PATH),
], ids=["missing", "twice", "bytes twice", "relative"])
def test_what_cannot_be_added(tree, add, kind, status):
    with author(tree) as image:
        with pytest.raises(kind) as caught:
            add(image, tree)
        assert caught.value.status == status and caught.value.message
        assert image.size > 0, "the image is as good as before"


def test_an_image_is_frozen_while_its_stream_lives(tree):
    image = author(tree)
    with image.create_result_image() as stream:
        assert stream.length == len(stream) > 0
        with pytest.raises(burnish.ImageError) as caught:
            image.add_bytes(b"x", "/x")
        assert caught.value.status == Status.E_READONLY
    image.add_bytes(b"x", "/x")


def test_writing_to_a_file(tree, tmp_path):
    image, path, seen = author(tree), tmp_path / "x.iso", []
    path.write_bytes(b"old")
    size = image.write_to(path, progress=lambda done, total: seen.append((done, total)))
    assert size == image.size == path.stat().st_size == seen[-1][0] == seen[-1][1]
    memory = io.BytesIO()
    assert image.write_to(memory) == size == len(memory.getvalue())
    with open(tmp_path / "raw.iso", "wb", buffering=0) as raw:
        assert image.write_to(raw) == size
    tool("xorriso", "-indev", tmp_path / "raw.iso", "-check_media", "--")


def test_a_failed_file_leaves_the_old_one(tree, tmp_path):
    path = tmp_path / "x.iso"
    path.write_bytes(b"old")

    def stop(_done, _total):
        raise InterruptedError("enough")

    with pytest.raises(InterruptedError):
        author(tree).write_to(path, progress=stop)
    assert path.read_bytes() == b"old" and list(tmp_path.glob("*.part")) == []
    with pytest.raises(FileNotFoundError):
        author(tree).write_to(tmp_path / "none" / "x.iso")


def test_a_session_of_its_own_beside_another(disc, tree, tmp_path):
    """fresh=True: the new session's addresses are those of its place on the disc."""
    with burnish.Recorder(disc.device()) as recorder, author(tree) as image:
        recorder.burn_data(image)
        other = burnish.Image(volume_id="SECOND")
        other.add_bytes(pattern(50_000), "/second.bin")
        report = recorder.burn_data(other, fresh=True)
        assert report.start_lba > 0 and report.verified
        recorder.verify(other)
    extract(disc.iso, tmp_path / "first")
    assert_same_tree(tree, tmp_path / "first" / "photos")
    extract(disc.iso, tmp_path / "second", report.start_lba)
    assert (tmp_path / "second" / "second.bin").read_bytes() == pattern(50_000)
    assert "/second.bin" in listed(disc.iso, report.start_lba)[0]


@pytest.mark.parametrize("harm, status", [
    (lambda path: path.unlink(), Status.E_DATA_STREAM_READ_FAILURE),
    (lambda path: os.truncate(path, 1000), Status.E_DATA_STREAM_INCONSISTENCY)], ids=["deleted", "cut off"])
def test_a_file_that_changes_while_it_is_burned(disc, tree, harm, status):
    victim = tree / "victim.bin"
    victim.write_bytes(pattern(40 * 1024 * 1024))
    (tree / "z last.bin").write_bytes(b"x" * 100_000)

    def progress(event):
        if event.current_action == DataAction.INITIALIZING_HARDWARE and victim.exists():
            harm(victim)

    with burnish.Recorder(disc.device()) as recorder, author(tree) as image:
        with pytest.raises(burnish.SourceError) as caught:
            recorder.burn_data(image, progress=progress)
    assert caught.value.status == status and "victim.bin" in caught.value.message
    with burnish.Recorder(disc.device()) as recorder:
        recorder.eject()


def test_a_closed_image(tree):
    image = author(tree)
    image.close()
    image.close()
    with pytest.raises(burnish.StateError, match="closed"):
        image.add(tree)
