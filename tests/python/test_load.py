# SPDX-License-Identifier: LGPL-2.1-or-later
"""Finding the libraries: late, in a fixed order, and with an account of every attempt."""
import os
import subprocess
import sys

import burnish
from conftest import tool

CALL = "import burnish\ntry:\n    burnish.library_version()\nexcept burnish.BurnishError as error:\n" \
       "    print(type(error).__name__, error.message, error.detail, sep='|')\n"


def python(code, **environment):
    changed = {**os.environ, **{name: str(value) for name, value in environment.items()}}
    for name in [name for name, value in environment.items() if value is None]:
        del changed[name]
    return subprocess.run([sys.executable, "-c", code], env=changed, capture_output=True, text=True, check=True).stdout


def test_import_loads_nothing():
    assert python("import burnish; print('fine')", BURNISH_LIBRARY="/nonexistent") == "fine\n"


def test_the_environment_decides_alone(tmp_path):
    kind, message, _ = python(CALL, BURNISH_LIBRARY=tmp_path / "none.so").strip().split("|")
    assert kind == "LibraryNotFoundError"
    assert "BURNISH_LIBRARY" in message and "none.so" in message


def test_a_relative_path_is_refused():
    kind, message, _ = python(CALL, BURNISH_LIBRARY="libburnish.so.1").strip().split("|")
    assert kind == "LibraryNotFoundError"
    assert "not an absolute path" in message


def test_every_attempt_is_told(tmp_path):
    """find_library and the soname find nothing, because the name is one that nobody has."""
    code = "from burnish import _load\nimport burnish\ntry:\n" \
           "    _load._open('nobody-has-this', 'libnobody-has-this.so.1', 'NOBODY')\n" \
           "except burnish.LibraryNotFoundError as error:\n    print(error.detail)\n"
    detail = python(code)
    for attempt in ("beside the package", "installed", "soname (libnobody-has-this.so.1)", "find_library"):
        assert attempt in detail


def test_an_old_library_is_refused(tmp_path):
    source = tmp_path / "old.c"
    source.write_text("#include <stdint.h>\nint32_t burnish_version(void) { return 0; }\n")
    tool("cc", "-shared", "-fPIC", source, "-o", tmp_path / "libold.so")
    kind, message, _ = python(CALL, BURNISH_LIBRARY=tmp_path / "libold.so").strip().split("|")
    assert kind == "UnsupportedError"
    assert "libold.so" in message and "burnish_data_write" in message


def test_a_library_that_is_none(tmp_path):
    text = tmp_path / "libtext.so"
    text.write_text("not a library")
    kind, message, _ = python(CALL, BURNISH_LIBRARY=text).strip().split("|")
    assert kind == "LibraryNotFoundError" and "libtext.so" in message


def test_version_and_features():
    assert burnish.library_version().split(".")[0] == burnish.__version__.split(".")[0]
    assert burnish.has_feature("data") and burnish.has_feature("virtual-recorder")
    assert not burnish.has_feature("perpetual motion")
