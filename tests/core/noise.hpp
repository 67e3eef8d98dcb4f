// SPDX-License-Identifier: LGPL-2.1-or-later
// Bytes that are the same on every machine: the standard says what this generator gives.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace test {

inline std::vector<std::uint8_t> noise(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> bytes(count);
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
    return bytes;
}

}  // namespace test
