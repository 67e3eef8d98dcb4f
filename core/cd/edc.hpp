// SPDX-License-Identifier: LGPL-2.1-or-later
// The error detection code of data sectors: a CRC of 32 bits (ECMA-130, 14.3).
#pragma once

#include <cstdint>
#include <span>

namespace burnish::cd {

// It is stored least significant byte first.
[[nodiscard]] std::uint32_t edcOf(std::span<const std::uint8_t> bytes);

}  // namespace burnish::cd
