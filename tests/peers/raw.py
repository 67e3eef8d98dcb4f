# SPDX-License-Identifier: LGPL-2.1-or-later
"""Raw: what the programs burn as sectors with a sub-channel, the lead-in and the lead-out included. What cdrdao burns
with its raw driver is in sessions_at_once, since it burns the same with the other one."""
from conftest import RAW, bytes_of
from programs import (ISRCS, album, assert_blank_after_test, assert_disc, blocks_of, burn_info_files, read_samples,
                      read_toc, sectors, user_data, wodim)


def times_of(symbols):
    """Track, index and absolute time in Q, whose bits stand in bit 6 of each byte; nothing where Q tells another thing."""
    q = bytes(sum((symbols[8 * at + bit] >> 6 & 1) << (7 - bit) for bit in range(8)) for at in range(12))
    return (q[1], q[2], q[7:10].hex()) if q[0] & 15 == 1 else None


def assert_sub_channel(drive, starts):
    """Of each block the host sent a Q that tells the block's own time, and the track that it is in."""
    sub = (drive.disc / "disc.sub").read_bytes()
    assert len(sub) == (starts[-1] + 150) * 96
    for lba in range(-150, starts[-1], 7):
        frames = lba + 150
        time = f"{frames // 4500:02}{frames // 75 % 60:02}{frames % 75:02}"
        told = times_of(sub[(lba + 150) * 96:][:96])
        assert told is not None and told[2] == time
        track = sum(start <= lba for start in starts[:-1])
        assert told[0] in ((track, track + 1) if told[1] == 0 else (track,)), f"block {lba}"


def audio(drive, _sources, mode):
    files, samples = album(drive, 400, 321)
    drive.run(*wodim(mode, "-audio", *files))
    assert "SEND CUE SHEET" not in drive.commands()
    assert_disc(drive, [0, 400, 721], b"".join(samples))
    assert_sub_channel(drive, [0, 400, 721])
    assert read_samples(drive) == b"".join(samples)


def data(drive, sources, mode):
    drive.run(*wodim(mode, "-data", sources.image))
    assert drive.state()["state"] == "complete"
    assert drive.toc() == [0, blocks_of(sources.image)]
    drive.assert_holds(1, sources.image.read_bytes())
    assert_sub_channel(drive, [0, blocks_of(sources.image)])


def text(drive, _sources, mode):
    burn_info_files(drive, mode, identifiers=False)


def mode2(drive, _sources, mode):
    contents = bytes_of("mode 2", 400 * 2336)
    (drive.folder / "data").write_bytes(contents)
    drive.run(*wodim(mode, "-mode2", "data"))
    assert drive.toc() == [0, 400]
    assert user_data(sectors(drive, 0, 400), 16, 2336) == contents


def test_write(drive, _sources, mode):
    files, _ = album(drive, 400)
    drive.run(*wodim(mode, "-dummy", "-audio", *files))
    assert_blank_after_test(drive)


def refused_at(drive, *words):
    """The block of the first WRITE that was refused."""
    drive.run(*words, status=254)
    assert drive.state()["state"] != "complete"
    return [line for line in drive.refused() if line.startswith("WRITE")][0].split()[-1]


def identifiers(drive, _sources, mode):
    """What it leaves in byte 6 of Q after an ISRC, must be zero."""
    files, _ = album(drive, 400)
    assert refused_at(drive, *wodim(mode, "-audio", f"isrc={ISRCS[0]}", *files)) == "5/26/00"


def xa(drive, sources, mode):
    """Its sub-headers are not two times the same."""
    assert refused_at(drive, *wodim(mode, "-xa", sources.image)) == "5/26/00"
