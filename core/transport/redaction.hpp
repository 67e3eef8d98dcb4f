// SPDX-License-Identifier: LGPL-2.1-or-later
// Serial numbers of drives and discs, found in replies and made unreadable.
#pragma once

#include <cstdint>
#include <span>

namespace burnish {

// Overwrites every serial number in the reply to a command; all else, lengths too, stays as it is.
void redactSerials(std::span<const std::uint8_t> cdb, std::span<std::uint8_t> reply);

}  // namespace burnish
