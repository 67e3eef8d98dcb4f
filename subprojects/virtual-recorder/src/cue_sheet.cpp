// SPDX-License-Identifier: LGPL-2.1-or-later
// Reads a cue sheet entry by entry. Whatever is not as it must be ends the reading: drives give one sense for all of
// it.
#include "cue_sheet.hpp"

#include "identifiers.hpp"
#include "msf.hpp"

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

constexpr std::uint8_t LeadInTrack = 0x00, LeadOutTrack = 0xAA;
constexpr std::int32_t LeastPauseOnChange = 150;  // in the new mode, where data follows audio or audio data

enum Adr : std::uint8_t { Position = 1, CatalogueNumber = 2, RecordingCode = 3 };

struct Entry {
    std::uint8_t control = 0;
    std::uint8_t adr = 0;
    std::uint8_t track = 0;
    std::uint8_t index = 0;
    std::uint8_t main = 0;        // of the data form
    std::uint8_t subChannel = 0;  // its two highest bits
    std::uint8_t copying = 0;
    std::optional<std::int32_t> lba;
    ByteView bytes;

    explicit Entry(ByteView own)
        : control(own[0] >> 4),
          adr(own[0] & 0x0F),
          track(own[1]),
          index(own[2]),
          main(own[3] & 0x3F),
          subChannel(own[3] & 0xC0),
          copying(own[4]),
          lba(lbaOfMsf({own[5], own[6], own[7]})),
          bytes(own) {}

    [[nodiscard]] bool audio() const { return (control & 0x04) == 0; }
};

// What the drive writes of a data form.
struct Form {
    std::uint8_t main;
    bool audio;
    SectorMode mode;
    std::int32_t size;  // bytes of a block in the main channel; 0: the drive fills it
};

// Audio; mode 1 as blocks of data; mode 2 with sub-headers and without, as what stands behind the header; each as whole
// sectors, too, whose frame is ignored, and as what the drive fills itself.
constexpr std::array<Form, 11> Forms = {{{0x00, true, SectorMode::One, 2352},
                                         {0x01, true, SectorMode::One, 0},
                                         {0x10, false, SectorMode::One, 2048},
                                         {0x11, false, SectorMode::One, 2352},
                                         {0x14, false, SectorMode::One, 0},
                                         {0x20, false, SectorMode::Xa, 2336},
                                         {0x21, false, SectorMode::Xa, 2352},
                                         {0x24, false, SectorMode::Xa, 0},
                                         {0x30, false, SectorMode::Formless, 2336},
                                         {0x31, false, SectorMode::Formless, 2352},
                                         {0x34, false, SectorMode::Formless, 0}}};

// Null for a form that the drive does not write, or that is not of the kind that the control bits tell.
const Form *formOf(const Entry &entry) {
    const auto form = std::find_if(Forms.begin(), Forms.end(),
                                   [&](const Form &f) { return f.main == entry.main && f.audio == entry.audio(); });
    return form == Forms.end() ? nullptr : &*form;
}

// Blocks of a lead-in or lead-out, which the drive fills.
bool generated(const Entry &entry) {
    const Form *form = formOf(entry);
    return form != nullptr && form->size == 0;
}

bool alike(const TrackKind &one, const TrackKind &other) {
    return one.audio() == other.audio() && one.mode == other.mode;
}

class Reader {
public:
    Reader(ByteView bytes, const Disc &disc) : bytes_(bytes), disc_(disc) {}

    std::optional<CueSheet> read() {
        const bool proper = readCatalogueNumber() && readLeadIn() && readTracks() && readLeadOut() && at_ == count();
        return proper ? std::optional(std::move(sheet_)) : std::nullopt;
    }

private:
    [[nodiscard]] std::size_t count() const { return bytes_.size() / CueEntrySize; }
    [[nodiscard]] bool more() const { return at_ < count(); }
    [[nodiscard]] Entry entry(std::size_t ahead = 0) const {
        return Entry(bytes_.subspan((at_ + ahead) * CueEntrySize, CueEntrySize));
    }
    [[nodiscard]] std::int32_t sessionStart() const { return disc_.nextTrackStart() - disc_.type().pregap; }

    // Two entries of one ADR that share the characters of a number.
    bool readNumber(std::size_t from, std::size_t firstLength, std::size_t secondLength, std::string &number) {
        if (at_ + 2 > count() || entry(1).adr != entry().adr) {
            return false;
        }
        const ByteView first = entry().bytes.subspan(from, firstLength);
        const ByteView second = entry(1).bytes.subspan(from, secondLength);
        number.assign(first.begin(), first.end());
        number.append(second.begin(), second.end());
        at_ += 2;
        return true;
    }

    // Seven digits, then six and a zero.
    bool readCatalogueNumber() {
        if (!more() || entry().adr != CatalogueNumber) {
            return true;
        }
        return readNumber(1, 7, 6, mcn_) && bytes_[at_ * CueEntrySize - 1] == 0 && validMcn(mcn_);
    }

    // It is at time zero, or where the session begins. The time in the groove where its first block lies is no time of
    // the sheet.
    bool readLeadIn() {
        constexpr std::uint8_t CdText = 0x40;
        if (!more()) {
            return false;
        }
        const Entry one = entry();
        const bool placed = one.lba && (*one.lba == -disc_.type().pregap || *one.lba == sessionStart());
        sheet_.cdText = one.subChannel == CdText;
        ++at_;
        return one.adr == Position && one.track == LeadInTrack && one.index == 0 && generated(one) && placed &&
               one.copying == 0 && (one.subChannel == 0 || sheet_.cdText);
    }

