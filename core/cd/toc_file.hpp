// SPDX-License-Identifier: LGPL-2.1-or-later
// TocFile: the TOC files of cdrdao, read and written. They say what a cue sheet says, in the same values.
#pragma once

#include "cd/cue_sheet.hpp"

#include <string>
#include <string_view>

namespace burnish::cd {

// What cannot be said in a CueSheet's values (pieces of several files in one track, data from a pipe) is refused:
// E_BURNISH_CUE_SYNTAX names the line.
[[nodiscard]] Result<CueSheet> parseTocFile(std::string_view bytes);

// fileLengths: sectors of each file of the sheet, where the sheet's last tracks end.
[[nodiscard]] Result<std::string> writeTocFile(const CueSheet &sheet, const std::vector<std::int32_t> &fileLengths);

}  // namespace burnish::cd
