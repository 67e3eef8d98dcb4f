// SPDX-License-Identifier: LGPL-2.1-or-later
// InterleaveStream: streams that take turns, each with its own number of bytes.
#include "stream/interleave_stream.hpp"

#include "stream/concatenation_stream.hpp"

#include <algorithm>

namespace burnish {

Result<std::unique_ptr<Stream>> InterleaveStream::create(const std::vector<Stream *> &parts,
                                                         std::vector<std::uint32_t> sizes) {
    TRY(checkParts(parts));
    if (sizes.size() != parts.size() || std::find(sizes.begin(), sizes.end(), 0u) != sizes.end()) {
        return Error(status::E_INVALIDARG, "Each stream that takes turns needs a number of bytes for its turn.");
    }
    return std::unique_ptr<Stream>(new InterleaveStream(parts, std::move(sizes)));
}

InterleaveStream::InterleaveStream(const std::vector<Stream *> &parts, std::vector<std::uint32_t> sizes)
    : CompositeStream(parts), sizes_(std::move(sizes)) {
    for (std::size_t i = 0; i < count(); ++i) {
        rounds_ = std::max(rounds_, lengthOf(i) / sizes_[i] + 1);
    }
}

std::uint64_t InterleaveStream::takenFrom(std::size_t part, std::uint64_t rounds) const {
    const std::uint64_t length = lengthOf(part);
    return rounds > length / sizes_[part] ? length : rounds * sizes_[part];
}

std::uint64_t InterleaveStream::takenIn(std::uint64_t rounds) const {
    std::uint64_t taken = 0;
    for (std::size_t i = 0; i < count(); ++i) {
        taken += takenFrom(i, rounds);
    }
    return taken;
}

// The round by bisection, then the part within it.
CompositeStream::Piece InterleaveStream::locate(std::uint64_t offset) const {
    std::uint64_t low = 0;
    std::uint64_t high = rounds_;
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (takenIn(middle) <= offset ? low : high) = middle;
    }
    std::uint64_t at = takenIn(low);
    for (std::size_t i = 0; i < count(); ++i) {
        const std::uint64_t from = takenFrom(i, low);
        const std::uint64_t turn = takenFrom(i, low + 1) - from;
        if (offset - at < turn) {
            return {i, from + (offset - at), turn - (offset - at)};
        }
        at += turn;
    }
    return {};  // beyond length(), where nobody asks
}

}  // namespace burnish
