// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdImage: nothing of a stream is believed that can be looked at before the laser is on.
#include "formats/raw_cd_image.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

constexpr std::int32_t SectorsAtOnce = 64;
// A lead-in tells each of at most 102 entries three times in a row.
constexpr std::int32_t MostSectorsAhead = 1536;
constexpr std::int32_t FirstProgramSector = cd::ImageSurvey::FirstProgramSector;

Error notSupported(const std::string &what, const std::string &hint) {
    return Error(status::E_DF2RAW_STREAM_NOT_SUPPORTED, "The raw image cannot be written: " + what + "; " + hint + ".");
}

const char *typeName(cd::SubChannelType type) {
    switch (type) {
        case cd::SubChannelType::PqOnly:
            return "P and Q only";
        case cd::SubChannelType::Cooked:
            return "cooked";
        case cd::SubChannelType::Raw:
            return "raw";
    }
    return "unknown";
}

}  // namespace

RawCdImage::RawCdImage(Stream &stream, cd::SubChannelType type, std::int32_t start)
    : stream_(stream),
      type_(type),
      sectorBytes_(cd::imageSectorBytes(type)),
      start_(start),
      position_(start),
      surveyed_(start) {}

std::int64_t RawCdImage::excess() const {
    if (stream_.length() == Stream::UnknownLength) {
        return 0;
    }
    return start_ + static_cast<std::int64_t>(stream_.length() / sectorBytes_) - end();
}

Result<void> RawCdImage::checkShape(std::int32_t leadInStart) const {
    if (start_ > leadInStart) {
        return Error(status::E_DF2RAW_STREAM_LEADIN_TOO_SHORT,
                     "The raw image has " + std::to_string(FirstProgramSector - start_) +
                         " sectors of lead-in, and this disc needs " +
                         std::to_string(FirstProgramSector - leadInStart) +
                         "; make the image with a lead-in from 95:00:00 on, or use another disc.");
    }
    const std::uint64_t bytes = stream_.length();
    if (bytes == Stream::UnknownLength) {
        return {};
    }
    const auto least = static_cast<std::uint64_t>(FirstProgramSector - start_) * sectorBytes_;
    if (bytes <= least || bytes % sectorBytes_ != 0) {
        return notSupported(
            "it has " + std::to_string(bytes) + " bytes, which is " +
                (bytes % sectorBytes_ != 0 ? "no multiple of " + std::to_string(sectorBytes_) +
                                                 ", a sector of the requested type (" + typeName(type_) + ")"
                                           : "no more than its lead-in"),
            "make it anew for this sector type");
    }
    return {};
}

// An image that was made here knows what it is.
Result<void> RawCdImage::checkOwn(const cd::RawImageStream &own) const {
    if (own.type() != type_) {
        return notSupported(std::string("it was made for the sector type ") + typeName(own.type()) +
                                ", and the requested one is " + typeName(type_),
                            "make it anew, or request its type");
    }
    if (own.start() != start_) {
        return notSupported("it starts at LBA " + std::to_string(own.start()) + ", and not at LBA " +
                                std::to_string(start_) + " as was said",
                            "tell how many sectors of lead-in it has");
    }
    return {};
}

Result<void> RawCdImage::examine(std::int32_t leadInStart, const Tick &tick) {
    const auto *own = dynamic_cast<const cd::RawImageStream *>(&stream_);
    if (own != nullptr) {
        TRY(checkOwn(*own));
    }
    TRY(checkShape(leadInStart));
    first_ = leadInStart;
    TRY(stream_.seek(0));
    rewindable_ = stream_.seek(sectorBytes_).ok() && stream_.seek(0).ok();
    if (!rewindable_) {
        return lookAhead(tick);
    }
    if (own == nullptr) {
        return survey(tick);
    }
    layout_ = own->layout();
    return {};
}

Result<void> RawCdImage::survey(const Tick &tick) {
    cd::ImageSurvey found(type_);
    std::vector<std::uint8_t> buffer(SectorsAtOnce * sectorBytes_);
    TRY(moveTo(first_));
    std::int32_t lba = first_;
    bool known = false;
    while (!known || lba < end()) {
        TRY(tick());
        TRY_ASSIGN(const std::size_t bytes, fill(buffer));
        for (std::size_t at = 0; at + sectorBytes_ <= bytes && (!known || lba < end()); at += sectorBytes_, ++lba) {
            TRY(found.take(lba, std::span(buffer).subspan(at, sectorBytes_)));
            if (!known && lba == FirstProgramSector) {
                TRY_ASSIGN(layout_, found.layout());
                known = true;
            }
        }
        if (bytes < buffer.size()) {
            break;
        }
    }
    TRY(found.finish(lba));
    TRY_ASSIGN(layout_, found.layout());
    usesRw_ = found.usesRw();
    return {};
}

