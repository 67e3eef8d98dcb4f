# SPDX-License-Identifier: LGPL-2.1-or-later
"""Jobs: a burn that runs by itself, its events in a loop or in asyncio, and every way to leave it early."""
import asyncio
import gc
import inspect
import io
import os
import select
import signal
import subprocess
import sys
import threading
import traceback

import burnish
import pytest
from burnish import DataAction, Status, _running
from conftest import pattern

SECTORS = 700
CONTENT = pattern(2048 * SECTORS)


class Waiting(io.BytesIO):
    """Gives a part, then calls a function once and waits until it is released or the burn asks it to come back."""

    def __init__(self, content=CONTENT, then=lambda: None, sectors=400):
        super().__init__(content)
        self.part = 2048 * sectors
        self.then = then
        self.reached = threading.Event()
        self.released = threading.Event()

    def readinto(self, buffer):
        if self.tell() >= self.part and not self.released.is_set():
            self.reached.set()
            self.then()
            assert self.released.wait(60)
        return super().readinto(memoryview(buffer)[:2048])

    def interrupt(self):
        self.released.set()


def opens_again(disc):
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.exclusive_access_owner == ""
        recorder.eject()
        recorder.load()
        assert recorder.wait_until_ready()


def is_cancelled(job):
    with pytest.raises(burnish.CancelledError) as caught:
        job.result()
    assert caught.value.status == Status.E_REQUEST_CANCELLED
    assert caught.value.report.status == job.report.status == Status.E_REQUEST_CANCELLED
    return True


def test_the_arguments_are_those_of_burn_data():
    parameters = [inspect.signature(function).parameters for function in
                  (burnish.Recorder.start_data, burnish.Recorder.burn_data)]
    assert parameters[0] == parameters[1]


def test_for(disc):
    with burnish.Recorder(disc.device()) as recorder:
        actions = []
        with recorder.start_data(CONTENT, close=True) as job:
            for event in job:
                assert isinstance(event, burnish.Progress)
                if not actions or actions[-1] != event.current_action:
                    actions.append(event.current_action)
            assert job.done and list(job) == []
            report = job.result()
        assert actions == [DataAction.VALIDATING_MEDIA, DataAction.INITIALIZING_HARDWARE,
                           DataAction.CALIBRATING_POWER, DataAction.WRITING_DATA, DataAction.FINALIZATION,
                           DataAction.VERIFYING, DataAction.COMPLETED]
        assert report.ok and report.verified and report.sectors == SECTORS
        assert job.result() is report and job.report is report and job.closed
    with open(disc.iso, "rb") as file:
        assert file.read(len(CONTENT)) == CONTENT


def test_result_without_a_loop(cd):
    with burnish.Recorder(cd.device()) as recorder:
        job = recorder.start_data(io.BytesIO(CONTENT))
        assert job.result().verified
    opens_again(cd)  # though the job is still there


def test_result_that_does_not_wait(cd):
    source = Waiting()
    with burnish.Recorder(cd.device()) as recorder, recorder.start_data(source) as job:
        assert source.reached.wait(60)
        for timeout in (0, 0.001):
            with pytest.raises(TimeoutError):
                job.result(timeout)
        assert not job.done and job.report is None and "running" in repr(job)
        source.released.set()
        assert job.result(60).verified


def test_progress_gets_what_is_taken(cd):
    seen, taken = [], []
    with burnish.Recorder(cd.device()) as recorder:
        with recorder.start_data(CONTENT, progress=seen.append) as job:
            taken.extend(job)
    assert taken and taken == seen


def test_progress_that_raises_cancels(cd):
    def progress(_event):
        raise ZeroDivisionError

    with burnish.Recorder(cd.device()) as recorder:
        job = recorder.start_data(Waiting(), progress=progress)
        with pytest.raises(ZeroDivisionError):
            job.result()
        assert is_cancelled(job)
    opens_again(cd)


def test_everything_is_busy_meanwhile(cd):
    source = Waiting()
    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        with data.start_write(source) as job:
            with pytest.raises(burnish.StateError) as caught:
                data.start_write(CONTENT)
            assert caught.value.status == Status.E_DF2DATA_WRITE_IN_PROGRESS
            with pytest.raises(burnish.StateError):
                data.simulate = True
            source.released.set()
            job.result()
        data.simulate = True


def test_refused_at_the_start(cd):
    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat(recorder) as data:
        with pytest.raises(burnish.InvalidArgumentError) as caught:
            data.start_write(CONTENT)
        assert caught.value.status == Status.E_DF2DATA_CLIENT_NAME_IS_NOT_VALID
        with pytest.raises(ValueError):
            recorder.start_data(CONTENT, verify="all of it")
    opens_again(cd)


