// SPDX-License-Identifier: LGPL-2.1-or-later
// ConcatenationStream: streams one behind the other.
#include "stream/concatenation_stream.hpp"

#include <algorithm>
#include <limits>

namespace burnish {

Result<void> checkParts(const std::vector<Stream *> &parts) {
    if (parts.empty()) {
        return Error(status::E_INVALIDARG, "A stream of streams needs at least one.");
    }
    std::uint64_t rest = std::numeric_limits<std::uint64_t>::max();
    for (const Stream *part : parts) {
        if (part->length() > rest) {
            return Error(status::E_INVALIDARG, "Together the streams are longer than a length can tell.");
        }
        rest -= part->length();
    }
    return {};
}

Result<std::unique_ptr<Stream>> ConcatenationStream::create(const std::vector<Stream *> &parts) {
    TRY(checkParts(parts));
    return std::unique_ptr<Stream>(new ConcatenationStream(parts));
}

ConcatenationStream::ConcatenationStream(const std::vector<Stream *> &parts) : CompositeStream(parts) {
    std::uint64_t end = 0;
    for (const Stream *part : parts) {
        end += part->length();
        ends_.push_back(end);
    }
}

// Empty parts end where they begin and are passed over.
CompositeStream::Piece ConcatenationStream::locate(std::uint64_t offset) const {
    const auto end = std::upper_bound(ends_.begin(), ends_.end(), offset);
    const auto part = static_cast<std::size_t>(end - ends_.begin());
    const std::uint64_t start = *end - lengthOf(part);
    return {part, offset - start, *end - offset};
}

}  // namespace burnish
