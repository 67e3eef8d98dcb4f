# SPDX-License-Identifier: LGPL-2.1-or-later
"""How the plugin presents itself: gst-inspect, gst-device-monitor, ranks and classes."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from pipelines import GLib, Gst

PROPERTIES = {"device", "mode", "speed", "simulate", "underrun-protection", "multi-session", "blank", "eject",
              "media-timeout", "verify", "cancel-policy", "boundaries", "short-tracks", "tracks", "mcn", "use-tags",
              "spool", "temp-location", "fifo-size", "fifo-prefill", "fifo-level", "drive", "medium", "stats",
              "gapless", "pregap", "cue-sheet", "cd-text", "cd-text-encoding", "title", "performer", "songwriter",
              "composer", "arranger", "message", "genre"}
DEFAULTS = {"device": None, "speed": 0, "simulate": False, "underrun-protection": True, "multi-session": False,
            "media-timeout": 0, "mcn": None, "use-tags": True, "temp-location": None, "fifo-size": 0,
            "fifo-prefill": 75, "gapless": True, "pregap": -1, "cue-sheet": None, "cd-text": True, "title": None,
            "performer": None, "genre": None}
NICKS = {"mode": ("tao raw", "tao"), "cd-text-encoding": ("latin1 ascii ms-jis", "latin1"), "blank": ("none fast full", "none"), "eject": ("never success always", "never"),
         "verify": ("none quick full", "quick"), "cancel-policy": ("abort close", "abort"),
         "boundaries": ("auto stream toc none", "auto"), "short-tracks": ("pad error", "pad"),
         "spool": ("auto none track disc", "auto")}


@pytest.fixture
def sink():
    return Gst.ElementFactory.make("discsink")


def own_properties(sink):
    return {spec.name: spec for spec in sink.list_properties() if spec.owner_type.name == "GstDiscSink"}


def inspect(*arguments):
    return tool_with_plugin("gst-inspect-1.0", *arguments)


def tool_with_plugin(*command, **settings):
    environment = {**os.environ, "G_DEBUG": "fatal-criticals", **settings}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "CRITICAL" not in done.stderr and "WARNING" not in done.stderr
    return done.stdout


def test_inspect_shows_the_element():
    text = inspect("discsink")
    assert re.search(r"Rank\s+none \(0\)", text)
    assert re.search(r"Long-name\s+Audio CD burner", text)
    for nicks, _ in NICKS.values():
        for nick in nicks.split():
            assert re.search(rf"\(\d\): {nick}\s+- \w+", text), nick


def test_inspect_shows_the_plugin():
    text = inspect("burnish")
    assert "discsink" in text and "discdeviceprovider" in text
    assert re.search(r"License\s+LGPL", text)


def test_properties_are_these_and_each_is_explained(sink):
    found = own_properties(sink)
    assert set(found) == PROPERTIES
    for spec in found.values():
        assert spec.nick and spec.blurb[0].isupper() and spec.blurb.endswith("."), spec.name


@pytest.mark.parametrize("name, unit", [("speed", "multiples of 176.4 kB/s; 0 = "), ("media-timeout", "Seconds"),
                                        ("fifo-size", "Bytes"), ("fifo-prefill", "Per cent"),
                                        ("fifo-level", "Per cent"), ("pregap", "Sectors of 1/75 second"),
                                        ("temp-location", "MB for each minute")])
def test_numbers_have_their_units(sink, name, unit):
    assert unit in own_properties(sink)[name].blurb


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_defaults(sink, name):
    assert sink.get_property(name) == DEFAULTS[name]


@pytest.mark.parametrize("name", sorted(NICKS))
def test_enums(sink, name):
    spec = own_properties(sink)[name]
    nicks, default = NICKS[name]
    values = [spec.enum_class.__enum_values__[i] for i in range(len(nicks.split()))]
    assert [value.value_nick for value in values] == nicks.split()
    assert sink.get_property(name).value_nick == default


@pytest.mark.parametrize("name, value", [("device", "virtual:x.disc"), ("speed", 8), ("simulate", True),
                                         ("underrun-protection", False), ("multi-session", True),
                                         ("media-timeout", 10), ("mcn", "4006408262121"), ("use-tags", False),
                                         ("temp-location", "/tmp"), ("fifo-size", 1 << 20), ("fifo-prefill", 10)])
def test_properties_keep_their_values(sink, name, value):
    sink.set_property(name, value)
    assert sink.get_property(name) == value


@pytest.mark.parametrize("uri, values", [
    ("cdda-burn:///dev/sr0?mode=tao&speed=8", {"device": "/dev/sr0", "speed": 8}),
    ("cdda-burn:///dev/sr1", {"device": "/dev/sr1", "speed": 0}),
    ("cdda-burn:///?simulate=true&fifo-prefill=10", {"device": None, "simulate": True, "fifo-prefill": 10}),
    ("cdda-burn:///?device=virtual%3Aa%26b.disc%3Fmedium%3Dcd-rw-80&mcn=4006408262121",
     {"device": "virtual:a&b.disc?medium=cd-rw-80", "mcn": "4006408262121"}),
    ("cdda-burn:///dev/sr0?blank=fast", {})])
def test_a_uri_says_it_all(sink, uri, values):
    """And another element made from what it says of itself is the same."""
    made = Gst.Element.make_from_uri(Gst.URIType.SINK, uri, None)
    sink.set_uri(made.get_uri())
    for element in (made, sink):
        assert element.get_factory().get_name() == "discsink"
        assert {name: element.get_property(name) for name in values} == values
        for name in NICKS:
            expected = "fast" if name == "blank" and "fast" in uri else NICKS[name][1]
            assert element.get_property(name).value_nick == expected


@pytest.mark.parametrize("options", ["spead=8", "speed=fast", "speed=9999", "speed", "drive=x", "tracks=x", "blank=no",
                                     "sync=true"])
def test_a_uri_with_a_wrong_option_is_refused(sink, options):
    with pytest.raises(GLib.Error) as raised:
        sink.set_uri(f"cdda-burn:///dev/sr0?{options}")
    assert raised.value.matches(Gst.uri_error_quark(), Gst.URIError.BAD_REFERENCE)


def test_a_preset_keeps_properties(tmp_path):
    """They lie in the user's folder of data, here one of this test; GLib has looked for it once and for all before."""
    script = ("import gi; gi.require_version('Gst', '1.0'); from gi.repository import Gst; Gst.init(None)\n"
              "first, second = (Gst.ElementFactory.make('discsink') for _ in 'ab')\n"
              "first.set_property('speed', 8); first.set_property('verify', 2)\n"
              "assert first.save_preset('car') and second.load_preset('car')\n"
              "print(second.get_property('speed'), second.get_property('verify').value_nick)\n")
    done = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "XDG_DATA_HOME": str(tmp_path)})
    assert done.stdout.split() == ["8", "full"], done.stderr


