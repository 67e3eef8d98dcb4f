// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts of a CD-TEXT pack: where what stands in its 18 bytes.
#pragma once

#include "cd/cd_text.hpp"

namespace burnish::cd {

inline constexpr std::uint8_t GenrePack = 0x87, SizePack = 0x8F, FirstPackType = 0x80;
inline constexpr std::size_t PackTextStart = 4, PackTextBytes = 12;
inline constexpr std::size_t MostPacksOfBlock = 256, MostBlocks = 8;
// The three packs 8Fh: 36 bytes.
inline constexpr std::size_t SizeInfoBytes = 36, SizeCounts = 4, SizeLastSequences = 20, SizeLanguages = 28;

// Puts the CRC into bytes 16 and 17.
void seal(CdTextPack &pack);

}  // namespace burnish::cd
