// SPDX-License-Identifier: LGPL-2.1-or-later
// The cue sheet, entry by entry: control and ADR, track, index, data form, copy bit, absolute time.
#include "formats/session_cue.hpp"

#include "base/msf.hpp"

#include <algorithm>
#include <array>

namespace burnish {

namespace {

constexpr std::uint8_t DataBit = 4;
constexpr std::uint8_t Position = 1, CatalogNumber = 2, Isrc = 3;  // ADR
constexpr std::uint8_t LeadInTrack = 0, LeadOutTrack = 0xAA;
constexpr std::uint8_t AudioForm = 0x00, AudioByDrive = 0x01, Mode1Form = 0x10, Mode1ByDrive = 0x14;
constexpr std::uint8_t RawSubChannel = 0x40, PackedSubChannel = 0xC0, CdTextForm = 0x40, AlternateCopy = 0x80;
constexpr std::int32_t FirstBlock = -150;

bool isData(std::uint8_t control) {
    return (control & DataBit) != 0;
}

// What differs between variants.
struct Shape {
    bool leadInTime = false;  // the lead-in's entry has the time in the groove, not zero
    bool plainIsrc = false;   // ISRC entries without control bits
    bool everyPause = false;  // an index 0 in front of each track, one sector at least
    std::uint8_t blockType = 0;
};

class Builder {
public:
    Builder(const cd::DiscLayout &layout, const SessionCueOptions &options, const Shape &shape)
        : layout_(layout), options_(options), shape_(shape) {}

    std::vector<std::uint8_t> build() {
        const std::uint8_t first = layout_.tracks.front().control, last = layout_.tracks.back().control;
        if (const auto &number = layout_.mediaCatalogNumber; !number.empty()) {
            put({static_cast<std::uint8_t>(first << 4 | CatalogNumber)}, number.substr(0, 7));
            put({static_cast<std::uint8_t>(first << 4 | CatalogNumber)}, number.substr(7, 6));
        }
        const auto text = static_cast<std::uint8_t>(layout_.cdText.empty() ? 0 : CdTextForm);
        const Msf groove = leadInMsf();
        position(first, LeadInTrack, 0, static_cast<std::uint8_t>((isData(first) ? Mode1ByDrive : AudioByDrive) | text),
                 0, shape_.leadInTime ? groove : Msf());
        for (const cd::LayoutTrack &track : layout_.tracks) {
            addTrack(track);
        }
        position(last, LeadOutTrack, 1, isData(last) ? Mode1ByDrive : AudioByDrive, 0, programMsfOf(layout_.leadOut));
        return std::move(bytes_);
    }

private:
    [[nodiscard]] Msf leadInMsf() const {
        const auto time = bcdMsfOf(options_.leadInStart);
        const auto binary = [](std::uint8_t bcd) { return static_cast<std::uint8_t>((bcd >> 4) * 10 + (bcd & 0x0F)); };
        return {binary(time[0]), binary(time[1]), binary(time[2])};
    }

    void put(std::vector<std::uint8_t> entry, const std::string &text) {
        constexpr std::size_t EntryBytes = 8;
        entry.insert(entry.end(), text.begin(), text.end());
        entry.resize(EntryBytes);
        bytes_.insert(bytes_.end(), entry.begin(), entry.end());
    }

    void position(std::uint8_t control, std::uint8_t track, std::uint8_t index, std::uint8_t form, std::uint8_t copy,
                  Msf time) {
        put({static_cast<std::uint8_t>(control << 4 | Position), track, index, form, copy, time.minute, time.second,
             time.frame},
            "");
    }

    [[nodiscard]] std::uint8_t formOf(const cd::LayoutTrack &track) const {
        std::uint8_t form = isData(track.control) ? Mode1Form : AudioForm;
        if (options_.subChannel == cd::SubChannelType::Raw) {
            form |= RawSubChannel;
        } else if (options_.subChannel == cd::SubChannelType::Cooked) {
            form |= PackedSubChannel;
        }
        return form;
    }