def test_tracks_come_from_text(sink):
    structure = "track,title=(string)One,isrc=(string)DEABC2100001"
    Gst.util_set_object_arg(sink, "tracks", f'<"{structure}">')
    assert Gst.util_get_object_array(sink, "tracks")[1].n_values == 1


def test_no_player_takes_it_for_a_loudspeaker():
    factory = Gst.ElementFactory.find("discsink")
    assert factory.get_rank() == Gst.Rank.NONE
    lists = Gst.ElementFactory.list_get_elements(Gst.ELEMENT_FACTORY_TYPE_AUDIOVIDEO_SINKS, Gst.Rank.MARGINAL)
    assert "discsink" not in {found.get_name() for found in lists}


def monitor(*classes, device):
    return subprocess.run(["gst-device-monitor-1.0", *classes], env={**os.environ, "BURNISH_DEVICE": device},
                          capture_output=True, text=True, timeout=60, check=False).stdout


def test_monitor_lists_the_recorder_and_touches_nothing(disc):
    text = monitor("Disc/Recorder", device=disc.device())
    assert disc.device() in text and re.search(r"class\s*:\s*Disc/Recorder", text)
    assert re.search(r"device.api = burnish", text)
    assert not disc.folder.exists()


def test_monitor_of_loudspeakers_does_not(disc):
    assert "burnish" not in monitor("Audio/Sink", device=disc.device())


def test_provider_makes_elements(disc, monkeypatch):
    monkeypatch.setenv("BURNISH_DEVICE", disc.device())
    found = Gst.DeviceMonitor.new()
    found.add_filter("Disc/Recorder", None)
    found.start()
    devices = [device for device in found.get_devices() if device.get_display_name().startswith("Virtual")]
    found.stop()
    assert len(devices) == 1
    element = devices[0].create_element("burner")
    assert element.get_factory().get_name() == "discsink" and element.get_property("device") == disc.device()


def test_leaks_tracer_finds_nothing(music, disc):
    done = subprocess.run(["gst-launch-1.0", *music.album(f"discsink device={disc.device()}").split()],
                          env={**os.environ, "GST_TRACERS": "leaks", "GST_DEBUG": "GST_TRACER:7"},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False)
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, text
    alive = re.findall(r"object-alive, type-name=\(string\)\w.*", text)
    assert not alive, alive



@pytest.mark.parametrize("options", ["", "spool=track", "simulate=true"])
def test_valgrind_finds_nothing(music, disc, options):
    """No leak that is certain, no wrong access."""
    if shutil.which("valgrind") is None or os.environ.get("LD_PRELOAD"):
        pytest.skip("valgrind is missing, or the sanitizers are at work")
    suppressions = pathlib.Path(__file__).with_name("valgrind.supp")
    pipeline = f"{music.branch(1)} ! discsink {options} device={disc.device()}"
    done = subprocess.run(["valgrind", "-q", "--leak-check=full", "--show-leak-kinds=definite", "--error-exitcode=9",
                           "--errors-for-leak-kinds=definite", f"--suppressions={suppressions}", "gst-launch-1.0",
                           *pipeline.split()], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")
