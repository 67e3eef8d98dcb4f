// SPDX-License-Identifier: LGPL-2.1-or-later
// The CD sector of mode 1: sync, header, EDC and ECC around 2048 bytes of data (ECMA-130).
#pragma once

#include <cstdint>
#include <span>

namespace virtual_recorder {

void encodeMode1(std::int32_t lba, std::span<const std::uint8_t, 2048> data, std::span<std::uint8_t, 2352> sector);

}  // namespace virtual_recorder
