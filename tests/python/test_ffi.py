# SPDX-License-Identifier: LGPL-2.1-or-later
"""The signature table, the structs and the constants are those of the C headers."""
import ctypes
import re
import subprocess
from ctypes import POINTER, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p

import burnish
import pytest
from burnish import _ffi
from conftest import ROOT, tool

INCLUDE = ROOT / "capi/include"
HEADERS = sorted((INCLUDE / "burnish").glob("*.h"))

HANDLES = {f"burnish_{name.lower()}": getattr(_ffi, f"{name}Handle")
           for name in ("Error", "Stream", "Master", "Recorder", "Medium", "Speed", "Data", "Multisession", "Erase", "Tao",
                        "Report", "Job", "Image", "Cue")}
HANDLES["burnish_cd_text"] = _ffi.CdTextHandle
HANDLES["burnish_nrg_image"] = _ffi.NrgImageHandle
HANDLES["burnish_raw_cd"] = _ffi.RawCdHandle
HANDLES["burnish_raw_image"] = _ffi.RawImageHandle
STRUCTS = {"burnish_error_facts": _ffi.ErrorFacts, "burnish_stream_callbacks": _ffi.StreamCallbacks, "burnish_data_progress": _ffi.DataProgress,
           "burnish_erase_progress": _ffi.EraseProgress, "burnish_tao_progress": _ffi.TaoProgress,
           "burnish_tao_track": _ffi.TaoTrack, "burnish_raw_cd_progress": _ffi.RawCdProgress, "burnish_job_event": _ffi.JobEvent,
           "burnish_track_info": _ffi.TrackInfo,
           "burnish_cue_track": _ffi.CueTrack,
           "burnish_raw_image_track": _ffi.RawImageTrack,
           "burnish_master_event": _ffi.MasterEvent,
           "burnish_adapter_descriptor": _ffi.AdapterDescriptor,
           "burnish_device_descriptor": _ffi.DeviceDescriptor,
           "burnish_image_options": _ffi.ImageOptions,
           "burnish_imported_session": _ffi.ImportedSession,
           "burnish_boot_options": _ffi.BootOptions,
           "burnish_nrg_track": _ffi.NrgTrack}
CALLBACKS = {"burnish_master_event_callback": _ffi.MasterEventCallback,
             "burnish_data_progress_callback": _ffi.DataProgressCallback,
             "burnish_erase_progress_callback": _ffi.EraseProgressCallback,
             "burnish_tao_progress_callback": _ffi.TaoProgressCallback,
             "burnish_raw_cd_progress_callback": _ffi.RawCdProgressCallback,
             "burnish_image_difference_callback": _ffi.DifferenceCallback}
SCALARS = {"int32_t": c_int32, "uint32_t": c_uint32, "int64_t": c_int64, "uint64_t": c_uint64, "size_t": c_size_t,
           "uint8_t": c_uint8, "double": c_double}


def code_of(header):
    """A header without comments and preprocessor lines."""
    text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"^[ \t]*#(?:.*\\\n)*.*$", "", text, flags=re.M)


def split_top(text):
    """The parts between commas that are in no parentheses."""
    parts, depth, part = [], 0, ""
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += character
    return parts + [part.strip()]


def type_of(declaration, named):
    """The ctypes type of a C declaration. named: it has a name, which is dropped."""
    pointer = re.fullmatch(r"(.+?)\(\*\s*\w*\)\((.*)\)", declaration)
    if pointer:
        return function_type(pointer.group(1), pointer.group(2))
    text = re.sub(r"\bconst\b", " ", declaration)
    stars = text.count("*")
    words = text.replace("*", " ").split()
    if named and len(words) > 1:
        words = words[:-1]
    assert len(words) == 1, declaration
    return with_stars(words[0], stars, "const char" in declaration)


