// SPDX-License-Identifier: LGPL-2.1-or-later
// The CRC of Q and of CD-TEXT packs: x^16 + x^12 + x^5 + 1 from zero on, and inverted.
#pragma once

#include "bytes.hpp"

#include <cstdint>

namespace virtual_recorder {

constexpr std::uint16_t invertedCrc(ByteView bytes) {
    unsigned crc = 0;
    for (const std::uint8_t byte : bytes) {
        crc ^= static_cast<unsigned>(byte) << 8;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
        }
    }
    return static_cast<std::uint16_t>(~crc);
}

}  // namespace virtual_recorder
