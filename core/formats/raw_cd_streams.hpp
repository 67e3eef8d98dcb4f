// SPDX-License-Identifier: LGPL-2.1-or-later
// What goes to the drive, made from a raw image while it is written: its sectors as they are, or the blocks of a
// session at once. Their bytes come in whole blocks.
#pragma once

#include "formats/raw_cd_image.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <vector>

namespace burnish {

// A run of sectors of one image, as blocks of one size.
class BlockStream : public Stream {
public:
    BlockStream(RawCdImage &image, std::int32_t start, std::int32_t end, std::size_t blockBytes);

    [[nodiscard]] std::uint64_t length() const override;
    // To the run's start only.
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    void interrupt() noexcept override { image_.interrupt(); }

protected:
    // target: a number of whole blocks.
    [[nodiscard]] virtual Result<void> readBlocks(std::span<std::uint8_t> target) = 0;

    RawCdImage &image_;
    const std::size_t blockBytes_;

private:
    const std::int32_t start_;
    const std::int32_t end_;
    std::int32_t next_;
};

// The image as it is.
class RawBlocks final : public BlockStream {
public:
    RawBlocks(RawCdImage &image, std::int32_t start, std::int32_t end)
        : BlockStream(image, start, end, image.sectorBytes()) {}

private:
    [[nodiscard]] Result<void> readBlocks(std::span<std::uint8_t> target) override;
};

// The main channel alone, or with 96 bytes of sub-channel: of audio 2352 bytes, of data in mode 1 its 2048.
class SessionBlocks final : public BlockStream {
public:
    SessionBlocks(RawCdImage &image, std::int32_t start, std::int32_t end, bool data, bool subChannel);
    [[nodiscard]] static std::size_t blockBytes(bool data, bool subChannel);

private:
    [[nodiscard]] Result<void> readBlocks(std::span<std::uint8_t> target) override;
    void convert(std::span<std::uint8_t> sector, std::span<std::uint8_t> block) const;

    const bool data_;
    std::vector<std::uint8_t> sectors_;
};

}  // namespace burnish
