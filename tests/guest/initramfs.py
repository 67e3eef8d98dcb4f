# SPDX-License-Identifier: LGPL-2.1-or-later
"""The guest's first file system: busybox, the modules that it takes to reach the host's files, init, and the command.
It is made in memory for each run, so that there is nothing to clear away after one."""
import itertools
import os
import pathlib
import shlex
import stat

MODULES = ("virtio_pci", "virtio_console", "9pnet_virtio", "9p", "overlay")
FOLDERS = ("bin", "proc", "sys", "dev", "lower", "upper", "root", "modules")


class Archive:
    """An archive as `cpio -H newc` makes them."""

    def __init__(self, file):
        self.file = file
        self.inode = itertools.count(1)

    def add(self, name, mode, contents=b""):
        encoded = name.encode() + b"\0"
        numbers = (next(self.inode), mode, 0, 0, 1, 0, len(contents), 0, 0, 0, 0, len(encoded), 0)
        head = b"070701" + b"".join(b"%08X" % number for number in numbers) + encoded
        for part in (head, contents):
            self.file.write(part + bytes(-len(part) % 4))

    def end(self):
        self.add("TRAILER!!!", 0)


def load_order(modules, wanted):
    """The files of the wanted modules and of those that they need, each behind what it needs."""
    needs = {}
    for line in (modules / "modules.dep").read_text().splitlines():
        file, _, others = line.partition(":")
        needs[pathlib.PurePath(file).name.split(".")[0].replace("-", "_")] = [*reversed(others.split()), file]
    built_in = (modules / "modules.builtin").read_text()
    order = []
    for name in wanted:
        if name in needs:
            order += needs[name]
        elif f"/{name}.ko" not in built_in:
            raise LookupError(f"the kernel has no module {name}")
    return list(dict.fromkeys(order))


def command_script(command, folder, modules, share):
    """What is different in each run, for the shell."""
    return f"modules={shlex.quote(str(modules.parent))}\nfolder={shlex.quote(str(folder))}\nshare={int(share)}\n" \
           f"run() {{ {shlex.join(command)}; }}\n"


def build(kernel, command, folder, share):
    """The archive, as an open file that has no name anywhere."""
    file = os.fdopen(os.memfd_create("initramfs", 0), "w+b")
    archive = Archive(file)
    for name in FOLDERS:
        archive.add(name, stat.S_IFDIR | 0o755)
    archive.add("bin/busybox", stat.S_IFREG | 0o755, kernel.busybox.read_bytes())
    archive.add("init", stat.S_IFREG | 0o755, (pathlib.Path(__file__).parent / "init.sh").read_bytes())
    archive.add("command", stat.S_IFREG | 0o644, command_script(command, folder, kernel.modules, share).encode())
    order = load_order(kernel.modules, MODULES)
    for path in order:
        name = f"modules/{pathlib.PurePath(path).name}"
        archive.add(name, stat.S_IFREG | 0o644, (kernel.modules / path).read_bytes())
    names = "".join(f"{pathlib.PurePath(path).name}\n" for path in order)
    archive.add("modules/order", stat.S_IFREG | 0o644, names.encode())
    archive.end()
    file.flush()
    return file
