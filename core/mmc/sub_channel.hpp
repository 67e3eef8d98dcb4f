// SPDX-License-Identifier: LGPL-2.1-or-later
// READ SUB-CHANNEL (MMC-6): media catalogue number and ISRC as they stand on the disc.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>

namespace burnish::mmc {

inline constexpr std::size_t SubChannelBytes = 24;

enum class SubChannelFormat : std::uint8_t { MediaCatalogNumber = 2, Isrc = 3 };

// What the disc carries there; empty where the drive found nothing.
[[nodiscard]] Result<std::string> parseSubChannelText(ByteView reply, SubChannelFormat format);

}  // namespace burnish::mmc
