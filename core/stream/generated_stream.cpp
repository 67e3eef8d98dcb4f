// SPDX-License-Identifier: LGPL-2.1-or-later
// GeneratedStream: bytes that come from nowhere. ZeroStream and PseudoRandomStream.
#include "stream/generated_stream.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

// SplitMix64's output function (Steele, Lea, Flood, 2014). Each word depends on its number alone, so that a seek costs
// nothing.
std::uint64_t mix(std::uint64_t value) {
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
    value = (value ^ value >> 27) * 0x94D049BB133111EB;
    return value ^ value >> 31;
}

}  // namespace

Result<std::size_t> GeneratedStream::read(std::span<std::uint8_t> target) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), length_ - position_));
    fill(position_, target.first(count));
    position_ += count;
    return count;
}

Result<void> GeneratedStream::seek(std::uint64_t offset) {
    if (offset > length_) {
        return Error(status::E_INVALIDARG,
                     "The source has no byte " + std::to_string(offset) + "; it has " + std::to_string(length_) + ".");
    }
    position_ = offset;
    return {};
}

void ZeroStream::fill(std::uint64_t, std::span<std::uint8_t> target) const {
    std::fill(target.begin(), target.end(), std::uint8_t{0});
}

// Words of eight bytes, the lowest first.
void PseudoRandomStream::fill(std::uint64_t offset, std::span<std::uint8_t> target) const {
    constexpr std::uint64_t Step = 0x9E3779B97F4A7C15;
    const std::uint64_t key = mix(seed_ + Step);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < target.size(); ++i) {
        const std::uint64_t at = offset + i;
        if (i == 0 || at % 8 == 0) {
            word = mix(key + (at / 8 + 1) * Step);
        }
        target[i] = static_cast<std::uint8_t>(word >> 8 * (at % 8));
    }
}

}  // namespace burnish
