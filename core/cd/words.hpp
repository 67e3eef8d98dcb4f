// SPDX-License-Identifier: LGPL-2.1-or-later
// Eight bytes at a time in a plain integer: how the CD encodings are fast without a word of any processor's own. What
// is done to such words here is done to each byte of them alone, so that the order of bytes in a word does not matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace burnish::cd {

template <typename Word>
[[nodiscard]] inline Word load(const std::uint8_t *bytes) {
    Word word;
    std::memcpy(&word, bytes, sizeof(word));
    return word;
}

template <typename Word>
inline void store(std::uint8_t *bytes, Word word) {
    std::memcpy(bytes, &word, sizeof(word));
}

// The same byte eight times.
[[nodiscard]] constexpr std::uint64_t eight(std::uint8_t byte) {
    return 0x0101010101010101U * byte;
}

}  // namespace burnish::cd
