// SPDX-License-Identifier: LGPL-2.1-or-later
// The CD encodings as they are usually written: a table lookup for each byte, a step for each bit. The yardstick that
// the engine's encodings are measured with, and held against.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace plain {

inline constexpr std::size_t SectorBytes = 2352;

[[nodiscard]] std::uint32_t edcOf(std::span<const std::uint8_t> bytes);
// absolute: sectors from 00:00:00.
void encodeMode1(int absolute, std::span<const std::uint8_t, 2048> data, std::span<std::uint8_t, SectorBytes> sector);
// A position with its CRC and no P over the symbols' R to W. relative and absolute are sectors.
struct Position {
    int control, track, index, relative, absolute;
};
void putQ(const Position &position, std::span<std::uint8_t, 96> symbols);
void addParity(std::span<std::uint8_t, 24> pack);

}  // namespace plain
