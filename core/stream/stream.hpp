// SPDX-License-Identifier: LGPL-2.1-or-later
// Stream: where the bytes to burn come from. Its length is known before the first read, or never.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace burnish {

class Stream {
public:
    virtual ~Stream() = default;

    // The length of a stream that ends where it ends.
    static constexpr std::uint64_t UnknownLength = UINT64_MAX;

    // Bytes in the whole stream, or UnknownLength.
    [[nodiscard]] virtual std::uint64_t length() const = 0;
    // Fills at most the span and tells how much; 0 is the end. Runs on a burn's reader thread.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> target) = 0;
    // Makes the next read start at an offset from the beginning.
    [[nodiscard]] virtual Result<void> seek(std::uint64_t offset) = 0;
    // Called from another thread to make a read that waits come back. May do nothing.
    virtual void interrupt() noexcept {}
};

}  // namespace burnish
