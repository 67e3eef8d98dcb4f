# SPDX-License-Identifier: LGPL-2.1-or-later
"""Image: an ISO 9660 file system with Joliet and Rock Ridge, made while it is burned or written to a file."""
from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any, BinaryIO, Callable, List, Optional, Tuple, Union

from . import _ffi
from ._buffer import Buffer
from ._check import SOURCE, check, exception_of, failed, owned_string
from ._errors import SourceError
from ._handles import Closable, Owned
from ._image_fields import ImportedSession, VolumeText, VolumeTime, boot_options
from ._load import image
from ._status import Status
from .recorder import Recorder
from .stream import Stream

PathName = Union[str, "os.PathLike[str]"]
_CHUNK = 1024 * 1024


class Image(Closable):
    """Add files and folders, then burn it, or write it to a file. One thread at a time.

    volume_id: up to 32 characters; None: the single source's name, else the date. follow_links: the targets of symbolic
    links are taken instead of the links."""

    publisher = VolumeText(0, "Who publishes the disc; up to 128 characters, as the next two.")
    preparer = VolumeText(1, "Who prepared its data.")
    application_id = VolumeText(2, "The program that made it; default BURNISH.")
    system_id = VolumeText(3, "The system that its boot area is for; up to 32 characters.")
    volume_set_id = VolumeText(4, "The set of volumes that it belongs to; up to 128 characters.")
    copyright_file = VolumeText(5, "Name of a file in the root folder, as of the next two.")
    abstract_file = VolumeText(6, "A file that tells what the disc holds.")
    bibliography_file = VolumeText(7, "A file with bibliographic records.")
    creation_time = VolumeTime(0, "Default: when this object was made.")
    modification_time = VolumeTime(1, "Default: when this object was made.")
    expiration_time = VolumeTime(2, "When the contents are obsolete; default: none.")
    effective_time = VolumeTime(3, "From when on they may be used; default: none.")

    def __init__(self, volume_id: Optional[str] = None, *, joliet: bool = True, rock_ridge: bool = True,
                 follow_links: bool = False) -> None:
        library = image()
        options = _ffi.ImageOptions(size=ctypes.sizeof(_ffi.ImageOptions), no_joliet=not joliet,
                                    no_rock_ridge=not rock_ridge, follow_links=follow_links,
                                    volume_id=None if volume_id is None else _ffi.text(volume_id))
        raw, error = _ffi.ImageHandle(), _ffi.ErrorHandle()
        status = library.burnish_image_new(ctypes.byref(options), ctypes.byref(raw), ctypes.byref(error))
        if failed(status):
            raise exception_of(status, error)
        self._owned = Owned(raw, library.burnish_image_unref)

    def add(self, source: PathName, target: Optional[str] = None) -> None:
        """Adds a file, or a folder with all that is in it.

        target: its absolute path in the image; None: "/" and the source's own name. A folder added to "/" puts its
        contents there."""
        if target is None:
            target = "/" + own_name(source)
        self._call(image().burnish_image_add, _ffi.text(source), _ffi.text(target))

    def add_bytes(self, data: Any, target: str) -> None:
        """Adds a file with these bytes, which are copied."""
        buffer = Buffer(data)
        try:
            self._call(image().burnish_image_add_bytes, buffer.address, buffer.length, _ffi.text(target))
        finally:
            buffer.release()

    def remove(self, path: str) -> None:
        """Takes a file, a link or a folder with all that is in it out of the image. What was removed is not taken over
        from a disc's session either."""
        self._call(image().burnish_image_remove_tree, _ffi.text(path))

    def __contains__(self, path: str) -> bool:
        item = ctypes.c_int32()
        self._call(image().burnish_image_exists, _ffi.text(path), ctypes.byref(item))
        return bool(item.value)

    def import_session(self, recorder: Recorder) -> ImportedSession:
        """Takes over the files of the last session of the recorder's disc, for a new session that lists them too: they
        stay where they lie. What this image has itself replaces what the session has at the same path. burn_data() does
        it where it was not done; call it to remove() something, or to see what is there."""
        with recorder._own() as raw:
            self._call(image().burnish_image_import_session, raw)
        imported = self.imported
        assert imported is not None
        return imported

    @property
    def imported(self) -> Optional[ImportedSession]:
        """What was taken over; None: nothing."""
        info = _ffi.ImportedSession(size=ctypes.sizeof(_ffi.ImportedSession))
        self._call(image().burnish_image_get_imported_session, ctypes.byref(info))
        if info.start < 0:
            return None
        name = self._string(image().burnish_image_get_imported_volume_name)
        return ImportedSession(info.start, info.files, info.folders, name)

    def add_boot_image(self, source: Any, *, platform: Union[str, int] = "bios", emulation: Union[str, int] = "none",
                       load_segment: int = 0, load_sectors: int = 0, info_table: bool = False,
                       manufacturer: str = "") -> None:
        """Makes the disc bootable (El Torito). source: a path, or the bytes; they are copied, and no folder shows them.

        platform: "bios", "uefi", "powerpc", "mac". emulation: "none", "floppy-1.2", "floppy-1.44", "floppy-2.88",
        "hard-disk". load_sectors: of 512 bytes; 0: four for BIOS, else the whole image. info_table: tells the image where
        it lies, as isolinux and GRUB want it. Up to 32 images, in the first session of a disc."""
        options = ctypes.byref(boot_options(platform, emulation, load_segment, load_sectors, info_table, manufacturer))
        if isinstance(source, (str, os.PathLike)):
            self._call(image().burnish_image_add_boot_image, _ffi.text(source), options)
            return
        buffer = Buffer(source)
        try:
            self._call(image().burnish_image_add_boot_image_bytes, buffer.address, buffer.length, options)
        finally:
            buffer.release()

    def remove_boot_images(self) -> None:
        """The disc will not be bootable."""
        self._call(image().burnish_image_remove_boot_images)

    @property
    def volume_id(self) -> str:
        """The volume ID that will be written: the one given, else the imported session's, else the single source's name,
        else the date."""
        return self._string(image().burnish_image_get_volume_id)

    @volume_id.setter
    def volume_id(self, value: str) -> None:
        self._call(image().burnish_image_set_volume_id, _ffi.text(value))

    @property
    def warnings(self) -> Tuple[str, ...]:
        """What was skipped or renamed, in sentences."""
        return tuple(line for line in self._string(image().burnish_image_get_warnings).split("\n") if line)

    @property
    def size(self) -> int:
        """Bytes of the image as it stands now."""
        with self.create_result_image() as stream:
            return stream.length

    def set_session_start_block(self, lba: int) -> None:
        """LBA where the session will begin on the disc; default 0. burn_data() sets it."""
        self._call(image().burnish_image_set_session_start_block, lba)

    def create_result_image(self) -> Stream:
        """The image as a stream; until that is closed, the image cannot be changed."""
        raw = _ffi.StreamHandle()
        self._call(image().burnish_image_create_result_image, ctypes.byref(raw))
        return Stream(raw)

    def write_to(self, target: Union[PathName, BinaryIO],
                 progress: Optional[Callable[[int, int], Any]] = None) -> int:
        """Writes the image to a path or a binary file and tells its size in bytes. A path appears when the image is
        complete, and not before. progress: called with bytes written and bytes in all."""
        with self.create_result_image() as stream:
            if isinstance(target, (str, os.PathLike)):
                return _write_path(stream, Path(target), progress)
            return _copy(stream, target, progress)

    def compare(self, recorder: Recorder, session_start: int) -> List[str]:
        """Compares every file with the session that begins at an LBA of the recorder's disc: the differences, none
        where all is equal."""
        from ._compare import compare
        return compare(self, recorder, session_start)

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._own() as raw:
            self._check(function(raw, *arguments), raw)

    def _string(self, function: Callable[..., Any]) -> str:
        with self._own() as raw:
            status, value = owned_string(function, raw)
            self._check(status, raw)
            return value

    @staticmethod
    def _check(status: int, raw: _ffi.ImageHandle) -> int:
        return check(status, image().burnish_image_get_error, raw, SOURCE)


def own_name(source: PathName) -> str:
    """The last name of a path; of "." and "..", that of the folder they stand for."""
    path = os.fspath(source).rstrip("/") or "/"
    name = os.path.basename(path)
    if name in ("", ".", ".."):
        name = os.path.basename(os.path.realpath(path))
    return name


def _write_path(stream: Stream, path: Path, progress: Optional[Callable[[int, int], Any]]) -> int:
    if path.exists() and not path.is_file():  # a device or a pipe: there is no name to change
        with open(path, "wb") as file:
            return _copy(stream, file, progress)
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as file:
            size = _copy(stream, file, progress)
        os.replace(part, path)
        return size
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _copy(stream: Stream, file: BinaryIO, progress: Optional[Callable[[int, int], Any]]) -> int:
    buffer, done, total = bytearray(_CHUNK), 0, stream.length
    view = memoryview(buffer)
    while done < total:
        count = stream.readinto(buffer)
        if count == 0:
            raise SourceError(Status.E_STREAM_TOO_SHORT)
        _write_all(file, view[:count])
        done += count
        if progress is not None:
            progress(done, total)
    return done


def _write_all(file: BinaryIO, data: memoryview) -> None:
    while data:
        count = file.write(data)
        data = data[len(data) if count is None else count:]
