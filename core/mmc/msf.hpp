// SPDX-License-Identifier: LGPL-2.1-or-later
// Minute, second, frame as drives report them in READ DISC INFORMATION, ATIP and the TOC: binary, not BCD.
#pragma once

#include <cstdint>

namespace burnish::mmc {

// Of a place in the program area or the lead-out: 00:02:00 is LBA 0.
[[nodiscard]] std::int32_t lbaOfProgramMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame);

struct Msf {
    std::uint8_t minute = 0, second = 0, frame = 0;
};
// The other way round, from LBA -150 on.
[[nodiscard]] Msf programMsfOf(std::int32_t lba);

// Of the start of a lead-in: from 90:00:00 on it lies before the program area (95:00:00 is LBA -22650).
[[nodiscard]] std::int32_t lbaOfLeadInMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame);

// Seconds below 60 and frames below 75.
[[nodiscard]] bool isMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame);

}  // namespace burnish::mmc
