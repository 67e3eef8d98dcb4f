// SPDX-License-Identifier: LGPL-2.1-or-later
// CompositeStream: other streams as one. A part is only sought in where it does not stand already, so that streams that
// can be read once can be parts.
#include "stream/composite_stream.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace burnish {

namespace {

constexpr std::uint64_t Unknown = std::numeric_limits<std::uint64_t>::max();

}  // namespace

CompositeStream::CompositeStream(std::vector<Stream *> parts) {
    parts_.reserve(parts.size());
    for (Stream *stream : parts) {
        parts_.push_back({stream, stream->length(), Unknown});
        length_ += parts_.back().length;
    }
}

// The order matters: interrupt() sets its flag before it looks which part is read, and here the part is set before the
// flag is looked at. So one of the two sees the other.
Result<void> CompositeStream::enter(const Piece &piece) {
    current_ = piece.part;
    if (interrupted_.exchange(false)) {
        return Error(status::E_REQUEST_CANCELLED, "Reading the source was interrupted.");
    }
    Part &part = parts_[piece.part];
    if (part.position != piece.offset) {
        part.position = Unknown;
        TRY(part.stream->seek(piece.offset));
        part.position = piece.offset;
    }
    return {};
}

// From one part at a time. A part that ends before its length is an error and not an end, as bytes of the next one
// would come too early.
Result<std::size_t> CompositeStream::read(std::span<std::uint8_t> target) {
    if (position_ == length_ || target.empty()) {
        return std::size_t{0};
    }
    const Piece piece = locate(position_);
    TRY(enter(piece));
    Part &part = parts_[piece.part];
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), piece.length));
    TRY_ASSIGN(const std::size_t got, part.stream->read(target.first(wanted)));
    if (got == 0) {
        return Error(status::E_STREAM_TOO_SHORT, "Part " + std::to_string(piece.part + 1) +
                                                     " of the source ended at byte " + std::to_string(piece.offset) +
                                                     " of " + std::to_string(part.length) + ".");
    }
    part.position += got;
    position_ += got;
    return got;
}

// The part at the offset is sought in at once, the others when it is their turn.
Result<void> CompositeStream::seek(std::uint64_t offset) {
    if (offset > length_) {
        return Error(status::E_INVALIDARG,
                     "The source has no byte " + std::to_string(offset) + "; it has " + std::to_string(length_) + ".");
    }
    interrupted_ = false;
    for (Part &part : parts_) {
        part.position = Unknown;
    }
    position_ = offset;
    if (offset == length_) {
        return {};
    }
    return enter(locate(offset));
}

void CompositeStream::interrupt() noexcept {
    interrupted_ = true;
    parts_[current_].stream->interrupt();
}

}  // namespace burnish
