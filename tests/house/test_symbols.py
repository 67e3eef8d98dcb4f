# SPDX-License-Identifier: LGPL-2.1-or-later
"""Declared in the headers, named in the version script, exported by the library: one and the same set."""
import os
import re
import subprocess

import c_api
import pytest

LIBRARIES = {
    "libburnish": ("capi/burnish.map", "capi/libburnish.so"),
    "libburnish-image": ("capi/image/burnish-image.map", "capi/image/libburnish-image.so"),
}


def declared(root, library):
    of_image = library == "libburnish-image"
    headers = [header for header in c_api.headers(root) if (header.name in ("image.h", "nrg_image.h")) == of_image]
    return set().union(*(c_api.functions(header) for header in headers))


def mapped(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"#.*", "", text)
    found = []
    for node in re.findall(r"\{(.*?)\}", text, re.DOTALL):
        public = node.split("local:")[0].replace("global:", "")
        found += [name.strip() for name in public.split(";") if name.strip()]
    assert len(found) == len(set(found)), "a symbol stands in two nodes"
    return set(found)


def exported(path):
    listed = subprocess.run(["nm", "-D", "--defined-only", str(path)], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return {row[-1].split("@")[0] for row in rows if row[-2] != "A"}


@pytest.fixture(params=LIBRARIES)
def library(request):
    return request.param


def test_declared_is_mapped(root, library):
    names = declared(root, library)
    assert names and names == mapped(root / LIBRARIES[library][0])


def test_mapped_is_exported(root, build, library):
    script, binary = LIBRARIES[library]
    if not (build / binary).exists():
        pytest.skip(f"this build leaves out {library}")
    assert mapped(root / script) == exported(build / binary)


def test_every_node_of_the_map_is_versioned_and_closed(root, library):
    text = (root / LIBRARIES[library][0]).read_text()
    nodes = re.findall(r"^(\w[\w.]*)\s*\{", text, re.MULTILINE)
    assert nodes and all(re.fullmatch(r"BURNISH(_IMAGE)?_\d+\.\d+", node) for node in nodes)
    assert len(re.findall(r"local:\s*\*\s*;", text)) == 1


@pytest.mark.parametrize("name, forbidden", [
    ("libburnish", r"libisofs|libcdio|libiso9660"),
    ("libburnish-image", r"libcdio_cdda"),
])
def test_library_links_what_its_licence_permits(build, name, forbidden):
    binary = build / LIBRARIES[name][1]
    if not binary.exists():
        pytest.skip(f"this build leaves out {name}")
    dynamic = subprocess.run(["readelf", "-d", str(binary)], capture_output=True, text=True, check=True).stdout
    assert re.search(rf"soname: \[{name}\.so\.1\]", dynamic, re.IGNORECASE)
    if name == "libburnish" and "BURNISH_TEST_CDIO" in os.environ:  # asked for, with what follows for the licence
        forbidden = "libisofs|libiso9660"
    assert not re.search(forbidden, dynamic)
