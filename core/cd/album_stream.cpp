// SPDX-License-Identifier: LGPL-2.1-or-later
// Streams that are cut out of others.
#include "cd/album_stream.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

Error outside(std::uint64_t offset, std::uint64_t length) {
    return Error(status::E_INVALIDARG,
                 "The stream has no byte " + std::to_string(offset) + "; it has " + std::to_string(length) + ".");
}

// All of a span, or the stream's own failure.
Result<void> fill(Stream &stream, std::span<std::uint8_t> target) {
    while (!target.empty()) {
        TRY_ASSIGN(const std::size_t count, stream.read(target));
        if (count == 0) {
            return errorFromTable(status::E_STREAM_TOO_SHORT);
        }
        target = target.subspan(count);
    }
    return {};
}

}  // namespace

Result<std::size_t> SharedStream::readAt(std::uint64_t offset, std::span<std::uint8_t> target) {
    if (offset != position_) {
        TRY(stream_->seek(offset));
        position_ = offset;
    }
    TRY_ASSIGN(const std::size_t count, stream_->read(target));
    position_ += count;
    return count;
}

PiecesStream::PiecesStream(std::vector<StreamPiece> pieces) : pieces_(std::move(pieces)) {
    for (const StreamPiece &piece : pieces_) {
        length_ += piece.length;
    }
}

Result<std::size_t> PiecesStream::read(std::span<std::uint8_t> target) {
    while (piece_ < pieces_.size() && position_ - before_ >= pieces_[piece_].length) {
        before_ += pieces_[piece_++].length;
    }
    if (piece_ == pieces_.size() || target.empty()) {
        return std::size_t{0};
    }
    const StreamPiece &piece = pieces_[piece_];
    const std::uint64_t inside = position_ - before_;
    const auto wanted =
        target.first(static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), piece.length - inside)));
    std::size_t count = wanted.size();
    if (piece.stream) {
        TRY_ASSIGN(count, piece.stream->readAt(piece.offset + inside, wanted));
        if (count == 0) {
            return errorFromTable(status::E_STREAM_TOO_SHORT);
        }
    } else {
        std::fill(wanted.begin(), wanted.end(), 0);
    }
    position_ += count;
    return count;
}

Result<void> PiecesStream::seek(std::uint64_t offset) {
    if (offset > length_) {
        return outside(offset, length_);
    }
    position_ = offset;
    piece_ = 0;
    before_ = 0;
    return {};
}

CutStream::CutStream(std::unique_ptr<Stream> source, const SectorCut &cut)
    : source_(std::move(source)), cut_(cut), sector_(cut.sectorBytes) {}

Result<void> CutStream::load(std::uint64_t sector) {
    if (sector == loaded_) {
        return {};
    }
    loaded_ = UINT64_MAX;
    if (sector != next_) {
        TRY(source_->seek(sector * cut_.sectorBytes));
    }
    next_ = UINT64_MAX;
    TRY(fill(*source_, sector_));
    loaded_ = sector;
    next_ = sector + 1;
    return {};
}

Result<std::size_t> CutStream::read(std::span<std::uint8_t> target) {
    if (position_ >= length() || target.empty()) {
        return std::size_t{0};
    }
    TRY(load(position_ / cut_.count));
    const auto inside = static_cast<std::size_t>(position_ % cut_.count);
    const std::size_t count = std::min(target.size(), cut_.count - inside);
    std::copy_n(sector_.begin() + static_cast<std::ptrdiff_t>(cut_.first + inside), count, target.begin());
    position_ += count;
    return count;
}

Result<void> CutStream::seek(std::uint64_t offset) {
    if (offset > length()) {
        return outside(offset, length());
    }
    position_ = offset;
    return {};
}

// Half a sample is read as a whole one.
Result<std::size_t> SwappedStream::read(std::span<std::uint8_t> target) {
    if (position_ >= length() || target.empty()) {
        return std::size_t{0};
    }
    if (position_ % 2 != 0 || target.size() == 1) {
        std::uint8_t pair[2];
        const std::uint64_t start = position_ / 2 * 2;
        TRY(source_->seek(start));
        TRY(fill(*source_, pair));
        target[0] = pair[1 - position_ % 2];
        ++position_;
        TRY(source_->seek(position_ / 2 * 2));
        return std::size_t{1};
    }
    const auto whole = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), length() - position_)) / 2 * 2;
    if (whole == 0) {
        return std::size_t{0};
    }
    TRY(fill(*source_, target.first(whole)));
    for (std::size_t i = 0; i < whole; i += 2) {
        std::swap(target[i], target[i + 1]);
    }
    position_ += whole;
    return whole;
}

Result<void> SwappedStream::seek(std::uint64_t offset) {
    if (offset > length()) {
        return outside(offset, length());
    }
    TRY(source_->seek(offset / 2 * 2));
    position_ = offset;
    return {};
}

}  // namespace burnish::cd
