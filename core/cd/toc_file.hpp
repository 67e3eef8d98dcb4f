// SPDX-License-Identifier: LGPL-2.1-or-later
// TocFile: the TOC files of cdrdao, read and written. They say what a cue sheet says, in the same values.
#pragma once

#include "cd/cue_sheet.hpp"

#include <string>
#include <string_view>

namespace burnish::cd {

// Whether bytes look like a TOC file rather than like a cue sheet.
[[nodiscard]] bool looksLikeTocFile(std::string_view bytes);

// Each piece of a track is a file of the sheet; silence is one without a name. What cannot be read so (data from a
// pipe) is refused: E_CUE_SYNTAX names the line.
[[nodiscard]] Result<CueSheet> parseTocFile(std::string_view bytes);

// fileLengths: sectors of each file of the sheet.
[[nodiscard]] Result<std::string> writeTocFile(const CueSheet &sheet, const std::vector<std::int32_t> &fileLengths);

}  // namespace burnish::cd
