// SPDX-License-Identifier: LGPL-2.1-or-later
// The contents' files. disc.bin is written before disc.iso, each with one call for a whole command.
#include "contents.hpp"

#include "sector_encoder.hpp"
#include "sector_layout.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

constexpr std::int64_t FirstSubChannel = -150, SubChannelSize = 96;

bool openIfClosed(File &file, const std::string &path, bool create) {
    if (!file.isOpen()) {
        if (auto opened = File::open(path, O_RDWR | (create ? O_CREAT : 0))) {
            file = std::move(*opened);
        }
    }
    return file.isOpen();
}

}  // namespace

bool Contents::openIso(bool create) {
    return openIfClosed(iso_, folder_->file(DiscIso), create);
}

bool Contents::openBin(bool create) {
    return cd_ && openIfClosed(bin_, folder_->file(DiscBin), create);
}

bool Contents::write(std::int32_t lba, std::span<const std::uint8_t> data) {
    if (!openIso(true) || (cd_ && !openBin(true))) {
        return false;
    }
    if (cd_) {
        const std::size_t blocks = data.size() / BlockSize;
        sectors_.resize(std::max(sectors_.size(), blocks * RawSectorSize));
        for (std::size_t i = 0; i < blocks; ++i) {
            encodeMode1(lba + static_cast<std::int32_t>(i), data.subspan(i * BlockSize).first<BlockSize>(),
                        std::span(sectors_).subspan(i * RawSectorSize).first<RawSectorSize>());
        }
        if (!bin_.writeAt(std::span(sectors_).first(blocks * RawSectorSize), std::int64_t{lba} * RawSectorSize)) {
            return false;
        }
    }
    return iso_.writeAt(data, std::int64_t{lba} * BlockSize);
}

// As it comes from the host: 16-bit samples, little-endian, as a cue sheet's readers expect them in a binary file.
bool Contents::writeAudio(std::int32_t lba, std::span<const std::uint8_t> samples) {
    return openBin(true) && bin_.writeAt(samples, std::int64_t{lba} * RawSectorSize);
}

// disc.iso gets the blocks that readers of blocks can read.
bool Contents::writeSectors(std::int32_t lba, const TrackKind &track, ByteView sectors) {
    const std::size_t count = sectors.size() / RawSectorSize;
    std::vector<std::uint8_t> blocks(count * BlockSize);
    for (std::size_t i = 0; i < count; ++i) {
        const ByteView sector = sectors.subspan(i * RawSectorSize, RawSectorSize);
        if (const auto at = blockIn(kindOf(track, sector))) {
            std::copy_n(sector.begin() + static_cast<std::ptrdiff_t>(*at), BlockSize,
                        blocks.begin() + static_cast<std::ptrdiff_t>(i * BlockSize));
        }
    }
    return openIso(true) && openBin(true) && bin_.writeAt(sectors, std::int64_t{lba} * RawSectorSize) &&
           iso_.writeAt(blocks, std::int64_t{lba} * BlockSize);
}

bool Contents::writeEmpty(std::int32_t lba, const TrackKind &track, std::int32_t blocks) {
    constexpr std::int32_t Chunk = 16;
    std::array<std::uint8_t, Chunk * RawSectorSize> some{};
    const bool plain = track.audio() || track.mode == SectorMode::One;  // written as zeros
    const std::size_t size = plain && !track.audio() ? BlockSize : RawSectorSize;
    while (blocks > 0) {
        const std::int32_t now = std::min(blocks, Chunk);
        for (std::int32_t i = 0; !plain && i < now; ++i) {
            encodeEmptySector(lba + i, track.mode,
                              std::span(some).subspan(static_cast<std::size_t>(i) * size).first<RawSectorSize>());
        }
        const ByteView own = ByteView(some).first(static_cast<std::size_t>(now) * size);
        if (!(track.audio() ? writeAudio(lba, own) : plain ? write(lba, own) : writeSectors(lba, track, own))) {
            return false;
        }
        lba += now;
        blocks -= now;
    }
    return true;
}

// Only disc.bin counts gaps: its size tells readers of the cue sheet where the lead-out starts.
bool Contents::endAt(std::int32_t lba) {
    return !cd_ || (openBin(true) && bin_.resize(std::int64_t{lba} * RawSectorSize));
}

bool Contents::writeSubChannel(std::int32_t lba, std::span<const std::uint8_t> symbols) {
    return openIfClosed(sub_, folder_->file(DiscSub), true) &&
           sub_.writeAt(symbols, (std::int64_t{lba} - FirstSubChannel) * SubChannelSize);
}

bool Contents::readSubChannel(std::int32_t lba, std::span<std::uint8_t> symbols) {
    return openIfClosed(sub_, folder_->file(DiscSub), false) &&
           sub_.readAt(symbols, (std::int64_t{lba} - FirstSubChannel) * SubChannelSize);
}

bool Contents::erase() {
    iso_ = {};
    bin_ = {};
    sub_ = {};
    return removeFile(folder_->file(DiscIso)) && removeFile(folder_->file(DiscBin)) &&
           removeFile(folder_->file(DiscSub));
}

bool Contents::read(std::int32_t lba, std::span<std::uint8_t> data) {
    return openIso(false) && iso_.readAt(data, std::int64_t{lba} * BlockSize);
}

bool Contents::readRaw(std::int32_t lba, std::span<std::uint8_t> data) {
    return openBin(false) && bin_.readAt(data, std::int64_t{lba} * RawSectorSize);
}

std::int32_t Contents::present(std::int32_t start, bool audio) {
    if ((!audio && !openIso(false)) || (cd_ && !openBin(false))) {
        return 0;
    }
    std::int64_t end = INT32_MAX;
    if (!audio) {
        end = iso_.size() / BlockSize;
    }
    if (cd_) {
        end = std::min(end, bin_.size() / RawSectorSize);
    }
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(end - start, 0, INT32_MAX));
}

}  // namespace virtual_recorder
