// SPDX-License-Identifier: LGPL-2.1-or-later
// SubChannelCheck: a frame of Q is judged by the place that it names itself.
#include "formats/sub_channel_check.hpp"

#include "cd/crc16.hpp"
#include "cd/image_survey.hpp"
#include "cd/sub_channel.hpp"
#include "formats/data_inspection.hpp"
#include "formats/program_digest.hpp"

#include <algorithm>
#include <cstdlib>
#include <variant>

namespace burnish {

namespace {

// Sectors by which drives hand Q out early or late.
constexpr std::int32_t Nearby = 3;
// One frame in so many may differ: a CRC of 16 bits lets some noise through.
constexpr std::int32_t FramesPerError = 1000;
// R to W have no CRC, and are read with noise.
constexpr std::int32_t RwSectorsPerError = 20;

// Drives that give Q by itself have checked its CRC, and some leave it out.
cd::QFrame frameOf(mmc::ReadSubChannel kind, std::span<const std::uint8_t> bytes) {
    if (kind == mmc::ReadSubChannel::Raw) {
        return cd::takeQ(bytes.first<cd::SymbolBytes>());
    }
    cd::QFrame q = cd::takeQ(bytes.first<cd::PqBytes>());
    if (q[10] == 0 && q[11] == 0) {
        const std::uint16_t crc = cd::crc16(std::span(q).first(10));
        q[10] = static_cast<std::uint8_t>(~crc >> 8);
        q[11] = static_cast<std::uint8_t>(~crc);
    }
    return q;
}

}  // namespace

const cd::LayoutTrack *SubChannelCheck::trackAt(std::int32_t lba) const {
    const auto found = std::find_if(layout_.tracks.begin(), layout_.tracks.end(), [lba](const cd::LayoutTrack &track) {
        return lba >= track.pregap && lba < track.end;
    });
    return found == layout_.tracks.end() ? nullptr : &*found;
}

void SubChannelCheck::take(std::int32_t lba, mmc::ReadSubChannel kind, std::span<const std::uint8_t> bytes) {
    kind_ = kind;
    const cd::QFrame q = frameOf(kind, bytes);
    if (!cd::crcHolds(q)) {
        ++unreadable_;
        return;
    }
    const cd::QContent content = cd::decodeQ(q, false);
    const auto *position = std::get_if<cd::QPosition>(&content);
    if (kind == mmc::ReadSubChannel::Raw && rwAsSent_ && position != nullptr) {
        takeRw(position->lba, bytes);
    }
    if (agrees(lba, content)) {
        ++agreeing_;
    } else {
        ++differing_;
        firstDiffering_ = firstDiffering_.value_or(lba);
    }
}

// They belong to the sector that Q names.
void SubChannelCheck::takeRw(std::int32_t lba, std::span<const std::uint8_t> symbols) {
    if (lba < 0 || static_cast<std::size_t>(lba) >= rwCrcs_.size()) {
        return;
    }
    if (!crc_) {
        auto crc = Hash::crc32();
        if (!crc.ok()) {
            return;
        }
        crc_ = std::move(*crc);
    }
    sawRw_ = sawRw_ || cd::carriesRw(symbols);
    const bool same = rwCrc(*crc_, symbols) == rwCrcs_[static_cast<std::size_t>(lba)];
    ++(same ? rwAgreeing_ : rwDiffering_);
}

bool SubChannelCheck::agrees(std::int32_t lba, const cd::QPosition &position) const {
    if (std::abs(position.lba - lba) > Nearby) {
        return false;
    }
    if (position.track == cd::LeadOutTrack) {
        return position.lba >= layout_.leadOut;
    }
    const cd::LayoutTrack *track = trackAt(position.lba);
    if (track == nullptr || position.track != track->number) {
        return false;
    }
    const auto past = std::count_if(track->indexes.begin(), track->indexes.end(),
                                    [&position](std::int32_t index) { return index <= position.lba; });
    return position.index == (position.lba < track->start ? 0 : 1 + past);
}

bool SubChannelCheck::agrees(std::int32_t lba, const cd::QContent &content) const {
    if (const auto *position = std::get_if<cd::QPosition>(&content)) {
        return agrees(lba, *position);
    }
    if (const auto *number = std::get_if<cd::QCatalogNumber>(&content)) {
        return number->number == layout_.mediaCatalogNumber;
    }
    if (const auto *isrc = std::get_if<cd::QIsrc>(&content)) {
        for (const std::int32_t near : {lba, lba - Nearby, lba + Nearby}) {
            if (const auto *track = trackAt(near); track != nullptr && track->isrc == isrc->isrc) {
                return true;
            }
        }
    }
    return false;
}

std::string SubChannelCheck::text() const {
    if (kind_ == mmc::ReadSubChannel::None) {
        return "not read: the drive gives no sub-channel";
    }
    return std::string(kind_ == mmc::ReadSubChannel::Raw ? "Q, read as P to W: " : "Q, read by itself: ") +
           std::to_string(agreeing_) + " frames agree, " + std::to_string(differing_) + " differ, " +
           std::to_string(unreadable_) + " unreadable" + rwText();
}

std::string SubChannelCheck::rwText() const {
    if (rwCrcs_.empty()) {
        return "";
    }
    if (!rwAsSent_ || !sawRw_) {
        return rwAsSent_ ? "; R to W not proven: the drive does not give them back"
                         : "; R to W not proven: the drive adds parity and interleave to cooked ones";
    }
    return "; R to W: " + std::to_string(rwAgreeing_) + " sectors agree, " + std::to_string(rwDiffering_) + " differ";
}

Result<void> SubChannelCheck::verdict() const {
    if (sawRw_ && rwDiffering_ > (rwAgreeing_ + rwDiffering_) / RwSectorsPerError) {
        return differsFromPlan("sub-channels R to W (graphics) are others than were sent in " +
                               std::to_string(rwDiffering_) + " sectors");
    }
    if (differing_ <= (agreeing_ + differing_) / FramesPerError) {
        return {};
    }
    auto error =
        differsFromPlan("its Q sub-channel tells other tracks, indexes or numbers in " + std::to_string(differing_) +
                        " sectors, the first at LBA " + std::to_string(*firstDiffering_));
    error.lba = *firstDiffering_;
    return error;
}

}  // namespace burnish
