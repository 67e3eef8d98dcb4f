#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs a command as root in a guest: Debian's kernel in QEMU, with this computer's files as they are. What the command
writes to them is lost with the guest. Its output is shown as it comes, and its exit status is the exit status here.

The guest ends with this program, however this program ends: it leaves no process, no mount and no file.
"""
import argparse
import os
import pathlib
import select
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import initramfs  # noqa: E402
import kernel  # noqa: E402
from processes import end_with_parent, start_bound  # noqa: E402

NOT_STARTED = 2  # also a command line that was not understood
TIME_IS_UP = 124
GUEST_DIED = 125
CONSOLE_LINES = 40


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], usage="%(prog)s [OPTION...] -- COMMAND...",
                                     epilog=f"Exit status: the command's; {TIME_IS_UP} when the time was up, {GUEST_DIED} "
                                            f"when the guest died, {NOT_STARTED} when it could not be started.")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path("build/guest"),
                        help="where the kernel is kept between runs (default: %(default)s)")
    parser.add_argument("--share", type=pathlib.Path,
                        help="a folder that the command can write to, as /share; made where it is missing")
    parser.add_argument("--memory", type=int, default=2048, metavar="MIB", help="(default: %(default)s)")
    parser.add_argument("--limit", type=float, default=900, metavar="SECONDS",
                        help="end the guest after that time (default: %(default)s)")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def shared_folder(name, path, *options):
    escaped = str(path).replace(",", ",,")
    return ["-fsdev", ",".join([f"local,id={name},path={escaped},security_model=none", *options]),
            "-device", f"virtio-9p-pci,fsdev={name},mount_tag={name}"]


def port(name, file):
    """A line from the guest into an open file."""
    return ["-chardev", f"file,id={name},path=/proc/self/fd/{file.fileno()},append=on",
            "-device", f"virtserialport,chardev={name},name={name}"]


def qemu(options, booted, archive, output, status, console):
    # Where the computer is busy, the kernel takes a timer that is late for one that is dead.
    boot = ["console=ttyS0", "quiet", "panic=-1", "no_timer_check", "mitigations=off", "tsc=nowatchdog",
            "random.trust_cpu=on", "audit=0"]
    share = shared_folder("share", options.share.resolve()) if options.share else []
    return ["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2",
            "-m", options.memory, "-kernel", booted.image, "-initrd", f"/proc/self/fd/{archive.fileno()}",
            "-append", " ".join(boot), "-serial", f"file:/proc/self/fd/{console.fileno()}",
            *shared_folder("host", "/", "readonly=on", "multidevs=remap"), *share,
            "-device", "virtio-serial-pci", *port("output", output), *port("status", status)]


def relay(pipe, limit):
    """Shows what comes, until it ends; False when the time was up before. Where nobody is left to see it, the guest
    ends too: a parent can die before this process could ask to be told."""
    end = time.monotonic() + limit
    watch = select.poll()
    watch.register(pipe, select.POLLIN)
    watch.register(sys.stdout, 0)  # only whether it is broken
    while True:
        ready = dict(watch.poll(max(end - time.monotonic(), 0) * 1000))
        if not ready:
            return False
        if sys.stdout.fileno() in ready:
            raise BrokenPipeError("nobody reads the output")
        part = os.read(pipe.fileno(), 65536)
        if not part:
            return True
        sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()


def contents(file):
    file.seek(0)
    return file.read().decode(errors="replace")


def memory_file(name):
    return os.fdopen(os.memfd_create(name, 0), "w+b")


def run(options):
    booted = kernel.prepare(options.cache.resolve())
    if options.share:
        options.share.mkdir(parents=True, exist_ok=True)
    archive = initramfs.build(booted, options.command, pathlib.Path.cwd(), bool(options.share))
    status, console = memory_file("status"), memory_file("console")
    read_end, write_end = os.pipe()
    output = os.fdopen(write_end, "wb")
    files = [archive, output, status, console]
    guest = start_bound(qemu(options, booted, *files), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                        pass_fds=[file.fileno() for file in files])
    output.close()
    in_time = False
    try:
        in_time = relay(os.fdopen(read_end, "rb"), options.limit)
    finally:
        if not in_time:
            guest.kill()
        guest.wait()
    return verdict(in_time, options.limit, contents(status), contents(console))


def last_words(console):
    """Why a kernel gave up, where it did, which may stand far above the end; and the end."""
    lines = console.splitlines()
    return [line for line in lines[:-CONSOLE_LINES] if "panic" in line] + lines[-CONSOLE_LINES:]


def verdict(in_time, limit, status, console):
    if status.strip().isdigit():
        return int(status)
    if not in_time:
        print(f"guest: ended after {limit:g} seconds, which is the limit", file=sys.stderr)
        return TIME_IS_UP
    print("guest: it ended before its command did; its console said last:", *last_words(console),
          sep="\n", file=sys.stderr)
    return GUEST_DIED


def main():
    end_with_parent(os.getppid())
    options = arguments()
    try:
        return run(options)
    except kernel.CannotRun as reason:
        print(f"guest: {reason}", file=sys.stderr)
        return NOT_STARTED
    except BrokenPipeError:
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
