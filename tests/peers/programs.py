# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs' command lines, what is burned with them, and what others read of it."""
import re
import subprocess
import wave

from conftest import BLOCK, RAW, bytes_of

DRIVE = "/dev/sr0"
PREGAP = 150
MCN = "4006381333931"
ISRCS = "USK7Y9812345", "DEA120500002"


def cdrskin(*words):
    return ["cdrskin", f"dev={DRIVE}", *words]


def wodim(*words):
    return ["wodim", f"dev={DRIVE}", "fs=2m", "gracetime=2", *words]


def xorriso(*words):
    return ["xorriso", "-abort_on", "FAILURE", *words]


def cdrdao(command, *words, driver="generic-mmc"):
    return ["cdrdao", command, "--device", DRIVE, "--driver", driver, *words]


def blocks_of(path):
    return max((path.stat().st_size + BLOCK - 1) // BLOCK, 300)


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(samples)
    return path


def album(drive, *lengths):
    """Tracks of that many sectors as WAV files, and their samples."""
    samples = [bytes_of(f"track {number}", sectors * RAW) for number, sectors in enumerate(lengths)]
    return [write_wav(drive.folder / f"{number}.wav", each) for number, each in enumerate(samples)], samples


def assert_disc(drive, starts, program):
    """Complete, with tracks and lead-out at these blocks, and of these bytes from LBA 0 up to the lead-out."""
    assert drive.state()["state"] == "complete"
    assert drive.toc() == starts
    assert len(program) == starts[-1] * RAW
    assert (drive.disc / "disc.bin").read_bytes() == program


def sectors(drive, start, count):
    """Of disc.bin."""
    with open(drive.disc / "disc.bin", "rb") as file:
        file.seek(start * RAW)
        return file.read(count * RAW)


def user_data(raw, at, size):
    """Of whole sectors, the same part of each."""
    return b"".join(raw[sector + at:sector + at + size] for sector in range(0, len(raw), RAW))


def read_toc(drive, *words):
    """What cdrdao reads from the drive: the statements about the disc, and those about each track."""
    path = drive.folder / f"read{len(list(drive.folder.glob('*.toc')))}.toc"
    drive.run(*cdrdao("read-toc", *words, path))
    text = re.sub(r"//[^\n]*", "", path.read_text())
    head, *tracks = re.split(r"\nTRACK ", re.sub(r"\s+", " ", text).replace(" TRACK ", "\nTRACK "))
    return head, tracks


def read_samples(drive):
    """All audio of the disc as cdrdao reads it: it writes samples big-endian."""
    drive.run(*cdrdao("read-cd", "--paranoia-mode", "0", "--datafile", "read.bin", "samples.toc"))
    read = bytearray((drive.folder / "read.bin").read_bytes())
    read[0::2], read[1::2] = read[1::2], read[0::2]
    return bytes(read)


def cd_text(drive):
    """The packs on the disc as libburn decodes them: what is told, by its name."""
    done = subprocess.run(["cdrskin", f"textfile_to_v07t={drive.disc / 'disc.cdt'}"], capture_output=True, text=True,
                          check=True)
    lines = [line.split("=", 1) for line in done.stdout.splitlines() if "=" in line]
    return {name.strip(): value.strip() for name, value in lines}


def assert_text(drive, performers=("Band", "Guest")):
    text = cd_text(drive)
    assert text["Album Title"] == "Album" and text["Artist Name"] == "Band"
    assert [text[f"Track 0{number} Title"] for number in (1, 2)] == ["One", "Two"]
    assert [text[f"Track 0{number} Artist"] for number in (1, 2)] == list(performers)


def assert_blank_after_test(drive):
    assert drive.state()["state"] == "blank"
    assert "WRITE(10)" in drive.commands()
    assert not (drive.disc / "disc.bin").exists() and not (drive.disc / "disc.iso").exists()


def info_file(number, identifiers):
    """As cdda2wav writes it beside each track."""
    codes = f"MCN=\t{MCN}\nISRC=\t{ISRCS[number]}\n" if identifiers else "MCN=\t\nISRC=\t\n"
    return codes + f"""Albumperformer=\t'Band'
Albumtitle=\t'Album'
Performer=\t'{('Band', 'Guest')[number]}'
Tracktitle=\t'{('One', 'Two')[number]}'
Tracknumber=\t{number + 1}
Trackstart=\t{400 * number}
Tracklength=\t400, 0
Pre-emphasis=\tno
Channels=\t2
Copy_permitted=\tyes
Endianess=\tlittle
Index=\t\t0
Index0=\t\t-1
"""


def burn_info_files(drive, mode, identifiers=True):
    files, samples = album(drive, 400, 321)
    for number in range(2):
        (drive.folder / f"{number}.inf").write_text(info_file(number, identifiers))
    drive.run(*wodim(mode, "-audio", "-text", "-useinfo", *files))
    assert_disc(drive, [0, 400, 721], b"".join(samples))
    assert_text(drive)