    void addTrack(const cd::LayoutTrack &track) {
        const auto copy = static_cast<std::uint8_t>(track.scms ? AlternateCopy : 0);
        const std::uint8_t form = formOf(track);
        if (!track.isrc.empty()) {
            const auto own = static_cast<std::uint8_t>((shape_.plainIsrc ? 0 : track.control) << 4 | Isrc);
            put({own, track.number}, track.isrc.substr(0, 6));
            put({own, track.number}, track.isrc.substr(6, 6));
        }
        const bool pause = track.pregap < track.start;
        if (pause || shape_.everyPause) {
            const std::int32_t from = pause ? track.pregap : track.start - 1;
            position(track.control, track.number, 0, form, copy, programMsfOf(from));
        }
        position(track.control, track.number, 1, form, copy, programMsfOf(track.start));
        std::uint8_t index = 2;
        for (const std::int32_t lba : track.indexes) {
            position(track.control, track.number, index++, form, copy, programMsfOf(lba));
        }
    }

    const cd::DiscLayout &layout_;
    const SessionCueOptions &options_;
    const Shape shape_;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace

Result<void> checkSessionAtOnce(const cd::DiscLayout &layout) {
    for (const cd::LayoutTrack &track : layout.tracks) {
        if (track.type != cd::SectorType::Audio && track.type != cd::SectorType::Mode1) {
            return Error(status::E_DF2RAW_STREAM_NOT_SUPPORTED,
                         "This image cannot be written session at once: track " + std::to_string(track.number) +
                             " has sectors that are neither audio nor mode 1; use a drive that writes raw.");
        }
    }
    return {};
}

// The lead-in at zero is what drives take that refuse the others; the time in the groove with the block type of a raw
// sub-channel, plain ISRC entries and an index 0 everywhere are what the remaining ones want.
std::vector<CueVariant> cueVariants(const cd::DiscLayout &layout, const SessionCueOptions &options) {
    constexpr std::uint8_t RawSectors = 0, RawWithSubChannel = 3;
    std::vector<CueVariant> variants;
    const auto add = [&](const char *name, const Shape &shape) {
        variants.push_back({name, shape.blockType, Builder(layout, options, shape).build()});
    };
    const auto &tracks = layout.tracks;
    add("lead-in at 00:00:00", {false, false, false, RawSectors});
    add("lead-in at its time in the groove",
        {true, false, false, layout.cdText.empty() ? RawSectors : RawWithSubChannel});
    if (std::any_of(tracks.begin(), tracks.end(), [](const auto &track) { return !track.isrc.empty(); })) {
        add("ISRC without control bits", {false, true, false, RawSectors});
    }
    if (std::any_of(tracks.begin(), tracks.end(), [](const auto &track) { return track.pregap == track.start; })) {
        add("an index 0 in front of every track", {false, false, true, RawSectors});
    }
    return variants;
}

std::vector<SessionRun> sessionRuns(const cd::DiscLayout &layout, const SessionCueOptions &options) {
    const bool subChannel = options.subChannel != cd::SubChannelType::PqOnly;
    std::vector<SessionRun> runs;
    if (!layout.cdText.empty()) {
        runs.push_back({options.leadInStart, FirstBlock, true, false, false});
    }
    for (const cd::LayoutTrack &track : layout.tracks) {
        const bool data = isData(track.control);
        const bool joins = !runs.empty() && !runs.back().cdText && runs.back().data == data;
        if (!joins) {
            runs.push_back({track.pregap, track.end, false, data, subChannel});
        }
        runs.back().end = track.end;
    }
    return runs;
}

std::vector<std::uint8_t> cdTextBlocks(const std::vector<cd::CdTextPack> &packs, std::int32_t blocks) {
    constexpr std::size_t PacksPerBlock = 4, PackSymbols = 24;
    const std::size_t count = static_cast<std::size_t>(blocks) * PacksPerBlock;
    std::vector<std::uint8_t> bytes;
    bytes.reserve(count * PackSymbols);
    for (std::size_t i = 0; i < count; ++i) {
        const auto symbols = cd::symbolsOf(packs[i % packs.size()]);
        bytes.insert(bytes.end(), symbols.begin(), symbols.end());
    }
    return bytes;
}

}  // namespace burnish
