// SPDX-License-Identifier: LGPL-2.1-or-later
// CallbackStream: bytes that the client's own code makes. What that code says is checked before it is believed.
#pragma once

#include "stream/stream.hpp"

#include <functional>

namespace burnish {

struct StreamCallbacks {
    // Fills at most the span and tells how much; 0 is the end. Required.
    std::function<Result<std::size_t>(std::span<std::uint8_t> target)> read;
    // Makes the next read start at an offset. Optional: without it the stream can be read once.
    std::function<Result<void>(std::uint64_t offset)> seek;
    // Asks a read that waits to come back. Optional. Runs on another thread than read.
    std::function<void()> interrupt;
};

class CallbackStream final : public Stream {
public:
    CallbackStream(StreamCallbacks callbacks, std::uint64_t length);

    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;
    void interrupt() noexcept override;

private:
    const StreamCallbacks callbacks_;
    const std::uint64_t length_;
    std::uint64_t position_ = 0;
    bool ended_ = false;
};

}  // namespace burnish
