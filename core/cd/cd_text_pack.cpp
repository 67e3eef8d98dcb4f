// SPDX-License-Identifier: LGPL-2.1-or-later
// A CD-TEXT pack: its CRC, and its way through six sub-channels.
#include "cd/cd_text_pack.hpp"

#include "cd/crc16.hpp"

namespace burnish::cd {

namespace {

constexpr std::size_t CheckedBytes = 16;

std::uint16_t crcOf(const CdTextPack &pack) {
    return static_cast<std::uint16_t>(~crc16(std::span(pack).first(CheckedBytes)));
}

}  // namespace

void seal(CdTextPack &pack) {
    const std::uint16_t crc = crcOf(pack);
    pack[16] = static_cast<std::uint8_t>(crc >> 8);
    pack[17] = static_cast<std::uint8_t>(crc);
}

bool crcHolds(const CdTextPack &pack) {
    return crcOf(pack) == (pack[16] << 8 | pack[17]);
}

// Three bytes are four symbols, the most significant bits first.
std::array<std::uint8_t, 24> symbolsOf(const CdTextPack &pack) {
    std::array<std::uint8_t, 24> symbols{};
    for (std::size_t i = 0; i < 6; ++i) {
        const std::uint32_t bits = pack[i * 3] << 16 | pack[i * 3 + 1] << 8 | pack[i * 3 + 2];
        for (std::size_t k = 0; k < 4; ++k) {
            symbols[i * 4 + k] = bits >> (18 - 6 * k) & 0x3F;
        }
    }
    return symbols;
}

CdTextPack packOf(std::span<const std::uint8_t, 24> symbols) {
    CdTextPack pack{};
    for (std::size_t i = 0; i < 6; ++i) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            bits = bits << 6 | (symbols[i * 4 + k] & 0x3FU);
        }
        pack[i * 3] = static_cast<std::uint8_t>(bits >> 16);
        pack[i * 3 + 1] = static_cast<std::uint8_t>(bits >> 8);
        pack[i * 3 + 2] = static_cast<std::uint8_t>(bits);
    }
    return pack;
}

}  // namespace burnish::cd
