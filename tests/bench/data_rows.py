# SPDX-License-Identifier: LGPL-2.1-or-later
"""Benchmarks of the data mode: speed, memory, waking, a drive in real time, reading back."""
from __future__ import annotations

import dataclasses
import itertools
import json
import pathlib
import shutil
from typing import Any, Dict, List

from measure import HAVE_STRACE, MEGABYTE, Contender, heap_calls, interleaved, median, percentile, run, system_calls, take
from table import Section, number

CD_52X_SECTORS = 3900
KEEP = "keep"  # a disc that keeps what is written


@dataclasses.dataclass
class Bench:
    """Where everything is."""
    burn: str
    engine: str
    heap: str
    take: str
    folder: pathlib.Path
    rounds: int
    quick: bool
    discs = itertools.count()

    def device(self, medium: str = "cd-r-80", **options: object) -> str:
        """A new blank disc, which keeps nothing unless told so."""
        settings = {"medium": medium, "discard": 1, **options}
        if settings.pop(KEEP, False):
            del settings["discard"]
        query = "&".join(f"{key}={value}" for key, value in settings.items())
        return f"virtual:{self.folder}/disc-{next(self.discs)}?{query}"

    def megabytes(self, full: int) -> int:
        return full // 10 if self.quick else full

    def image(self, megabytes: int) -> pathlib.Path:
        """No two blocks are alike. Written now, so that it lies in the page cache."""
        path = self.folder / f"image-{megabytes}.iso"
        if not path.exists():
            block = bytes(range(256)) * 4000
            with path.open("wb") as file:
                for index in range(megabytes):
                    file.write((index.to_bytes(8, "big") + block)[:1_000_000 // 2048 * 2048])
        return path

    def burned(self, *arguments: str) -> Dict[str, Any]:
        told: Dict[str, Any] = json.loads(run([self.burn, *arguments]))
        return told

    def discard(self) -> None:
        for disc in self.folder.glob("disc-*"):
            shutil.rmtree(disc)


def writers(bench: Bench, image: pathlib.Path) -> List[Contender]:
    null = "dev=stdio:/dev/null"
    cdrskin = ["cdrskin", "--allow_emulated_drives", null]
    return [
        Contender("burnish, hashing off", lambda: [bench.burn, bench.device(), str(image)]),
        Contender("burnish, SHA-256 (the default)", lambda: [bench.burn, bench.device(), str(image), "hash"]),
        Contender("cdrskin, 4 MB fifo (its default)", lambda: [*cdrskin, "-tao", str(image)], "cdrskin"),
        Contender("cdrskin --fifo_disable", lambda: [*cdrskin, "--fifo_disable", "-tao", str(image)], "cdrskin"),
        Contender("xorriso -as cdrecord", lambda: ["xorriso", "-as", "cdrecord", null, str(image)], "xorriso"),
        Contender("dd bs=64k (a floor)", lambda: ["dd", f"if={image}", "of=/dev/null", "bs=64k"], "dd"),
    ]


def writing(bench: Bench) -> Section:
    size = bench.megabytes(700)
    image = bench.image(size)
    bytes_ = image.stat().st_size
    present = [contender for contender in writers(bench, image) if not contender.missing]
    results = interleaved(bench.take, present, bench.rounds, bench.folder)
    sizes = [size // 10, size // 100]  # what is counted needs no large image, but two, so that the start drops out
    fewer = {each: {contender.name: contender for contender in writers(bench, bench.image(each))} for each in sizes}
    more = (bench.image(sizes[0]).stat().st_size - bench.image(sizes[1]).stat().st_size) / MEGABYTE
    reference = results.get("cdrskin --fifo_disable")
    section = Section(f"Writing a data disc: {bytes_ / MEGABYTE:.0f} MB from the page cache", [
        "", "MB/s", "CPU s/GB", "CPU to cdrskin --fifo_disable", "system calls per further MB",
        "heap calls per further MB", "peak MiB"])
    for contender in present:
        taken = results[contender.name]
        cpu = median([each.cpu for each in taken])
        ratio = median([mine.cpu / theirs.cpu for mine, theirs in zip(taken, reference)]) if reference else None
        calls = [system_calls(fewer[size][contender.name].command(), bench.folder) for size in sizes if HAVE_STRACE]
        heap = [heap_calls(fewer[size][contender.name].command(), bench.heap, bench.folder) for size in sizes]
        section.add(contender.name, number(bytes_ / MEGABYTE / median([each.wall for each in taken]), 0),
                    number(cpu / bytes_ * 1e9, 3), number(ratio, 2),
                    number((calls[0] - calls[1]) / more if calls else None, 1),
                    number((heap[0] - heap[1]) / more, 2),
                    number(max(each.peak_mib for each in taken), 1))
    section.skipped([contender.needs for contender in writers(bench, image) if contender.missing])
    told = json.loads(run([bench.engine, "commands", bench.device(), str(bytes_ // 2048 * 2048)]))
    section.say(f"burnish sends {told['writes']} WRITE commands, {told['writes'] / bytes_ * MEGABYTE:.1f} a MB, and "
                f"{told['commands'] - told['writes']} others in the whole burn.")
    section.say("burnish burns to its virtual recorder, which checks every command as a drive does and throws the data "
                "away (`discard=1`), and closes and inspects the disc; the others write to `/dev/null` as if it were a "
                "drive, with no commands at all. dd only copies. Times and peaks are of whole processes, from start to "
                "end. burnish's peak is its fifo, sized for five seconds at 52×, and its libraries.")
    bench.discard()
    return section


def memory(bench: Bench) -> Section:
    section = Section("Memory", ["", "fifo MiB", "peak MiB", "beyond the fifo MiB"])
    for name, medium, bytes_ in (("700 MB on CD-R", "cd-r-80", 700_000_000),
                                 ("4.7 GB on DVD+R", "dvd+r", 4_700_000_000)):
        for fifo in (4 << 20, 32 << 20):
            length = bytes_ // (10 if bench.quick else 1) // 2048 * 2048
            peak = take(bench.take, [bench.burn, bench.device(medium), f"zeros:{length}", f"fifo={fifo}"],
                        bench.folder).peak_mib
            section.add(name, number(fifo / (1 << 20), 0), number(peak, 1), number(peak - fifo / (1 << 20), 1))
    length = 4_700_000_000 // (10 if bench.quick else 1) // 2048 * 2048
    section.say(f"Verification FULL keeps a CRC-32 of each sector besides: {length / 2048 * 4 / (1 << 20):.1f} MiB for "
                f"{length / 1e9:.2f} GB. The source is a callback that gives zeros.")
    bench.discard()
    return section


def waking(bench: Bench) -> Section:
    told = json.loads(run([bench.engine, "wake", "400" if bench.quick else "4000"]))
    limits = [10, 20, 50, 100, 200, 500, 1000]
    section = Section("Waking: how long a sleeping side of the fifo takes to run again, µs", [
        "", "p50", "p99", "max", *[f"≤ {limit}" for limit in limits], f"> {limits[-1]}"])
    for name, samples in (("writer, when data has come", told["writer"]),
                          ("reader, when there is room", told["reader"])):
        counts = [sum(lower < sample <= upper for sample in samples)
                  for lower, upper in zip([-1, *limits], [*limits, float("inf")])]
        section.add(name, number(percentile(samples, 50), 0), number(percentile(samples, 99), 0),
                    number(samples[-1], 0), *[str(count) for count in counts])
    section.say("Neither side polls: both wait on condition variables. libburn's fifo sleeps 50 ms and looks again, "
                "which is what xorriso's MB/s above show.")
    return section


def in_real_time(bench: Bench) -> Section:
    """The drive takes its time; every second beyond that was a second without data."""
    length = bench.megabytes(160) * 1_000_000 // 2048 * 2048
    every, pause = length // 3, 4000
    stalls = f"stalls:{length}:{every}:{pause}"
    section = Section("A CD drive at 52× in real time (`pace=52`)", [
        "", "wall s", "laser waited s", "lowest fifo %", "busy answers", "CPU s"])
    steady = bench.burned(bench.device(pace=52), f"zeros:{length}")
    own = length / 2048 / CD_52X_SECTORS
    for name, told in (
            ("steady source", steady),
            ("stalling source, default fifo", bench.burned(bench.device(pace=52), stalls)),
            ("stalling source, fifo of 4 MiB", bench.burned(bench.device(pace=52), stalls, f"fifo={4 << 20}"))):
        course = told["report"]["course"]
        section.add(name, number(told["wall"], 2), number(max(0.0, told["wall"] - steady["wall"]), 2),
                    str(course["lowest_fifo_percent"]), str(course["busy_retries"]), number(told["cpu"], 2))
    section.say(f"{length / MEGABYTE:.0f} MB; the stalling source stops for {pause / 1000:.0f} s after each "
                f"{every / MEGABYTE:.0f} MB. At 52× the drive needs {own:.2f} s for the data alone; the rest is spinning "
                "up, pre-gap, post-gap and closing. “Laser waited” is the time beyond the steady source's, in which the "
                "drive's buffer was empty: underrun protection bridges it, without it the disc would be lost. cdrskin "
                "and xorriso cannot address this drive.")
    bench.discard()
    return section


def reading_back(bench: Bench) -> Section:
    image = bench.image(bench.megabytes(700))
    length = image.stat().st_size
    section = Section("Verification FULL: reading back while hashing", ["", "MB/s"])
    variants: Dict[str, List[str]] = {"CRC-32 of each sector": [], "the same and SHA-256 (the default)": ["hash"]}
    for name, options in variants.items():
        told = []
        for _ in range(min(3, bench.rounds)):
            told.append(bench.burned(bench.device(medium="dvd+r", keep=True), str(image), "verify", *options))
            bench.discard()
        stages = [{stage["stage"]: stage["seconds"] for stage in each["report"]["course"]["stages"]} for each in told]
        section.add(name, number(length / MEGABYTE / median([stage["verifying"] for stage in stages]), 0))
    section.say("A DVD+R whose contents lie in the page cache. A real drive delivers 8 MB/s (CD at 52×), 22 MB/s (DVD at "
                "16×) or 72 MB/s (BD at 16×).")
    return section
