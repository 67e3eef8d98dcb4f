# SPDX-License-Identifier: LGPL-2.1-or-later
"""The README's examples run as they stand, against an installed burnish."""
import json
import os
import pathlib
import re
import subprocess
import sys
import wave

import pytest
from conftest import ROOT

PREFIX = "usr/local"  # below DESTDIR; meson's own default


def blocks(language):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def preload():
    """Settings for programs that load a library built with the sanitizers, and are not built so themselves."""
    libraries = os.environ.get("BURNISH_TEST_PRELOAD")
    return {"LD_PRELOAD": libraries, "ASAN_OPTIONS": "detect_leaks=0"} if libraries else {}


@pytest.fixture(scope="session")
def installed(build, tmp_path_factory):
    """burnish installed below a folder, as `meson install` does it."""
    folder = tmp_path_factory.mktemp("installed")
    options = subprocess.run(["meson", "introspect", "--buildoptions", str(build)], capture_output=True, text=True,
                             check=True).stdout
    if '"prefix"' in options:
        prefix = re.search(r'"name": "prefix", "value": "([^"]*)"', options)[1].lstrip("/")
    else:
        prefix = PREFIX
    command = ["meson", "install", "-C", str(build), "--no-rebuild", "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "DESTDIR": str(folder)}, stdout=subprocess.DEVNULL)
    return folder, folder / prefix


@pytest.fixture(scope="session")
def environment(installed):
    """What a user's shell has after an installation to a place that the system looks at."""
    folder, prefix = installed
    libraries = next(prefix.rglob("libburnish.so.1")).parent
    package = next(prefix.rglob("burnish/__init__.py")).parent.parent
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BURNISH_")}
    kept.update({
        "PATH": f"{prefix}/bin:/usr/bin:/bin",
        "LD_LIBRARY_PATH": str(libraries),
        "PYTHONPATH": str(package),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PKG_CONFIG_PATH": str(libraries / "pkgconfig"),
        "PKG_CONFIG_SYSROOT_DIR": str(folder),
        # Not another burnish, that may be installed at the place that this one was configured for.
        "BURNISH_LIBRARY": str(libraries / "libburnish.so.1"),
        "BURNISH_IMAGE_LIBRARY": str(libraries / "libburnish-image.so.1"),
    })
    kept.update(preload())
    return kept


@pytest.fixture
def place(tmp_path):
    """A working folder with something to burn."""
    photos = tmp_path / "photos"
    (photos / "summer").mkdir(parents=True)
    (photos / "cat.jpg").write_bytes(bytes(range(256)) * 600)
    (photos / "summer" / "Strand im August.jpg").write_bytes(os.urandom(100_000))
    for name in ("1.wav", "2.wav"):
        with wave.open(str(tmp_path / name), "wb") as song:
            song.setnchannels(2)
            song.setsampwidth(2)
            song.setframerate(44100)
            song.writeframes(os.urandom(4 * 44100) * 5)
    return tmp_path


def shell(text, folder, environment):
    done = subprocess.run(["sh", "-eu", "-c", text], cwd=folder, env=environment, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def check_disc(folder, disc, environment):
    """Another program finds every file on the disc as it is on the hard disk."""
    clean = {name: value for name, value in environment.items() if not name.startswith("LD_")}
    image = folder / disc / "disc.iso"
    command = ["xorriso", "-osirrox", "on", "-indev", str(image), "-extract", "/", str(folder / "found")]
    subprocess.run(command, check=True, env=clean, capture_output=True)
    found = next(path for path in (folder / "found").rglob("cat.jpg")).parent
    subprocess.run(["diff", "-r", str(folder / "photos"), str(found)], check=True)


def test_first_commands(root):
    """The README opens with what burnish is and with the two commands."""
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [line.split("#")[0].strip() for line in lines[:20] if line.startswith("./dev")]
    assert commands == ["./dev demo", "./dev test"]


def test_python_example(place, environment):
    assert len(blocks("python")) >= 1
    for number, code in enumerate(blocks("python")):
        script = place / f"example{number}.py"
        script.write_text(code)
        done = subprocess.run(["/usr/bin/python3", script.name], cwd=place, env=environment, capture_output=True,
                              text=True, check=False)
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
    discs = re.findall(r"virtual:([\w.-]+)", "".join(blocks("python")))
    check_disc(place, discs[0], environment)


def test_c_and_shell_examples(place, environment):
    """C programs are saved under the name in their first line; then the shell lines run in order."""
    for code in blocks("c"):
        (place / re.match(r"/\* (\w+\.c)\b", code)[1]).write_text(code)
    assert blocks("sh")
    for text in blocks("sh"):
        shell(text, place, environment)
    discs = set(re.findall(r"virtual:([\w.-]+)", "".join(blocks("sh") + blocks("c"))))
    burned = [disc for disc in sorted(discs) if (place / disc / "disc.iso").exists()]
    assert len(burned) >= 2
    for disc in burned:
        check_disc(place, disc, environment)
        subprocess.run(["rm", "-rf", str(place / "found")], check=True)


def test_c_example_is_strict_c99(place, environment):
    for number, code in enumerate(blocks("c")):
        source = place / f"strict{number}.c"
        source.write_text(code)
        flags = subprocess.run(["pkg-config", "--cflags", "burnish-1.0", "burnish-image-1.0"], env=environment,
                               capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["cc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *flags, "-c", str(source),
                        "-o", os.devnull], check=True)


def test_installed_headers_are_those_of_the_tree(installed, root):
    there = {path.name for path in (installed[1] / "include/burnish").iterdir()}
    assert there == {path.name for path in (root / "capi/include/burnish").glob("*.h")}


AUDIO_REPORT = r"""
#include <burnish/burnish.h>
#include <stdio.h>
int main(void) {
    static const char silence[2352 * 300];
    burnish_recorder *recorder = NULL;
    burnish_stream *stream = NULL;
    burnish_report *report = NULL;
    burnish_tao *tao = NULL;
    const char *json = NULL;
    int failed = burnish_recorder_new(&recorder) < 0 || burnish_tao_new(&tao) < 0 ||
                 burnish_recorder_initialize_disc_recorder(recorder, "virtual:audio.disc") < 0 ||
                 burnish_stream_new_memory(silence, sizeof silence, NULL, NULL, &stream) < 0 ||
                 burnish_tao_set_recorder(tao, recorder) < 0 || burnish_tao_set_client_name(tao, "report") < 0 ||
                 burnish_tao_prepare_media(tao) < 0 || burnish_tao_add_audio_track(tao, stream) < 0 ||
                 burnish_tao_release_media(tao) < 0 || burnish_tao_get_report(tao, &report) < 0 ||
                 burnish_report_get_json(report, &json) < 0;
    puts(failed ? "" : json);
    burnish_report_unref(report);
    burnish_stream_unref(stream);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
    return failed;
}
"""


def test_report_has_the_documented_members(place, environment, root):
    """docs/report.md names every member of the JSON reports, and no others."""
    (place / "audio.c").write_text(AUDIO_REPORT)
    audio = shell("cc audio.c -o audio $(pkg-config --cflags --libs burnish-1.0); ./audio", place, environment)
    code = ("import burnish\n"
            "with burnish.Recorder('virtual:report.disc') as recorder:\n"
            "    print(recorder.burn_data(bytes(2048 * 400)).to_json(), end='\\n\\0')\n"
            "for device in 'virtual:raw.disc', 'virtual:no-raw.disc?no-raw=1':\n"
            "    with burnish.Recorder(device) as recorder:\n"
            "        track = burnish.AudioTrack(bytes(2352 * 400), title='Song')\n"
            "        print(recorder.burn_audio([track], 'raw').to_json(), end='\\n\\0')\n")
    done = subprocess.run(["/usr/bin/python3", "-c", code], cwd=place, env=environment, capture_output=True, text=True,
                          check=True)
    found = set()

    def collect(value):
        if isinstance(value, dict):
            found.update(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(inner)

    for report in done.stdout.split("\n\0")[:-1]:
        collect(json.loads(report))
    collect(json.loads(audio))
    text = (root / "docs/report.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    named = {name for line in rows for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    parts = {"number", "session", "start", "data", "stage", "seconds", "read_offset"}  # named in the text
    assert parts <= found and all(f"`{part}`" in text for part in parts)
    assert named | parts == found


def test_demo(build, root, tmp_path):
    """What `./dev demo` shows after building: two discs that other programs read."""
    environment = {**os.environ, **preload()}
    environment["PYTHONPATH"] = str(root / "python")
    environment["BURNISH_LIBRARY"] = str(build / "capi/libburnish.so.1")
    environment["BURNISH_IMAGE_LIBRARY"] = str(build / "capi/image/libburnish-image.so.1")
    command = ["/usr/bin/python3", str(root / "tools/demo.py"), str(tmp_path / "demo")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for words in ("CD-R", "DVD+R", "identical"):
        assert words in done.stdout
    assert pathlib.Path(tmp_path / "demo/cd-r.disc/disc.cue").exists() and sys.version_info >= (3, 9)
