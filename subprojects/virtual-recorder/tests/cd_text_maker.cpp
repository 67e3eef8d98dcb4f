// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT for tests.
#include "cd_text_maker.hpp"

#include <algorithm>

namespace test {

std::uint16_t crcOf(const Bytes &bytes) {
    unsigned state = 0;
    for (const std::uint8_t byte : bytes) {
        for (int bit = 7; bit >= 0; --bit) {
            const unsigned feedback = (state >> 15 ^ byte >> bit) & 1U;
            state = (state << 1 & 0xFFFF) ^ (feedback != 0 ? 0x1021 : 0);
        }
    }
    return static_cast<std::uint16_t>(state ^ 0xFFFF);
}

Bytes pack(int type, int track, int number, const std::string &text, int block) {
    Bytes bytes(16);
    bytes[0] = static_cast<std::uint8_t>(type);
    bytes[1] = static_cast<std::uint8_t>(track);
    bytes[2] = static_cast<std::uint8_t>(number);
    bytes[3] = static_cast<std::uint8_t>(block << 4);
    std::copy_n(text.begin(), std::min<std::size_t>(text.size(), 12), bytes.begin() + 4);
    const std::uint16_t crc = crcOf(bytes);
    bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
    bytes.push_back(static_cast<std::uint8_t>(crc));
    return bytes;
}

// Three bytes are four symbols.
Bytes symbolsOf(const Bytes &packs, std::size_t block) {
    Bytes symbols;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t at = (block * 4 + i) * 18 % packs.size();
        for (std::size_t j = at; j < at + 18; j += 3) {
            const unsigned three = static_cast<unsigned>(packs[j]) << 16 | packs[j + 1] << 8 | packs[j + 2];
            for (int shift = 18; shift >= 0; shift -= 6) {
                symbols.push_back(static_cast<std::uint8_t>(three >> shift & 0x3F));
            }
        }
    }
    return symbols;
}

Bytes albumText() {
    using namespace std::string_literals;
    Bytes sizes1 = pack(0x8F, 0, 3, "\x00\x01\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00"s);
    Bytes sizes2 = pack(0x8F, 1, 4, "\x00\x00\x00\x00\x00\x00\x00\x03\x05\x00\x00\x00"s);
    Bytes sizes3 = pack(0x8F, 2, 5, "\x00\x00\x00\x00\x09\x00\x00\x00\x00\x00\x00\x00"s);
    return pack(0x80, 0, 0, "Clouds\0Cumul"s) + pack(0x80, 1, 1, "us \"high\"\0Ci"s) + pack(0x80, 2, 2, "rrus\0"s) +
           sizes1 + sizes2 + sizes3;
}

}  // namespace test
