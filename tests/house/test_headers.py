# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every public header compiles alone, as strict C99 and as C++20."""
import os
import pathlib
import re
import subprocess

import c_api
import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NAMES = [header.name for header in c_api.headers(ROOT)]
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror"]


def compile_text(compiler, options, text, suffix, folder):
    source = folder / f"alone{suffix}"
    source.write_text(text)
    command = [*compiler.split(), *options, *WARNINGS, f"-I{ROOT}/capi/include", "-c", str(source), "-o", os.devnull]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_header_compiles_alone_as_c99(name, tmp_path):
    options = ["-std=c99", "-Wstrict-prototypes", "-Wc++-compat"]
    done = compile_text(os.environ.get("CC", "cc"), options, f"#include <burnish/{name}>\nint x;\n", ".c", tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_header_compiles_alone_as_cpp20(name, tmp_path):
    text = f"#include <burnish/{name}>\n"
    done = compile_text(os.environ.get("CXX", "c++"), ["-std=c++20"], text, ".cpp", tmp_path)
    assert done.returncode == 0, done.stderr


def test_compiling_a_bad_header_fails(tmp_path):
    """The options are strict enough to notice what is no C99."""
    text = "enum { A = 1, };\nint f() { for (int i = 0; i < 1; i++) {} return sizeof(struct {}); }\n"
    assert compile_text(os.environ.get("CC", "cc"), ["-std=c99"], text, ".c", tmp_path).returncode != 0


def test_burnish_h_has_all_headers_but_the_image_ones(root):
    included = set(re.findall(r"#include <burnish/(\w+\.h)>", (root / "capi/include/burnish/burnish.h").read_text()))
    indirect = {"status_codes.h"}  # through status.h
    assert included | indirect == set(NAMES) - {"burnish.h", "image.h", "nrg_image.h"}


@pytest.mark.parametrize("name", NAMES)
def test_signatures_use_only_fixed_types(root, name):
    """No bool, long, enum or bit-field reaches another language."""
    text = c_api.without_comments((root / "capi/include/burnish" / name).read_text())
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert not re.findall(r"\b(bool|_Bool|long|short|unsigned|enum|time_t|off_t|FILE)\b|\w\s*:\s*\d+\s*;", code)
