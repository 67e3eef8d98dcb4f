// SPDX-License-Identifier: LGPL-2.1-or-later
// Packs of sub-channels R to W: parity as another Reed-Solomon coder makes it, interleave as the Red Book says.
#include "cd/rw_pack.hpp"
#include "check.hpp"
#include "crc32.hpp"
#include "noise.hpp"

#include <vector>

using namespace burnish::cd;

namespace {

using Pack = std::array<std::uint8_t, PackSymbols>;

// The 18 symbols of each pack that carry something; the others are left at 0.
std::vector<Pack> packs(std::size_t count) {
    const auto symbols = test::noise(18 * count, 1);
    std::vector<Pack> packs(count, Pack{});
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const std::size_t at = i % 18;
        packs[i / 18][at < 2 ? at : at + 2] = symbols[i] & 0x3F;
    }
    return packs;
}

std::uint32_t crcOf(const std::vector<Pack> &packs) {
    std::vector<std::uint8_t> bytes;
    for (const auto &pack : packs) {
        bytes.insert(bytes.end(), pack.begin(), pack.end());
    }
    return test::crc32(bytes);
}

}  // namespace

// By wodim's library, whose table of logarithms is one short: symbol 63 has the 58 that linearity demands.
TEST(packs_are_what_wodim_encodes) {
    auto all = packs(400);
    for (auto &pack : all) {
        addParity(pack);
    }
    EXPECT((all[0] == Pack{0x25, 0x2B, 0x00, 0x0E, 0x0C, 0x08, 0x3F, 0x09, 0x0B, 0x05, 0x0F, 0x00,
                           0x10, 0x01, 0x0C, 0x07, 0x2D, 0x3C, 0x06, 0x19, 0x22, 0x32, 0x1C, 0x2B}));
    EXPECT_EQ(crcOf(all), 0xEAC04156U);
    RwInterleaver interleaver;
    for (auto &pack : all) {
        const Pack whole = pack;
        interleaver.next(whole, pack);
    }
    EXPECT_EQ(crcOf(all), 0xC5E9BBB9U);
}

// Two bits more come with each symbol, P and Q: they do not count.
TEST(parity_is_of_six_bits) {
    auto pack = packs(1)[0];
    addParity(pack);
    for (auto &symbol : pack) {
        symbol |= 0xC0;
    }
    EXPECT(parityHolds(pack));
    auto again = pack;
    addParity(again);
    EXPECT_EQ(again[2], pack[2] & 0x3F);
}

TEST(every_wrong_symbol_of_a_pack_is_found) {
    for (auto pack : packs(20)) {
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
    const auto source = packs(40);
    RwInterleaver interleaver;
    for (std::size_t n = 0; n < source.size(); ++n) {
        Pack symbols;
        interleaver.next(source[n], symbols);
        for (std::size_t k = 0; k < PackSymbols; ++k) {
            const std::uint8_t expected = n < k % 8 ? 0 : source[n - k % 8][From[k]];
            EXPECT_EQ(symbols[k], expected);
        }
    }
}

TEST(the_deinterleaver_gives_packs_back_seven_later) {
    const auto source = packs(40);
    RwInterleaver interleaver;
    RwDeinterleaver deinterleaver;
    for (std::size_t n = 0; n < source.size(); ++n) {
        Pack symbols, pack;
        interleaver.next(source[n], symbols);
        deinterleaver.next(symbols, pack);
        EXPECT(n < 7 || pack == source[n - 7]);
    }
}
