# SPDX-License-Identifier: LGPL-2.1-or-later
"""Samples and WAV files for the tests, and what then stands on a disc."""
import array
import struct

AUDIO = 2352
BETWEEN = 152  # sectors between two tracks: run-out and pause


def samples(sectors, seed=1, more=0):
    """PCM of which no two sectors are alike; more: bytes behind the last whole sector."""
    state, words = seed * 2654435761 & 0xFFFFFFFF, array.array("I")
    for _ in range((sectors * AUDIO + more + 3) // 4):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        words.append(state)
    return words.tobytes()[:sectors * AUDIO + more]


def chunk(name, body, size=None):
    return name + struct.pack("<I", len(body) if size is None else size) + body + b"\0" * (len(body) % 2)


def form(tag=1, channels=2, rate=44100, bits=16, tail=b""):
    return chunk(b"fmt ", struct.pack("<HHIIHH", tag, channels, rate, rate * channels * bits // 8, channels * bits // 8,
                                      bits) + tail)


def extensible(subformat=1):
    return form(0xFFFE, tail=struct.pack("<HHIH", 22, 16, 3, subformat) + bytes.fromhex("000000001000800000aa00389b71"))


def wav(pcm, format_=None, before=b"", after=b"", size=None, magic=b"RIFF"):
    body = (format_ or form()) + before + chunk(b"data", pcm, size) + after
    return magic + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def album_of(folder, *lengths):
    """WAV files of so many sectors each, and their samples."""
    pcm = [samples(length, seed + 1) for seed, length in enumerate(lengths)]
    paths = [folder / f"{number + 1:02d}.wav" for number in range(len(pcm))]
    for path, content in zip(paths, pcm):
        path.write_bytes(wav(content))
    return paths, pcm


def on_disc(disc, lba, sectors):
    """What stands in the disc's file, as any other program finds it."""
    with open(disc.folder / "disc.bin", "rb") as file:
        file.seek(lba * AUDIO)
        return file.read(sectors * AUDIO)


def assert_album(disc, pcm):
    """The disc holds these tracks one behind the other, each filled up with silence."""
    for content, lba in zip(pcm, starts(pcm)):
        sectors = max(300, -(-len(content) // AUDIO))
        assert on_disc(disc, lba, sectors) == content.ljust(sectors * AUDIO, b"\0")
    assert len(disc.state()["sessions"][0]["tracks"]) == len(pcm)


def starts(pcm):
    """The LBAs of the tracks."""
    found, lba = [], 0
    for content in pcm:
        found.append(lba)
        lba += max(300, -(-len(content) // AUDIO)) + BETWEEN
    return found
