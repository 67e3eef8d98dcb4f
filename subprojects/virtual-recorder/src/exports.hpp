// SPDX-License-Identifier: LGPL-2.1-or-later
// The files that let other programs read a CD of ours: disc.cue, disc.toc and, where there is CD-TEXT, disc.cdt.
#pragma once

#include "disc.hpp"
#include "disc_folder.hpp"

#include <string>

namespace virtual_recorder {

[[nodiscard]] std::string cueSheet(const Disc &disc);
[[nodiscard]] std::string tocFile(const Disc &disc);

// Writes them, for a CD with a closed session; nothing for other discs. False when they cannot be written.
[[nodiscard]] bool writeExports(const Disc &disc, const DiscFolder &folder);
// False when one is there and cannot be removed.
[[nodiscard]] bool removeExports(const DiscFolder &folder);

}  // namespace virtual_recorder
