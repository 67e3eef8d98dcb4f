// SPDX-License-Identifier: LGPL-2.1-or-later
// An album as a sheet describes it becomes the tracks of a RawImage.
#pragma once

#include "cd/raw_image.hpp"
#include "cd/sheet_file.hpp"

#include <cstdint>
#include <vector>

namespace burnish::cd {

// Adds what the sheet says to an image that has nothing yet: tracks with their pre-gaps, indexes, ISRCs and flags, a
// hidden track before the first, catalogue number, CD-TEXT, and CD+G packs of .cdg files beside the audio files. All is
// looked at before anything is added; errors name the sheet's line and the file.
[[nodiscard]] Result<void> addToRawImage(const SheetFile &sheet, const CdTextOptions &options, RawImage &image);

// Sectors of each file of the sheet, the last one filled up.
[[nodiscard]] Result<std::vector<std::int32_t>> fileLengths(const SheetFile &sheet);

}  // namespace burnish::cd
