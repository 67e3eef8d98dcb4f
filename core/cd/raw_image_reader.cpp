// SPDX-License-Identifier: LGPL-2.1-or-later
// Sector by sector: main channel, and the sub-channels behind it.
#include "cd/raw_image_reader.hpp"

#include "cd/raw_image.hpp"

#include <algorithm>
#include <string>

namespace burnish::cd {

namespace {

std::uint64_t sectorsOf(const DiscLayout &layout) {
    return static_cast<std::uint64_t>(layout.leadOut + RawImage::LeadOut - RawImage::Start);
}

}  // namespace

RawImageReader::RawImageReader(DiscLayout layout, SubChannelType type, std::unique_ptr<MainChannel> main,
                               std::unique_ptr<RwChannel> rw)
    : layout_(std::move(layout)),
      type_(type),
      size_(imageSectorBytes(type)),
      length_(sectorsOf(layout_) * size_),
      pq_(layout_, RawImage::Start),
      main_(std::move(main)),
      rw_(std::move(rw)),
      kept_(size_) {}

std::int32_t RawImageReader::start() const {
    return RawImage::Start;
}

// Whole sectors are made where they are wanted, and no more of them than are wanted: the sources are never ahead.
Result<std::size_t> RawImageReader::read(std::span<std::uint8_t> target) {
    const std::uint64_t sector = position_ / size_, left = length_ / size_ - sector;
    const std::size_t within = position_ % size_;
    if (left == 0 || target.empty()) {
        return std::size_t{0};
    }
    if (within == 0 && target.size() >= size_) {
        const std::size_t count =
            static_cast<std::size_t>(std::min<std::uint64_t>({target.size() / size_, left, MainChannel::MostSectors}));
        TRY(make(sector, count, target.first(count * size_)));
        position_ += count * size_;
        return count * size_;
    }
    if (keptSector_ != sector) {
        keptSector_ = UINT64_MAX;
        TRY(make(sector, 1, kept_));
        keptSector_ = sector;
    }
    const std::size_t count = std::min(target.size(), size_ - within);
    std::copy_n(kept_.begin() + static_cast<std::ptrdiff_t>(within), count, target.begin());
    position_ += count;
    return count;
}

Result<void> RawImageReader::make(std::uint64_t sector, std::size_t count, std::span<std::uint8_t> target) {
    const std::int32_t first = RawImage::Start + static_cast<std::int32_t>(sector);
    TRY(main_->read(first, count, target, size_));
    for (std::size_t i = 0; i < count; ++i) {
        TRY(makeSubChannel(first + static_cast<std::int32_t>(i), target.subspan(i * size_).first(size_)));
    }
    return {};
}

Result<void> RawImageReader::makeSubChannel(std::int32_t lba, std::span<std::uint8_t> target) {
    const QFrame q = pq_.q(lba);
    const bool p = pq_.p(lba);
    if (type_ == SubChannelType::PqOnly) {
        putPq(q, p, target.subspan(SectorBytes).first<PqBytes>());
        return {};
    }
    const auto symbols = target.subspan(SectorBytes).first<SymbolBytes>();
    TRY(rw_->read(lba, symbols));
    putPq(q, p, symbols);
    return {};
}

Result<void> RawImageReader::seek(std::uint64_t offset) {
    if (offset > length_) {
        return Error(status::E_INVALIDARG,
                     "The image has no byte " + std::to_string(offset) + "; it has " + std::to_string(length_) + ".");
    }
    main_->resume();
    position_ = offset;
    return {};
}

void RawImageReader::interrupt() noexcept {
    main_->interrupt();
    rw_->interrupt();
}

}  // namespace burnish::cd
