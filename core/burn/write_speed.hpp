// SPDX-License-Identifier: LGPL-2.1-or-later
// Asking a drive for a write speed, and what it grants.
#pragma once

#include "media/medium.hpp"
#include "recorder/drive.hpp"

#include <cstdint>

namespace burnish {

// Sends SET CD SPEED (CD) or SET STREAMING (DVD, BD) and reads the speed back: sectors per second, 0 where the drive
// does not tell. sectorsPerSecond -1: the fastest. lastLba: of the medium.
[[nodiscard]] Result<std::int32_t> setWriteSpeed(Drive &drive, MediaType type, std::int32_t sectorsPerSecond,
                                                 std::int32_t lastLba);

}  // namespace burnish
