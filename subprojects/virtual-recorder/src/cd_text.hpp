// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-TEXT as it lies in the lead-in: packs of 18 bytes, sent as symbols of six bits in R to W, again and again.
#pragma once

#include "bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace virtual_recorder {

inline constexpr std::size_t CdTextPackSize = 18, SubChannelSymbols = 96;

// Puts the packs together that a host repeats throughout the lead-in.
class CdTextCollector {
public:
    // The symbols of one block, in the low six bits of 96 bytes: four packs; packs of zeros are filler. False when a
    // pack's CRC is wrong, it is none of CD-TEXT, or it contradicts an earlier one of the same number.
    [[nodiscard]] bool take(ByteView symbols);
    // That in each language block no number is missing.
    [[nodiscard]] bool whole() const;
    [[nodiscard]] Bytes packs() const;  // each once, in order; empty: there is no CD-TEXT

private:
    using Pack = std::array<std::uint8_t, CdTextPackSize>;
    std::map<std::uint16_t, Pack> packs_;  // by language block and number
};

// The CD-TEXT statements of a cdrdao file: in front of the tracks (track 0), or in one track. Empty where there is no
// text.
[[nodiscard]] std::string cdTextStatements(ByteView packs, int track);

}  // namespace virtual_recorder
