// SPDX-License-Identifier: LGPL-2.1-or-later
// The P and Q parity of data sectors: a product code of two Reed-Solomon codes (ECMA-130, annex A).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace burnish::cd {

// Of a sector: bytes 12 to 2075 are protected; 172 bytes of P and 104 of Q follow them.
inline constexpr std::size_t ProtectedBytes = 2064, ParityBytes = 276;

void parityOf(std::span<const std::uint8_t, ProtectedBytes> bytes, std::span<std::uint8_t, ParityBytes> parity);

}  // namespace burnish::cd
