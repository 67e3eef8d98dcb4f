# SPDX-License-Identifier: LGPL-2.1-or-later
"""The command burnish: what it prints, what it burns, how it ends."""
import json
import os
import signal
import subprocess
import sys

import burnish
import pytest
from burnish.cli import main
from conftest import assert_same_tree, command, extract, pattern

COMMANDS = ["list", "info", "data", "audio", "image", "erase", "verify", "eject", "load", "doctor", "transcript"]


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def done(*arguments, **options):
    result = command(*arguments, **options)
    assert result.returncode == 0, result.stderr
    return result


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_needs_no_library(arguments):
    result = done(*arguments, env={**os.environ, "BURNISH_LIBRARY": "/none", "BURNISH_IMAGE_LIBRARY": "/none"})
    assert result.stdout.startswith("usage: burnish") and result.stderr == ""


def test_version():
    assert done("--version").stdout == f"burnish {burnish.__version__}\n"


@pytest.mark.parametrize("arguments", [
    [], ["erase", "x"], ["audio"], ["doctor", "x"], ["data"], ["data", "x", "--speed", "fast"], ["data", "x", "--speed", "0"],
    ["data", "x", "--verify", "maybe"], ["data", "x", "--replace"], ["image", "x"], ["info", "more"], ["--colour"]],
    ids=lambda arguments: " ".join(arguments) or "nothing")
def test_usage_errors(arguments):
    result = command(*arguments)
    assert result.returncode == 2 and result.stdout == "" and "usage: burnish" in result.stderr


def test_list(cd):
    device = cd.device()
    result = done("list", env={**os.environ, "BURNISH_DEVICE": device})
    assert result.stdout.splitlines()[0] == f"{device}  BURNISH VIRTUAL RECORDER 0.1"
    assert done("list", "--device", cd.device()).stdout == f"{cd.device()}  BURNISH VIRTUAL RECORDER 0.1\n"
    first = objects(done("--json", "list", "--device", cd.device()).stdout)[0]
    assert (first["event"], first["device"], first["error"]) == ("recorder", cd.device(), None)


def test_the_device_may_stand_before_or_after(cd):
    before, after = done("--device", cd.device(), "info"), done("info", "--device", f"virtual:{cd.folder}")
    assert before.stdout.splitlines()[1:] == after.stdout.splitlines()[1:]


def test_no_device_suggests_a_virtual_one(monkeypatch, capsys):
    class FoundNothing:
        def __enter__(self):
            return []

        def __exit__(self, *_):
            pass

    monkeypatch.setattr("burnish.recorder.DiscMaster", FoundNothing)
    assert main(["info"]) == 1
    assert "virtual:album.disc" in capsys.readouterr().err
    assert main(["list"]) == 0
    out, err = capsys.readouterr()
    assert out == "" and "virtual:album.disc" in err


def test_two_recorders_and_no_choice(monkeypatch, capsys):
    class FoundTwo:
        def __enter__(self):
            return ["/dev/sr0", "/dev/sr1"]

        def __exit__(self, *_):
            pass

    monkeypatch.setattr("burnish.recorder.DiscMaster", FoundTwo)
    assert main(["info"]) == 1
    assert "/dev/sr0, /dev/sr1" in capsys.readouterr().err


def test_info(disc):
    text = done("info", "--device", disc.device()).stdout
    assert "blank, appendable" in text and "Speeds:" in text and "×" in text and "Sessions:  0" in text
    info = objects(done("info", "--json", "--device", disc.device()).stdout)[0]
    assert info["recorder"]["vendor"] == "BURNISH" and info["medium"]["state"] == "blank, appendable"
    assert info["medium"]["free_bytes"] == info["medium"]["free_sectors"] * 2048


def test_info_without_a_disc(cd):
    assert "Disc:      none" in done("info", "--device", cd.device(empty=1)).stdout
    assert objects(done("--json", "info", "--device", cd.device(empty=1)).stdout)[0]["medium"] is None


def test_burn_and_verify_a_folder(disc, tree, tmp_path):
    result = done("data", tree, "--volume-id", "PHOTOS", "--device", disc.device())
    assert "Burned" in result.stdout and "Contents proven by reading back." in result.stdout
    assert "SHA-256 " in result.stdout and "leave appendable" in result.stdout
    assert "writing data" in result.stderr and "\r" not in result.stderr, "no bar where there is no terminal"
    extract(disc.iso, tmp_path / "out")
    assert_same_tree(tree, tmp_path / "out" / "photos")
    assert "equal" in done("verify", tree, "--device", disc.device()).stdout
    assert "appendable" in done("info", "--device", disc.device()).stdout
    (tree / "readme.txt").write_text("what lied here\n")
    result = command("verify", tree, "--device", disc.device())
    assert result.returncode == 3 and result.stdout == "" and "/photos/readme.txt" in result.stderr
    result = command("--json", "verify", tree, "--device", disc.device())
    error = objects(result.stdout)[-1]
    assert result.returncode == 3 and error["event"] == "error" and error["name"] == "E_IMAPI_BURN_VERIFICATION_FAILED"
    assert len(error["differences"]) == 1


