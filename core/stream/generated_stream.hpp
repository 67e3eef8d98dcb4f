// SPDX-License-Identifier: LGPL-2.1-or-later
// GeneratedStream: bytes that come from nowhere. ZeroStream and PseudoRandomStream.
#pragma once

#include "stream/stream.hpp"

namespace burnish {

// What streams without a source share: a length and a place.
class GeneratedStream : public Stream {
public:
    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

protected:
    explicit GeneratedStream(std::uint64_t length) : length_(length) {}
    virtual void fill(std::uint64_t offset, std::span<std::uint8_t> target) const = 0;

private:
    const std::uint64_t length_;
    std::uint64_t position_ = 0;
};

class ZeroStream final : public GeneratedStream {
public:
    explicit ZeroStream(std::uint64_t length) : GeneratedStream(length) {}

private:
    void fill(std::uint64_t offset, std::span<std::uint8_t> target) const override;
};

// The same bytes for the same seed, on every machine and in every version. Not for secrets.
class PseudoRandomStream final : public GeneratedStream {
public:
    PseudoRandomStream(std::uint64_t length, std::uint32_t seed) : GeneratedStream(length), seed_(seed) {}

private:
    void fill(std::uint64_t offset, std::span<std::uint8_t> target) const override;

    const std::uint32_t seed_;
};

}  // namespace burnish
