# SPDX-License-Identifier: LGPL-2.1-or-later
"""Ctrl-C in the midst of a burn: it comes through, the burn is cancelled, the drive is free."""
import io
import os
import signal
import threading

import burnish
import pytest
from burnish import DataAction
from conftest import pattern

CONTENT = pattern(2048 * 3000)


class Waiting(io.BytesIO):
    """Gives a part, then does something and waits until the burn asks it to come back."""

    def __init__(self, content, then):
        super().__init__(content)
        self.then = then
        self.interrupted = threading.Event()

    def readinto(self, buffer):
        if self.tell() >= 2048 * 500:
            then, self.then = self.then, lambda: None
            then()
            assert self.interrupted.wait(60)
            return 0
        return super().readinto(memoryview(buffer)[:2048])

    def interrupt(self):
        self.interrupted.set()


def opens_again(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.eject()
        recorder.load()
        assert recorder.wait_until_ready()


def to_this_process():
    os.kill(os.getpid(), signal.SIGINT)


def to_the_reading_thread():
    signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("send", [to_this_process, to_the_reading_thread])
def test_while_the_burn_runs_in_c(disc, send):
    source = Waiting(CONTENT, send)
    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(KeyboardInterrupt):
            recorder.burn_data(source)
        assert recorder.exclusive_access_owner == ""
    assert source.interrupted.is_set()
    opens_again(disc)


def test_with_a_small_buffer_so_that_the_laser_is_on(disc):
    source = Waiting(CONTENT, to_this_process)
    with burnish.Recorder(disc.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        data.fifo_size = 131072
        with pytest.raises(KeyboardInterrupt):
            data.write(source)
        assert data.report.status == burnish.Status.E_REQUEST_CANCELLED and data.report.written_sectors > 0
    opens_again(disc)


@pytest.mark.parametrize("stage", [DataAction.VALIDATING_MEDIA, DataAction.WRITING_DATA, DataAction.FINALIZATION],
                         ids=str)
def test_in_progress(disc, stage):
    def progress(event):
        if event.current_action == stage:
            signal.raise_signal(signal.SIGINT)

    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(KeyboardInterrupt):
            recorder.burn_data(CONTENT, progress=progress)
    opens_again(disc)


def test_hammering_ctrl_c(cd):
    """More signals while the cancel is under way change nothing."""
    def hammer():
        for _ in range(20):
            to_this_process()

    with burnish.Recorder(cd.device()) as recorder:
        source = Waiting(CONTENT, hammer)
        source.interrupt = lambda: (hammer(), source.interrupted.set())
        with pytest.raises(KeyboardInterrupt):
            try:
                recorder.burn_data(source)
            finally:
                drain()
        assert recorder.exclusive_access_owner == ""
    opens_again(cd)


def drain():
    """Lets signals that are still on their way arrive here."""
    previous = signal.signal(signal.SIGINT, lambda *_: None)
    threading.Event().wait(0)
    signal.signal(signal.SIGINT, previous)


def test_a_handler_of_one_s_own(cd):
    """What a signal handler raises comes out likewise."""
    class Stop(Exception):
        pass

    def handler(_number, _frame):
        raise Stop

    previous = signal.signal(signal.SIGUSR1, handler)
    try:
        with burnish.Recorder(cd.device()) as recorder:
            with pytest.raises(Stop):
                recorder.burn_data(Waiting(CONTENT, lambda: os.kill(os.getpid(), signal.SIGUSR1)))
    finally:
        signal.signal(signal.SIGUSR1, previous)
    opens_again(cd)


def test_a_handler_that_raises_nothing_disturbs_nothing(cd):
    seen = []
    previous = signal.signal(signal.SIGUSR1, lambda *_: seen.append(True))
    try:
        with burnish.Recorder(cd.device()) as recorder:
            report = recorder.burn_data(CONTENT, progress=lambda _: os.kill(os.getpid(), signal.SIGUSR1))
    finally:
        signal.signal(signal.SIGUSR1, previous)
    assert report.verified and seen


def test_a_burn_on_another_thread(cd):
    """Its progress runs there, and an exception cancels there."""
    outcome = []

    def burn():
        try:
            recorder.burn_data(CONTENT, progress=note)
        except ZeroDivisionError as error:
            outcome.append(error)

    def note(event):
        assert threading.current_thread() is thread
        if event.current_action == DataAction.WRITING_DATA:
            raise ZeroDivisionError

    with burnish.Recorder(cd.device()) as recorder:
        thread = threading.Thread(target=burn)
        thread.start()
        thread.join(60)
    assert len(outcome) == 1
    opens_again(cd)


def test_two_burns_at_once(new_disc):
    """Two drives, two threads; neither takes the other's events."""
    reports = {}

    def burn(disc, content):
        actions = []
        with burnish.Recorder(disc.device()) as recorder:
            report = recorder.burn_data(content, progress=lambda event: actions.append(event.sector_count))
        reports[disc.medium] = (report, max(actions))

    jobs = [(new_disc("cd-r-80"), pattern(2048 * 600, 1)), (new_disc("dvd+r"), pattern(2048 * 1600, 2))]
    threads = [threading.Thread(target=burn, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert reports["cd-r-80"][0].verified and reports["cd-r-80"][1] == 750
    assert reports["dvd+r"][0].verified and reports["dvd+r"][1] == 1600


def test_a_program_that_ends_with_a_burn_behind_it(cd):
    """Nothing is closed by hand; at exit all is given back, and nothing crashes."""
    import subprocess
    import sys
    code = "import burnish, io\n" \
           f"recorder = burnish.Recorder({cd.device()!r})\n" \
           "data = burnish.DataFormat(recorder, 'exit')\n" \
           "stream = burnish.open_stream(io.BytesIO(bytes(2048 * 400)))\n" \
           "data.write(stream)\nprint('done')\n"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "done\n", "")
    opens_again(cd)
