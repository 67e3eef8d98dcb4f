// SPDX-License-Identifier: LGPL-2.1-or-later
// ConcatenationStream: streams one behind the other.
#pragma once

#include "stream/composite_stream.hpp"

#include <memory>

namespace burnish {

class ConcatenationStream final : public CompositeStream {
public:
    // E_INVALIDARG: no part, or more bytes than 64 bits count.
    [[nodiscard]] static Result<std::unique_ptr<Stream>> create(const std::vector<Stream *> &parts);

private:
    explicit ConcatenationStream(const std::vector<Stream *> &parts);
    [[nodiscard]] Piece locate(std::uint64_t offset) const override;

    std::vector<std::uint64_t> ends_;  // of each part, in the whole
};

// What all streams of streams require of their parts.
[[nodiscard]] Result<void> checkParts(const std::vector<Stream *> &parts);

}  // namespace burnish
