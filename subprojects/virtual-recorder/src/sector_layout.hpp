// SPDX-License-Identifier: LGPL-2.1-or-later
// What lies where in a sector of 2352 bytes.
#pragma once

#include "bytes.hpp"
#include "disc.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace virtual_recorder {

enum class SectorKind : std::uint8_t { Audio, Mode0, Mode1, Formless, Form1, Form2 };

// Of a track's sector: in mode 2 with sub-headers each tells its own form.
[[nodiscard]] SectorKind kindOf(const TrackKind &track, ByteView sector);
[[nodiscard]] bool hasForm2(ByteView sector);
[[nodiscard]] bool hasEqualSubHeaders(ByteView sector);

// A part of it, with the bit that asks for it in READ CD.
struct SectorField {
    std::uint8_t bit;
    std::size_t at;
    std::size_t length;
};

// In the order of the sector, without gaps between them.
[[nodiscard]] std::span<const SectorField> fieldsOf(SectorKind kind);

// Where the 2048 bytes of a block of data begin, if it holds such a block.
[[nodiscard]] std::optional<std::size_t> blockIn(SectorKind kind);

}  // namespace virtual_recorder
