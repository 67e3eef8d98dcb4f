// SPDX-License-Identifier: LGPL-2.1-or-later
// A CRC by table, a byte at a time.
#include "cd/crc16.hpp"

#include <array>
#include <cstddef>

namespace burnish::cd {

namespace {

constexpr std::uint16_t Polynomial = 0x1021;

constexpr std::array<std::uint16_t, 256> makeTable() {
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) {
        unsigned value = byte << 8;
        for (int bit = 0; bit < 8; ++bit) {
            value = value << 1 ^ (value & 0x8000 ? Polynomial : 0U);
        }
        table[byte] = static_cast<std::uint16_t>(value);
    }
    return table;
}

constexpr auto Table = makeTable();

}  // namespace

std::uint16_t crc16(std::span<const std::uint8_t> bytes) {
    unsigned crc = 0;
    for (const std::uint8_t byte : bytes) {
        crc = (crc << 8 & 0xFFFF) ^ Table[crc >> 8 ^ byte];
    }
    return static_cast<std::uint16_t>(crc);
}

}  // namespace burnish::cd
