// SPDX-License-Identifier: LGPL-2.1-or-later
// InterleaveStream: streams that take turns, each with its own number of bytes.
#pragma once

#include "stream/composite_stream.hpp"

#include <memory>

namespace burnish {

class InterleaveStream final : public CompositeStream {
public:
    // sizes: bytes of each stream's turn. A stream that has ended is passed over. E_INVALIDARG: no part, a size of 0 or
    // none, or too many bytes.
    [[nodiscard]] static Result<std::unique_ptr<Stream>> create(const std::vector<Stream *> &parts,
                                                                std::vector<std::uint32_t> sizes);

private:
    InterleaveStream(const std::vector<Stream *> &parts, std::vector<std::uint32_t> sizes);
    [[nodiscard]] Piece locate(std::uint64_t offset) const override;
    [[nodiscard]] std::uint64_t takenFrom(std::size_t part, std::uint64_t rounds) const;
    [[nodiscard]] std::uint64_t takenIn(std::uint64_t rounds) const;

    const std::vector<std::uint32_t> sizes_;
    std::uint64_t rounds_ = 0;  // until all have ended
};

}  // namespace burnish
