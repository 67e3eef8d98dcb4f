# SPDX-License-Identifier: LGPL-2.1-or-later
"""The include order holds in the tree, and a bad include would be noticed."""
import layers
import pytest


def test_tree_keeps_the_include_order(root):
    assert len(layers.sources(root / "core")) > 10
    assert layers.violations(root) == []


@pytest.mark.parametrize("file, include", [
    ("core/base/error.cpp", '"mmc/sense.hpp"'),
    ("core/mmc/sense.cpp", '"../recorder/drive.hpp"'),
    ("core/media/medium.cpp", '"formats/data_format.hpp"'),
    ("core/media/medium.cpp", '"stream/stream.hpp"'),
    ("core/stream/file_stream.cpp", "<mmc/sense.hpp>"),
    ("core/cd/cue.cpp", '"mmc/sense.hpp"'),
    ("core/image/image.cpp", '"burn/report.hpp"'),
    ("core/burn/report.cpp", '"image/image.hpp"'),
    ("core/recorder/drive.cpp", '"virtual_recorder/recorder.hpp"'),
    ("core/transport/open.cpp", "  #  include <virtual_recorder/recorder.hpp>"),
    ("core/burn/report.cpp", "<burnish/report.h>"),
    ("core/elsewhere/thing.cpp", '"base/error.hpp"'),
    ("capi/src/data.cpp", '"image/image.hpp"'),
    ("capi/src/data.cpp", '"virtual_recorder/recorder.hpp"'),
    ("capi/image/image.cpp", '"recorder/recorder.hpp"'),
    ("capi/include/burnish/data.h", '"base/status.hpp"'),
    ("capi/include/burnish/data.h", "<string>"),
    ("gst-plugin/drive.cpp", '"base/error.hpp"'),
    ("gst-plugin/drive.cpp", '"virtual_recorder/recorder.hpp"'),
    ("subprojects/virtual-recorder/src/disc.cpp", '"base/error.hpp"'),
    ("subprojects/virtual-recorder/src/disc.cpp", '"../../../core/mmc/sense.hpp"'),
    ("subprojects/virtual-recorder/tests/disc.cpp", "<burnish/burnish.h>"),
])
def test_bad_include_is_noticed(tmp_path, file, include):
    plant(tmp_path, file, include)
    found = layers.violations(tmp_path)
    assert len(found) == 1 and found[0].startswith(file)


@pytest.mark.parametrize("file, include", [
    ("core/formats/data_format.cpp", '"base/error.hpp"'),
    ("core/formats/data_format.cpp", '"data_plan.hpp"'),
    ("core/burn/fifo.cpp", '"stream/stream.hpp"'),
    ("core/image/image.cpp", '"stream/stream.hpp"'),
    ("core/transport/virtual.cpp", '"virtual_recorder/recorder.hpp"'),
    ("core/base/error.cpp", "<string>"),
    ("capi/src/data.cpp", '"formats/data_format.hpp"'),
    ("capi/image/image.cpp", '"image/image.hpp"'),
    ("capi/include/burnish/data.h", "<burnish/api.h>"),
    ("gst-plugin/drive.cpp", "<burnish/burnish.h>"),
    ("subprojects/virtual-recorder/src/disc.cpp", '"virtual_recorder/recorder.hpp"'),
])
def test_good_include_is_permitted(tmp_path, file, include):
    plant(tmp_path, file, include)
    assert layers.violations(tmp_path) == []


def plant(root, file, include):
    """A small tree in which the file has one include."""
    for folder in ("core", "capi", "subprojects/virtual-recorder"):
        (root / folder).mkdir(parents=True)
    for header in ("core/base/error.hpp", "core/base/status.hpp", "core/mmc/sense.hpp", "core/recorder/drive.hpp",
                   "core/recorder/recorder.hpp", "core/formats/data_plan.hpp", "core/formats/data_format.hpp",
                   "core/stream/stream.hpp", "core/burn/report.hpp", "core/image/image.hpp"):
        (root / header).parent.mkdir(parents=True, exist_ok=True)
        (root / header).write_text("#pragma once\n")
    line = include if include.lstrip().startswith("#") else f"#include {include}"
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(line + "\n")
