# SPDX-License-Identifier: LGPL-2.1-or-later
"""The include order: which folder may include from which. CONTRIBUTING.md explains it."""
import re

ORDER = ["base", "mmc", "transport", "recorder", "media", "burn", "formats"]

# Folder of core/ -> folders that its files may include from, besides its own.
ALLOWED = {folder: set(ORDER[:place]) for place, folder in enumerate(ORDER)}
ALLOWED["burn"] |= {"stream", "cd"}
ALLOWED["formats"] |= {"stream", "cd"}
ALLOWED["stream"] = {"base"}
ALLOWED["cd"] = {"base", "stream"}
ALLOWED["image"] = {"base", "stream"}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
SUFFIXES = {".c", ".cpp", ".h", ".hpp", ".inc"}


def sources(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def core_folder(root, file, name):
    """The folder of core/ that an include reaches into; None where it stays outside."""
    core = (root / "core").resolve()
    for base in (file.parent, root / "core"):
        target = (base / name).resolve()
        if target.is_relative_to(core) and (target.exists() or base != file.parent):
            folder = target.relative_to(core).parts[0]
            if folder in ALLOWED:
                return folder
    return None


def check_core(root, file, name):
    own = file.relative_to(root / "core").parts[0]
    if own not in ALLOWED:
        return f"core/{own} has no place in the include order"
    folder = core_folder(root, file, name)
    if folder and folder != own and folder not in ALLOWED[own]:
        return f"core/{own} may not include from {folder}"
    if name.startswith("burnish/"):
        return "the core may not include the C headers"
    if name.startswith("virtual_recorder/") and not (own == "transport" and file.stem == "virtual"):
        return "only transport/virtual.* may include the virtual recorder"
    return None


def check_capi(root, file, name):
    folder = core_folder(root, file, name)
    of_image = "image" in file.relative_to(root / "capi").parts[:-1]
    if name.startswith("virtual_recorder/"):
        return "only transport/virtual.* may include the virtual recorder"
    if of_image and folder not in {None, "image", "base", "stream"}:
        return f"libburnish-image may not include from {folder}"
    if not of_image and folder == "image":
        return "libburnish may not include from image"
    if file.is_relative_to(root / "capi/include") and not re.fullmatch(r"burnish/\w+\.h|std\w+\.h", name):
        return "a public header includes only public headers and C's own"
    return None


def check_virtual_recorder(root, file, name):
    if core_folder(root, file, name) and not exists_in_recorder(root, file, name):
        return "the virtual recorder may not include the core"
    if name.startswith("burnish/"):
        return "the virtual recorder may not include the C headers"
    return None


def check_gst_plugin(root, file, name):
    if core_folder(root, file, name):
        return "the GStreamer plugin may not include the core"
    if name.startswith("virtual_recorder/"):
        return "only transport/virtual.* may include the virtual recorder"
    return None


def exists_in_recorder(root, file, name):
    project = root / "subprojects/virtual-recorder"
    bases = [file.parent, project, project / "src", project / "include", project / "tests"]
    return any((base / name).is_file() and (base / name).resolve().is_relative_to(project.resolve()) for base in bases)


def violations(root):
    """Every include that breaks the order, as `file: what (include)`."""
    found = []
    for folder, check in (("core", check_core), ("capi", check_capi), ("gst-plugin", check_gst_plugin),
                          ("subprojects/virtual-recorder", check_virtual_recorder)):
        for file in sources(root / folder):
            for name in INCLUDE.findall(file.read_text(encoding="utf-8")):
                problem = check(root, file, name)
                if problem:
                    found.append(f"{file.relative_to(root)}: {problem} ({name})")
    return found
