# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every failure has its domain, its code and its details; none leaves the pipeline waiting."""
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile

import pytest
from conftest import silence_wave
from pipelines import Failed, Gst, Pipeline, is_element

RESOURCE = "gst-resource-error-quark"
STREAM = "gst-stream-error-quark"
Code = Gst.ResourceError
TONE = "audiotestsrc num-buffers=500 ! audioconvert ! audioresample"
APPLICATION = ("appsrc name=source format=time caps=audio/x-raw,format=S16LE,layout=interleaved,rate=44100,channels=2"
               " ! discsink fifo-size=1048576")
WRITE_FAILED = {"command": "WRITE(10)", "nth": 3, "times": "forever", "sense": "3/0C/00"}


def fails(text, code, domain=RESOURCE, words="", phase=None):
    """Burns, and gives the error, which must be this one; the progress of the phase follows it."""
    with Pipeline(text) as pipeline:
        with pytest.raises(Failed) as raised:
            pipeline.burn()
        assert (raised.value.domain, raised.value.code) == (domain, code), raised.value
        assert words in raised.value.text
        assert phase is None or pipeline.progress_error() == phase
        pipeline.set_state(Gst.State.NULL)
    return raised.value


def test_no_recorder_at_all():
    if any(name.startswith("sr") for name in os.listdir("/dev")):
        pytest.skip("this computer has one")
    fails(f"{TONE} ! discsink", Code.NOT_FOUND, words="virtual:album.disc")


def test_a_device_that_is_not_there():
    failed = fails(f"{TONE} ! discsink device=/dev/sr99", Code.NOT_FOUND, words="/dev/sr99")
    assert failed.details["device"] == "/dev/sr99" and failed.details["library-code"] < 0


def test_a_device_that_is_no_recorder():
    fails(f"{TONE} ! discsink device=/dev/null", Code.NOT_FOUND, words="/dev/null” is not a CD recorder")


def test_an_error_of_opening_is_followed_by_that_of_progress():
    fails(f"{TONE} ! discsink device=/dev/null", Code.NOT_FOUND, phase="open")


