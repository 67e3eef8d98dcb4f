// SPDX-License-Identifier: LGPL-2.1-or-later
// SheetFile: a cue sheet or TOC file as it lies in a folder, with what it names there.
#pragma once

#include "cd/cue_sheet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace burnish::cd {

struct SheetFile {
    CueSheet sheet;
    std::string folder;  // its files are looked for from here; empty: the current one
};

// Either kind, told by its contents.
[[nodiscard]] Result<CueSheet> parseSheet(std::string_view bytes);
// Errors of FileStream::open, and those of parsing.
[[nodiscard]] Result<SheetFile> openSheet(const std::string &path);

// Where a file that a sheet names lies: paths of Windows are understood.
[[nodiscard]] std::string pathOf(const std::string &folder, const std::string &name);

// The packs of the file that the sheet names, or else the sheet's own text.
[[nodiscard]] Result<std::vector<CdTextBlock>> readCdText(const SheetFile &file);
// The same as packs for the sheet's tracks; those of a file as they are, if all are good. Empty: none.
[[nodiscard]] Result<std::vector<CdTextPack>> readCdTextPacks(const SheetFile &file, const CdTextOptions &options);

}  // namespace burnish::cd
