// SPDX-License-Identifier: LGPL-2.1-or-later
// Asking a drive for a speed, and what it grants.
#pragma once

#include "media/medium.hpp"
#include "recorder/drive.hpp"

#include <cstdint>
#include <vector>

namespace burnish {

// One of the speeds on offer, and whether it is another than asked for. requested: -1 for the fastest. offered may be
// empty: then nothing is known, and the drive's own speed and rotation it is.
struct SpeedChoice {
    std::int32_t sectorsPerSecond = -1;
    bool pureCav = false;
    Status adjusted = status::S_OK;
};
[[nodiscard]] SpeedChoice chooseSpeed(std::int32_t requested, bool pureCav,
                                      const std::vector<SpeedDescriptor> &offered);

// Sends SET CD SPEED (CD) or SET STREAMING (DVD, BD) and reads the speed back: sectors per second, 0 where the drive
// does not tell. sectorsPerSecond -1: the fastest. lastLba: of the medium. pureCav: only where it is on offer.
[[nodiscard]] Result<std::int32_t> setWriteSpeed(Drive &drive, MediaType type, std::int32_t sectorsPerSecond,
                                                 std::int32_t lastLba, bool pureCav = false);

// Asks for the fastest reading. A drive that has no say in it reads at its own speed; only one that is gone is an
// error.
// writeSpeed: as asked for before, kept on CD.
[[nodiscard]] Result<void> readAtFullSpeed(Drive &drive, MediaType type, std::int32_t writeSpeed);

}  // namespace burnish