// Of an image that can be read once the lead-in is read, as far as needed to know the table of contents, and kept where
// it is to be written.
Result<void> RawCdImage::lookAhead(const Tick &tick) {
    along_.emplace(type_);
    std::vector<std::uint8_t> buffer(SectorsAtOnce * sectorBytes_);
    for (std::int32_t lba = start_; lba < FirstProgramSector;) {
        TRY(tick());
        const bool ahead = lba >= first_;
        if (ahead && (along_->hasToc() || lba >= first_ + MostSectorsAhead)) {
            break;
        }
        const std::int32_t count = std::min((ahead ? FirstProgramSector : first_) - lba, SectorsAtOnce);
        const auto sectors = std::span(buffer).first(static_cast<std::size_t>(count) * sectorBytes_);
        TRY_ASSIGN(const std::size_t bytes, fillFromStream(sectors));
        if (bytes < sectors.size()) {
            return notSupported("it ends within its lead-in", "make it anew for this sector type");
        }
        for (std::size_t at = 0; at < sectors.size(); at += sectorBytes_, ++lba) {
            TRY(along_->take(lba, sectors.subspan(at, sectorBytes_)));
        }
        if (ahead) {
            ahead_.insert(ahead_.end(), sectors.begin(), sectors.end());
        }
        surveyed_ = lba;
    }
    aheadFrom_ = position_ = first_;
    TRY_ASSIGN(layout_, along_->layout());
    return {};
}

// Where the stream cannot seek, it stands there already.
Result<void> RawCdImage::moveTo(std::int32_t lba) {
    if (rewindable_) {
        TRY(stream_.seek(static_cast<std::uint64_t>(lba - start_) * sectorBytes_));
        position_ = lba;
        return {};
    }
    if (lba == position_) {
        return {};
    }
    return Error(status::E_STREAM_READ_FAILURE,
                 "The raw image can be read only once, and was read already; make a new one.");
}

Result<std::size_t> RawCdImage::fillFromStream(std::span<std::uint8_t> target) {
    std::size_t filled = 0;
    while (filled < target.size()) {
        const auto rest = target.subspan(filled);
        TRY_ASSIGN(const std::size_t count, stream_.read(rest));
        if (count > rest.size()) {
            return Error(status::E_STREAM_BAD_CALLBACK,
                         "The source claims to have read more bytes than it was asked for.");
        }
        if (count == 0) {
            break;
        }
        filled += count;
    }
    return filled;
}

// Less than asked for only at the end.
Result<std::size_t> RawCdImage::fill(std::span<std::uint8_t> target) {
    const auto used =
        std::min(static_cast<std::size_t>(std::max(0, position_ - aheadFrom_)) * sectorBytes_, ahead_.size());
    const std::size_t kept = rewindable_ ? 0 : std::min(ahead_.size() - used, target.size());
    std::copy_n(ahead_.begin() + static_cast<std::ptrdiff_t>(used), kept, target.begin());
    TRY_ASSIGN(const std::size_t read, fillFromStream(target.subspan(kept)));
    position_ += static_cast<std::int32_t>((kept + read) / sectorBytes_);
    return kept + read;
}

Result<void> RawCdImage::read(std::span<std::uint8_t> sectors) {
    TRY_ASSIGN(const std::size_t bytes, fill(sectors));
    if (bytes < sectors.size()) {
        return Error(status::E_STREAM_TOO_SHORT, "The raw image ended at LBA " + std::to_string(position_) +
                                                     ", before its lead-out does; it must not change while it is "
                                                     "burned.");
    }
    return show(sectors);
}

Result<void> RawCdImage::show(std::span<const std::uint8_t> sectors) {
    auto lba = position_ - static_cast<std::int32_t>(sectors.size() / sectorBytes_);
    for (std::size_t at = 0; at < sectors.size(); at += sectorBytes_, ++lba) {
        const auto sector = sectors.subspan(at, sectorBytes_);
        if (along_ && lba >= surveyed_) {
            TRY(along_->take(lba, sector));
            surveyed_ = lba + 1;
        }
        if (digest_ != nullptr && lba >= 0 && lba < layout_.leadOut) {
            constexpr std::uint8_t DataBit = 0x40;
            const auto rest = sector.subspan(cd::SectorBytes);
            const cd::QFrame q = type_ == cd::SubChannelType::PqOnly ? cd::takeQ(rest.first<cd::PqBytes>())
                                                                     : cd::takeQ(rest.first<cd::SymbolBytes>());
            const auto symbols = type_ == cd::SubChannelType::PqOnly ? std::span<const std::uint8_t>() : rest;
            digest_->take(lba, sector.first(cd::SectorBytes), (q[0] & DataBit) != 0, symbols);
        }
    }
    return {};
}

Result<void> RawCdImage::finish() {
    if (!along_) {
        return {};
    }
    TRY(along_->finish(surveyed_));
    TRY_ASSIGN(layout_, along_->layout());
    usesRw_ = along_->usesRw();
    return {};
}

}  // namespace burnish
