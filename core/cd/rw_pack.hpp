// SPDX-License-Identifier: LGPL-2.1-or-later
// The packs of sub-channels R to W: 24 symbols of six bits, four packs a sector. Parity and interleave as CD+G players
// expect them on the disc (Red Book; IEC 60908, 17.6).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace burnish::cd {

inline constexpr std::size_t PackSymbols = 24;
using RwPack = std::span<std::uint8_t, PackSymbols>;

// Fills in the Q parity (symbols 2 and 3) and the P parity (symbols 20 to 23) of a pack.
void addParity(RwPack pack);
[[nodiscard]] bool parityHolds(std::span<const std::uint8_t, PackSymbols> pack);

// Spreads the symbols of a run of packs over the packs that follow, as the disc has them: up to seven packs late. It
// remembers what is still to come.
class RwInterleaver {
public:
    // One pack in, the symbols for the same place on the disc out.
    void next(std::span<const std::uint8_t, PackSymbols> pack, RwPack target);

private:
    std::array<std::array<std::uint8_t, PackSymbols>, 8> held_{};
    std::size_t place_ = 0;
};

// The other way round: what comes out lies seven packs behind what goes in.
class RwDeinterleaver {
public:
    void next(std::span<const std::uint8_t, PackSymbols> symbols, RwPack target);

private:
    std::array<std::array<std::uint8_t, PackSymbols>, 8> held_{};
    std::size_t place_ = 0;
};

}  // namespace burnish::cd
