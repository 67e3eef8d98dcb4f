// SPDX-License-Identifier: LGPL-2.1-or-later
// A register of 15 bits with feedback from its last two, started at 1 behind the sync pattern of each sector.
#include "scrambler.hpp"

#include <array>
#include <cstddef>

namespace virtual_recorder {

namespace {

constexpr std::size_t SyncSize = 12, Scrambled = 2352 - SyncSize;

constexpr std::array<std::uint8_t, Scrambled> makeSequence() {
    std::array<std::uint8_t, Scrambled> sequence{};
    unsigned state = 1;
    for (auto &byte : sequence) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            byte = static_cast<std::uint8_t>(byte | (state & 1U) << bit);
            state = state >> 1 | ((state ^ state >> 1) & 1U) << 14;
        }
    }
    return sequence;
}

constexpr std::array<std::uint8_t, Scrambled> Sequence = makeSequence();
static_assert(Sequence[0] == 0x01 && Sequence[1] == 0x80 && Sequence[3] == 0x60 && Sequence[8] == 0x80 &&
              Sequence[9] == 0x08);

}  // namespace

void scramble(std::span<std::uint8_t, 2352> sector) {
    for (std::size_t i = 0; i < Scrambled; ++i) {
        sector[SyncSize + i] ^= Sequence[i];
    }
}

}  // namespace virtual_recorder
