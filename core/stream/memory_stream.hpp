// SPDX-License-Identifier: LGPL-2.1-or-later
// MemoryStream: bytes that lie in memory, and stay the client's.
#pragma once

#include "stream/stream.hpp"

namespace burnish {

class MemoryStream final : public Stream {
public:
    // The bytes must outlive the stream and stay as they are.
    explicit MemoryStream(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    [[nodiscard]] std::uint64_t length() const override { return bytes_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    const std::span<const std::uint8_t> bytes_;
    std::size_t position_ = 0;
};

}  // namespace burnish
