#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes the status constants of C++, C and Python and docs/status.md from core/base/status.tsv.

Usage: generate_status.py [--output FOLDER]    FOLDER takes the place of the source tree (default: the source tree)
"""
import argparse
import pathlib
import re
import sys
from typing import Callable, NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = "core/base/status.tsv"
NOTE = f"Generated from {SOURCE} by tools/generate_status.py; edit there."


class Row(NamedTuple):
    name: str  # full name, such as E_IMAPI_RECORDER_LOCKED
    short: str  # the constant's name, such as E_RECORDER_LOCKED
    value: int  # signed, 32 bit
    hex: str
    meaning: str
    hint: str


def short_name(name: str) -> str:
    if name.startswith("ERROR_"):
        return "E_" + name.removeprefix("ERROR_")
    return re.sub(r"IMAPI_|BURNISH_", "", name, count=1)


def parse(text: str) -> list[Row]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 4 or not re.fullmatch(r"0x[0-9A-F]{8}", columns[1]) or not columns[2]:
            raise ValueError(f"{SOURCE}:{number}: expected name, value 0x…, meaning and hint, parted by tabs")
        unsigned = int(columns[1], 16)
        value = unsigned - (1 << 32) if unsigned >> 31 else unsigned
        row = Row(columns[0], short_name(columns[0]), value, *columns[1:])
        if not re.fullmatch(r"[ES]_[A-Z0-9_]+", row.short) or (row.short[0] == "E") != (value < 0):
            raise ValueError(f"{SOURCE}:{number}: {row.name} must be E_… and negative, or S_… and not")
        rows.append(row)
    for field in ("name", "short", "value"):
        values = [getattr(row, field) for row in rows]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise ValueError(f"{SOURCE}: {field} not unique: {sorted(twice)}")
    return rows


def quoted(text: str) -> str:
    """A string literal that C++ and Python read alike."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def cpp_constants(rows: list[Row]) -> str:
    lines = [f"inline constexpr Status {row.short} = {row.value};  // {row.hex}" for row in rows]
    return "\n".join([
        "// SPDX-License-Identifier: LGPL-2.1-or-later",
        f"// {NOTE}",
        "// clang-format off",
        "#pragma once", "", "#include <cstdint>", "", "namespace burnish {", "", "using Status = std::int32_t;", "",
        "namespace status {", "", *lines, "", "}  // namespace status", "", "}  // namespace burnish", ""])


def cpp_table(rows: list[Row]) -> str:
    lines = [f"{{{row.value}, {quoted(row.name)}, {quoted(row.meaning)}, {quoted(row.hint)}}}," for row in rows]
    return "\n".join(["// SPDX-License-Identifier: LGPL-2.1-or-later", f"// {NOTE}", *lines, ""])


def c_header(rows: list[Row]) -> str:
    lines = [f"#define BURNISH_{row.short} ((int32_t){row.value}) /* {row.hex} {row.name} */" for row in rows]
    return "\n".join([
        "/* SPDX-License-Identifier: LGPL-2.1-or-later */",
        "/* The status codes. What each means stands in docs/status.md and is told by burnish_status_meaning().",
        f" * {NOTE} */",
        "/* clang-format off */",
        "#ifndef BURNISH_STATUS_CODES_H", "#define BURNISH_STATUS_CODES_H", "", "#include <stdint.h>", "",
        *lines, "", "#endif", ""])


def python_module(rows: list[Row]) -> str:
    lines = [
        "# SPDX-License-Identifier: LGPL-2.1-or-later",
        f"# {NOTE}",
        '"""Status codes: IMAPI2\'s HRESULT values and burnish\'s own."""',
        "from enum import IntEnum", "from typing import NamedTuple", "", "",
        "class Status(IntEnum):",
        '    """Negative is failure, 0 success, positive success with a note."""', ""]
    lines += [f"    {row.short} = {row.value}  # {row.hex}" for row in rows]
    lines += ["", "", "class StatusText(NamedTuple):",
              "    name: str  # the full name, such as E_IMAPI_RECORDER_LOCKED",
              "    meaning: str  # a sentence for people",
              "    hint: str  # what to do next; may be empty", "", "",
              "TEXTS: dict[Status, StatusText] = {"]
    lines += [f"    Status.{row.short}: StatusText({quoted(row.name)}, {quoted(row.meaning)}, {quoted(row.hint)}),"
              for row in rows]
    return "\n".join([*lines, "}", ""])


FAMILIES: list[tuple[str, Callable[[Row], bool]]] = [
    ("General", lambda row: row.value & 0x0FFF0000 != 0x00AA0000),
    ("All formats", lambda row: row.value & 0xFF00 == 0x0000),
    ("Recorder", lambda row: row.value & 0xFF00 == 0x0200),
    ("Write engine", lambda row: row.value & 0xFF00 == 0x0300),
    ("Data discs", lambda row: row.value & 0xFF00 == 0x0400),
    ("Audio, track at once", lambda row: row.value & 0xFF00 == 0x0500),
    ("Raw discs", lambda row: row.value & 0xFF00 == 0x0600),
    ("Erasing", lambda row: row.value & 0xFF00 == 0x0900),
    ("Raw images", lambda row: row.value & 0xFF00 == 0x0A00),
    ("burnish's own", lambda row: row.value & 0xFF00 == 0x1F00),
    ("File system images", lambda row: row.value & 0xF000 == 0xB000),
]


def documentation(rows: list[Row]) -> str:
    lines = [
        "<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->", f"<!-- {NOTE} -->", "# Status codes", "",
        "Every function of the C library returns one of these: negative is failure, 0 is success, positive is success",
        "with a note. The values are IMAPI2's; burnish's own stand in the range 0xC0AA1Fxx. In C a constant is",
        "`BURNISH_` and the name given here (`burnish/status_codes.h`), in Python a member of `burnish.Status`, and in",
        "the engine one of namespace `burnish::status`. `burnish_status_name()` gives the full name.", ""]
    left = list(rows)
    for title, belongs in FAMILIES:
        family = [row for row in left if belongs(row)]
        left = [row for row in left if row not in family]
        lines += [f"## {title}", "", "| Value | Name | Full name | Meaning | What to do |", "|---|---|---|---|---|"]
        lines += [f"| {row.hex} | `{row.short}` | `{row.name}` | {row.meaning} | {row.hint} |" for row in family]
        lines.append("")
    if left:
        raise ValueError(f"{SOURCE}: no family in the documentation for {left[0].name}")
    return "\n".join(lines)


OUTPUTS: dict[str, Callable[[list[Row]], str]] = {
    "core/base/status_codes.hpp": cpp_constants,
    "core/base/status_table.inc": cpp_table,
    "capi/include/burnish/status_codes.h": c_header,
    "python/burnish/_status.py": python_module,
    "docs/status.md": documentation,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes all status files from core/base/status.tsv.")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT, help="write below this folder")
    arguments = parser.parse_args()
    try:
        rows = parse((ROOT / SOURCE).read_text(encoding="utf-8"))
        texts = {name: make(rows) for name, make in OUTPUTS.items()}
    except ValueError as error:
        print(f"generate_status.py: {error}", file=sys.stderr)
        return 1
    for name, text in texts.items():
        target = arguments.output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