def test_refused_by_the_disc(cd):
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(CONTENT, close=True)
        job = recorder.start_data(CONTENT)
        list(job)
        with pytest.raises(burnish.MediumError) as caught:
            job.result()
        assert caught.value.status == Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED
        assert caught.value.report.status == caught.value.status


def test_leaving_early_cancels_and_waits(disc):
    source = Waiting()
    with burnish.Recorder(disc.device()) as recorder:
        with recorder.start_data(source) as job:
            assert source.reached.wait(60)
        assert recorder.exclusive_access_owner == ""
        assert is_cancelled(job)
    opens_again(disc)


def test_leaving_by_an_exception(cd):
    source = Waiting()
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(ZeroDivisionError):
            with recorder.start_data(source) as job:
                for _ in job:
                    raise ZeroDivisionError
        assert is_cancelled(job)
    opens_again(cd)


def test_cancel(disc):
    source = Waiting()
    with burnish.Recorder(disc.device()) as recorder:
        job = recorder.start_data(source)
        assert source.reached.wait(60) and job.cancel()
        assert is_cancelled(job)
        assert job.cancel() is False
        job.close()
        assert job.cancel() is False and is_cancelled(job)
    opens_again(disc)


def test_cancel_right_after_the_start(cd):
    with burnish.Recorder(cd.device()) as recorder:
        job = recorder.start_data(Waiting())
        assert job.cancel() and is_cancelled(job)
        assert job.report.written_sectors == 0 and recorder.medium.blank


def test_cancel_from_another_thread(cd):
    with burnish.Recorder(cd.device()) as recorder:
        source = Waiting()
        job = recorder.start_data(source)
        source.then = lambda: threading.Thread(target=job.cancel).start()
        assert is_cancelled(job)
    opens_again(cd)


def to_this_process():
    os.kill(os.getpid(), signal.SIGINT)


def to_the_reading_thread():
    signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("send", [to_this_process, to_the_reading_thread])
@pytest.mark.parametrize("wait", [list, burnish.Job.result], ids=["for", "result"])
def test_ctrl_c(disc, send, wait):
    source = Waiting(then=send)
    with burnish.Recorder(disc.device()) as recorder:
        job = recorder.start_data(source)
        with pytest.raises(KeyboardInterrupt):
            wait(job)
        assert recorder.exclusive_access_owner == ""
        assert is_cancelled(job)
    opens_again(disc)


def test_hammering_ctrl_c(cd):
    def hammer():
        for _ in range(20):
            to_this_process()

    with burnish.Recorder(cd.device()) as recorder:
        source = Waiting(then=hammer)
        source.interrupt = lambda: (hammer(), source.released.set())
        job = recorder.start_data(source)
        with pytest.raises(KeyboardInterrupt):
            try:
                list(job)
            finally:  # lets signals that are still on their way arrive here
                previous = signal.signal(signal.SIGINT, lambda *_: None)
                threading.Event().wait(0)
                signal.signal(signal.SIGINT, previous)
        assert is_cancelled(job)
    opens_again(cd)


def test_a_source_that_raises(cd):
    class Broken(io.BytesIO):
        def readinto(self, buffer):
            if self.tell() >= 2048 * 100:
                raise LookupError("the shelf is empty")
            return super().readinto(memoryview(buffer)[:2048])

    with burnish.Recorder(cd.device()) as recorder, recorder.start_data(Broken(CONTENT)) as job:
        list(job)
        for _ in range(2):
            with pytest.raises(LookupError) as caught:
                job.result()
            assert "readinto" in [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
        assert job.report.status == Status.E_STREAM_READ_FAILURE and "the shelf is empty" in job.report.message
    opens_again(cd)


def test_the_descriptor(cd):
    with burnish.Recorder(cd.device()) as recorder, recorder.start_data(CONTENT) as job:
        events = 0
        while not job.done:
            select.select([job], [], [], 60)
            events += job._take() is not None
        while job._take() is not None:
            events += 1
        assert select.select([job], [], [], 0) == ([], [], []) and events > 5
        assert job.result().verified
    with pytest.raises(burnish.StateError):
        job.fileno()


def test_dropped_while_it_runs(cd):
    source = Waiting()
    with burnish.Recorder(cd.device()) as recorder:
        job = recorder.start_data(source)
        assert source.reached.wait(60)
        del job
        gc.collect()
        assert source.released.wait(60)
    wait_for_dropped_jobs()
    opens_again(cd)


def wait_for_dropped_jobs():
    for done in list(_running._waiting.values()):
        assert done.acquire(timeout=60)
        done.release()


def test_dropped_by_its_own_source(cd):
    """The garbage collector may run on the burn's own reading thread, which must not wait for itself."""
    holder = []

    def drop():
        holder.clear()
        gc.collect()

    source = Waiting(then=drop)
    with burnish.Recorder(cd.device()) as recorder:
        gate = threading.Event()
        source.then = lambda: (gate.wait(60), drop())
        holder.append(recorder.start_data(source))
        gate.set()
        assert source.released.wait(60)
    wait_for_dropped_jobs()
    opens_again(cd)


def test_memory_stays_until_the_dropped_job_has_ended(cd):
    """A bytearray that is burned cannot change its size; when the job is gone it can."""
    memory = bytearray(CONTENT)
    with burnish.Recorder(cd.device()) as recorder:
        job = recorder.start_data(memory)
        with pytest.raises(BufferError):
            memory.append(0)
        del job
        gc.collect()
    wait_for_dropped_jobs()
    memory.append(0)
    opens_again(cd)


@pytest.mark.parametrize("end", ["", "raise SystemExit(0)", "del job", "job.close(); del recorder"])
def test_a_program_that_ends_with_a_job_under_way(cd, end):
    """The burn is cancelled and the drive released before the process goes."""
    code = ("import burnish, io, threading\n"
            "class Waiting(io.BytesIO):\n"
            "    reached, released = threading.Event(), threading.Event()\n"
            "    def readinto(self, buffer):\n"
            "        self.reached.set()\n"
            "        self.released.wait(60)\n"
            "        return 0\n"
            "    def interrupt(self):\n"
            "        self.released.set()\n"
            f"recorder = burnish.Recorder({cd.device()!r})\n"
            "source = Waiting(bytes(2048 * 400))\n"
            "job = recorder.start_data(source)\n"
            "assert source.reached.wait(60)\n"
            "print('started', flush=True)\n" + end + "\n")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stdout, result.stderr) == (0, "started\n", "")
    opens_again(cd)


