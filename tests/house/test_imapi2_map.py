# SPDX-License-Identifier: LGPL-2.1-or-later
"""docs/imapi2.md: every name that it promises exists."""
import re
import sys

import c_api
import pytest
from conftest import ROOT

INTERFACES = """
IDiscMaster2 DDiscMaster2Events IDiscRecorder2 IDiscRecorder2Ex IDiscFormat2 IDiscFormat2Data DDiscFormat2DataEvents
IDiscFormat2DataEventArgs IWriteEngine2 IWriteEngine2EventArgs DWriteEngine2Events IBurnVerification
IWriteSpeedDescriptor IBlockRange IBlockRangeList IDiscFormat2TrackAtOnce DDiscFormat2TrackAtOnceEvents
IDiscFormat2TrackAtOnceEventArgs IDiscFormat2RawCD DDiscFormat2RawCDEvents IDiscFormat2RawCDEventArgs
IRawCDImageCreator IRawCDImageTrackInfo IDiscFormat2Erase DDiscFormat2EraseEvents IMultisession
IMultisessionSequential IMultisessionSequential2 IMultisessionRandomWrite IStreamPseudoRandomBased
IStreamConcatenate IStreamInterleave IFileSystemImage IFileSystemImage2 IFileSystemImage3 DFileSystemImageEvents
DFileSystemImageImportEvents IFsiItem IFsiFileItem IFsiFileItem2 IFsiDirectoryItem IFsiDirectoryItem2
IFileSystemImageResult IFileSystemImageResult2 IProgressItems IProgressItem IBootOptions IIsoImageManager
""".split()


def rows():
    found = []
    for line in (ROOT / "docs/imapi2.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and "::" in cells[0]:
            found.append(cells)
    return found


def promised(cell):
    """The names in a cell; none where it says `not yet`."""
    if cell == "not yet":
        return []
    names = re.findall(r"`([^`]+)`", cell)
    assert names and re.fullmatch(r"`[^`]+`(, `[^`]+`)*", cell), f"neither names nor `not yet`: {cell}"
    return names


def python_has(package, name):
    place = package
    for part in name.split("."):
        if not hasattr(place, part) and part not in getattr(place, "__dataclass_fields__", {}):
            return False
        place = getattr(place, part, None)
    return True


def test_every_row_is_whole():
    table = rows()
    assert len(table) > 300
    assert [row for row in table if len(row) != 4] == []
    members = [row[0] for row in table]
    assert len(members) == len(set(members))


def test_every_interface_has_rows():
    named = {row[0].split("::")[0] for row in rows()}
    assert set(INTERFACES) - named == set()


def test_promised_c_names_exist(root):
    there = c_api.all_names(root)
    missing = [name for row in rows() for name in promised(row[1]) if name not in there]
    assert missing == []


def test_promised_python_names_exist(root, monkeypatch):
    """Importing the package needs no library; only using it does."""
    if not (root / "python/burnish/__init__.py").exists():
        pytest.fail("the Python package is not there")
    monkeypatch.setenv("BURNISH_LIBRARY", "/nonexistent/libburnish.so.1")
    monkeypatch.syspath_prepend(str(root / "python"))
    package = __import__("burnish")
    assert sys.modules["burnish"].__file__ == str(root / "python/burnish/__init__.py")
    missing = [name for row in rows() for name in promised(row[2]) if not python_has(package, name)]
    assert missing == []


def test_functions_named_in_the_text_exist(root):
    there = c_api.all_names(root)
    text = (root / "docs/imapi2.md").read_text(encoding="utf-8")
    assert [name for name in re.findall(r"`(burnish_\w+)\(\)`", text) if name not in there] == []
