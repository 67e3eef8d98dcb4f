// SPDX-License-Identifier: LGPL-2.1-or-later
// What a number in a command or a request means.
#pragma once

#include <cstdint>

namespace burnish::mmc {

// READ TRACK INFORMATION's address type; IMAPI_READ_TRACK_ADDRESS_TYPE.
enum class TrackAddress : std::uint8_t { Lba = 0, Track = 1, Session = 2 };

// MODE SENSE's page control; IMAPI_MODE_PAGE_REQUEST_TYPE.
enum class ModePageControl : std::uint8_t { Current = 0, Changeable = 1, Default = 2, Saved = 3 };

// The track number that stands for the one not yet written (invisible or incomplete).
inline constexpr std::uint32_t InvisibleTrack = 0xFF;

}  // namespace burnish::mmc
