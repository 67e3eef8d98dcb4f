// SPDX-License-Identifier: LGPL-2.1-or-later
// MemoryStream: one copy, from the client's memory to where the burn wants the bytes.
#include "stream/memory_stream.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace burnish {

Result<std::size_t> MemoryStream::read(std::span<std::uint8_t> target) {
    const std::size_t count = std::min(target.size(), bytes_.size() - position_);
    if (count > 0) {
        std::memcpy(target.data(), bytes_.data() + position_, count);
        position_ += count;
    }
    return count;
}

Result<void> MemoryStream::seek(std::uint64_t offset) {
    if (offset > bytes_.size()) {
        return Error(status::E_INVALIDARG, "The source has no byte " + std::to_string(offset) + "; it has " +
                                               std::to_string(bytes_.size()) + ".");
    }
    position_ = static_cast<std::size_t>(offset);
    return {};
}

}  // namespace burnish
