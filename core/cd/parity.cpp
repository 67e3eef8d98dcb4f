// SPDX-License-Identifier: LGPL-2.1-or-later
// Parity over GF(2^8) by x^8 + x^4 + x^3 + x^2 + 1. The protected bytes are a matrix of 24 rows and 43 columns of
// 16-bit words, whose low and high bytes are coded apart. P adds two symbols to each column, which makes 26 rows; Q
// adds two to each of 26 diagonals of 43 words: diagonal n starts at the left edge in row n, goes down and right, and
// enters at the top again.
//
// Of each code word with the data v0 ... vk, the parity a, b makes two sums zero: v0 + ... + a + b, and the one in
// which each symbol is weighted with a power of x, from 1 for b upwards to the left. With s = v0 + ... + vk the two
// sums give a (x + 1) = v0 (x^(k+2) + 1) + ... + vk (x^2 + 1). Now (x^n + 1) / (x + 1) is x^(n-1) + ... + x + 1, so
// that there is nothing to divide: a = (...(v0 x + (v0 + v1)) x + ... + s) x + s. That is Horner's rule over running
// sums, the last of them twice; and b = a + s. All code words take their steps together, eight bytes in each integer.
#include "cd/parity.hpp"

#include "cd/words.hpp"

#include <algorithm>
#include <array>

namespace burnish::cd {

namespace {

constexpr std::size_t WordBytes = 2, Columns = 43, PRows = 24, Rows = 26, Diagonals = 26;
constexpr std::size_t RowBytes = Columns * WordBytes, DiagonalsBytes = Diagonals * WordBytes;

// Each byte times x. Where its highest bit is set, 80h - 01h keeps the bits of 1Dh.
inline std::uint64_t timesX(std::uint64_t bytes) {
    const std::uint64_t highest = bytes & eight(0x80);
    return (bytes ^ highest) << 1 ^ ((highest - (highest >> 7)) & eight(0x1D));
}

// Horner's rule for 8 * Words code words. The loops are unrolled so that the sums stay in registers.
template <std::size_t Words>
class Horner {
public:
    void step(const std::uint8_t *symbols) {
#pragma GCC unroll 16
        for (std::size_t i = 0; i < Words; ++i) {
            sum_[i] ^= load<std::uint64_t>(symbols + 8 * i);
            first_[i] = timesX(first_[i]) ^ sum_[i];
        }
    }
    // Only where the mask has ones.
    void stepWhere(const std::uint8_t *mask, const std::uint8_t *symbols) {
#pragma GCC unroll 16
        for (std::size_t i = 0; i < Words; ++i) {
            sum_[i] ^= load<std::uint64_t>(symbols + 8 * i);
            first_[i] ^= (first_[i] ^ timesX(first_[i]) ^ sum_[i]) & load<std::uint64_t>(mask + 8 * i);
        }
    }
    void finish(std::uint8_t *first, std::uint8_t *second) const {
        for (std::size_t i = 0; i < Words; ++i) {
            store(first + 8 * i, first_[i]);
            store(second + 8 * i, first_[i] ^ sum_[i]);
        }
    }

private:
    std::array<std::uint64_t, Words> sum_{}, first_{};
};

// The matrix with zeros between its rows, so that diagonals may begin and end beside it.
class Matrix {
public:
    explicit Matrix(std::span<const std::uint8_t, ProtectedBytes> bytes) {
        for (std::size_t row = 0; row < PRows; ++row) {
            std::memcpy(at(row, 0), bytes.data() + row * RowBytes, RowBytes);
        }
    }
    // column: from -Beside to Columns + Beside - 1.
    [[nodiscard]] std::uint8_t *at(std::size_t row, int column) {
        return bytes_.data() + row * Stride + WordBytes * static_cast<std::size_t>(Beside + column);
    }

    static constexpr int Beside = Diagonals - 1;

private:
    static constexpr std::size_t Stride = WordBytes * (Columns + Beside);
    // The steps read whole integers, a little further than their code words.
    std::array<std::uint8_t, Rows * Stride + WordBytes * Beside + 16> bytes_{};
};

constexpr std::array<std::uint8_t, 96> Zeros{};

void addP(Matrix &matrix) {
    Horner<(RowBytes + 7) / 8> columns;
    for (std::size_t row = 0; row < PRows; ++row) {
        columns.step(matrix.at(row, 0));
    }
    columns.step(Zeros.data());
    columns.finish(matrix.at(PRows, 0), matrix.at(PRows + 1, 0));
}

constexpr std::size_t QWords = (DiagonalsBytes + 7) / 8;

// Ones for as many diagonals as still run, when read from the right place on.
constexpr auto makeRunning() {
    std::array<std::uint8_t, DiagonalsBytes + 8 * QWords> mask{};
    std::fill_n(mask.begin(), DiagonalsBytes, std::uint8_t{0xFF});
    return mask;
}

constexpr auto Running = makeRunning();

// Down the rows, round and round: where the diagonals cross a row, they lie side by side, the last one leftmost. Each
// takes Columns steps and one more; diagonal n begins with step n.
struct QParity {
    std::array<std::uint8_t, 8 * QWords> first, second;
};

QParity qOf(Matrix &matrix) {
    constexpr std::size_t Steps = Columns + Diagonals;
    Horner<QWords> diagonals;
    const auto place = [&](std::size_t step) {
        return matrix.at(step % Rows, static_cast<int>(step) - Matrix::Beside);
    };
    for (std::size_t step = 0; step <= Columns; ++step) {
        diagonals.step(place(step));
    }
    for (std::size_t step = Columns + 1; step < Steps; ++step) {
        const std::size_t ended = step - Columns;
        diagonals.stepWhere(Running.data() + WordBytes * ended, step + 1 < Steps ? place(step) : Zeros.data());
    }
    QParity q;
    diagonals.finish(q.first.data(), q.second.data());
    return q;
}

}  // namespace

void parityOf(std::span<const std::uint8_t, ProtectedBytes> bytes, std::span<std::uint8_t, ParityBytes> parity) {
    Matrix matrix(bytes);
    addP(matrix);
    std::uint8_t *target = parity.data();
    for (std::size_t row = PRows; row < Rows; ++row, target += RowBytes) {
        std::memcpy(target, matrix.at(row, 0), RowBytes);
    }
    const QParity q = qOf(matrix);
    for (std::size_t n = 0; n < Diagonals; ++n, target += WordBytes) {
        const std::size_t from = DiagonalsBytes - WordBytes * (n + 1);
        std::memcpy(target, q.first.data() + from, WordBytes);
        std::memcpy(target + DiagonalsBytes, q.second.data() + from, WordBytes);
    }
}

}  // namespace burnish::cd
