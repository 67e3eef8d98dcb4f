// SPDX-License-Identifier: LGPL-2.1-or-later
// A CRC is linear: that of a message is the sum of those of its bytes, each with the zeros that follow it. With a table
// for each number of zeros the bytes of a frame or a pack are looked up all at once, and none waits for the one before.
#include "cd/crc16.hpp"

#include <array>
#include <cstddef>

namespace burnish::cd {

namespace {

constexpr unsigned Polynomial = 0x1021;
constexpr std::size_t Longest = 16;  // a pack of CD-TEXT; a Q frame has ten

using Table = std::array<std::uint16_t, 256>;

constexpr std::uint16_t shiftedByByte(unsigned value) {
    for (int bit = 0; bit < 8; ++bit) {
        value = value << 1 ^ (value & 0x8000 ? Polynomial : 0);
    }
    return static_cast<std::uint16_t>(value);
}

// Of a byte and as many bytes of zero as the first index says.
constexpr std::array<Table, Longest> makeTables() {
    std::array<Table, Longest> tables{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        std::uint16_t value = shiftedByByte(byte << 8);
        for (auto &table : tables) {
            table[byte] = value;
            value = shiftedByByte(value);
        }
    }
    return tables;
}

constexpr auto Tables = makeTables();

}  // namespace

// What a longer message has before its last bytes goes byte by byte, and is added to the first two of them.
std::uint16_t crc16(std::span<const std::uint8_t> bytes) {
    unsigned before = 0;
    for (; bytes.size() > Longest; bytes = bytes.subspan(1)) {
        before = (before << 8 & 0xFFFF) ^ Tables[0][before >> 8 ^ bytes[0]];
    }
    unsigned crc = before == 0 ? 0 : Tables[Longest - 1][before >> 8] ^ Tables[Longest - 2][before & 0xFF];
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        crc ^= Tables[bytes.size() - 1 - i][bytes[i]];
    }
    return static_cast<std::uint16_t>(crc);
}

}  // namespace burnish::cd
