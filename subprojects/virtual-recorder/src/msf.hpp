// SPDX-License-Identifier: LGPL-2.1-or-later
// Minutes, seconds and frames: how a CD tells places.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace virtual_recorder {

struct Msf {
    std::uint8_t minute = 0;
    std::uint8_t second = 0;
    std::uint8_t frame = 0;
};

// The absolute time of an LBA. The lead-in of the first session lies before zero and counts from 90 minutes on.
[[nodiscard]] Msf msfOfLba(std::int32_t lba);

// The LBA of an absolute time from zero on; nothing for one that is no time.
[[nodiscard]] std::optional<std::int32_t> lbaOfMsf(const Msf &time);

// A number of sectors as a time.
[[nodiscard]] Msf msfOfSectors(std::int32_t sectors);

// A number of sectors as "MM:SS:FF".
[[nodiscard]] std::string durationText(std::int32_t sectors);

}  // namespace virtual_recorder
