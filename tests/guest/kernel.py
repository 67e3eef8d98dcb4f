# SPDX-License-Identifier: LGPL-2.1-or-later
"""The kernel of the guest: Debian's newest, fetched as a package and unpacked, but not installed."""
import fcntl
import pathlib
import platform
import re
import shutil
import subprocess
from typing import NamedTuple

from processes import run_bound

META_PACKAGE = "linux-image-amd64"


class CannotRun(Exception):
    """Why there can be no guest on this computer, as a sentence for people."""


class Kernel(NamedTuple):
    release: str
    image: pathlib.Path
    modules: pathlib.Path
    busybox: pathlib.Path


def check_host():
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise CannotRun("the guest boots Debian's kernel for amd64 on Linux for x86-64; this is "
                        f"{platform.system()} on {platform.machine()}")
    for program, package in (("qemu-system-x86_64", "qemu-system-x86"), ("depmod", "kmod"), ("apt-get", "apt"),
                             ("dpkg-deb", "dpkg")):
        if not shutil.which(program, path="/usr/bin:/bin:/usr/sbin:/sbin"):
            raise CannotRun(f"{program} is missing; on Debian it is in the package {package}")


def newest_package():
    """The package that Debian's package for "the kernel" stands for; None where apt's lists do not know it."""
    done = run_bound(["apt-cache", "depends", META_PACKAGE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                     text=True)
    found = re.search(r"^\s*Depends: (linux-image-\d\S*)$", done.stdout, re.MULTILINE)
    return found[1] if found else None


def unpacked(folder):
    images = list((folder / "boot").glob("vmlinuz-*"))
    busybox = folder / "busybox/bin/busybox"
    if len(images) != 1 or not busybox.exists():
        return None
    release = images[0].name.removeprefix("vmlinuz-")
    return Kernel(release, images[0], folder / "lib/modules" / release, busybox)


def fetch(package, folder):
    """Makes FOLDER, whole or not at all. What a fetch that was killed left behind goes here."""
    half = folder.parent / "unpacking"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    done = run_bound(["apt-get", "download", package, "busybox-static"], cwd=half, stdout=subprocess.PIPE,
                     stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise CannotRun(f"could not download the kernel's package {package} and busybox-static; if the package lists "
                        f"are old, `apt-get update` helps:\n{done.stdout}")
    for archive in half.glob("*.deb"):
        target = half / "busybox" if archive.name.startswith("busybox") else half
        run_bound(["dpkg-deb", "-x", archive, target], check=True)
        archive.unlink()
    run_bound(["depmod", "-b", half, unpacked(half).release], check=True)
    half.rename(folder)


def prepare(cache):
    """The kernel, from the cache or fetched into it; an older one that was there goes."""
    check_host()
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        package = newest_package()
        there = sorted(cache.glob("linux-image-*"), key=lambda path: path.stat().st_mtime)
        if package and cache / package not in there:
            fetch(package, cache / package)
            for old in there:
                shutil.rmtree(old)
        elif not package and not there:
            raise CannotRun(f"apt knows no package {META_PACKAGE}: the guest boots Debian's kernel, and takes it from "
                            "the package sources of a Debian system (`apt-get update` reads their lists)")
        return unpacked(cache / package if package else there[-1])
