# SPDX-License-Identifier: LGPL-2.1-or-later
"""Pipelines in this process, and what they say on the bus."""
import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

Gst.init(None)
SECOND = Gst.SECOND


class Failed(Exception):
    """The first error of a pipeline."""

    def __init__(self, error, debug, details):
        super().__init__(f"{error.message} [{debug}]")
        self.domain = error.domain
        self.code = error.code
        self.text = error.message
        self.debug = debug
        self.details = {} if details is None else fields(details)


def fields(structure):
    """A structure as a dict; without its arrays, which Python cannot take as values."""
    names = [structure.nth_field_name(i) for i in range(structure.n_fields())]
    return {name: structure.get_value(name) for name in names
            if structure.get_field_type(name).name != "GstValueArray"}


class Pipeline:
    """A pipeline from its text; `sink` is the discsink in it."""

    def __init__(self, text):
        self.pipeline = Gst.parse_launch(text)
        self.bus = self.pipeline.get_bus()
        self.seen = []
        self.sink = next((element for element in self._elements()
                          if element.get_factory() and element.get_factory().get_name() == "discsink"), None)

    def _elements(self):
        if not isinstance(self.pipeline, Gst.Bin):
            return
        iterator = self.pipeline.iterate_recurse()
        while True:
            result, element = iterator.next()
            if result != Gst.IteratorResult.OK:
                return
            yield element

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pipeline.set_state(Gst.State.NULL)

    def set_state(self, state):
        return self.pipeline.set_state(state)

    def play(self):
        return self.set_state(Gst.State.PLAYING)

    def pause(self):
        """PAUSED, prerolled and with the recorder open."""
        self.set_state(Gst.State.PAUSED)
        self.wait(lambda m: is_progress(m, "open", Gst.ProgressType.COMPLETE))
        assert self.pipeline.get_state(60 * SECOND)[0] == Gst.StateChangeReturn.SUCCESS

    def wait(self, wanted, seconds=60):
        """The first message that is wanted; raises Failed on an error before it."""
        deadline = GLib.get_monotonic_time() + seconds * 1000000
        while True:
            left = deadline - GLib.get_monotonic_time()
            assert left > 0, f"nothing came in {seconds} s; seen: {self.names()}"
            message = self.bus.timed_pop(left * 1000)
            if message is None:
                continue
            self.seen.append(message)
            if wanted(message):
                return message
            if message.type == Gst.MessageType.ERROR:
                error, debug = message.parse_error()
                raise Failed(error, debug, message.parse_error_details())

    def drain(self):
        """All messages that are there."""
        while (message := self.bus.pop()) is not None:
            self.seen.append(message)

    def finish(self, seconds=60):
        return self.wait(lambda m: m.type == Gst.MessageType.EOS, seconds)

    def burn(self, seconds=60):
        self.play()
        self.finish(seconds)

    def progress_error(self, seconds=60):
        """The code of the phase that ends with an error; errors themselves are passed over."""
        deadline = GLib.get_monotonic_time() + seconds * 1000000
        while GLib.get_monotonic_time() < deadline:
            message = self.bus.timed_pop_filtered(Gst.SECOND, Gst.MessageType.PROGRESS)
            if message is not None and message.parse_progress()[0] == Gst.ProgressType.ERROR:
                return message.parse_progress()[1]
        return None

    def elements(self, name):
        """The element messages of a name so far."""
        return [fields(m.get_structure()) for m in self.seen
                if m.type == Gst.MessageType.ELEMENT and m.get_structure().get_name() == name]

    def progress(self):
        """(type, code) of the progress messages so far."""
        return [(m.parse_progress()[0], m.parse_progress()[1]) for m in self.seen
                if m.type == Gst.MessageType.PROGRESS]

    def warnings(self):
        return [found["code"] for found in self.elements("disc-warning")]

    def names(self):
        return [m.type.first_value_nick for m in self.seen]


def is_progress(message, code, kind):
    return message.type == Gst.MessageType.PROGRESS and message.parse_progress()[:2] == (kind, code)


def is_element(message, name):
    return message.type == Gst.MessageType.ELEMENT and message.get_structure().get_name() == name