def test_several_sources(dvd, tree, tmp_path):
    one = tmp_path / "one.txt"
    one.write_text("one")
    done("data", one, tree / "summer", "--close", "--device", dvd.device())
    extract(dvd.iso, tmp_path / "out")
    assert (tmp_path / "out/one.txt").read_text() == "one"
    assert_same_tree(tree / "summer", tmp_path / "out" / "summer")
    assert "finalized" in done("info", "--device", dvd.device()).stdout


def test_image_then_burn_and_verify_the_iso(disc, tree, tmp_path):
    iso = tmp_path / "photos.iso"
    result = done("image", "-o", iso, tree, "--volume-id", "PHOTOS")
    assert "PHOTOS" in result.stdout and iso.stat().st_size % 2048 == 0
    extract(iso, tmp_path / "out")
    assert_same_tree(tree, tmp_path / "out" / "photos")
    done("data", iso, "--device", disc.device(), "--verify", "quick")
    assert disc.iso.read_bytes().startswith(iso.read_bytes())
    assert "sectors from LBA 0 compared" in done("verify", iso, "--device", disc.device()).stdout
    answer = objects(done("--json", "image", "-o", iso, tree).stdout)
    assert answer[-1]["event"] == "image" and answer[-1]["bytes"] == iso.stat().st_size
    assert all(each["event"] == "progress" for each in answer[:-1]) and len(answer) > 1
    result = command("data", iso, "--volume-id", "X", "--device", disc.device())
    assert result.returncode == 2 and "--volume-id" in result.stderr


def test_json(disc, tree):
    events = objects(done("data", tree, "--json", "--device", disc.device()).stdout)
    assert [event["event"] for event in events[:-1]] == ["progress"] * (len(events) - 1)
    assert {"validating media", "writing data", "verifying", "completed"} <= {event["stage"] for event in events[:-1]}
    report = events[-1]["report"]
    assert events[-1]["event"] == "report" and report["proven"]["verified"] is True
    assert report["status"]["name"] == "S_OK" and len(report["proven"]["sha256"]) == 64


def test_a_second_session(cd, tree):
    done("data", tree, "--device", cd.device())
    assert "Took over" in done("data", tree, "--device", cd.device()).stderr
    assert "Took over" not in done("data", tree, "--fresh", "--device", cd.device()).stderr
    assert "Sessions:  3" in done("info", "--device", cd.device()).stdout


def test_speed_and_simulate(cd, tree):
    result = done("data", tree, "--simulate", "--speed", "5x", "--device", cd.device())
    assert "Test write" in result.stdout and "the disc is as it was" in result.stdout
    assert "Note: The drive does not offer that speed" in result.stdout
    assert "blank" in done("info", "--device", cd.device()).stdout


@pytest.mark.parametrize("options", [[], ["--full"]], ids=["quick", "full"])
def test_erase(new_disc, tmp_path, options):
    disc = new_disc("cd-rw-80")
    (tmp_path / "note.txt").write_text("gone soon")
    done("data", str(tmp_path / "note.txt"), "--close", "--device", disc.device())
    refused = command("data", str(tmp_path / "note.txt"), "--device", disc.device())
    assert refused.returncode == 1 and "erase it first" in refused.stderr
    result = done("erase", *options, "--device", disc.device())
    assert result.stdout == "Erased: the CD-RW is blank, appendable.\n" and "erasing" in result.stderr
    assert disc.state()["state"] == "blank" and not disc.iso.exists()
    events = objects(done("erase", *options, "--json", "--device", disc.device()).stdout)
    assert {event["stage"] for event in events[:-1]} == {"erasing"} and events[-2]["progress"] == 1
    assert (events[-1]["event"], events[-1]["full"], events[-1]["medium"]["type"]) == ("erased", bool(options), "CD-RW")
    done("data", str(tmp_path / "note.txt"), "--device", disc.device())


def test_erase_of_a_disc_that_is_written_once(disc):
    result = command("erase", "--json", "--device", disc.device())
    assert result.returncode == 1
    assert objects(result.stdout)[-1]["name"] == "E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE"


def test_ctrl_c_during_an_erase_tells_how_the_disc_is(new_disc, monkeypatch, capsys):
    disc = new_disc("cd-rw-80")
    erase = burnish.Recorder.erase

    def interrupted(recorder, full, progress):
        erase(recorder, full, progress=progress)
        raise KeyboardInterrupt

    monkeypatch.setattr(burnish.Recorder, "erase", interrupted)
    assert main(["erase", "--device", disc.device()]) == 130
    assert "The disc is now: blank, appendable." in capsys.readouterr().err


def test_eject_and_load(cd):
    assert done("eject", "--device", cd.device()).stdout == "The tray is open.\n"
    assert objects(done("load", "--json", "--device", cd.device()).stdout) == [
        {"event": "loaded", "device": cd.device()}]


