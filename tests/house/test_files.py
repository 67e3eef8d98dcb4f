# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every source file names its licence, is of a readable size, and every link in the documentation leads somewhere."""
import re

import pytest
from conftest import ROOT, project_files

SOURCE_SUFFIXES = {".c", ".cpp", ".h", ".hpp", ".inc", ".py", ".sh", ".map", ".tsv", ".build", ".md", ".in"}
SOURCE_NAMES = {"meson.build", "meson_options.txt", "dev", "run", ".clang-format", ".clang-tidy"}
GPL = ("core/image/", "capi/image/", "capi/include/burnish/image.h", "capi/include/burnish/nrg_image.h")
EITHER = ("tests/image/",)
GENERATED = ("python/burnish/_status.py",)
DOCUMENTS = [str(path.relative_to(ROOT)) for path in project_files(ROOT) if path.suffix == ".md"]


def source_files(root):
    found = []
    for path in project_files(root):
        name = str(path.relative_to(root))
        is_source = path.suffix in SOURCE_SUFFIXES or path.name in SOURCE_NAMES
        if is_source and path.stat().st_size and not name.startswith("tests/data/"):
            found.append((name, path))
    return found


def test_every_source_file_names_its_licence(root):
    wrong = []
    files = source_files(root)
    for name, path in files:
        head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:3])
        found = re.findall(r"SPDX-License-Identifier: ([\w.-]+)", head)
        permitted = ["LGPL-2.1-or-later"]
        if name.startswith(EITHER):
            permitted.append("GPL-3.0-or-later")
        elif name.startswith(GPL):
            permitted = ["GPL-3.0-or-later"]
        if len(found) != 1 or found[0] not in permitted:
            wrong.append(f"{name}: {found or 'none'}, expected {' or '.join(permitted)}")
    assert len(files) > 50
    assert wrong == []


def test_files_stay_readable(root):
    """900 lines are the end of every file; a header is read at one go."""
    too_long = []
    for name, path in source_files(root):
        lines = path.read_text(encoding="utf-8").count("\n")
        limit = 250 if path.suffix in {".h", ".hpp"} else 900
        if lines > limit and name not in GENERATED:
            too_long.append(f"{name}: {lines} lines, at most {limit}")
    assert too_long == []


def slug(heading):
    """The anchor that a Markdown heading gets."""
    text = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def prose(path):
    """A document without its code."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_resolve(root, document):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(root / document)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (root / document).parent / file if file else root / document
        if not path.exists():
            broken.append(target)
        elif anchor:
            text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
            if anchor not in {slug(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}:
                broken.append(target)
    assert broken == []


def test_documents_that_the_readme_needs_are_there():
    for name in ("README.md", "CONTRIBUTING.md", "NEWS.md", "docs/imapi2.md", "docs/status.md", "docs/devices.md",
                 "docs/report.md"):
        assert name in DOCUMENTS
