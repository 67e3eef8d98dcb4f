// SPDX-License-Identifier: LGPL-2.1-or-later
// Parity: GF(2^8) by x^8 + x^4 + x^3 + x^2 + 1. The bytes count as 16-bit words, whose low and high bytes are coded
// apart. Each code word has two parity symbols, so that the sum of all its symbols is 0, and so is their sum weighted
// with falling powers of x.
#include "cd/parity.hpp"

#include <algorithm>
#include <array>

namespace burnish::cd {

namespace {

constexpr std::size_t Columns = 43, PRows = 24, Diagonals = 26, QLength = 43, Words = Columns * (PRows + 2);
constexpr std::size_t Pairs = (ProtectedBytes + ParityBytes) / 2;

constexpr std::uint8_t timesX(std::uint8_t value) {
    return static_cast<std::uint8_t>(value << 1 ^ (value & 0x80 ? 0x1D : 0));
}

// 1 / (x + 1), by powers: the field has 255 elements but 0.
constexpr std::array<std::uint8_t, 256> makeDivisionTable() {
    std::array<std::uint8_t, 256> table{};
    for (unsigned value = 0; value < 256; ++value) {
        const auto byte = static_cast<std::uint8_t>(value);
        table[static_cast<std::uint8_t>(timesX(byte) ^ byte)] = byte;
    }
    return table;
}

constexpr auto DividedByXPlus1 = makeDivisionTable();

// With s = sum of the data, w = their sum weighted down to x^2 for the last one: a + b = s, a x + b = w.
struct Code {
    std::uint8_t sum = 0, weighted = 0;

    void take(std::uint8_t symbol) {
        sum ^= symbol;
        weighted = timesX(weighted ^ symbol);
    }
    [[nodiscard]] std::uint8_t first() const { return DividedByXPlus1[timesX(weighted) ^ sum]; }
    [[nodiscard]] std::uint8_t second() const { return first() ^ sum; }
};

}  // namespace

void parityOf(std::span<const std::uint8_t, ProtectedBytes> bytes, std::span<std::uint8_t, ParityBytes> parity) {
    std::array<std::uint8_t, Pairs * 2> all{};
    std::copy(bytes.begin(), bytes.end(), all.begin());
    const auto place = [](std::size_t word, std::size_t plane) { return 2 * word + plane; };
    for (std::size_t plane = 0; plane < 2; ++plane) {
        for (std::size_t n = 0; n < Columns; ++n) {
            Code code;
            for (std::size_t m = 0; m < PRows; ++m) {
                code.take(all[place(Columns * m + n, plane)]);
            }
            all[place(Columns * PRows + n, plane)] = code.first();
            all[place(Columns * (PRows + 1) + n, plane)] = code.second();
        }
        for (std::size_t n = 0; n < Diagonals; ++n) {
            Code code;
            for (std::size_t m = 0; m < QLength; ++m) {
                code.take(all[place(((Columns + 1) * m + Columns * n) % Words, plane)]);
            }
            all[place(Words + n, plane)] = code.first();
            all[place(Words + Diagonals + n, plane)] = code.second();
        }
    }
    std::copy(all.begin() + ProtectedBytes, all.end(), parity.begin());
}

}  // namespace burnish::cd
