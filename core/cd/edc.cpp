// SPDX-License-Identifier: LGPL-2.1-or-later
// EDC: (x^16 + x^15 + x^2 + 1)(x^16 + x^2 + x + 1), least significant bit first, from 0.
#include "cd/edc.hpp"

#include <array>

namespace burnish::cd {

namespace {

constexpr std::uint32_t Polynomial = 0xD8018001;  // bits reversed

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = value >> 1 ^ (value & 1 ? Polynomial : 0);
        }
        table[byte] = value;
    }
    return table;
}

constexpr auto Table = makeTable();

}  // namespace

std::uint32_t edcOf(std::span<const std::uint8_t> bytes) {
    std::uint32_t edc = 0;
    for (const std::uint8_t byte : bytes) {
        edc = edc >> 8 ^ Table[(edc ^ byte) & 0xFF];
    }
    return edc;
}

}  // namespace burnish::cd
