// SPDX-License-Identifier: LGPL-2.1-or-later
// The cue sheet of SEND CUE SHEET, read and checked: what a session at once will consist of.
#pragma once

#include "bytes.hpp"
#include "disc.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace virtual_recorder {

inline constexpr std::size_t CueEntrySize = 8;
inline constexpr std::uint32_t LongestCueSheet = 399 * CueEntrySize;

// A stretch of blocks of one entry.
struct CueSpan {
    std::int32_t start = 0;
    std::int32_t end = 0;
    std::int32_t mainSize = 0;  // bytes of a block that the host sends; 0: the drive fills it itself
    bool audio = false;
    bool subChannel = false;  // and 96 more
    std::size_t track = 0;    // index into the tracks

    [[nodiscard]] std::int32_t blockSize() const { return mainSize + (subChannel ? 96 : 0); }
};

struct CueSheet {
    std::vector<Track> tracks;   // with their places, pre-gaps and indexes
    std::vector<CueSpan> spans;  // one behind the other, from the session's first pre-gap to its lead-out
    std::int32_t leadOut = 0;
    bool cdText = false;  // the host sends the lead-in's R to W
};

// Nothing where the sheet contradicts itself, the disc or what the drive can do.
[[nodiscard]] std::optional<CueSheet> readCueSheet(ByteView bytes, const Disc &disc);

}  // namespace virtual_recorder
