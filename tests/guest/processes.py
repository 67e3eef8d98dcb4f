# SPDX-License-Identifier: LGPL-2.1-or-later
"""Processes that end with the one that started them, however that ends."""
import ctypes
import os
import signal
import subprocess

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def end_with_parent(parent):
    """For this process: SIGKILL when its parent dies, which was PARENT."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before it was asked about
        os.kill(os.getpid(), signal.SIGKILL)


def start_bound(command, **keywords):
    """A program that dies with this process."""
    me = os.getpid()
    return subprocess.Popen([str(word) for word in command], preexec_fn=lambda: end_with_parent(me), **keywords)


def run_bound(command, check=False, **keywords):
    with start_bound(command, stdin=subprocess.DEVNULL, **keywords) as process:
        try:
            output = process.communicate()[0]
        except BaseException:
            process.kill()
            raise
    if check and process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return subprocess.CompletedProcess(process.args, process.returncode, output)
