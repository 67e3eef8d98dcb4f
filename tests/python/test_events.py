# SPDX-License-Identifier: LGPL-2.1-or-later
"""Drives that come and go: the events of DiscMaster, and `burnish list --watch`. A machine with drives is played by
umockdev, in processes of their own, as it has to be there before Python is."""
import asyncio
import json
import os
import select
import shutil
import subprocess
import sys
import textwrap
import threading

import burnish
import pytest
from burnish import Status
from conftest import command

needs_machine = pytest.mark.skipif(
    "asan" in os.environ.get("LD_PRELOAD", "") or shutil.which("umockdev-wrapper") is None,
    reason="umockdev is not installed, or does not go with the sanitizers")

MACHINE = '''
import ctypes, os, sys
_library = ctypes.CDLL("libumockdev.so.0")
_library.umockdev_testbed_new.restype = ctypes.c_void_p
_testbed = ctypes.c_void_p(_library.umockdev_testbed_new())

def plug(name):
    text = (f"P: /devices/virtual/block/{name}\\nN: {name}\\nE: DEVNAME=/dev/{name}\\nE: DEVTYPE=disk\\n"
            "E: SUBSYSTEM=block\\n\\n")
    _library.umockdev_testbed_add_from_string.restype = ctypes.c_int
    assert _library.umockdev_testbed_add_from_string(_testbed, text.encode(), None)
    _library.umockdev_testbed_uevent(_testbed, f"/sys/devices/virtual/block/{name}".encode(), b"add")

def unplug(name):
    path = f"/sys/devices/virtual/block/{name}".encode()
    _library.umockdev_testbed_uevent(_testbed, path, b"remove")
    _library.umockdev_testbed_remove_device(_testbed, path)

def machine_folder():
    _library.umockdev_testbed_get_root_dir.restype = ctypes.c_char_p
    return _library.umockdev_testbed_get_root_dir(_testbed).decode()

import burnish
'''


def on_a_machine(program, **options):
    environment = {key: value for key, value in os.environ.items() if key != "BURNISH_DEVICE"}
    result = subprocess.run(["umockdev-wrapper", sys.executable, "-c", MACHINE + textwrap.dedent(program)],
                            env=environment, capture_output=True, text=True, check=False, timeout=240, **options)
    assert result.returncode == 0, result.stderr
    return result.stdout


@needs_machine
def test_for():
    assert on_a_machine('''
        plug("sr0")
        with burnish.DiscMaster() as master:
            assert list(master) == ["/dev/sr0"]
            plug("sr1")
            seen = []
            for event in master.events():
                seen.append((event.added, event.device, list(master)))
                if len(seen) == 1:
                    unplug("sr0")
                elif len(seen) == 2:
                    break
            assert list(master.events(timeout=0)) == []
            for line in seen:
                print(*line)
    ''') == "True /dev/sr1 ['/dev/sr0', '/dev/sr1']\nFalse /dev/sr0 ['/dev/sr1']\n"


@needs_machine
def test_async_for():
    assert on_a_machine('''
        import asyncio

        async def watch(master):
            return [event.to_dict() async for event in master.events(timeout=0.5)]

        async def both():
            with burnish.DiscMaster() as master:
                first = asyncio.ensure_future(watch(master))
                await asyncio.sleep(0)
                plug("sr0")
                unplug("sr0")
                return await first

        for event in asyncio.run(both()):
            print(event["kind"], event["device"])
    ''') == "added /dev/sr0\nremoved /dev/sr0\n"


@needs_machine
def test_the_descriptor():
    assert on_a_machine('''
        import select
        master = burnish.DiscMaster()
        assert select.select([master], [], [], 0)[0] == []
        plug("sr0")
        assert select.select([master], [], [], 60)[0] == [master]
        print(master.next_event())
        assert master.next_event() is None and select.select([master], [], [], 0)[0] == []
    ''') == "DeviceEvent(added=True, device='/dev/sr0')\n"


@needs_machine
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_the_command(number):
    lines = on_a_machine(f'''
        import signal, subprocess
        plug("sr0")
        watching = subprocess.Popen([sys.executable, "-m", "burnish", "--json", "list", "--watch"],
                                    stdout=subprocess.PIPE, text=True)
        lines = [watching.stdout.readline()]
        plug("sr1")
        lines.append(watching.stdout.readline())
        unplug("sr0")
        lines.append(watching.stdout.readline())
        watching.send_signal(signal.{number})
        assert watching.stdout.read() == "" and watching.wait(60) == 0
        print("".join(lines), end="")
    ''').splitlines()
    events = [json.loads(line) for line in lines]
    assert [(event["event"], event["device"]) for event in events] == [
        ("recorder", "/dev/sr0"), ("added", "/dev/sr1"), ("removed", "/dev/sr0")]
    assert events[1]["error"]["name"] == "E_BURNISH_NOT_A_RECORDER"  # the machine's drives take no commands
    assert events[2]["error"] is None


@needs_machine
def test_the_command_s_lines(tmp_path):
    assert on_a_machine('''
        import signal, subprocess
        watching = subprocess.Popen([sys.executable, "-m", "burnish", "list", "--watch"], stdout=subprocess.PIPE,
                                    text=True, env={**os.environ, "UMOCKDEV_DIR": machine_folder(), "BURNISH_DEVICE": "virtual:x"})
        print(watching.stdout.readline(), end="")
        plug("sr0")
        print(watching.stdout.readline()[:10])
        unplug("sr0")
        print(watching.stdout.readline(), end="")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 0
    ''', cwd=tmp_path) == "virtual:x  BURNISH VIRTUAL RECORDER 0.1\n+ /dev/sr0\n- /dev/sr0\n"


def test_the_command_watches_all():
    result = command("list", "--watch", "--device", "virtual:x")
    assert result.returncode == 2 and "--device" in result.stderr


def test_no_events():
    with burnish.DiscMaster() as master:
        assert master.next_event() is None
        assert list(master.events(timeout=0)) == list(master.events(timeout=0.01)) == []
        assert select.select([master], [], [], 0)[0] == []


def test_a_closed_master_has_no_more_events():
    master = burnish.DiscMaster()
    events = master.events()
    master.close()
    assert list(events) == []
    with pytest.raises(burnish.StateError) as caught:
        master.next_event()
    assert caught.value.status == Status.E_HANDLE


def test_closing_lets_a_thread_go():
    master, seen = burnish.DiscMaster(), []
    watching = threading.Thread(target=lambda: seen.append(list(master.events())))
    watching.start()
    master.close()
    watching.join(60)
    assert seen == [[]]


def test_closing_lets_tasks_go():
    async def watch(master):
        return [event async for event in master.events()]

    async def close():
        late = burnish.DiscMaster()
        waiters = late._waiters
        late.close()
        await asyncio.wait_for(waiters.readable(0), 60)  # who begins to wait just now
        master = burnish.DiscMaster()
        tasks = [asyncio.ensure_future(watch(master)) for _ in range(2)]
        await asyncio.sleep(0)
        master.close()
        return await asyncio.wait_for(asyncio.gather(*tasks), 60)

    assert asyncio.run(close()) == [[], []]


def test_an_event_as_values():
    assert burnish.DeviceEvent(True, "/dev/sr0").to_dict() == {"kind": "added", "device": "/dev/sr0"}
    assert burnish.DeviceEvent(False, "/dev/sr0").to_dict() == {"kind": "removed", "device": "/dev/sr0"}
