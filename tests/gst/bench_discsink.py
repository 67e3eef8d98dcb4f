#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What discsink costs: FLAC decoded to nothing, to a file, and to a disc that keeps nothing, in turns.

Prints CPU milliseconds per minute of music: of the streaming thread, which decodes and hands over, and of the process,
which in discsink's case also burns. Measures and reports, asserts nothing; meaningful in a release build alone.
"""
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from pipelines import Pipeline  # noqa: E402

MINUTES = 10
ROUNDS = 9


def thread_cpu():
    """Nanoseconds of each thread, by its name and number. GStreamer uses threads again."""
    tasks = pathlib.Path("/proc/self/task").iterdir()
    return {task.name: ((task / "comm").read_text(), int((task / "schedstat").read_text().split()[0]))
            for task in tasks}


def streaming_cpu(before):
    """Of the thread that pushes since then: the parser's, which pulls from the file. One of before may have its name."""
    return max(spent - before.get(number, ("", 0))[1] for number, (name, spent) in thread_cpu().items()
               if name.startswith("bench:"))


def process_cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e9


def measure(music, sink):
    before, threads = process_cpu(), thread_cpu()
    with Pipeline(f"filesrc location={music} ! flacparse name=bench ! flacdec ! audioconvert ! audioresample ! "
                  f"{sink}") as pipeline:
        pipeline.burn(600)
        return streaming_cpu(threads) / 1e6 / MINUTES, (process_cpu() - before) / 1e6 / MINUTES


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="burnish-bench-"))
    try:
        music = folder / "music.flac"
        subprocess.run(["sox", "-R", "-n", "-r", "44100", "-c", "2", "-b", "16", str(music), "synth",
                        str(MINUTES * 60), "pinknoise", "gain", "-6"], check=True)
        sinks = {"fakesink": "fakesink sync=false", "filesink": f"filesink location={folder}/pcm",
                 "discsink": "discsink device=virtual:{disc}?discard=1"}
        found = {name: [] for name in sinks}
        for number in range(ROUNDS):
            for name, text in sinks.items():
                found[name].append(measure(music, text.format(disc=folder / f"{number}.disc")))
        decode = statistics.median(thread for thread, _ in found["fakesink"])
        print("| sink | streaming thread, ms/min | process, ms/min | share of the decode |\n|---|---|---|---|")
        for name, values in found.items():
            thread = statistics.median(value[0] for value in values)
            process = statistics.median(value[1] for value in values)
            print(f"| {name} | {thread:.1f} | {process:.1f} | {(thread - decode) / decode:+.1%} |")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
