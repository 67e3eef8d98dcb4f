# SPDX-License-Identifier: LGPL-2.1-or-later
"""Finds and loads the two C libraries, on first use and never at import."""
from __future__ import annotations

import ctypes
import ctypes.util
import os
import threading
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple

from . import _ffi
from ._errors import LibraryNotFoundError, UnsupportedError
from ._installed import LIBRARY_FOLDER
from ._status import Status

# The oldest library that has everything this package calls: major × 1000000 + minor × 1000 + patch.
NEEDED_VERSION = 1_000

_CORE = ("burnish", "libburnish.so.1", "BURNISH_LIBRARY")
_IMAGE = ("burnish-image", "libburnish-image.so.1", "BURNISH_IMAGE_LIBRARY")

_lock = threading.RLock()
_loaded: Dict[str, ctypes.CDLL] = {}


def core() -> ctypes.CDLL:
    """libburnish, loaded and its functions typed."""
    library = _loaded.get("core")
    if library is None:
        with _lock:
            library = _loaded.get("core")
            if library is None:
                library = _open(*_CORE)
                _bind(library, _ffi.CORE)
                _check_version(library)
                _loaded["core"] = library
    return library


def image() -> ctypes.CDLL:
    """libburnish-image, loaded and its functions typed. libburnish comes first, so that both use the same one."""
    library = _loaded.get("image")
    if library is None:
        with _lock:
            library = _loaded.get("image")
            if library is None:
                core()
                library = _open(*_IMAGE)
                _bind(library, _ffi.IMAGE)
                _loaded["image"] = library
    return library


def library_version() -> str:
    """The version of the loaded libburnish, such as "0.1.0"."""
    return bytes(core().burnish_version_string()).decode()


def has_feature(name: str) -> bool:
    """Whether the loaded libburnish has a feature: "data", "virtual-recorder", "linux-sg"."""
    return bool(core().burnish_has_feature(_ffi.text(name)))


def _open(name: str, soname: str, variable: str) -> ctypes.CDLL:
    """The library that the environment names and no other; else the package's own, else one that the system knows."""
    attempts: List[str] = []
    chosen = os.environ.get(variable)
    if chosen:
        library = _try(chosen, f"{variable}={chosen}", attempts) if os.path.isabs(chosen) else None
        if library is None:
            why = attempts[0] if attempts else f"{variable}={chosen}: not an absolute path"
            raise LibraryNotFoundError(Status.E_FAIL, f"{soname} could not be loaded: {why}. Correct {variable}, or "
                                       "unset it to use the installed library.")
        return library
    candidates: Tuple[Tuple[str, Callable[[], Optional[str]]], ...] = (
        ("beside the package", lambda: _beside_package(soname)),
        ("in the folder it was installed to", lambda: _installed_library(soname)),
        ("by its soname", lambda: soname),
        ("by ctypes.util.find_library", lambda: ctypes.util.find_library(name)),
    )
    for where, locate in candidates:
        path = locate()
        if path is None:
            attempts.append(f"{where}: not there")
            continue
        library = _try(path, f"{where} ({path})", attempts)
        if library is not None:
            return library
    raise LibraryNotFoundError(Status.E_FAIL, f"{soname} was not found. Install burnish's libraries, or set {variable} "
                               "to the library's absolute path.", detail="tried " + "; ".join(attempts))


def _beside_package(soname: str) -> Optional[str]:
    return _existing(Path(__file__).resolve().parent / soname)


def _installed_library(soname: str) -> Optional[str]:
    return None if LIBRARY_FOLDER is None else _existing(Path(LIBRARY_FOLDER) / soname)


def _existing(path: Path) -> Optional[str]:
    return str(path) if path.exists() else None


def _try(path: str, what: str, attempts: List[str]) -> Optional[ctypes.CDLL]:
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        attempts.append(f"{what}: {error}")
        return None


def _bind(library: ctypes.CDLL, table: Dict[str, _ffi.Signature]) -> None:
    missing = []
    for name, (result, arguments) in table.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            missing.append(name)
            continue
        function.restype = result
        function.argtypes = list(arguments)
    if missing:
        raise UnsupportedError(Status.E_NOTIMPL, f"{library._name} is older than this Python package and lacks "
                               f"{', '.join(missing)}; install the same version of both.")


def _check_version(library: ctypes.CDLL) -> None:
    version = int(library.burnish_version())
    if version < NEEDED_VERSION or version // 1_000_000 != NEEDED_VERSION // 1_000_000:
        found = bytes(library.burnish_version_string()).decode()
        raise UnsupportedError(Status.E_NOTIMPL, f"{library._name} is version {found}, and this Python package does "
                               "not work with it; install the same version of both.")
