// SPDX-License-Identifier: LGPL-2.1-or-later
// Packs of R to W: two Reed-Solomon codes over GF(2^6) by x^6 + x + 1, both with the roots 1, x, ...: (4, 2) over the
// first four symbols, and (24, 20) over all of them.
#include "cd/rw_pack.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr std::uint8_t SymbolBits = 0x3F;
constexpr std::size_t QSymbols = 4, QParity = 2, PParity = 4;
constexpr std::size_t Delays = 8;

constexpr std::uint8_t timesX(std::uint8_t value) {
    return static_cast<std::uint8_t>((value << 1 ^ (value & 0x20 ? 0x43 : 0)) & SymbolBits);
}

constexpr std::uint8_t product(std::uint8_t a, std::uint8_t b) {
    std::uint8_t sum = 0;
    for (; b != 0; b = static_cast<std::uint8_t>(b >> 1), a = timesX(a)) {
        sum = static_cast<std::uint8_t>(sum ^ (b & 1 ? a : 0));
    }
    return sum;
}

// (z + 1)(z + x)(z + x^2) ... without its leading 1, highest power first.
template <std::size_t Count>
constexpr std::array<std::uint8_t, Count> makeGenerator() {
    std::array<std::uint8_t, Count + 1> g{1};
    std::uint8_t root = 1;
    for (std::size_t degree = 1; degree <= Count; ++degree, root = timesX(root)) {
        for (std::size_t i = degree; i > 0; --i) {
            g[i] = static_cast<std::uint8_t>(g[i] ^ product(g[i - 1], root));
        }
    }
    std::array<std::uint8_t, Count> tail{};
    std::copy(g.begin() + 1, g.end(), tail.begin());
    return tail;
}

// The remainder of the data's division by the generator: what must follow it so that nothing remains.
template <std::size_t Count>
std::array<std::uint8_t, Count> remainderOf(std::span<const std::uint8_t> data) {
    constexpr auto Generator = makeGenerator<Count>();
    std::array<std::uint8_t, Count> rest{};
    for (const std::uint8_t symbol : data) {
        const auto factor = static_cast<std::uint8_t>((symbol ^ rest[0]) & SymbolBits);
        for (std::size_t i = 0; i + 1 < Count; ++i) {
            rest[i] = static_cast<std::uint8_t>(rest[i + 1] ^ product(factor, Generator[i]));
        }
        rest[Count - 1] = product(factor, Generator[Count - 1]);
    }
    return rest;
}

// Where a symbol of a pack lies on the disc, and the other way round.
constexpr std::array<std::uint8_t, PackSymbols> makeSwaps() {
    std::array<std::uint8_t, PackSymbols> swaps{};
    for (std::size_t i = 0; i < swaps.size(); ++i) {
        swaps[i] = static_cast<std::uint8_t>(i);
    }
    std::swap(swaps[1], swaps[18]);
    std::swap(swaps[2], swaps[5]);
    std::swap(swaps[3], swaps[23]);
    return swaps;
}

constexpr auto Swaps = makeSwaps();

}  // namespace

void addParity(RwPack pack) {
    const auto q = remainderOf<QParity>(pack.first(QSymbols - QParity));
    std::copy(q.begin(), q.end(), pack.begin() + QSymbols - QParity);
    const auto p = remainderOf<PParity>(pack.first(PackSymbols - PParity));
    std::copy(p.begin(), p.end(), pack.begin() + PackSymbols - PParity);
}

bool parityHolds(std::span<const std::uint8_t, PackSymbols> pack) {
    const auto isZero = [](std::uint8_t value) { return value == 0; };
    const auto q = remainderOf<QParity>(pack.first(QSymbols));
    const auto p = remainderOf<PParity>(pack);
    return std::all_of(q.begin(), q.end(), isZero) && std::all_of(p.begin(), p.end(), isZero);
}

// A symbol is delayed by as many packs as its place on the disc modulo 8 says.
void RwInterleaver::next(std::span<const std::uint8_t, PackSymbols> pack, RwPack target) {
    std::copy(pack.begin(), pack.end(), held_[place_].begin());
    for (std::size_t k = 0; k < PackSymbols; ++k) {
        target[k] = held_[(place_ + Delays - k % Delays) % Delays][Swaps[k]];
    }
    place_ = (place_ + 1) % Delays;
}

// The symbol that came without delay waits longest.
void RwDeinterleaver::next(std::span<const std::uint8_t, PackSymbols> symbols, RwPack target) {
    std::copy(symbols.begin(), symbols.end(), held_[place_].begin());
    const std::size_t oldest = (place_ + 1) % Delays;
    for (std::size_t k = 0; k < PackSymbols; ++k) {
        target[Swaps[k]] = held_[(oldest + k % Delays) % Delays][k];
    }
    place_ = oldest;
}

}  // namespace burnish::cd
