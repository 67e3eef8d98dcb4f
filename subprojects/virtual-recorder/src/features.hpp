// SPDX-License-Identifier: LGPL-2.1-or-later
// The drive's features and profiles, as GET CONFIGURATION tells them.
#pragma once

#include "bytes.hpp"
#include "drive_state.hpp"

#include <cstdint>

namespace virtual_recorder {

enum class FeatureSelection : std::uint8_t { All, Current, One };

// Zero where there is no disc.
[[nodiscard]] std::uint16_t currentProfile(const DriveState &drive);

// The whole reply, with its header.
[[nodiscard]] Bytes configuration(const DriveState &drive, FeatureSelection selection, std::uint16_t start);

// A serial number that stays the same for one disc folder.
[[nodiscard]] std::string serialNumber(const DriveState &drive);

}  // namespace virtual_recorder
