// SPDX-License-Identifier: LGPL-2.1-or-later
// The scrambler of CD sectors (ECMA-130, annex B): the same step scrambles and descrambles.
#pragma once

#include <cstdint>
#include <span>

namespace virtual_recorder {

void scramble(std::span<std::uint8_t, 2352> sector);

}  // namespace virtual_recorder
