// SPDX-License-Identifier: LGPL-2.1-or-later
// Streams that are cut out of others: the sources of an album's tracks lie in files that several of them share.
#pragma once

#include "stream/stream.hpp"

#include <memory>
#include <vector>

namespace burnish::cd {

// A stream that several parts read from, each at its own place; one thread.
class SharedStream {
public:
    explicit SharedStream(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

    [[nodiscard]] std::uint64_t length() const { return stream_->length(); }
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> target);

private:
    const std::unique_ptr<Stream> stream_;
    std::uint64_t position_ = 0;
};

// Bytes of a stream; without one: as many zeros.
struct StreamPiece {
    std::shared_ptr<SharedStream> stream;
    std::uint64_t offset = 0, length = 0;
};

// Pieces one behind the other.
class PiecesStream final : public Stream {
public:
    explicit PiecesStream(std::vector<StreamPiece> pieces);

    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    const std::vector<StreamPiece> pieces_;
    std::uint64_t length_ = 0, position_ = 0;
    std::size_t piece_ = 0;     // that position_ lies in
    std::uint64_t before_ = 0;  // bytes of the pieces before it
};

// Of each so many bytes of a stream some: the user data of sectors that lie in a file with all that belongs to them.
struct SectorCut {
    std::size_t sectorBytes = 2352, first = 0, count = 2352;
};
class CutStream final : public Stream {
public:
    CutStream(std::unique_ptr<Stream> source, const SectorCut &cut);

    [[nodiscard]] std::uint64_t length() const override { return source_->length() / cut_.sectorBytes * cut_.count; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    [[nodiscard]] Result<void> load(std::uint64_t sector);

    const std::unique_ptr<Stream> source_;
    const SectorCut cut_;
    std::uint64_t position_ = 0;
    std::vector<std::uint8_t> sector_;
    std::uint64_t loaded_ = UINT64_MAX;  // which sector that is
    std::uint64_t next_ = 0;             // the sector that the source gives next
};

// Samples in the other byte order.
class SwappedStream final : public Stream {
public:
    explicit SwappedStream(std::unique_ptr<Stream> source) : source_(std::move(source)) {}

    [[nodiscard]] std::uint64_t length() const override { return source_->length(); }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    const std::unique_ptr<Stream> source_;
    std::uint64_t position_ = 0;
};

}  // namespace burnish::cd