def test_two_jobs_at_once(new_disc):
    one, two = new_disc("cd-r-80"), new_disc("dvd+r")
    source = Waiting()
    with burnish.Recorder(one.device()) as first, burnish.Recorder(two.device()) as second:
        with first.start_data(source) as job, second.start_data(pattern(2048 * 1600, 2)) as other:
            assert max(event.sector_count for event in other) == 1600 and other.result().verified
            assert not job.done
            source.released.set()
            assert max(event.sector_count for event in job) < 1600 and job.result().verified


def test_async_for(disc):
    async def burn(recorder):
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        source = Waiting()
        ticking = asyncio.ensure_future(tick())
        async with recorder.start_data(source) as job:
            actions = []
            async for event in job:
                actions.append(event.current_action)
                source.released.set()
            ticking.cancel()
            return actions, job.result(), ticks

    with burnish.Recorder(disc.device()) as recorder:
        actions, report, ticks = asyncio.run(burn(recorder))
    assert actions[0] == DataAction.VALIDATING_MEDIA and actions[-1] == DataAction.COMPLETED
    assert actions == sorted(actions, key=list(dict.fromkeys(actions)).index)
    assert report.verified and ticks > 0


def test_async_jobs_side_by_side(new_disc):
    async def burn(disc, sectors):
        with burnish.Recorder(disc.device()) as recorder:
            async with recorder.start_data(pattern(2048 * sectors)) as job:
                counts = {event.sector_count async for event in job}
                return max(counts), job.result().verified

    async def both():
        return await asyncio.gather(burn(new_disc("cd-r-80"), 600), burn(new_disc("dvd+r"), 1600))

    assert asyncio.run(both()) == [(750, True), (1600, True)]  # with the post-gap of a CD


@pytest.mark.parametrize("block", ["with", "async with"])
def test_async_task_that_is_cancelled(cd, block):
    jobs = []

    async def burn(recorder, source):
        job = recorder.start_data(source)
        jobs.append(job)
        if block == "with":
            with job:
                async for _ in job:
                    pass
        else:
            async with job:
                async for _ in job:
                    pass

    async def main():
        source = Waiting()
        with burnish.Recorder(cd.device()) as recorder:
            task = asyncio.ensure_future(burn(recorder, source))
            await asyncio.get_running_loop().run_in_executor(None, source.reached.wait, 60)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert recorder.exclusive_access_owner == ""

    asyncio.run(main())
    assert is_cancelled(jobs[0])
    opens_again(cd)


def entries(folder):
    return len(os.listdir(folder))


def test_a_thousand_cancels_leak_nothing(cd):
    counts = None
    with burnish.Recorder(cd.device(discard=1)) as recorder, burnish.DataFormat(recorder, "test") as data:
        data.fifo_size = 131072
        for number in range(1001):
            with data.start_write(Waiting(sectors=0)) as job:
                if number % 2:
                    job.cancel()
            assert job.report.status == Status.E_REQUEST_CANCELLED
            if number == 0:
                counts = entries("/proc/self/fd"), entries("/proc/self/task")
        assert (entries("/proc/self/fd"), entries("/proc/self/task")) == counts
        assert not burnish._sources._sources
    opens_again(cd)
