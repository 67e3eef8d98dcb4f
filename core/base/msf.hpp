// SPDX-License-Identifier: LGPL-2.1-or-later
// Minute, second, frame, 75 frames a second: how a CD counts its sectors. Binary here; the disc itself has them in BCD.
#pragma once

#include <array>
#include <cstdint>

namespace burnish {

// Of a place in the program area or the lead-out: 00:02:00 is LBA 0.
[[nodiscard]] std::int32_t lbaOfProgramMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame);

struct Msf {
    std::uint8_t minute = 0, second = 0, frame = 0;
};
// The other way round, from LBA -150 on.
[[nodiscard]] Msf programMsfOf(std::int32_t lba);

// Of the sector at an LBA as its header and its Q sub-channel have it, BCD: before LBA -150 the lead-in's times, which
// end with 99:59:74.
[[nodiscard]] std::array<std::uint8_t, 3> bcdMsfOf(std::int32_t lba);

// Of the start of a lead-in: from 90:00:00 on it lies before the program area (95:00:00 is LBA -22650).
[[nodiscard]] std::int32_t lbaOfLeadInMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame);

// Seconds below 60 and frames below 75.
[[nodiscard]] bool isMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame);

}  // namespace burnish