def test_no_memory(disc):
    """In a process of its own, whose libburnish has none left for a session."""
    body = (f"from test_errors import Gst, TONE, fails\n"
            f"fails(TONE + ' ! discsink device={disc.device()}', Gst.LibraryError.INIT, 'gst-library-error-quark')\n")
    preload = ":".join(filter(None, [os.environ.get("LD_PRELOAD"), os.environ["GST_TEST_NO_MEMORY"]]))
    done = subprocess.run([sys.executable, "-c", body], cwd=os.path.dirname(__file__), capture_output=True, text=True,
                          env={**os.environ, "LD_PRELOAD": preload}, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert disc.is_blank()


def test_a_recorder_in_use(disc):
    with Pipeline(f"{TONE} ! discsink device={disc.device()}") as first:
        first.pause()
        fails(f"{TONE} ! discsink device={disc.device()}", Code.BUSY, words="another program")


def test_a_recorder_without_permission(disc, tmp_path):
    """As another user, where this one is root."""
    if os.getuid() != 0:
        pytest.skip("needs root, to become nobody")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    done = subprocess.run(["gst-launch-1.0", *f"{TONE} ! discsink device=virtual:{closed}/x.disc".split()],
                          user="nobody", cwd="/", env={**os.environ, "HOME": "/nonexistent"}, capture_output=True,
                          text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "No permission to use" in done.stderr, done.stderr


def test_a_node_without_permission():
    """A device node of mode 000, as another user; no hardware is behind it, and none is asked."""
    if os.getuid() != 0:
        pytest.skip("needs root, to become nobody")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        node = os.path.join(folder, "sr0")
        try:
            os.mknod(node, stat.S_IFBLK, os.makedev(11, 0))
        except PermissionError:
            pytest.skip("this container makes no device nodes")
        os.chmod(node, 0)
        refused_to_nobody(node)


def refused_to_nobody(node):
    script = (f"import sys; sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
              "from pipelines import Failed, Gst, Pipeline\n"
              f"with Pipeline('{TONE} ! discsink device={node}') as pipeline:\n"
              "    try:\n"
              "        pipeline.burn()\n"
              "    except Failed as failed:\n"
              "        print(failed.domain, failed.code == Gst.ResourceError.NOT_AUTHORIZED)\n"
              "        print(failed.details['device'], failed.text)\n")
    done = subprocess.run([sys.executable, "-B", "-c", script], user="nobody", group="nogroup", extra_groups=[], cwd="/",
                          env={**os.environ, "HOME": "/nonexistent", "GST_REGISTRY": "/nonexistent/registry"},
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines() == [f"{RESOURCE} True", f"{node} No permission to use “{node}”"], done.stderr


def test_a_folder_that_is_no_disc(tmp_path):
    (tmp_path / "something").write_text("not a disc")
    fails(f"{TONE} ! discsink device=virtual:{tmp_path}", Code.OPEN_READ_WRITE, words="cannot be opened")


def test_no_disc(disc):
    failed = fails(f"{TONE} ! discsink device={disc.device(empty=1)}", Code.NOT_FOUND, words="No disc")
    assert failed.details["device"].endswith("empty=1") or "empty=1" in failed.details["device"]


def test_no_disc_in_time(disc):
    fails(f"{TONE} ! discsink media-timeout=1 device={disc.device(empty=1)}", Code.NOT_FOUND, words="No disc")


def test_a_disc_that_is_not_empty(disc):
    with Pipeline(f"{TONE} ! discsink device={disc.device()}") as pipeline:
        pipeline.burn()
    fails(f"{TONE} ! discsink device={disc.device()}", Code.OPEN_WRITE, words="not empty")
    fails(f"{TONE} ! discsink blank=fast device={disc.device()}", Code.OPEN_WRITE, words="none that can be erased")


def test_a_rewritable_disc_that_is_not_empty(rewritable):
    with Pipeline(f"{TONE} ! discsink device={rewritable.device()}") as pipeline:
        pipeline.burn()
    fails(f"{TONE} ! discsink device={rewritable.device()}", Code.OPEN_WRITE, words="blank=fast")
    fails(f"{TONE} ! discsink blank=fast simulate=true device={rewritable.device()}", Code.OPEN_WRITE,
          words="rehearsal")


def test_a_disc_that_cannot_be_erased(rewritable):
    with Pipeline(f"{TONE} ! discsink device={rewritable.device()}") as pipeline:
        pipeline.burn()
    faults = [{"command": "BLANK", "sense": "5/24/00", "times": "forever"}]
    fails(f"{TONE} ! discsink blank=fast device={rewritable.device(faults=faults)}", Code.OPEN_WRITE,
          words="cannot be erased", phase="blank")


def test_another_kind_of_disc(new_disc):
    fails(f"{TONE} ! discsink device={new_disc('dvd+r').device()}", Code.OPEN_WRITE, words="audio CD")


def push(pipeline, size):
    """Sound from the application."""
    source = pipeline.pipeline.get_by_name("source")
    for _ in range(size // 176400):
        assert source.emit("push-buffer", Gst.Buffer.new_wrapped(bytes(176400))) == Gst.FlowReturn.OK
    return source


def mid_burn(pipeline):
    """PLAYING, with a track on the disc that has not ended."""
    pipeline.play()
    source = push(pipeline, 20 * 176400)
    pipeline.wait(lambda m: is_element(m, "disc-progress") and m.get_structure().get_value("sectors") > 0)
    return source


def test_the_100th_track(disc):
    tracks = " ".join("audiotestsrc num-buffers=1 samplesperbuffer=588 ! audio/x-raw,format=S16LE,rate=44100,"
                      "channels=2 ! c." for _ in range(100))
    failed = fails(f"concat name=c ! discsink device={disc.device()} {tracks}", Code.SETTINGS, words="99 tracks")
    assert failed.details["track"] == 100


def test_99_tracks(disc):
    tracks = " ".join("audiotestsrc num-buffers=1 samplesperbuffer=588 ! audio/x-raw,format=S16LE,rate=44100,"
                      "channels=2 ! c." for _ in range(99))
    with Pipeline(f"concat name=c ! discsink device={disc.device()} {tracks}") as pipeline:
        pipeline.burn()
        assert pipeline.elements("disc-done")[0]["tracks"] == 99


def test_more_than_fits_where_the_length_is_known(new_disc, tmp_path):
    disc = new_disc("cd-r-74")
    wave = silence_wave(tmp_path / "long.wav", 80 * 60)
    fails(f"filesrc location={wave} ! wavparse ! discsink device={disc.device()}", Code.NO_SPACE_LEFT,
          words="80 min 0 s")
    assert disc.is_blank()


def test_more_than_fits_where_it_is_not(new_disc):
    disc = new_disc("cd-r-74")
    fails(f"audiotestsrc wave=silence samplesperbuffer=88200 num-buffers=2400 ! audio/x-raw,format=S16LE,rate=44100,"
          f"channels=2 ! discsink device={disc.device(discard=1)}", Code.NO_SPACE_LEFT, words="does not fit")


@pytest.mark.parametrize("how", ["spool=track", "mode=raw"])
def test_no_room_for_temporary_files(disc, tmp_path, how):
    """A limit on the size of files stands for a disk that is full."""
    script = (f"import sys; sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
              "from pipelines import Failed, Gst, Pipeline\n"
              f"text = '{TONE} ! discsink {how} temp-location={tmp_path} device={disc.device()}'\n"
              "with Pipeline(text) as pipeline:\n"
              "    try:\n"
              "        pipeline.burn()\n"
              "    except Failed as failed:\n"
              "        print(failed.domain, failed.code == Gst.ResourceError.NO_SPACE_LEFT)\n")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    done = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, text=True, timeout=60,
                          check=False, preexec_fn=limit, restore_signals=False)  # noqa: PLW1509
    assert done.stdout.split() == [RESOURCE, "True"], done.stdout + done.stderr
    assert disc.is_blank()


def test_a_folder_for_temporary_files_that_is_not_there(disc):
    fails(f"{TONE} ! discsink spool=track temp-location=/nowhere device={disc.device()}", Code.OPEN_WRITE,
          words="temporary file")


def test_a_write_that_fails(disc):
    failed = fails(f"{TONE} ! discsink device={disc.device(faults=[WRITE_FAILED])}", Code.WRITE,
                   words="Writing to the disc failed", phase="write")
    details = failed.details
    assert (details["sense-key"], details["asc"], details["ascq"]) == (3, 0x0C, 0)
    assert details["track"] == 1 and details["command"].startswith("2A") and details["sector"] > 0
    assert details["device"].startswith("virtual:") and details["library-code"] < 0


def test_a_disc_that_cannot_be_finished(disc):
    faults = [{"command": "CLOSE TRACK SESSION", "sense": "3/72/00", "times": "forever"}]
    failed = fails(f"{TONE} ! discsink device={disc.device(faults=faults)}", Code.CLOSE,
                   words="could not be finished", phase="close")
    assert failed.details["asc"] == 0x72


def test_a_disc_that_is_not_what_was_burned(disc):
    faults = [{"command": "WRITE(10)", "lba": 100, "effect": "corrupt"}]
    fails(f"audiotestsrc wave=pink-noise num-buffers=500 ! audioconvert ! audioresample ! discsink verify=full "
          f"device={disc.device(faults=faults)}", Code.READ, words="not what was burned")


def test_a_drive_that_does_not_answer(disc):
    faults = [{"command": "WRITE(10)", "nth": 3, "effect": "never"}]
    fails(f"{TONE} ! discsink device={disc.device(faults=faults)}", Code.SYNC, words="does not answer")


def test_a_drive_that_vanishes(disc):
    faults = [{"command": "WRITE(10)", "nth": 3, "effect": "vanish"}]
    fails(f"{TONE} ! discsink device={disc.device(faults=faults)}", Code.WRITE)


def test_a_flush_while_the_disc_is_written(disc):
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        source = mid_burn(pipeline)
        source.get_static_pad("src").push_event(Gst.Event.new_flush_start())
        with pytest.raises(Failed) as raised:
            pipeline.finish()
        assert (raised.value.domain, raised.value.code) == (RESOURCE, Code.SEEK)


def test_another_rate(disc, tmp_path):
    wave = silence_wave(tmp_path / "ten.wav", 10)
    with Pipeline(f"filesrc location={wave} ! wavparse ! discsink device={disc.device()}") as pipeline:
        pipeline.pause()
        pipeline.pipeline.seek(2.0, Gst.Format.TIME, Gst.SeekFlags.FLUSH, Gst.SeekType.SET, 0, Gst.SeekType.NONE, -1)
        with pytest.raises(Failed) as raised:
            pipeline.burn()
        assert (raised.value.domain, raised.value.code) == (STREAM, Gst.StreamError.FORMAT)
    assert disc.is_blank()


def test_no_sound(disc):
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        pipeline.play()
        pipeline.pipeline.get_by_name("source").emit("end-of-stream")
        with pytest.raises(Failed) as raised:
            pipeline.finish()
        assert (raised.value.domain, raised.value.code) == (STREAM, Gst.StreamError.FAILED)
        assert raised.value.text == "No audio was received; the disc is untouched"
    assert disc.is_blank()


def pending_at_error(pipeline, state):
    """Whether messages waited on the bus when discsink's error came, by somebody who changes the state and then reads."""
    found = []

    def on_message(bus, message):
        if message.type == Gst.MessageType.ERROR and message.src == pipeline.sink:
            found.append(bus.have_pending())
        return Gst.BusSyncReply.PASS

    pipeline.bus.set_sync_handler(on_message)
    result = pipeline.set_state(state)
    while not found:
        assert pipeline.bus.timed_pop(60 * Gst.SECOND) is not None
    return result, found


@pytest.mark.parametrize("state", [Gst.State.PAUSED, Gst.State.PLAYING])
def test_an_error_waits_until_somebody_listens(disc, tmp_path, state):
    (tmp_path / "empty").write_bytes(b"")
    with Pipeline(f"filesrc location={tmp_path / 'empty'} ! audio/x-raw,format=S16LE,layout=interleaved,rate=44100,"
                  f"channels=2 ! discsink device={disc.device()}") as pipeline:
        assert pending_at_error(pipeline, state) == (Gst.StateChangeReturn.ASYNC, [False])


def test_an_error_of_the_recorder_fails_the_change_of_state(disc):
    """Or, where the recorder takes its time, waits as well."""
    with Pipeline(f"{TONE} ! discsink device={disc.device(empty=1)}") as pipeline:
        assert pending_at_error(pipeline, Gst.State.PAUSED)[0] == Gst.StateChangeReturn.FAILURE
    with Pipeline(f"{TONE} ! discsink media-timeout=2 device={disc.device(empty=1)}") as pipeline:
        assert pending_at_error(pipeline, Gst.State.PAUSED) == (Gst.StateChangeReturn.ASYNC, [False])


def test_a_file_that_nobody_decodes(disc, tmp_path):
    """It would be burned as noise."""
    (tmp_path / "song.mp3").write_bytes(bytes(1000000))
    fails(f"filesrc location={tmp_path / 'song.mp3'} ! discsink device={disc.device()}", Gst.CoreError.NEGOTIATION,
          "gst-core-error-quark", words="It is not known what the data are")
    assert disc.is_blank()


def test_other_caps(disc):
    text = f"{APPLICATION} device={disc.device()}".replace("rate=44100", "rate=48000")
    with Pipeline(text) as pipeline:
        pipeline.play()
        push(pipeline, 176400)
        with pytest.raises(Failed) as raised:
            pipeline.finish()
        assert "not-negotiated" in raised.value.debug
    assert disc.is_blank()