def with_stars(name, stars, is_const):
    if name in HANDLES:
        return HANDLES[name] if stars == 1 else POINTER(HANDLES[name])
    if name in STRUCTS or name in CALLBACKS:
        return POINTER(STRUCTS[name]) if name in STRUCTS else CALLBACKS[name]
    if name == "char":
        # Text that the caller must free is taken as an address, so that there is something to free.
        text = c_char_p if is_const else c_void_p
        return text if stars == 1 else POINTER(text)
    if name == "void":
        return None if stars == 0 else c_void_p
    kind = SCALARS[name]
    for _ in range(stars):
        kind = POINTER(kind)
    return kind


def function_type(result, parameters):
    return ctypes.CFUNCTYPE(type_of(result.strip(), False),
                            *(type_of(part, True) for part in split_top(parameters) if part != "void"))


def declared():
    found = {}
    for header in HEADERS:
        for statement in code_of(header).split(";"):
            if "BURNISH_API" not in statement:
                continue
            text = " ".join(statement.split("BURNISH_API", 1)[1].split())
            match = re.fullmatch(r"([\w\s*]+?)(burnish_\w+)\((.*)\)", text)
            assert match, f"{header.name}: cannot read: {text}"
            result, name, parameters = match.groups()
            kinds = tuple(type_of(part, True) for part in split_top(parameters) if part != "void")
            found[name] = (type_of(result.strip(), False), kinds)
    return found


def test_the_parser_misses_nothing():
    announced = sum(code_of(header).count("BURNISH_API") for header in HEADERS)
    assert len(declared()) == announced > 100


def test_the_table_holds_every_function_and_no_other():
    assert set(declared()) == set(_ffi.CORE) | set(_ffi.IMAGE)
    assert not set(_ffi.CORE) & set(_ffi.IMAGE)


@pytest.mark.parametrize("name", sorted(declared()))
def test_signature(name):
    result, parameters = {**_ffi.CORE, **_ffi.IMAGE}[name]
    assert (result, tuple(parameters)) == declared()[name]


def test_a_wrong_type_is_noticed():
    """The comparison above can fail: the types that the parser makes are told apart."""
    assert type_of("int32_t *value", True) != type_of("uint32_t *value", True)
    assert type_of("burnish_data *data", True) != type_of("burnish_stream *stream", True)
    assert type_of("char **text", True) != type_of("const char **text", True)
    assert type_of("void (*destroy)(void *user_data)", True) == _ffi.NotifyCallback
    assert type_of("void (*destroy)(int32_t user_data)", True) != _ffi.NotifyCallback


def test_callback_types():
    text = " ".join(" ".join(code_of(header) for header in HEADERS).split())
    typedefs = {name: function_type(result, parameters) for result, name, parameters
                in re.findall(r"typedef ([\w\s*]+?)\(\*(\w+)\)\(([^;]*)\)\s*;", text)}
    assert typedefs == CALLBACKS


def compiled(tmp_path, body):
    source = tmp_path / "probe.c"
    source.write_text("#include <stdio.h>\n#include <stddef.h>\n#include <burnish/burnish.h>\n"
                      "#include <burnish/image.h>\n#include <burnish/nrg_image.h>\nint main(void) {\n" + body + "return 0;\n}\n")
    tool("cc", "-std=c99", f"-I{INCLUDE}", source, "-o", tmp_path / "probe")
    return subprocess.run([tmp_path / "probe"], capture_output=True, text=True, check=True).stdout


def test_struct_layouts(tmp_path):
    body, expected = "", ""
    for name, kind in STRUCTS.items():
        body += f'printf("{name} %zu\\n", sizeof({name}));\n'
        expected += f"{name} {ctypes.sizeof(kind)}\n"
        for field, field_type in kind._fields_:
            body += f'printf("{name}.{field} %zu %zu\\n", offsetof({name}, {field}), sizeof((({name} *)0)->{field}));\n'
            expected += f"{name}.{field} {getattr(kind, field).offset} {ctypes.sizeof(field_type)}\n"
    assert compiled(tmp_path, body) == expected


