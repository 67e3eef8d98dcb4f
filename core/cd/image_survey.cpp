// SPDX-License-Identifier: LGPL-2.1-or-later
// ImageSurvey: the rules are those of IEC 60908 for Q, those of ECMA-130 for sectors of data. What encoders do
// differently without harm (P, the countdown of a pause) is let be.
#include "cd/image_survey.hpp"

#include "base/msf.hpp"

#include <algorithm>
#include <cstdio>
#include <variant>

namespace burnish::cd {

namespace {

constexpr std::uint8_t DataBit = 4, CopyBit = 2;
constexpr int MostTracks = 99;

std::string placeText(std::int32_t lba) {
    const auto time = bcdMsfOf(lba);
    char text[48];
    std::snprintf(text, sizeof text, "%02X:%02X:%02X (LBA %d)", time[0], time[1], time[2], lba);
    return text;
}

std::string hexadecimal(const QFrame &q) {
    std::string text = "Q";
    for (const std::uint8_t byte : q) {
        char digits[4];
        std::snprintf(digits, sizeof digits, " %02X", byte);
        text += digits;
    }
    return text;
}

// what: "its Q …", "its CD-TEXT …": a clause about the sector.
Error wrong(std::int32_t lba, const std::string &what, const std::string &detail = {}) {
    Error error(status::E_DF2RAW_STREAM_NOT_SUPPORTED,
                "The raw image cannot be written: at " + placeText(lba) + " " + what + "; make the image anew.",
                detail);
    error.lba = lba;
    return error;
}

Error wrongQ(std::int32_t lba, const std::string &what, const QFrame &q) {
    return wrong(lba, what, hexadecimal(q));
}

Error wrongToc(const std::string &what) {
    return Error(status::E_DF2RAW_STREAM_NOT_SUPPORTED,
                 "The raw image cannot be written: the table of contents in its lead-in " + what +
                     "; make the image anew for this sector type.");
}

// Images with 16 bytes a sector leave the CRC to the drive, and some have it not inverted.
QFrame properCrc(QFrame q) {
    QFrame other = q;
    other[10] = static_cast<std::uint8_t>(~q[10]);
    other[11] = static_cast<std::uint8_t>(~q[11]);
    return !crcHolds(q) && crcHolds(other) ? other : q;
}

std::int32_t binary(std::uint8_t bcd) {
    return (bcd >> 4) * 10 + (bcd & 0x0F);
}

std::int32_t lbaOf(const std::array<std::uint8_t, 3> &bcd) {
    return lbaOfProgramMsf(static_cast<std::uint8_t>(binary(bcd[0])), static_cast<std::uint8_t>(binary(bcd[1])),
                           static_cast<std::uint8_t>(binary(bcd[2])));
}

}  // namespace

bool carriesRw(std::span<const std::uint8_t> symbols) {
    return std::any_of(symbols.begin(), symbols.end(), [](std::uint8_t symbol) { return (symbol & 0x3F) != 0; });
}

LayoutTrack *ImageSurvey::current() {
    const bool within = track_ >= 0 && track_ < static_cast<int>(layout_.tracks.size()) && !inLeadOut_;
    return within ? &layout_.tracks[static_cast<std::size_t>(track_)] : nullptr;
}

Result<void> ImageSurvey::take(std::int32_t lba, std::span<const std::uint8_t> sector) {
    const auto main = sector.first(SectorBytes);
    const auto subChannel = sector.subspan(SectorBytes);
    const bool pqOnly = type_ == SubChannelType::PqOnly;
    const QFrame q = pqOnly ? properCrc(takeQ(subChannel.first<PqBytes>())) : takeQ(subChannel.first<SymbolBytes>());
    if (!crcHolds(q)) {
        return wrongQ(lba, "the CRC of its Q sub-channel does not hold", q);
    }
    if (lba < FirstProgramSector) {
        return takeLeadIn(lba, q, subChannel);
    }
    if (!inProgram_) {
        TRY(enterProgram());
    }
    usesRw_ = usesRw_ || (!pqOnly && carriesRw(subChannel));
    return takeProgram(lba, q, main);
}

// The table of contents is told again and again, and never otherwise.
Result<void> ImageSurvey::takeLeadIn(std::int32_t lba, const QFrame &q, std::span<const std::uint8_t> subChannel) {
    const QContent content = decodeQ(q, true);
    if (const auto *number = std::get_if<QCatalogNumber>(&content)) {
        TRY(takeNumber(lba, q, layout_.mediaCatalogNumber, number->number, "media catalogue number"));
    } else if (const auto *told = std::get_if<QTocEntry>(&content)) {
        const TocEntry entry{told->control, {q[7], q[8], q[9]}};
        const auto [known, added] = toc_.try_emplace(told->point, entry);
        if (!added && !(known->second == entry)) {
            return wrongQ(lba, "the table of contents is another than before", q);
        }
    } else {
        return wrongQ(lba, "its Q sub-channel is no part of a lead-in's table of contents", q);
    }
    return type_ == SubChannelType::PqOnly ? Result<void>() : takePacks(lba, subChannel.first<SymbolBytes>());
}

// Packs go round and round; those that are empty fill up.
Result<void> ImageSurvey::takePacks(std::int32_t lba, std::span<const std::uint8_t, SymbolBytes> symbols) {
    if (!carriesRw(symbols)) {
        return {};
    }
    constexpr std::size_t PackSymbols = 24;
    for (std::size_t at = 0; at < SymbolBytes; at += PackSymbols) {
        std::array<std::uint8_t, PackSymbols> six{};
        std::transform(symbols.begin() + static_cast<std::ptrdiff_t>(at),
                       symbols.begin() + static_cast<std::ptrdiff_t>(at + PackSymbols), six.begin(),
                       [](std::uint8_t symbol) { return static_cast<std::uint8_t>(symbol & 0x3F); });
        if (!carriesRw(six)) {
            continue;
        }
        const CdTextPack pack = packOf(six);
        if (!crcHolds(pack)) {
            return wrong(lba, "its CD-TEXT has a wrong CRC");
        }
        const int key = (pack[3] >> 4 & 7) << 8 | pack[2];
        if (packs_.try_emplace(key, pack).first->second != pack) {
            return wrong(lba, "its CD-TEXT is another than before");
        }
    }
    return {};
}

bool ImageSurvey::hasToc() const {
    DiscLayout layout;
    return readTracks(layout).ok();
}

Result<void> ImageSurvey::readTracks(DiscLayout &layout) const {
    const auto first = toc_.find(FirstTrackPoint), last = toc_.find(LastTrackPoint), end = toc_.find(LeadOutPoint);
    if (first == toc_.end() || last == toc_.end() || end == toc_.end()) {
        return wrongToc("does not tell its first and its last track and where the lead-out starts");
    }
    const int from = binary(first->second.time[0]), to = binary(last->second.time[0]);
    if (from < 1 || to > MostTracks || from > to) {
        return wrongToc("has tracks " + std::to_string(from) + " to " + std::to_string(to));
    }
    layout.discType = first->second.time[1];
    layout.leadOut = lbaOf(end->second.time);
    for (int number = from; number <= to; ++number) {
        const auto entry = toc_.find(static_cast<std::uint8_t>(number));
        if (entry == toc_.end()) {
            return wrongToc("does not tell where track " + std::to_string(number) + " starts");
        }
        LayoutTrack track;
        track.number = static_cast<std::uint8_t>(number);
        track.control = entry->second.control;
        track.type = (track.control & DataBit) != 0 ? SectorType::Mode1 : SectorType::Audio;
        track.pregap = track.start = lbaOf(entry->second.time);
        const std::int32_t before = layout.tracks.empty() ? -1 : layout.tracks.back().start;
        if (track.start <= before || track.start >= layout.leadOut) {
            return wrongToc("has track " + std::to_string(number) + " at LBA " + std::to_string(track.start) +
                            ", which is not between the track before and the lead-out");
        }
        layout.tracks.push_back(track);
    }
    for (std::size_t i = 0; i < layout.tracks.size(); ++i) {
        layout.tracks[i].end = i + 1 < layout.tracks.size() ? layout.tracks[i + 1].start : layout.leadOut;
    }
    return {};
}

Result<DiscLayout> ImageSurvey::layout() const {
    DiscLayout layout = layout_;
    if (!inProgram_) {
        TRY(readTracks(layout));
    }
    layout.cdText.clear();
    for (const auto &[key, pack] : packs_) {
        layout.cdText.push_back(pack);
    }
    return layout;
}

Result<void> ImageSurvey::enterProgram() {
    inProgram_ = true;
    int expected = 0;
    for (const auto &[key, pack] : packs_) {
        expected = (key & 0xFF) == 0 ? key : expected;
        if (key != expected++) {
            return wrong(FirstProgramSector, "the lead-in ends, and not all packs of its CD-TEXT came");
        }
    }
    return readTracks(layout_);
}

Result<void> ImageSurvey::takeProgram(std::int32_t lba, const QFrame &q, std::span<const std::uint8_t> main) {
    const QContent content = decodeQ(q, false);
    if (const auto *position = std::get_if<QPosition>(&content)) {
        TRY(takePosition(q, *position, lba));
    } else if (const auto *number = std::get_if<QCatalogNumber>(&content)) {
        TRY(takeNumber(lba, q, layout_.mediaCatalogNumber, number->number, "media catalogue number"));
    } else if (const auto *isrc = std::get_if<QIsrc>(&content); isrc != nullptr && current() != nullptr) {
        TRY(takeNumber(lba, q, current()->isrc, isrc->isrc, "ISRC of the track"));
    } else {
        return wrongQ(lba, "its Q sub-channel is none that belongs there", q);
    }
    if (track_ < 0) {
        return wrongQ(lba, "the program area does not begin with a track", q);
    }
    TRY(takeControl(lba, q));
    return takeMain(lba, main);
}

Result<void> ImageSurvey::takeNumber(std::int32_t lba, const QFrame &q, std::string &known, const std::string &number,
                                     const std::string &what) {
    if (!known.empty() && known != number) {
        return wrongQ(lba, "the " + what + " is " + number + ", and before it was " + known, q);
    }
    known = number;
    return {};
}

Result<void> ImageSurvey::takePosition(const QFrame &q, const QPosition &position, std::int32_t lba) {
    if (position.lba != lba) {
        return wrongQ(lba, "its Q sub-channel says that it is the sector of " + placeText(position.lba), q);
    }
    if (position.track == LeadOutTrack) {
        const bool last = track_ + 1 == static_cast<int>(layout_.tracks.size());
        if (lba < layout_.leadOut || !last || (lba > layout_.leadOut && !inLeadOut_)) {
            return wrongQ(lba, "the lead-out is where the table of contents has none", q);
        }
        inLeadOut_ = true;
        return {};
    }
    if (lba >= layout_.leadOut) {
        return wrongQ(lba, "a track goes on where the table of contents has the lead-out", q);
    }
    const int place = position.track - layout_.tracks.front().number;
    if (place != track_ && place != track_ + 1) {
        return wrongQ(lba, "track " + std::to_string(position.track) + " does not belong there", q);
    }
    return place == track_ ? enterIndex(q, position) : enterTrack(q, position);
}

// A track begins with its pre-gap, or at its start; the disc's first one with a pre-gap at 00:00:00.
Result<void> ImageSurvey::enterTrack(const QFrame &q, const QPosition &position) {
    const bool first = track_ < 0;
    ++track_;
    if (track_ >= static_cast<int>(layout_.tracks.size())) {
        return wrongQ(position.lba, "there is a track that the table of contents does not have", q);
    }
    LayoutTrack &track = layout_.tracks[static_cast<std::size_t>(track_)];
    const bool placed =
        position.index == 0 ? position.lba < track.start : position.index == 1 && position.lba == track.start;
    if (!placed || (first && (position.index != 0 || position.lba != FirstProgramSector))) {
        return wrongQ(position.lba,
                      "track " + std::to_string(track.number) + " begins, which the table of contents has at LBA " +
                          std::to_string(track.start),
                      q);
    }
    track.pregap = position.lba;
    if (!first) {
        layout_.tracks[static_cast<std::size_t>(track_ - 1)].end = position.lba;
    }
    index_ = position.index;
    modeKnown_ = false;
    return {};
}

Result<void> ImageSurvey::enterIndex(const QFrame &q, const QPosition &position) {
    LayoutTrack &track = layout_.tracks[static_cast<std::size_t>(track_)];
    const bool next = position.index == index_ + 1;
    const bool pause = position.index == 0;
    if ((position.index != index_ && !next) || pause != (position.lba < track.start)) {
        return wrongQ(position.lba,
                      "index " + std::to_string(position.index) + " of track " + std::to_string(track.number) +
                          " does not belong there",
                      q);
    }
    if (next && position.index >= 2) {
        track.indexes.push_back(position.lba);
    }
    index_ = position.index;
    return {};
}

// As the table of contents has it; only the copy bit may alternate, which says that the track is a copy (SCMS).
Result<void> ImageSurvey::takeControl(std::int32_t lba, const QFrame &q) {
    LayoutTrack *track = current();
    if (track == nullptr) {
        return {};
    }
    const int differs = (q[0] >> 4) ^ track->control;
    track->scms = track->scms || differs == CopyBit;
    if (differs != 0 && (differs != CopyBit || (track->control & DataBit) != 0)) {
        return wrongQ(
            lba,
            "the control bits of track " + std::to_string(track->number) + " are others than in the table of contents",
            q);
    }
    return {};
}

// A pause in front of data may still be of the kind before: silence.
Result<void> ImageSurvey::takeMain(std::int32_t lba, std::span<const std::uint8_t> main) {
    LayoutTrack *track = current();
    if (track == nullptr || (track->control & DataBit) == 0) {
        return {};
    }
    const bool silent = std::all_of(main.begin(), main.end(), [](std::uint8_t byte) { return byte == 0; });
    if (lba < track->start && silent) {
        return {};
    }
    std::copy(main.begin(), main.end(), sector_.begin());
    scramble(sector_);
    if (!modeKnown_) {
        constexpr std::uint8_t Xa = 0x20;
        const int mode = sector_[15] & 3;
        const auto mode2 = layout_.discType == Xa ? SectorType::Mode2Form1 : SectorType::Mode2Formless;
        track->type = mode == 0 ? SectorType::ModeZero : mode == 2 ? mode2 : SectorType::Mode1;
        modeKnown_ = true;
    }
    const SectorFaults faults = checkSector(sector_, lba, track->type);
    return faults.any() ? wrong(lba, "the data sector is wrong: " + faults.text) : Result<void>();
}

Result<void> ImageSurvey::finish(std::int32_t end) {
    if (!inProgram_) {
        TRY(readTracks(layout_));
    }
    const std::int32_t needed = layout_.leadOut + LeadOut;
    if (!inLeadOut_ || end < needed) {
        return Error(status::E_DF2RAW_STREAM_NOT_SUPPORTED,
                     "The raw image cannot be written: it ends before its lead-out does, which has " +
                         std::to_string(LeadOut) + " sectors from LBA " + std::to_string(layout_.leadOut) +
                         " on; make the image anew.",
                     "it ends at LBA " + std::to_string(end) + ", " + std::to_string(needed) + " expected");
    }
    return {};
}

}  // namespace burnish::cd
