# SPDX-License-Identifier: LGPL-2.1-or-later
"""The status files are what the generator makes of core/base/status.tsv, and the generator refuses a bad table."""
import importlib.util
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def generator(root):
    specification = importlib.util.spec_from_file_location("generate_status", root / "tools/generate_status.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules["generate_status"] = module
    specification.loader.exec_module(module)
    return module


def test_generated_files_are_current(root, tmp_path, generator):
    command = [sys.executable, str(root / "tools/generate_status.py"), "--output", str(tmp_path)]
    subprocess.run(command, check=True)
    assert len(generator.OUTPUTS) == 5
    for name in generator.OUTPUTS:
        made, kept = (tmp_path / name).read_text(), (root / name).read_text()
        assert made == kept, f"{name} is not what `./dev generate` makes"


def test_values_are_those_of_imapi2(root, generator):
    rows = {row.name: row for row in generator.parse((root / generator.SOURCE).read_text())}
    assert rows["E_IMAPI_RECORDER_MEDIA_NO_MEDIA"].value == 0xC0AA0202 - 2**32
    assert rows["E_IMAPI_RECORDER_MEDIA_NO_MEDIA"].short == "E_RECORDER_MEDIA_NO_MEDIA"
    assert rows["E_IMAPI_ERASE_RECORDER_IN_USE"].value == 0x80AA0900 - 2**32
    assert rows["S_IMAPI_COMMAND_HAS_SENSE_DATA"].value == 0x00AA0200
    assert rows["IMAPI_E_READONLY"].short == "E_READONLY"
    assert rows["ERROR_DEV_NOT_EXIST"].short == "E_DEV_NOT_EXIST"


def test_texts_are_sentences(root, generator):
    for row in generator.parse((root / generator.SOURCE).read_text()):
        for text in (row.meaning, row.hint):
            assert text == text.strip() and (not text or (text[0].isupper() or text.startswith("burnish")))
            assert not text or text.endswith("."), f"{row.name}: {text}"


@pytest.mark.parametrize("line", [
    "E_IMAPI_X\t0xC0AA0001\tNo hint column.",
    "E_IMAPI_X\tC0AA0001\tNo 0x.\t",
    "E_IMAPI_X\t0xc0aa0001\tSmall letters.\t",
    "E_IMAPI_X\t0x00AA0001\tAn error must be negative.\t",
    "S_IMAPI_X\t0xC0AA0001\tA success must not.\t",
    "E_IMAPI_X\t0xC0AA0001\t\tNo meaning.",
    "E_IMAPI_X\t0xC0AA0001\tTwice.\t\nE_IMAPI_Y\t0xC0AA0001\tTwice.\t",
    "E_IMAPI_X\t0xC0AA0001\tSame short name.\t\nIMAPI_E_X\t0xC0AA0002\tSame short name.\t",
])
def test_bad_row_is_refused(generator, line):
    with pytest.raises(ValueError):
        generator.parse(line + "\n")


def test_quotes_and_backslashes_survive(generator):
    text = 'a "b" \\c'
    row = generator.parse(f"E_IMAPI_X\t0xC0AA0001\t{text}\t\n")[0]
    namespace = {}
    exec(generator.python_module([row]), namespace)  # pylint: disable=exec-used
    assert namespace["TEXTS"][namespace["Status"].E_X].meaning == text
