// SPDX-License-Identifier: LGPL-2.1-or-later
// The CRC of Ethernet, zip and PNG: its values stand for many bytes that another program made.
#pragma once

#include <cstdint>
#include <span>

namespace test {

inline std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
        }
    }
    return ~crc;
}

}  // namespace test
