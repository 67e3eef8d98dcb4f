#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Burns a small tree of files to a virtual CD-R and a virtual DVD+R and an album of WAV files to a virtual CD-R, and shows with
other programs what is on them; where the plugin was built, GStreamer burns an album too.

Usage: demo.py FOLDER    everything is made below this folder, which `./dev demo` names build/demo
"""
import math
import os
import pathlib
import random
import shlex
import shutil
import struct
import subprocess
import sys
import wave

import burnish

DISCS = [("CD-R", "cd-r.disc", "cd-r-80"), ("DVD+R", "dvd-plus-r.disc", "dvd+r")]


def title(text: str) -> None:
    print(f"\n== {text}", flush=True)


def make_tree(folder: pathlib.Path) -> None:
    """A few files of different sizes, the same at each run."""
    chance = random.Random(2048)
    (folder / "summer" / "beach").mkdir(parents=True)
    (folder / "read me first.txt").write_text("Burned by burnish, and proven by reading it back.\n", encoding="utf-8")
    (folder / "summer" / "Grüße aus Rømø.txt").write_text("Names in any script.\n", encoding="utf-8")
    (folder / "summer" / "empty.txt").write_bytes(b"")
    for name, size in (("beach/waves.jpg", 700_001), ("beach/gulls.jpg", 1_234_567), ("film.mkv", 6_000_000)):
        (folder / "summer" / name).write_bytes(chance.randbytes(size))


def burn(photos: pathlib.Path, device: str) -> None:
    """What a Python program does to burn a folder."""
    with burnish.Recorder(device) as recorder:
        image = burnish.Image(volume_id="PHOTOS")
        image.add(photos, "/photos")
        report = recorder.burn_data(image, progress=burnish.progress_bar())
        medium = recorder.medium
    print(f"   {report.proof}; SHA-256 {report.sha256}")
    print(f"   {medium.type}: {medium.state}, {medium.free_bytes / 1e6:.0f} MB free")


def other_program(*command: str, only: str = "") -> None:
    """Runs a program that is not ours and shows what it says: the lines that hold `only`."""
    print(f"   $ {shlex.join(command)}", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True,
                          errors="replace", env=environment)
    lines = [line for line in done.stdout.splitlines() if line.strip() and only in line]
    for line in lines:
        print(f"     {line}")
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed with status {done.returncode}:\n{done.stdout}")


def compare(photos: pathlib.Path, disc: pathlib.Path, found: pathlib.Path) -> None:
    """Every file, taken off the disc by xorriso, is what it was."""
    other_program("xorriso", "-osirrox", "on", "-indev", str(disc / "disc.iso"), "-extract", "/", str(found),
                  only="Extracted from ISO image:")
    files = sorted(path.relative_to(photos) for path in photos.rglob("*") if path.is_file())
    for file in files:
        subprocess.run(["cmp", str(photos / file), str(found / "photos" / file)], check=True)
    print(f"   cmp finds all {len(files)} files identical.")


def show(name: str, photos: pathlib.Path, disc: pathlib.Path, found: pathlib.Path) -> None:
    title(f"{name}: what other programs find on the disc")
    image = str(disc / "disc.iso")
    other_program("xorriso", "-indev", image, "-find", "/", "-type", "f")
    other_program("isoinfo", "-R", "-f", "-i", image)
    if name == "CD-R":
        other_program("cd-info", "--no-device-info", "--no-cddb", "--cue-file", str(disc / "disc.cue"), only=":")
    compare(photos, disc, found)


def make_album(folder: pathlib.Path) -> "list[pathlib.Path]":
    """Three WAV files of some seconds, a tone each."""
    folder.mkdir()
    songs = []
    for number, (pitch, seconds) in enumerate(((262, 5), (330, 6), (392, 7)), 1):
        songs.append(folder / f"{number}.wav")
        with wave.open(str(songs[-1]), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44100)
            one_second = [round(8000 * math.sin(2 * math.pi * pitch * at / 44100)) for at in range(44100)]
            file.writeframes(struct.pack("<88200h", *(value for value in one_second for _ in "lr")) * seconds)
    return songs


def burn_songs(folder: pathlib.Path) -> None:
    """What a Python program does to burn an album; and the samples on the disc are those of the files."""
    disc = folder / "songs.disc"
    title(f"Audio CD: burning WAV files from Python to virtual:{disc}")
    songs = make_album(folder / "songs")
    with burnish.Recorder(f"virtual:{disc}") as recorder:
        report = recorder.burn_audio(songs, progress=burnish.progress_bar())
    print(f"   {report.proof}")
    show_audio(disc)
    for song, track in zip(songs, report.tracks):
        with wave.open(str(song)) as file, open(disc / "disc.bin", "rb") as burned:
            burned.seek(track["start"] * 2352)
            samples = file.readframes(file.getnframes())
            if burned.read(len(samples)) != samples:
                raise RuntimeError(f"the disc holds other samples than {song}")
    print(f"   The samples of all {len(songs)} tracks are those of the files.")


def show_audio(disc: pathlib.Path) -> None:
    other_program("cd-info", "--no-device-info", "--no-cddb", "--cue-file", str(disc / "disc.cue"), only=" audio ")
    other_program("cdrdao", "show-toc", "-v", "0", str(disc / "disc.toc"), only="START")


def burn_album(folder: pathlib.Path) -> None:
    """Three tones of some seconds become three tracks: what `concat` passes on is a track each."""
    device = f"virtual:{folder / 'album.disc'}"
    title(f"Audio CD: burning it with gst-launch-1.0 to {device}")
    tracks = [f"audiotestsrc freq={pitch} num-buffers={44 * seconds} ! audioconvert ! audioresample ! c."
              for pitch, seconds in ((262, 5), (330, 6), (392, 7))]
    line = f"gst-launch-1.0 concat name=c ! discsink device={device} {' '.join(tracks)}"
    other_program(*line.split(), only="Progress:")
    show_audio(folder / "album.disc")


def has_discsink() -> bool:
    """burnish can be built without GStreamer."""
    found = shutil.which("gst-inspect-1.0")
    if found is None:
        return False
    return subprocess.run([found, "discsink"], check=False, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def demo(folder: pathlib.Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    photos = folder / "photos"
    make_tree(photos)
    title(f"A small tree of files: {photos}")
    for path in sorted(photos.rglob("*")):
        if path.is_file():
            print(f"   {path.stat().st_size:>9}  {path.relative_to(folder)}")
    for name, disc, medium in DISCS:
        device = f"virtual:{folder / disc}?medium={medium}"
        title(f"{name}: burning it from Python to {device}")
        burn(photos, device)
        show(name, photos, folder / disc, folder / f"found-on-{disc}")
    burn_songs(folder)
    if has_discsink():
        burn_album(folder)
    title("Done")
    print(f"   The discs stay in {folder}. The README shows the code; tools/demo.py is this program.")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        demo(pathlib.Path(sys.argv[1]))
    except (burnish.BurnishError, OSError, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"demo.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
