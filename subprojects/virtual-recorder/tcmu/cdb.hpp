// SPDX-License-Identifier: LGPL-2.1-or-later
// What a CDB's operation code tells, where the kernel does not tell: its length, and which way its data go.
#pragma once

#include "virtual_recorder/recorder.hpp"

#include <cstddef>
#include <cstdint>

namespace virtual_recorder::attach {

inline constexpr std::size_t LongestCdb = 16;

// As the kernel copies it.
[[nodiscard]] std::size_t lengthOfCdb(std::uint8_t operationCode);
// Of a command that has data.
[[nodiscard]] Direction directionOf(std::uint8_t operationCode);

}  // namespace virtual_recorder::attach
