# SPDX-License-Identifier: LGPL-2.1-or-later
"""Raw images beside what wodim and cdrdao send for the same disc: every sector of the main channel, lead-in and lead-out
included, and every frame of Q. Where they differ from the standards or do as they like, the allowance stands here."""
import struct
import wave

import burnish
from conftest import BLOCK, RAW, bytes_of

DRIVE = "/dev/sr0"
IMAGE_START = -22650


def scrambler():
    """x^15 + x + 1 from 1, the least significant bit first (ECMA-130, annex B)."""
    register, out = 1, bytearray()
    for _ in range(RAW - 12):
        byte = 0
        for bit in range(8):
            byte |= (register & 1) << bit
            register = register >> 1 | ((register ^ register >> 1) & 1) << 14
        out.append(byte)
    return bytes(out)


SCRAMBLER = scrambler()
CATALOG, ISRC = "4006381333931", "DEA123456789"


def sent(drive, size):
    """The blocks that the program wrote, by address."""
    told = (drive.folder / "writes").read_bytes()
    blocks, at = {}, 0
    while at < len(told):
        lba, length = struct.unpack_from(">iI", told, at)
        for offset in range(0, length, size):
            blocks[lba + offset // size] = told[at + 8 + offset:at + 8 + offset + size]
        at += 8 + length
    assert sorted(blocks) == list(range(min(blocks), max(blocks) + 1))
    return blocks


def blocks_of(image, size, first):
    """The same of a RawCDImage, from an address on."""
    with image.create_result_image() as stream:
        stream.seek((first - IMAGE_START) * size)
        content = bytearray()
        while True:
            part = bytearray(1 << 20)
            count = stream.readinto(part)
            if count == 0:
                break
            content += part[:count]
    assert len(content) % size == 0
    return {first + at // size: bytes(content[at:at + size]) for at in range(0, len(content), size)}


def assert_same_main(theirs, ours):
    assert sorted(theirs) == sorted(ours)
    assert [lba for lba in theirs if theirs[lba][:RAW] != ours[lba][:RAW]] == []


def q_of(block):
    """Twelve bytes; in blocks with sixteen, cdrdao leaves the CRC to the drive."""
    sub = block[RAW:]
    if len(sub) == 16:
        return sub[:10]
    return int("".join(str(symbol >> 6 & 1) for symbol in sub), 2).to_bytes(12, "big")


def p_of(block):
    return block[RAW if len(block) == 2448 else -1] >> 7


def toc_cycle(blocks):
    """The table of contents as the lead-in tells it: each entry once, until they repeat. Without the running time."""
    cycle = []
    for lba in range(min(blocks), -150):
        entry = q_of(blocks[lba])[:3] + q_of(blocks[lba])[6:10]
        if len(cycle) > 1 and entry == cycle[0]:
            break
        if not cycle or entry != cycle[-1]:
            cycle.append(entry)
    return cycle


def assert_same_toc(theirs, ours):
    """The same entries in the same order. Theirs begin where this disc's lead-in does, ours with the image."""
    cycle, other = toc_cycle(theirs), toc_cycle(ours)
    assert other in [cycle[at:] + cycle[:at] for at in range(len(cycle))]


def wodim(drive, *words):
    drive.keep_writes()
    drive.run("wodim", f"dev={DRIVE}", "fs=2m", "gracetime=2", "-raw96r", *words)
    return sent(drive, 2448)


def raw_image():
    image = burnish.RawCDImage()
    image.resulting_image_type = burnish.RawSectorType.SUBCODE_IS_RAW
    return image


def test_an_album_is_what_wodim_writes(new_drive):
    """All of the main channel, and Q from the pre-gap of track 1 to the end of the lead-out, in every bit. P is late by a
    sector, as it should be, and announces the lead-out, which wodim's does not."""
    drive = new_drive("cd-r-80")
    album = [bytes_of(name, sectors * RAW) for name, sectors in (("one", 400), ("two", 321), ("three", 500))]
    for number, samples in enumerate(album):
        with wave.open(str(drive.folder / f"{number}.wav"), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44100)
            file.writeframes(samples)
    theirs = wodim(drive, "-audio", "0.wav", "1.wav", "2.wav")
    image = raw_image()
    for samples in album:
        image.add_track(samples)
    ours = blocks_of(image, 2448, min(theirs))
    assert_same_main(theirs, ours)
    assert [lba for lba in theirs if lba >= -150 and q_of(theirs[lba]) != q_of(ours[lba])] == []
    assert_same_toc(theirs, ours)
    assert [lba for lba in range(-149, 1221 - 150) if p_of(ours[lba]) != p_of(theirs[lba - 1])] == []


def assert_same_data(theirs, ours, end):
    """end: of the user data in a sector. A track of 400 sectors is the same; of the blank ones all but every second
    command's, which have scrambled zeros as their contents."""
    assert sorted(theirs) == sorted(ours)
    again = [lba for lba in theirs if theirs[lba][:RAW] != ours[lba][:RAW]]
    assert not [lba for lba in again if 0 <= lba < 400]
    assert len(again) <= (len(theirs) - 400) // 2
    for lba in again:
        pairs = zip(theirs[lba][:end], ours[lba][:end], strict=True)
        assert bytes(their ^ our for their, our in pairs) == bytes(16) + SCRAMBLER[4:end - 12]
    assert [lba for lba in theirs if lba >= -150 and q_of(theirs[lba]) != q_of(ours[lba])] == []
    assert_same_toc(theirs, ours)


def test_a_data_disc_is_what_wodim_writes(new_drive):
    """Scrambled, with EDC and parity, also in the lead-in, the pre-gap and the lead-out. There wodim takes what is left of
    its last command for the blank sectors of every second one: scrambled zeros, which it scrambles again."""
    drive = new_drive("cd-r-80")
    data = bytes_of("data", 400 * BLOCK)
    (drive.folder / "data").write_bytes(data)
    theirs = wodim(drive, "-data", "data")
    image = raw_image()
    image.add_track(data, burnish.SectorType.MODE1)
    ours = blocks_of(image, 2448, min(theirs))
    assert_same_data(theirs, ours, 16 + BLOCK)


def test_a_disc_of_mode_2_is_what_wodim_writes(new_drive):
    """As above, also its blank sectors."""
    drive = new_drive("cd-r-80")
    data = bytes_of("mode 2", 400 * 2336)
    (drive.folder / "data").write_bytes(data)
    theirs = wodim(drive, "-mode2", "data")
    image = raw_image()
    image.add_track(data, burnish.SectorType.MODE2FORM0)
    ours = blocks_of(image, 2448, min(theirs))
    assert_same_data(theirs, ours, 16 + 2336)


TOC = f"""CD_DA
CATALOG "{CATALOG}"
TRACK AUDIO
COPY
ISRC "{ISRC}"
FILE "album" SWAP 0 00:06:00
INDEX 00:02:00
INDEX 00:04:30
TRACK AUDIO
PRE_EMPHASIS
FILE "album" SWAP 00:06:00 00:08:00
START 00:01:30
TRACK AUDIO
PREGAP 00:01:00
FILE "album" SWAP 00:14:00 00:05:00
"""


def cdrdao_position(block, countdown):
    """Mode 1 in numbers; countdown: its pre-gap ends with 1, where ours ends with 0."""
    q = q_of(block)
    if q[0] & 15 != 1:
        return None
    minute, second, frame = (byte // 16 * 10 + byte % 16 for byte in q[3:6])
    relative = (minute * 60 + second) * 75 + frame
    return q[:3].hex(), relative - (countdown if q[2] == 0 and q[1] != 0 else 0), q[6:10].hex()


def test_an_album_with_everything_is_what_cdrdao_writes(new_drive):
    """Indexes, an index 0 in the samples and one of silence, flags, numbers. Its pre-gap counts down to 1; it tells the
    numbers at other places; and the bits of the copy in the lead-in's A0 are its own."""
    drive = new_drive("cd-r-80")
    samples = bytes_of("album", 19 * 75 * RAW)
    (drive.folder / "album").write_bytes(samples)
    (drive.folder / "disc.toc").write_text(TOC)
    drive.keep_writes()
    drive.run("cdrdao", "write", "--device", DRIVE, "--driver", "generic-mmc-raw", "-n", "disc.toc")
    theirs = sent(drive, 2368)

    image = burnish.RawCDImage()
    image.resulting_image_type = burnish.RawSectorType.SUBCODE_PQ_ONLY
    image.media_catalog_number = CATALOG
    first = image.add_track(samples[:(6 * 75 + 105) * RAW])  # 30 frames and a second of it are the next one's index 0
    first.isrc = ISRC
    first.digital_audio_copy_setting = burnish.DigitalCopy.PERMITTED
    first.add_track_index(150)
    first.add_track_index(330)
    image.add_track(samples[(6 * 75 + 105) * RAW:14 * 75 * RAW], pregap=105).audio_has_preemphasis = True
    image.add_track(samples[14 * 75 * RAW:], pregap=75, silent_pregap=True)
    ours = blocks_of(image, 2368, min(theirs))
    assert_same_main(theirs, ours)
    positions = 0
    for lba in range(-150, max(theirs) + 1):
        their, our = cdrdao_position(theirs[lba], 1), cdrdao_position(ours[lba], 0)
        if their is not None and our is not None:
            assert their == our, lba
            positions += 1
    assert positions > len(theirs) - 22650
    for mode, name in ((2, "catalogue number"), (3, "ISRC")):
        told = {q_of(block)[:9] for block in theirs.values() if q_of(block)[0] & 15 == mode}
        assert told, name
        assert {q_of(block)[:9] for block in ours.values() if q_of(block)[0] & 15 == mode} <= told, name