@pytest.mark.parametrize("arguments, text", [
    (["info", "--device", "/dev/no-such-recorder"], "/dev/no-such-recorder"),
    (["info", "--device", "/dev/null"], "recorder"),
    (["list", "--device", "/dev/null"], "recorder"),
    (["data", "/no/such/folder", "--device", "virtual:x.disc"], "/no/such/folder"),
    (["image", "-o", "/no/such/folder/x.iso", "."], "/no/such/folder"),
    (["info", "--device", "virtual:x.disc?medium=floppy"], "floppy")], ids=["node", "null", "list", "source",
                                                                                   "output", "medium"])
def test_failures(arguments, text, tmp_path):
    (tmp_path / "file").write_text("x")
    result = command(*arguments, cwd=tmp_path)
    assert result.returncode == 1 and result.stdout == ""
    assert result.stderr.startswith("burnish: ") and text in result.stderr and "Traceback" not in result.stderr
    result = command("--json", *arguments, cwd=tmp_path)
    assert result.returncode == 1
    assert objects(result.stdout)[-1]["event"] == "error" and text in objects(result.stdout)[-1]["message"]


def test_too_large_is_refused_before_anything_is_written(cd, tmp_path):
    with open(tmp_path / "big.iso", "wb") as file:
        file.truncate(800_000_000 // 2048 * 2048)
    result = command("data", tmp_path / "big.iso", "--device", cd.device())
    assert result.returncode == 1 and "sectors" in result.stderr
    assert "blank" in done("info", "--device", cd.device()).stdout


def test_names_that_are_no_text(dvd, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "plain").write_text("x")
    missing = os.fsencode(str(folder)) + b"/\xff\xfe"
    result = subprocess.run([sys.executable, "-m", "burnish", "data", missing, "--device", dvd.device()],
                            capture_output=True, check=False)
    assert result.returncode == 1 and b"Traceback" not in result.stderr


def slow(disc):
    """A disc that takes its time, and 20 MB to burn."""
    return disc.device(pace=1, buffer=64)


def started(disc, source, *extra, **options):
    """A burn under way: it has told that data is written."""
    arguments = ["--json", "data", source, "--device", slow(disc), *extra]
    process = subprocess.Popen([sys.executable, "-m", "burnish", *arguments],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    for line in process.stdout:
        event = json.loads(line)
        if event.get("stage") == "writing data":
            return process
    raise AssertionError(f"it never wrote: {process.stderr.read()}")


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "large.iso"
    path.write_bytes(pattern(2048 * 10_000))
    return path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_signals_cancel(cd, large, number):
    process = started(cd, large)
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    last = objects(out)[-1]
    assert process.returncode == 130 and "Traceback" not in err, err
    assert last["event"] == "error" and last["name"] == "E_IMAPI_REQUEST_CANCELLED" and last["disc_state"]
    done("info", "--device", cd.device())
    done("eject", "--device", cd.device())


def test_more_signals_do_not_hurry_it(cd, large):
    process = started(cd, large)
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130 and err == "" and objects(out)[-1]["disc_state"]
    done("info", "--device", cd.device())


def test_a_signal_that_is_ignored_stays_ignored(cd, tree):
    """As nohup and a shell's & ask for."""
    code = "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN)\nfrom burnish.cli import main\n" \
           "main(['list', '--device', sys.argv[1]])\nprint(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN)"
    result = subprocess.run([sys.executable, "-c", code, cd.device()], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("True\n")


def test_a_killed_burn_leaves_a_disc_that_opens(cd, large):
    process = started(cd, large)
    process.kill()
    process.communicate()
    assert "CD-R" in done("info", "--device", cd.device()).stdout


def test_a_reader_that_goes_away_costs_no_disc(cd, tree):
    """As in `burnish data --json … | head -1`."""
    process = subprocess.Popen([sys.executable, "-m", "burnish", "--json", "data", str(tree), "--device", cd.device()],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(120) == 1 and "Traceback" not in err
    assert "Sessions:  1" in done("info", "--device", cd.device()).stdout
    done("verify", tree, "--device", cd.device())


@pytest.mark.parametrize("extra", [[], ["--json"]], ids=["people", "json"])
def test_a_terminal_that_is_closed_cancels(cd, large, extra):
    """Standard output and standard error are gone with it; the status and the disc tell the truth all the same."""
    import pty
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-m", "burnish", *extra, "data", str(large), "--device", slow(cd)])
    shown = b""
    while b"writing data" not in shown:
        shown += os.read(terminal, 4096)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 130
    assert "appendable" in done("info", "--device", cd.device()).stdout
    done("eject", "--device", cd.device())


def test_a_terminal_gets_a_bar(cd, tree):
    import pty
    outer, inner = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "burnish", "data", str(tree), "--device", cd.device()],
                               stdout=subprocess.DEVNULL, stderr=inner)
    os.close(inner)
    shown = b""
    while True:
        try:
            part = os.read(outer, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(outer)
    assert process.wait(120) == 0
    assert b"\r" in shown and b"writing data           [########################]  done" in shown
    assert shown.count(b"\n") == 6, "a line for each stage"


def test_the_module_and_the_function_are_the_command(cd, capsys):
    assert main(["list", "--device", cd.device()]) == 0
    assert "VIRTUAL RECORDER" in capsys.readouterr().out
