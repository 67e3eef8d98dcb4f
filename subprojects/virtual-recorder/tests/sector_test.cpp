// SPDX-License-Identifier: LGPL-2.1-or-later
// The sector encoder, against known vectors and against the equations of ECMA-130 evaluated byte by byte.
#include "../src/sector_encoder.hpp"
#include "check.hpp"
#include "drive.hpp"

#include <array>

using namespace test;

namespace {

using Sector = std::array<std::uint8_t, 2352>;

Sector encoded(std::int32_t lba, const Bytes &data) {
    Sector sector{};
    virtual_recorder::encodeMode1(lba, std::span<const std::uint8_t, 2048>(data.data(), 2048), sector);
    return sector;
}

std::uint32_t remainder(std::span<const std::uint8_t> data, std::uint32_t polynomial, std::uint32_t value) {
    for (const std::uint8_t byte : data) {
        value ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = value >> 1 ^ ((value & 1) != 0 ? polynomial : 0);
        }
    }
    return value;
}

unsigned times(unsigned a, unsigned b) {
    unsigned product = 0;
    for (; b != 0; b >>= 1) {
        product ^= (b & 1) != 0 ? a : 0;
        a = a << 1 ^ ((a & 0x80) != 0 ? 0x11D : 0);
    }
    return product;
}

// Both check sums of one code word, given the offsets of its bytes, first to last.
void expectCodeWord(const Sector &sector, const std::vector<std::size_t> &offsets) {
    unsigned sum = 0, weighted = 0;
    for (const std::size_t at : offsets) {
        sum ^= sector[at];
        weighted = times(weighted, 2) ^ sector[at];
    }
    EXPECT_EQ(sum, 0U);
    EXPECT_EQ(weighted, 0U);
}

}  // namespace

TEST(theSectorOfZerosIsAsKnown) {
    const Sector sector = encoded(0, Bytes(2048));
    const std::array<std::uint8_t, 16> head = {0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                               0xFF, 0xFF, 0xFF, 0,    0,    2,    0,    1};
    EXPECT(std::equal(head.begin(), head.end(), sector.begin()));
    EXPECT(Bytes(sector.begin() + 2064, sector.begin() + 2068) == (Bytes{0xC5, 0x13, 0x68, 0x2B}));
    EXPECT(Bytes(sector.begin() + 2076, sector.begin() + 2080) == (Bytes{0x00, 0xF7, 0x00, 0xF5}));
    EXPECT(Bytes(sector.begin() + 2248, sector.begin() + 2250) == (Bytes{0x00, 0x41}));
    EXPECT_EQ(~remainder(sector, 0xEDB88320, 0xFFFFFFFF), 0xD12AD343U);  // CRC-32
}

TEST(theHeaderIsInBcd) {
    const Sector sector = encoded(359848, Bytes(2048));  // 79:59:73
    EXPECT(Bytes(sector.begin() + 12, sector.begin() + 16) == (Bytes{0x79, 0x59, 0x73, 0x01}));
    EXPECT_EQ(encoded(445348, Bytes(2048))[12], 0x98);
}

TEST(allCheckSumsAreRight) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const Bytes data = pattern(1, seed);
        const Sector sector = encoded(static_cast<std::int32_t>(seed * 1000), data);
        EXPECT(std::equal(data.begin(), data.end(), sector.begin() + 16));
        EXPECT_EQ(remainder(std::span(sector).first(2068), 0xD8018001, 0), 0U);
        const auto at = [](std::size_t word, std::size_t plane) { return 12 + 2 * word + plane; };
        for (std::size_t plane = 0; plane < 2; ++plane) {
            for (std::size_t column = 0; column < 43; ++column) {
                std::vector<std::size_t> word;
                for (std::size_t m = 0; m < 26; ++m) {
                    word.push_back(at(43 * m + column, plane));
                }
                expectCodeWord(sector, word);
            }
            for (std::size_t diagonal = 0; diagonal < 26; ++diagonal) {
                std::vector<std::size_t> word;
                for (std::size_t m = 0; m < 43; ++m) {
                    word.push_back(at((44 * m + 43 * diagonal) % 1118, plane));
                }
                word.push_back(at(1118 + diagonal, plane));
                word.push_back(at(1144 + diagonal, plane));
                expectCodeWord(sector, word);
            }
        }
    }
}
