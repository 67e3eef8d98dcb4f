# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes NRG images, for tests. Of the format it knows what public descriptions tell: the tracks' sectors, then chunks
with big-endian lengths, then a footer that says where the chunks begin."""
import struct
from dataclasses import dataclass

PAUSE = 150
AUDIO, MODE1, XA, XA_SUBHEADER, MODE1_RAW, XA_RAW, MODE1_SUB, AUDIO_SUB, XA_SUB = 7, 0, 2, 3, 5, 6, 0x0F, 0x10, 0x11
SECTOR_BYTES = {MODE1: 2048, XA: 2048, XA_SUBHEADER: 2336, MODE1_RAW: 2352, XA_RAW: 2352, AUDIO: 2352, MODE1_SUB: 2448,
                AUDIO_SUB: 2448, XA_SUB: 2448}


@dataclass
class NrgSource:
    """One track: user data, and how its sectors are to lie in the file."""

    data: bytes
    mode: int = AUDIO
    isrc: bytes = b""
    pregap: int = PAUSE
    control: int = 0x01

    @property
    def sector_bytes(self):
        return SECTOR_BYTES[self.mode]

    def sectors(self, submode=0x08):
        """The sectors as they lie in the file."""
        size = 2352 if self.mode in (AUDIO, AUDIO_SUB) else 2048
        return b"".join(wrapped(self.mode, self.data[at:at + size], submode) for at in range(0, len(self.data), size))


def wrapped(mode, data, submode=0x08):
    """One sector. Sync, header and sub-header are real; error correction and sub-channel are not looked at."""
    sync = b"\0" + b"\xff" * 10 + b"\0" + b"\0\2\0"
    subheader = bytes([0, 0, submode, 0]) * 2
    if mode in (MODE1_RAW, MODE1_SUB):
        sector = sync + b"\1" + data + b"\xee" * 288
    elif mode in (XA_RAW, XA_SUB):
        sector = sync + b"\2" + subheader + data + b"\xee" * 280
    elif mode == XA_SUBHEADER:
        sector = subheader + data + b"\xee" * 280
    else:
        sector = data
    return sector.ljust(SECTOR_BYTES[mode], b"\xdd")


def chunk(name, body):
    return name + struct.pack(">I", len(body)) + body


def bcd(value):
    return value // 10 * 16 + value % 10


def footer(body, chunks, second=True):
    """The file: what lies before the chunks, they, and where they begin."""
    place = b"NER5" + struct.pack(">Q", len(body)) if second else b"NERO" + struct.pack(">I", len(body))
    return body + b"".join(chunks) + chunk(b"END!", b"") + place


def disc_at_once(tracks, second=True, mcn=b"", cd_text=b""):
    """An image of a disc written at once: pre-gaps are in the file, and a cue sheet tells addresses."""
    chunks, body = session_at_once(tracks, b"", 1, -PAUSE, second, mcn)
    return footer(body, chunks + ([chunk(b"CDTX", cd_text)] if cd_text else [])
                  + [chunk(b"MTYP", struct.pack(">I", 1))], second)


def session_at_once(tracks, body, first, lba, second=True, mcn=b""):
    """The chunks of one session, and what lies in the file up to its end."""
    cues, entries = [(tracks[0].control, 0, 0, lba)], b""
    for number, track in enumerate(tracks, first):
        before = len(body)
        cues.append((track.control, bcd(number), 0, lba))
        body += bytes(track.pregap * track.sector_bytes)
        lba += track.pregap
        begin = len(body)
        cues.append((track.control, bcd(number), 1, lba))
        body += track.sectors()
        lba += (len(body) - begin) // track.sector_bytes
        entries += track.isrc.ljust(12, b"\0") + struct.pack(">HBBH", track.sector_bytes, track.mode, 0, 1)
        entries += struct.pack(">QQQ" if second else ">III", before, begin, len(body))
    cues.append((tracks[-1].control, 0xAA, 1, lba))
    head = struct.pack("<I", 22 + len(entries)) + mcn.ljust(14, b"\0") + bytes([0, 1, first, first + len(tracks) - 1])
    return [chunk(b"CUEX" if second else b"CUES", b"".join(cue(second, *each) for each in cues)),
            chunk(b"DAOX" if second else b"DAOI", head + entries),
            chunk(b"SINF", struct.pack(">I", len(tracks)))], body


def cue(second, control, track, index, lba):
    if second:
        return struct.pack(">BBBBi", control, track, index, 0, lba)
    frames = lba + PAUSE
    return bytes([control, track, index, 0, 0, frames // 4500, frames // 75 % 60, frames % 75])


def track_at_once(tracks, second=True):
    """An image of a disc written track at once: no pre-gaps, no cue sheet."""
    body, entries, lba = b"", b"", 0
    for track in tracks:
        sectors = track.sectors()
        entries += struct.pack(">QQIIQ" if second else ">IIIII", len(body), len(sectors), track.mode, lba, 0)
        body += sectors
        lba += len(sectors) // track.sector_bytes
    return footer(body, [chunk(b"ETN2" if second else b"ETNF", entries), chunk(b"SINF", struct.pack(">I", len(tracks))),
                         chunk(b"MTYP", struct.pack(">I", 1))], second)
