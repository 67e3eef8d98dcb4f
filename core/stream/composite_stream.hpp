// SPDX-License-Identifier: LGPL-2.1-or-later
// CompositeStream: other streams as one. What is read where, the streams made of it decide.
#pragma once

#include "stream/stream.hpp"

#include <atomic>
#include <vector>

namespace burnish {

class CompositeStream : public Stream {
public:
    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;
    void interrupt() noexcept override;

protected:
    // Bytes that lie together in one part.
    struct Piece {
        std::size_t part = 0;
        std::uint64_t offset = 0;  // in the part
        std::uint64_t length = 0;  // from there on
    };

    // The parts outlive this; nobody else uses them meanwhile. The sum of their lengths fits into 64 bits.
    explicit CompositeStream(std::vector<Stream *> parts);
    [[nodiscard]] std::size_t count() const { return parts_.size(); }
    [[nodiscard]] std::uint64_t lengthOf(std::size_t part) const { return parts_[part].length; }
    // Where the byte at an offset below length() is.
    [[nodiscard]] virtual Piece locate(std::uint64_t offset) const = 0;

private:
    struct Part {
        Stream *stream;
        std::uint64_t length;
        std::uint64_t position;
    };
    [[nodiscard]] Result<void> enter(const Piece &piece);

    std::vector<Part> parts_;
    std::uint64_t length_ = 0;
    std::uint64_t position_ = 0;
    std::atomic<std::size_t> current_{0};
    std::atomic<bool> interrupted_{false};
};

}  // namespace burnish
