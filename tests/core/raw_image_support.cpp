// SPDX-License-Identifier: LGPL-2.1-or-later
// Sources for raw images, and images read whole.
#include "raw_image_support.hpp"

#include <algorithm>

namespace test {

using namespace burnish;
using namespace burnish::cd;

namespace {

std::uint8_t byteAt(std::uint32_t seed, std::uint64_t offset) {
    const std::uint64_t word = (offset / 4 + 1) * 0x9E3779B97F4A7C15U + seed * 0xC2B2AE3D27D4EB4FU;
    return static_cast<std::uint8_t>(word >> (32 + 8 * (offset % 4)));
}

}  // namespace

Result<std::size_t> Source::read(std::span<std::uint8_t> target) {
    if (position_ >= failsAt) {
        return Error(status::E_STREAM_READ_FAILURE, "The source broke.");
    }
    const std::uint64_t end = std::min({bytes_, endsAt, failsAt});
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>({target.size(), end - position_, most}));
    for (std::size_t i = 0; i < count; ++i) {
        target[i] = byteAt(seed_, position_ + i);
    }
    position_ += count;
    taken = std::max(taken, position_);
    return count;
}

Result<void> Source::seek(std::uint64_t offset) {
    seeks += offset != position_ ? 1 : 0;
    if (offset != position_ && !seekable) {
        return Error(status::E_STREAM_READ_FAILURE, "The source can be read only once.");
    }
    position_ = offset;
    return {};
}

Bytes Source::bytes(std::uint32_t seed, std::int64_t count) {
    Bytes all(static_cast<std::size_t>(count));
    EXPECT_OK(Source(seed, count).read(all));
    return all;
}

Result<std::size_t> Kept::read(std::span<std::uint8_t> target) {
    const std::size_t count = std::min(target.size(), bytes_.size() - position_);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(position_), count, target.begin());
    position_ += count;
    return count;
}

Result<void> Kept::seek(std::uint64_t offset) {
    EXPECT(offset <= bytes_.size());
    position_ = static_cast<std::size_t>(offset);
    return {};
}

std::shared_ptr<Source> source(std::uint32_t seed, std::int64_t bytes) {
    return std::make_shared<Source>(seed, bytes);
}

std::shared_ptr<Source> sectors(std::uint32_t seed, std::int64_t count, std::int64_t size) {
    return source(seed, count * size);
}

std::int32_t addTrack(Image &image, std::shared_ptr<Stream> stream, const RawTrackOptions &options, SectorType type) {
    const auto index = image.addTrack(type, std::move(stream), options);
    EXPECT_OK(index);
    return *index;
}

ImageStream create(Image &image) {
    auto stream = image.createResultImage();
    EXPECT_OK(stream);
    return std::move(*stream);
}

RawTrackInfo info(const Image &image, std::int32_t index) {
    auto track = image.track(index);
    EXPECT_OK(track);
    return *track;
}

WholeImage::WholeImage(Image &image, std::size_t readSize)
    : stream(create(image)), size_(imageSectorBytes(stream->type())) {
    bytes.resize(stream->length());
    std::size_t at = 0;
    while (true) {
        Bytes spare(1);
        const bool full = at == bytes.size();
        const auto target =
            full ? std::span(spare) : std::span(bytes).subspan(at).first(std::min(readSize, bytes.size() - at));
        const auto got = stream->read(target);
        EXPECT_OK(got);
        if (*got == 0) {
            break;
        }
        EXPECT(!full);
        at += *got;
    }
    EXPECT_EQ(at, bytes.size());
}

std::int32_t WholeImage::end() const {
    return Start + static_cast<std::int32_t>(bytes.size() / size_);
}

std::span<const std::uint8_t, 2352> WholeImage::main(std::int32_t lba) const {
    return std::span(bytes).subspan(static_cast<std::size_t>(lba - Start) * size_).first<2352>();
}

std::span<const std::uint8_t> WholeImage::subChannel(std::int32_t lba) const {
    return std::span(bytes).subspan(static_cast<std::size_t>(lba - Start) * size_ + 2352, size_ - 2352);
}

QFrame WholeImage::qFrame(std::int32_t lba) const {
    const auto sub = subChannel(lba);
    return sub.size() == PqBytes ? takeQ(sub.first<PqBytes>()) : takeQ(sub.first<SymbolBytes>());
}

QContent WholeImage::q(std::int32_t lba) const {
    return decodeQ(qFrame(lba), lba < -150);
}

bool WholeImage::p(std::int32_t lba) const {
    const auto sub = subChannel(lba);
    return sub.size() == PqBytes ? takeP(sub.first<PqBytes>()) : takeP(sub.first<SymbolBytes>());
}

Bytes WholeImage::symbols(std::int32_t lba) const {
    const auto sub = subChannel(lba);
    Bytes symbols(sub.begin(), sub.end());
    for (auto &symbol : symbols) {
        symbol &= 0x3F;
    }
    return symbols;
}

Bytes WholeImage::mains(std::int32_t from, std::int32_t to) const {
    Bytes all;
    for (std::int32_t lba = from; lba < to; ++lba) {
        const auto sector = main(lba);
        all.insert(all.end(), sector.begin(), sector.end());
    }
    return all;
}

}  // namespace test