def test_struct_fields_are_all_there():
    for name, kind in STRUCTS.items():
        text = " ".join(" ".join(code_of(header) for header in HEADERS).split())
        fields = re.search(r"typedef struct " + name + r" \{(.*?)\} " + name, text).group(1)
        named = [re.search(r"\(\*(\w+)\)|(\w+)$", part.strip()) for part in fields.split(";") if part.strip()]
        assert [match.group(1) or match.group(2) for match in named] == [field for field, _ in kind._fields_]


def enumerations():
    yield from ((f"BURNISH_MEDIA_TYPE_{member.name}", member) for member in burnish.MediaType)
    yield from ((f"BURNISH_MEDIA_STATE_{name}", member) for name, member in burnish.MediaState.__members__.items())
    yield from ((f"BURNISH_WRITE_PROTECT_{name}", member) for name, member in burnish.WriteProtect.__members__.items())
    yield from ((f"BURNISH_VERIFICATION_{member.name}", member) for member in burnish.VerificationLevel)
    yield from ((f"BURNISH_DATA_ACTION_{member.name}", member) for member in burnish.DataAction)
    yield from ((f"BURNISH_BUS_TYPE_{member.name}", member) for member in burnish.BusType)
    yield from (("BURNISH_MASTER_EVENT_" + name, getattr(_ffi, "MASTER_EVENT_" + name)) for name in ("ADDED", "REMOVED"))
    yield ("BURNISH_SENSE_BUFFER_SIZE", _ffi.SENSE_BUFFER_SIZE)
    yield ("BURNISH_DEFAULT_COMMAND_TIMEOUT", burnish.Recorder.DEFAULT_COMMAND_TIMEOUT)
    yield from ((f"BURNISH_{name}", member) for name, member in burnish.Status.__members__.items())
    yield from (("BURNISH_STREAM_" + name, getattr(_ffi, "STREAM_" + name)) for name in ("OK", "END", "ABORT"))
    yield "BURNISH_STREAM_LENGTH_UNKNOWN", _ffi.STREAM_LENGTH_UNKNOWN
    yield from (("BURNISH_JOB_EVENT_" + name, getattr(_ffi, "JOB_EVENT_" + name)) for name in ("PROGRESS", "FINISHED"))


def test_constants(tmp_path):
    body = "".join(f'printf("{name} %llu\\n", (unsigned long long){name});\n' for name, _ in enumerations())
    assert compiled(tmp_path, body) == "".join(f"{name} {int(value) % 2 ** 64}\n" for name, value in enumerations())


def test_every_constant_of_the_headers_is_there():
    families = ("MEDIA_TYPE", "MEDIA_STATE", "WRITE_PROTECT", "VERIFICATION", "DATA_ACTION", "STREAM", "JOB_EVENT",
                "BUS_TYPE", "MASTER_EVENT")
    text = "".join(header.read_text(encoding="utf-8") for header in HEADERS)
    defined = set(re.findall(rf"#define (BURNISH_(?:{'|'.join(families)})_\w+) ", text))
    assert len(defined) > 40
    assert defined - {name for name, _ in enumerations()} == set()


def test_one_handle_is_not_taken_for_another():
    from burnish._load import core
    with pytest.raises(ctypes.ArgumentError):
        core().burnish_data_write(_ffi.RecorderHandle(1), _ffi.StreamHandle(1))


def test_status_texts_are_the_library_s():
    from burnish._load import core
    from burnish._status import TEXTS
    library = core()
    index, value = 0, c_int32()
    while library.burnish_status_at(index, ctypes.byref(value)) == 0:
        text = TEXTS[burnish.Status(value.value)]
        assert library.burnish_status_name(value).decode() == text.name
        assert library.burnish_status_meaning(value).decode() == text.meaning
        assert library.burnish_status_hint(value).decode() == text.hint
        index += 1
    assert index == len(TEXTS)
