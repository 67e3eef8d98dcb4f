# SPDX-License-Identifier: LGPL-2.1-or-later
"""Report: what a write asked for, was granted and proved."""
from __future__ import annotations

import ctypes
import json
from typing import Any, Dict, Optional, Tuple

from . import _ffi
from ._check import check
from ._load import core
from ._status import Status


class Report:
    """Immutable. The members below are the useful ones; to_dict() has them all, as docs/report.md describes them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._values: Dict[str, Any] = json.loads(text)

    def __repr__(self) -> str:
        return f"<Report {self.status_name}: {self.sectors} sectors from LBA {self.start_lba}, {self.proof}>"

    # How it ended.
    @property
    def status(self) -> int:
        value = int(self._values["status"]["code"], 16)
        value = value - (1 << 32) if value >= 1 << 31 else value
        return Status(value) if value in Status._value2member_map_ else value

    @property
    def status_name(self) -> str:
        return str(self._values["status"]["name"])

    @property
    def ok(self) -> bool:
        return self.status >= 0

    @property
    def message(self) -> str:
        """Of the failure; empty on success."""
        return str(self._values["status"]["message"])

    @property
    def simulate(self) -> bool:
        """A test write: the disc is as it was."""
        return bool(self._values["simulate"])

    # What was planned.
    @property
    def device(self) -> str:
        return str(self._values["asked"]["device"])

    @property
    def medium(self) -> str:
        """"CD-R", "DVD+R" …"""
        return str(self._values["granted"]["medium"])

    @property
    def start_lba(self) -> int:
        return int(self._values["granted"]["start_lba"])

    @property
    def sectors(self) -> int:
        """Of the source, 2048 bytes each; of all tracks of an audio disc, 2352 bytes each."""
        return int(self._values["granted"]["sectors"])

    @property
    def write_speed(self) -> int:
        """As granted, in sectors per second; 0: the drive does not tell."""
        return int(self._values["granted"]["write_speed"])

    @property
    def closing(self) -> str:
        return str(self._values["granted"]["closing"])

    @property
    def adjustments(self) -> Tuple[str, ...]:
        """What became different from what was asked, in words."""
        return tuple(self._values["granted"]["adjustments"])

    # What was seen.
    @property
    def written_sectors(self) -> int:
        """Those that the drive accepted, padding and post-gap included."""
        return int(self._values["proven"]["written_sectors"])

    @property
    def sha256(self) -> str:
        """Of the source, hexadecimal; empty where hashing was off or the source did not come to its end."""
        return str(self._values["proven"]["sha256"])

    @property
    def verified(self) -> bool:
        """Whether all of it was read back and is what the source gave."""
        return bool(self._values["proven"]["verified"])

    @property
    def first_bad_lba(self) -> Optional[int]:
        """The first sector that differs or cannot be read; None where none was found."""
        value = self._values["proven"]["first_bad_lba"]
        return None if value is None else int(value)

    @property
    def bad_extents(self) -> Tuple[Tuple[int, int], ...]:
        """All such sectors as (first LBA, count). Reading back ends after 100 of these, or 32 unreadable sectors."""
        return tuple((int(start), int(count)) for start, count in self._values["proven"]["bad_extents"])

    @property
    def tracks(self) -> Tuple[Dict[str, Any], ...]:
        """Of an audio disc: what docs/report.md lists for each track, "sha256", "verified" and the rest."""
        return tuple(dict(track) for track in self._values.get("tracks", ()))

    @property
    def proof(self) -> str:
        """What was proven, in words: "contents proven by reading back", "contents not proven" …"""
        return str(self._values["proven"]["proof"])

    @property
    def seconds(self) -> Dict[str, float]:
        """How long each stage took."""
        return {stage["stage"]: float(stage["seconds"]) for stage in self._values["course"]["stages"]}

    def to_dict(self) -> Dict[str, Any]:
        """All of it as plain values; a copy."""
        values: Dict[str, Any] = json.loads(self._text)
        return values

    def to_json(self) -> str:
        """All of it as JSON text."""
        return self._text


def report_from(raw: _ffi.ReportHandle) -> Report:
    """Copies a C report and gives its reference back."""
    library = core()
    try:
        text = ctypes.c_char_p()
        check(library.burnish_report_get_json(raw, ctypes.byref(text)))
        return Report((text.value or b"{}").decode("utf-8", "replace"))
    finally:
        library.burnish_report_unref(raw)