    bool readTracks() {
        while (more() && entry().track != LeadOutTrack) {
            if (!readTrack()) {
                return false;
            }
        }
        return !sheet_.tracks.empty();
    }

    // Six characters and six, in front of the track's entries.
    bool readRecordingCode(std::uint8_t number, std::string &isrc) {
        if (!more() || entry().adr != RecordingCode) {
            return true;
        }
        const bool own = entry().track == number && at_ + 1 < count() && entry(1).track == number;
        return own && readNumber(2, 6, 6, isrc) && validIsrc(isrc);
    }

    bool readTrack() {
        const auto number = static_cast<std::uint8_t>(disc_.tracks().size() + sheet_.tracks.size() + 1);
        Track track;
        track.kind.mcn = mcn_;
        if (number > disc_.type().mostTracks || !readRecordingCode(number, track.kind.isrc) || !more()) {
            return false;
        }
        const Entry first = entry();
        track.kind.control = first.control;
        track.kind.mode = formOf(first) != nullptr ? formOf(first)->mode : SectorMode::One;
        track.kind.alternatingCopy = first.copying != 0;
        track.pregap = 0;
        sheet_.tracks.push_back(track);
        std::uint8_t expected = first.index;
        if (expected > 1) {
            return false;
        }
        for (; more() && entry().track == number && entry().adr == Position; ++at_, ++expected) {
            if (!readIndex(entry(), first, expected)) {
                return false;
            }
        }
        return expected >= 2 && placedWell();
    }

    // Each index continues what the first entry of its track began.
    bool readIndex(const Entry &one, const Entry &first, std::uint8_t expected) {
        constexpr std::uint8_t AlternateCopy = 0x80, FourChannels = 0x08, RawSubChannel = 0x40, PackedSubChannel = 0xC0;
        const Form *form = formOf(one);
        Track &track = sheet_.tracks.back();
        const bool alike = one.control == first.control && one.copying == first.copying &&
                           one.subChannel == first.subChannel && one.index == expected && expected <= 99;
        const bool copying = one.copying == 0 || (one.copying == AlternateCopy && one.audio());
        const bool channel =
            one.subChannel == 0 || one.subChannel == RawSubChannel || one.subChannel == PackedSubChannel;
        const bool filled = form != nullptr && form->mode == track.kind.mode &&
                            (form->size > 0 || (expected == 0 && one.subChannel == 0));
        if (!filled || !alike || !copying || !channel || (one.control & FourChannels) != 0 || !one.lba ||
            !follows(*one.lba)) {
            return false;
        }
        const std::int32_t lba = *one.lba;
        if (expected <= 1) {
            track.pregap = expected == 0 ? 0 : index0_ ? lba - *index0_ : 0;
            index0_ = expected == 0 ? std::optional(lba) : std::nullopt;
            track.start = lba;
        } else {
            track.indexes.push_back(lba - track.start);
        }
        track.subChannel = one.subChannel != 0;
        sheet_.spans.push_back({lba, lba, form->size, one.audio(), track.subChannel, sheet_.tracks.size() - 1});
        return true;
    }

    // The session's first block comes first; each later entry lies behind the one before, whose blocks end there.
    bool follows(std::int32_t lba) {
        if (sheet_.spans.empty()) {
            return lba == sessionStart() && entry().index == 0;
        }
        sheet_.spans.back().end = lba;
        return lba > sheet_.spans.back().start && longEnough(lba);
    }

    // From its start to that of the next, or to the lead-out, a track is as long as a track must be.
    [[nodiscard]] bool longEnough(std::int32_t lba) const {
        const Entry one = entry();
        const bool ends = one.track == LeadOutTrack || (one.index == 1 && sheet_.tracks.size() > 1);
        const std::size_t before = sheet_.tracks.size() - (one.track == LeadOutTrack ? 1 : 2);
        return !ends || lba - sheet_.tracks[before].start >= disc_.type().shortestTrack;
    }

    // Two seconds at least in front of the first track, and where the mode changes.
    bool placedWell() {
        const Track &track = sheet_.tracks.back();
        const bool first = sheet_.tracks.size() == 1;
        const bool changes = !first && !alike(sheet_.tracks[sheet_.tracks.size() - 2].kind, track.kind);
        return (!first && !changes) || *track.pregap >= LeastPauseOnChange;
    }

    bool readLeadOut() {
        if (!more() || sheet_.tracks.empty()) {
            return false;
        }
        const Entry one = entry();
        const bool placed = one.lba && follows(*one.lba) && *one.lba <= disc_.type().capacity;
        const TrackKind &last = sheet_.tracks.back().kind;
        ++at_;
        sheet_.leadOut = placed ? *one.lba : 0;
        return placed && one.adr == Position && one.track == LeadOutTrack && one.index == 1 && generated(one) &&
               one.subChannel == 0 && one.copying == 0 && one.audio() == last.audio() &&
               (last.audio() || formOf(one)->mode == last.mode);
    }

    ByteView bytes_;
    const Disc &disc_;
    std::size_t at_ = 0;
    std::string mcn_;
    std::optional<std::int32_t> index0_;
    CueSheet sheet_;
};

}  // namespace

std::optional<CueSheet> readCueSheet(ByteView bytes, const Disc &disc) {
    return Reader(bytes, disc).read();
}

}  // namespace virtual_recorder
