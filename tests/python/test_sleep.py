# SPDX-License-Identifier: LGPL-2.1-or-later
"""The inhibitor lock that is held while a disc is written, on a system bus of our own with a stand-in for logind."""
import os
import signal
import time

import burnish
import dbus
import dbusmock
import pytest
from burnish import Status, TrackAtOnceFormat
from conftest import fails, pattern
from sound import samples

CONTENT = pattern(2048 * 600)
MANAGER = "org.freedesktop.login1.Manager"
LOCK = ("sleep:shutdown:idle", "burnish test")


class Machine(dbusmock.DBusTestCase):
    """A system bus, and on it what a test puts there."""

    process = None

    @classmethod
    def logind(cls):
        cls.process, logind = cls.spawn_server_template("logind", {}, system_bus=True)
        return dbus.Interface(logind, MANAGER)

    @classmethod
    def another_logind(cls, inhibit):
        cls.process = cls.spawn_server("org.freedesktop.login1", "/org/freedesktop/login1", MANAGER, system_bus=True)
        logind = cls.get_dbus(True).get_object("org.freedesktop.login1", "/org/freedesktop/login1")
        logind.AddMethod("", "Inhibit", "ssss", "h", inhibit, dbus_interface=dbusmock.MOCK_IFACE)

    @classmethod
    def end(cls):
        if cls.process is not None:
            cls.process.kill()
            cls.process.wait()
            cls.process = None


@pytest.fixture(name="machine", scope="module")
def _machine():
    before = {name: os.environ.get(name) for name in ("LD_PRELOAD", "DBUS_SYSTEM_BUS_ADDRESS")}
    os.environ.pop("LD_PRELOAD", None)  # the bus is none of the sanitizers' business
    Machine.start_system_bus()
    yield Machine
    Machine.tearDownClass()
    for name, value in before.items():
        os.environ.pop(name, None) if value is None else os.environ.update({name: value})


@pytest.fixture(name="logind")
def _logind(machine):
    yield machine.logind()
    machine.end()


@pytest.fixture(name="recorder")
def _recorder(cd):
    with burnish.Recorder(cd.device()) as recorder:
        yield recorder


def locks(logind):
    return [tuple(map(str, lock[:4])) for lock in logind.ListInhibitors()]


def assert_free(logind):
    """The lock is gone. The stand-in lets go of its own end only when it has nothing else to do."""
    for _ in range(1000):
        if not locks(logind):
            return
    raise AssertionError(f"still held: {locks(logind)}")


def why(recorder):
    return "Writing to the disc in " + recorder.device.split("?")[0]


class Watch:
    """A progress callback that notes the locks at each action, and may act in one."""

    def __init__(self, logind, at=None, then=None):
        self.logind, self.at, self.then = logind, at, then
        self.seen = {}

    def __call__(self, progress):
        self.seen.setdefault(progress.current_action, locks(self.logind))
        if progress.current_action == self.at:
            self.then()

    def assert_held(self, reason):
        assert self.seen
        for held in self.seen.values():
            assert held == [(*LOCK, reason, "block")]


def test_a_data_write(logind, recorder):
    assert locks(logind) == []
    watch = Watch(logind)
    report = recorder.burn_data(CONTENT, client_name="burnish test", progress=watch)
    assert {burnish.DataAction.VALIDATING_MEDIA, burnish.DataAction.WRITING_DATA} <= set(watch.seen)
    during = {action: held for action, held in watch.seen.items() if action != burnish.DataAction.COMPLETED}
    watch.seen = during
    watch.assert_held(why(recorder))
    assert report.to_dict()["course"]["sleep_inhibited"] is True
    assert_free(logind)


def test_a_write_that_fails(logind, cd):
    fault = {"command": "WRITE(10)", "nth": 3, "sense": "3/0C/00", "times": "forever"}
    with burnish.Recorder(cd.device(faults=[fault])) as recorder:
        watch = Watch(logind)
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.burn_data(CONTENT, client_name="burnish test", progress=watch)
        assert caught.value.report.to_dict()["course"]["sleep_inhibited"] is True
        watch.assert_held(why(recorder))
        assert_free(logind)


class Enough(Exception):
    """What cancels a write from its progress callback."""


def test_a_write_that_is_cancelled(logind, recorder):
    def enough():
        raise Enough

    watch = Watch(logind, burnish.DataAction.WRITING_DATA, enough)
    with pytest.raises(Enough):
        recorder.burn_data(CONTENT, client_name="burnish test", progress=watch)
    watch.assert_held(why(recorder))
    assert_free(logind)


def test_a_write_that_does_not_begin(logind, recorder):
    with burnish.Recorder(recorder.device.split("?")[0] + "-other?empty=1") as empty:
        fails(burnish.MediumError, Status.E_RECORDER_MEDIA_NO_MEDIA, lambda: empty.burn_data(CONTENT))
    assert_free(logind)


def test_an_audio_session(logind, recorder):
    with TrackAtOnceFormat(recorder, "burnish test") as tao:
        tao.prepare_media()
        assert [lock[:2] for lock in locks(logind)] == [LOCK]
        tao.add_audio_track(samples(310, 3))
        assert len(locks(logind)) == 1
        tao.release_media()
        assert tao.report.to_dict()["course"]["sleep_inhibited"] is True
        assert_free(logind)


def test_an_audio_session_that_is_left(logind, recorder):
    with TrackAtOnceFormat(recorder, "burnish test") as tao:
        tao.prepare_media()
        assert len(locks(logind)) == 1
    assert_free(logind)


def test_an_erasure(logind, new_disc):
    disc = new_disc("cd-rw-80")
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT)
        assert_free(logind)
        seen = []
        recorder.erase(progress=lambda *_: seen.append(locks(logind)) and None)
        assert seen and all(len(held) == 1 for held in seen)
        assert_free(logind)


def not_inhibited(recorder):
    started = time.monotonic()
    report = recorder.burn_data(CONTENT)
    assert report.ok and report.to_dict()["course"]["sleep_inhibited"] is False
    return time.monotonic() - started


def test_without_logind(machine, recorder):
    assert machine.process is None
    not_inhibited(recorder)


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "no address"])
def test_without_a_bus(machine, recorder, monkeypatch, address):
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    not_inhibited(recorder)


@pytest.mark.parametrize("inhibit", [
    'raise dbus.exceptions.DBusException("no", name="org.freedesktop.DBus.Error.AccessDenied")',
])
def test_a_logind_that_refuses(machine, recorder, inhibit):
    machine.another_logind(inhibit)
    try:
        not_inhibited(recorder)
    finally:
        machine.end()


def test_a_logind_that_does_not_answer(machine, logind, recorder):
    assert locks(logind) == []
    os.kill(machine.process.pid, signal.SIGSTOP)
    assert 2 <= not_inhibited(recorder) < 25
