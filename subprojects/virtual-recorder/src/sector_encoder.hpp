// SPDX-License-Identifier: LGPL-2.1-or-later
// CD sectors of data (ECMA-130): sync and header, EDC and ECC where the mode has them.
#pragma once

#include "bytes.hpp"
#include "disc.hpp"

#include <cstdint>
#include <span>

namespace virtual_recorder {

void encodeMode1(std::int32_t lba, std::span<const std::uint8_t, 2048> data, std::span<std::uint8_t, 2352> sector);

// The same for every mode. Data: 2048 bytes of mode 1, nothing of mode 0, else 2336, whose sub-headers, where the mode
// has them, tell whether EDC and ECC (form 1) or EDC alone (form 2) take the place of the last ones.
void encodeSector(std::int32_t lba, SectorMode mode, ByteView data, std::span<std::uint8_t, 2352> sector);

// A sector without contents: zeros, of form 2 where there are forms.
void encodeEmptySector(std::int32_t lba, SectorMode mode, std::span<std::uint8_t, 2352> sector);

}  // namespace virtual_recorder
