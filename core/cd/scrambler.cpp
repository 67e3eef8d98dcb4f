// SPDX-License-Identifier: LGPL-2.1-or-later
// The scrambler: a shift register of 15 bits, x^15 + x + 1, that starts at 1 and gives its least significant bit first
// (ECMA-130, annex B). The sync pattern stays as it is.
#include "cd/sector.hpp"

#include <array>

namespace burnish::cd {

namespace {

constexpr std::size_t SyncBytes = 12;

constexpr std::array<std::uint8_t, SectorBytes> makePattern() {
    std::array<std::uint8_t, SectorBytes> pattern{};
    unsigned shift = 1;
    for (std::size_t i = SyncBytes; i < pattern.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            pattern[i] = static_cast<std::uint8_t>(pattern[i] | (shift & 1) << bit);
            shift = shift >> 1 | ((shift ^ shift >> 1) & 1) << 14;
        }
    }
    return pattern;
}

constexpr auto Pattern = makePattern();

}  // namespace

void scramble(Sector sector) {
    for (std::size_t i = 0; i < SectorBytes; ++i) {
        sector[i] ^= Pattern[i];
    }
}

}  // namespace burnish::cd
