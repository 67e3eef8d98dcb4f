# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the C headers declare, read from their text."""
import re


def headers(root):
    return sorted((root / "capi/include/burnish").glob("*.h"))


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def functions(header):
    """The functions that one header declares for export."""
    text = without_comments(header.read_text(encoding="utf-8"))
    return set(re.findall(r"^BURNISH_API\b[^;(]*?\b(burnish_\w+)\s*\(", text, re.MULTILINE))


def names(header):
    """Everything that a program can use from one header: functions, types, constants, and fields as `struct.field`."""
    text = without_comments(header.read_text(encoding="utf-8"))
    found = functions(header)
    found |= set(re.findall(r"typedef struct (burnish_\w+) burnish_\w+;", text))
    found |= set(re.findall(r"typedef \w+ \(\*(burnish_\w+)\)", text))
    found |= set(re.findall(r"^#define (BURNISH_\w+)", text, re.MULTILINE))
    for name, body in re.findall(r"typedef struct (burnish_\w+) \{(.*?)^\} \1;", text, re.MULTILINE | re.DOTALL):
        found.add(name)
        for line in body.split(";"):
            field = re.search(r"\(\*(\w+)\)|(\w+)\s*$", line.strip())
            if field:
                found.add(f"{name}.{field[1] or field[2]}")
    return found


def all_names(root):
    return set().union(*(names(header) for header in headers(root)))
