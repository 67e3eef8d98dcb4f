// SPDX-License-Identifier: LGPL-2.1-or-later
// The sub-channel that the drive itself writes beside a track at once: P, and Q in its modes 1 to 3.
#pragma once

#include "region.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace virtual_recorder {

inline constexpr std::size_t FormattedQSize = 16, RawSubChannelSize = 96;

// Where a block lies in its track, as Q tells it.
struct TrackPosition {
    std::uint8_t index = 0;     // 0 in the pause in front of the track
    std::int32_t relative = 0;  // blocks from the track's start, negative in the pause
    [[nodiscard]] std::int32_t played() const { return relative < 0 ? -1 - relative : relative; }  // counts to zero
};
[[nodiscard]] TrackPosition positionOf(const Region &region, std::int32_t lba);

// Control and mode, track, index, times, and the inverted CRC. mcn: of the disc, or empty.
[[nodiscard]] std::array<std::uint8_t, 12> qChannel(const Region &region, std::int32_t lba, const std::string &mcn);

// As READ CD gives it: Q with P in the last bit; or 96 bytes with P in bit 7 and Q in bit 6, R to W being zero.
void putFormattedQ(const Region &region, std::int32_t lba, const std::string &mcn,
                   std::span<std::uint8_t, FormattedQSize> out);
void putRawSubChannel(const Region &region, std::int32_t lba, const std::string &mcn,
                      std::span<std::uint8_t, RawSubChannelSize> out);

}  // namespace virtual_recorder
