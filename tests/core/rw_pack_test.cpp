// SPDX-License-Identifier: LGPL-2.1-or-later
// Packs of sub-channels R to W: parity as another Reed-Solomon coder makes it, interleave as the Red Book says.
#include "cd/rw_pack.hpp"
#include "check.hpp"

#include <random>
#include <vector>

using namespace burnish::cd;

namespace {

using Pack = std::array<std::uint8_t, PackSymbols>;

std::vector<Pack> noise(std::size_t count) {
    std::mt19937 random(1);
    std::vector<Pack> packs(count);
    for (auto &pack : packs) {
        for (auto &symbol : pack) {
            symbol = random() & 0x3F;
        }
    }
    return packs;
}

}  // namespace

TEST(every_wrong_symbol_of_a_pack_is_found) {
    for (auto pack : noise(20)) {
        addParity(pack);
        EXPECT(parityHolds(pack));
        for (auto &symbol : pack) {
            for (std::uint8_t difference = 1; difference < 64; ++difference) {
                symbol ^= difference;
                EXPECT(!parityHolds(pack));
                symbol ^= difference;
            }
        }
    }
}

TEST(symbols_are_swapped_and_delayed) {
    constexpr std::array<std::size_t, PackSymbols> From = {0,  18, 5,  23, 4,  2,  6, 7,  8,  9,  10, 11,
                                                           12, 13, 14, 15, 16, 17, 1, 19, 20, 21, 22, 3};
    const auto packs = noise(40);
    RwInterleaver interleaver;
    for (std::size_t n = 0; n < packs.size(); ++n) {
        Pack symbols;
        interleaver.next(packs[n], symbols);
        for (std::size_t k = 0; k < PackSymbols; ++k) {
            const std::uint8_t expected = n < k % 8 ? 0 : packs[n - k % 8][From[k]];
            EXPECT_EQ(symbols[k], expected);
        }
    }
}

TEST(the_deinterleaver_gives_packs_back_seven_later) {
    const auto packs = noise(40);
    RwInterleaver interleaver;
    RwDeinterleaver deinterleaver;
    for (std::size_t n = 0; n < packs.size(); ++n) {
        Pack symbols, pack;
        interleaver.next(packs[n], symbols);
        deinterleaver.next(symbols, pack);
        EXPECT(n < 7 || pack == packs[n - 7]);
    }
}
