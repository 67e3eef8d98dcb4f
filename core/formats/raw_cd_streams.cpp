// SPDX-License-Identifier: LGPL-2.1-or-later
// The blocks of a raw and of a session-at-once write.
#include "formats/raw_cd_streams.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::size_t DataAt = 16, DataBytes = 2048;
constexpr std::size_t BlocksAtOnce = 32;

}  // namespace

BlockStream::BlockStream(RawCdImage &image, std::int32_t start, std::int32_t end, std::size_t blockBytes)
    : image_(image), blockBytes_(blockBytes), start_(start), end_(end), next_(start) {}

std::uint64_t BlockStream::length() const {
    return static_cast<std::uint64_t>(end_ - start_) * blockBytes_;
}

Result<void> BlockStream::seek(std::uint64_t offset) {
    if (offset != 0) {
        return Error(status::E_INVALIDARG, "A raw image is written from its start.");
    }
    TRY(image_.moveTo(start_));
    next_ = start_;
    return {};
}

Result<std::size_t> BlockStream::read(std::span<std::uint8_t> target) {
    const std::size_t blocks = std::min(target.size() / blockBytes_, static_cast<std::size_t>(end_ - next_));
    const auto whole = target.first(blocks * blockBytes_);
    if (!whole.empty()) {
        TRY(readBlocks(whole));
        next_ += static_cast<std::int32_t>(blocks);
    }
    return whole.size();
}

Result<void> RawBlocks::readBlocks(std::span<std::uint8_t> target) {
    return image_.read(target);
}

SessionBlocks::SessionBlocks(RawCdImage &image, std::int32_t start, std::int32_t end, bool data, bool subChannel)
    : BlockStream(image, start, end, blockBytes(data, subChannel)),
      data_(data),
      sectors_(BlocksAtOnce * image.sectorBytes()) {}

std::size_t SessionBlocks::blockBytes(bool data, bool subChannel) {
    return (data ? DataBytes : cd::SectorBytes) + (subChannel ? cd::SymbolBytes : 0);
}

Result<void> SessionBlocks::readBlocks(std::span<std::uint8_t> target) {
    while (!target.empty()) {
        const std::size_t count = std::min(target.size() / blockBytes_, BlocksAtOnce);
        const auto sectors = std::span(sectors_).first(count * image_.sectorBytes());
        TRY(image_.read(sectors));
        for (std::size_t i = 0; i < count; ++i) {
            convert(sectors.subspan(i * image_.sectorBytes(), image_.sectorBytes()),
                    target.subspan(i * blockBytes_, blockBytes_));
        }
        target = target.subspan(count * blockBytes_);
    }
    return {};
}

// A pause of silence in front of data has no sectors of data; its blocks are zeros.
void SessionBlocks::convert(std::span<std::uint8_t> sector, std::span<std::uint8_t> block) const {
    const auto main = sector.first<cd::SectorBytes>();
    const auto rest = sector.subspan(cd::SectorBytes);
    const std::size_t mainBytes = data_ ? DataBytes : cd::SectorBytes;
    const bool silence = data_ && main[1] == 0;
    if (silence) {
        std::fill_n(block.begin(), DataBytes, std::uint8_t{0});
    } else if (data_) {
        cd::scramble(main);
        std::copy_n(main.begin() + DataAt, DataBytes, block.begin());
    } else {
        std::copy(main.begin(), main.end(), block.begin());
    }
    std::copy_n(rest.begin(), block.size() - mainBytes, block.begin() + static_cast<std::ptrdiff_t>(mainBytes));
}

}  // namespace burnish
