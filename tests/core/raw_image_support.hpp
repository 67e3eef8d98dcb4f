// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw images in a test: sources whose bytes tell their place, and images read whole.
#pragma once

#include "cd/raw_image.hpp"
#include "check.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace test {

using Bytes = std::vector<std::uint8_t>;
using Image = burnish::cd::RawImage;
using ImageStream = std::shared_ptr<burnish::cd::RawImageStream>;

inline constexpr std::int32_t Start = -22650, Shortest = 300, LeadOut = 6750;
inline constexpr std::int64_t SectorSize = 2352;

// Bytes that depend on a seed and their place. It counts what is done to it.
class Source : public burnish::Stream {
public:
    Source(std::uint32_t seed, std::int64_t bytes) : seed_(seed), bytes_(static_cast<std::uint64_t>(bytes)) {}

    bool seekable = true;
    std::uint64_t endsAt = UINT64_MAX, failsAt = UINT64_MAX;
    std::uint64_t most = UINT64_MAX;  // bytes of one read
    int seeks = 0;                    // to another place than it was at
    std::uint64_t taken = 0;          // the furthest byte that was read

    [[nodiscard]] std::uint64_t length() const override { return bytes_; }
    [[nodiscard]] burnish::Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] burnish::Result<void> seek(std::uint64_t offset) override;

    [[nodiscard]] static Bytes bytes(std::uint32_t seed, std::int64_t count);

private:
    std::uint32_t seed_;
    std::uint64_t bytes_;
    std::uint64_t position_ = 0;
};

// Bytes in memory.
class Kept : public burnish::Stream {
public:
    explicit Kept(Bytes bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t length() const override { return bytes_.size(); }
    [[nodiscard]] burnish::Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] burnish::Result<void> seek(std::uint64_t offset) override;

private:
    Bytes bytes_;
    std::size_t position_ = 0;
};

[[nodiscard]] std::shared_ptr<Source> source(std::uint32_t seed, std::int64_t bytes);
[[nodiscard]] std::shared_ptr<Source> sectors(std::uint32_t seed, std::int64_t count, std::int64_t size = SectorSize);

// Adds a track, which must succeed; its index.
std::int32_t addTrack(Image &image, std::shared_ptr<burnish::Stream> stream,
                      const burnish::cd::RawTrackOptions &options = {},
                      burnish::cd::SectorType type = burnish::cd::SectorType::Audio);
[[nodiscard]] ImageStream create(Image &image);
[[nodiscard]] burnish::cd::RawTrackInfo info(const Image &image, std::int32_t index);

// Sectors of an image: all of it, in memory.
class WholeImage {
public:
    explicit WholeImage(Image &image, std::size_t readSize = 1 << 20);

    ImageStream stream;
    Bytes bytes;

    [[nodiscard]] std::int32_t end() const;  // LBA past the last sector
    [[nodiscard]] std::span<const std::uint8_t, 2352> main(std::int32_t lba) const;
    [[nodiscard]] std::span<const std::uint8_t> subChannel(std::int32_t lba) const;
    [[nodiscard]] burnish::cd::QFrame qFrame(std::int32_t lba) const;
    [[nodiscard]] burnish::cd::QContent q(std::int32_t lba) const;
    [[nodiscard]] bool p(std::int32_t lba) const;
    [[nodiscard]] Bytes symbols(std::int32_t lba) const;  // R to W
    [[nodiscard]] Bytes mains(std::int32_t from, std::int32_t to) const;

private:
    std::size_t size_ = 0;
};

}  // namespace test
