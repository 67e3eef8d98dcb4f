// SPDX-License-Identifier: LGPL-2.1-or-later
// The CRC of the Q sub-channel and of CD-TEXT packs: CCITT, x^16 + x^12 + x^5 + 1, most significant bit first, from 0.
#pragma once

#include <cstdint>
#include <span>

namespace burnish::cd {

// As calculated: a disc has it inverted.
[[nodiscard]] std::uint16_t crc16(std::span<const std::uint8_t> bytes);

}  // namespace burnish::cd
