// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the table chunk by chunk. Nothing in it is believed: a track must lie in the file, in whole sectors, before
// the table, and what two chunks say must be the same.
#include "image/nrg_footer.hpp"

#include "base/bytes.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace burnish {

namespace {

// From the first pre-gap, 00:00:00, to 99:59:74.
bool isOnDisc(std::int64_t lba) {
    return lba >= -150 && lba < 100 * 60 * 75 - 150;
}

constexpr std::size_t ChunkHeader = 8;
constexpr std::size_t CueEntry = 8;
constexpr std::size_t DaoHeader = 22;
constexpr std::size_t PackBytes = 18;
constexpr std::int32_t Pregap = 150;
constexpr std::uint8_t LeadOut = 0xAA;
constexpr std::size_t MostTracks = 99;

constexpr std::uint32_t id(const char (&name)[5]) {
    return std::uint32_t{static_cast<std::uint8_t>(name[0])} << 24 |
           std::uint32_t{static_cast<std::uint8_t>(name[1])} << 16 |
           std::uint32_t{static_cast<std::uint8_t>(name[2])} << 8 | static_cast<std::uint8_t>(name[3]);
}

Error damaged(const std::string &what) {
    return {status::E_DATA_STREAM_INCONSISTENCY, "The NRG image is damaged: " + what + "; make it or fetch it again."};
}

Error damagedTrack(std::size_t number, const std::string &what) {
    return damaged("track " + std::to_string(number) + " " + what);
}

std::uint64_t u64(ByteView bytes, std::size_t at) {
    return std::uint64_t{bytes.u32(at)} << 32 | bytes.u32(at + 4);
}

// Offsets in the file have 4 bytes in the first version, 8 in the second.
struct Width {
    bool wide;

    [[nodiscard]] std::uint64_t read(ByteView bytes, std::size_t at) const {
        return wide ? u64(bytes, at) : bytes.u32(at);
    }
    [[nodiscard]] std::size_t bytes() const { return wide ? 8 : 4; }
};

std::optional<NrgLayout> layoutOf(std::uint32_t mode) {
    switch (mode) {
        case 0x00:
            return NrgLayout{NrgTrackType::Mode1, 2048, 0, 2048};
        case 0x02:
            return NrgLayout{NrgTrackType::Mode2, 2048, 0, 2048};
        case 0x03:
            return NrgLayout{NrgTrackType::Mode2, 2336, 8, 2048};
        case 0x05:
            return NrgLayout{NrgTrackType::Mode1, 2352, 16, 2048};
        case 0x06:
            return NrgLayout{NrgTrackType::Mode2, 2352, 24, 2048};
        case 0x07:
            return NrgLayout{NrgTrackType::Audio, 2352, 0, 2352};
        case 0x0F:  // from here on with 96 bytes of sub-channel behind each sector
            return NrgLayout{NrgTrackType::Mode1, 2448, 16, 2048};
        case 0x10:
            return NrgLayout{NrgTrackType::Audio, 2448, 0, 2352};
        case 0x11:
            return NrgLayout{NrgTrackType::Mode2, 2448, 24, 2048};
        default:
            return std::nullopt;
    }
}

Result<NrgLayout> knownLayout(std::size_t number, std::uint32_t mode) {
    if (const auto layout = layoutOf(mode)) {
        return *layout;
    }
    char code[16];
    std::snprintf(code, sizeof code, "%02Xh", mode);
    return Error(status::E_NOTIMPL, "Track " + std::to_string(number) +
                                        " of the NRG image has sectors of a kind that is "
                                        "not known (" +
                                        code + ").");
}

// One index of one track, from a cue chunk.
struct Cue {
    std::uint8_t control = 0;
    std::uint8_t track = 0;  // decimal; LeadOut as it is
    std::uint8_t index = 0;
    std::int32_t lba = 0;
};

std::uint8_t fromBcd(std::uint8_t value) {
    return static_cast<std::uint8_t>((value >> 4) * 10 + (value & 0x0F));
}

class TableReader {
public:
    explicit TableReader(std::uint64_t tableStart) : tableStart_(tableStart) {}

    // True at the end mark.
    [[nodiscard]] Result<bool> take(std::uint32_t chunk, ByteView body);
    [[nodiscard]] Result<NrgContents> finish();

private:
    [[nodiscard]] Result<void> takeCues(ByteView body, bool wide);
    [[nodiscard]] Result<void> takeDao(ByteView body, Width width);
    [[nodiscard]] Result<void> takeDaoTrack(ByteView entry, Width width);
    [[nodiscard]] Result<void> takeTao(ByteView body, Width width);
    [[nodiscard]] Result<void> takeTaoTrack(ByteView entry, Width width, std::int32_t index);
    [[nodiscard]] Result<void> takeSession(ByteView body);
    [[nodiscard]] Result<void> place(NrgTrack &track, std::uint64_t begin, std::uint64_t end) const;
    [[nodiscard]] Result<void> add(NrgTrack track);
    [[nodiscard]] const Cue *cueOf(std::int32_t track, std::uint8_t index) const;
    [[nodiscard]] std::size_t next() const { return contents_.tracks.size() + 1; }

    std::uint64_t tableStart_;
    NrgContents contents_;
    std::vector<Cue> cues_;  // of this session
    std::int32_t session_ = 1;
    std::size_t inSession_ = 0;
};

Result<bool> TableReader::take(std::uint32_t chunk, ByteView body) {
    switch (chunk) {
        case id("CUES"):
        case id("CUEX"):
            TRY(takeCues(body, chunk == id("CUEX")));
            return false;
        case id("DAOI"):
        case id("DAOX"):
            TRY(takeDao(body, {chunk == id("DAOX")}));
            return false;
        case id("ETNF"):
        case id("ETN2"):
            TRY(takeTao(body, {chunk == id("ETN2")}));
            return false;
        case id("SINF"):
            TRY(takeSession(body));
            return false;
        case id("CDTX"):
            if (body.size() % PackBytes != 0) {
                return damaged("its CD-TEXT is cut off");
            }
            contents_.cdText.assign(body.bytes().begin(), body.bytes().end());
            return false;
        case id("END!"):
            return true;
        default:  // kind of medium, names, what later versions add
            return false;
    }
}

// Addresses are LBAs in the second version, minutes, seconds and frames in the first.
Result<void> TableReader::takeCues(ByteView body, bool wide) {
    if (body.size() % CueEntry != 0 || body.size() < 2 * CueEntry) {
        return damaged("its cue sheet is cut off");
    }
    cues_.clear();
    for (std::size_t at = 0; at < body.size(); at += CueEntry) {
        const std::uint8_t track = body.u8(at + 1);
        const auto msf = (body.u8(at + 5) * 60 + body.u8(at + 6)) * 75 + body.u8(at + 7) - Pregap;
        cues_.push_back({static_cast<std::uint8_t>(body.u8(at) >> 4), track == LeadOut ? track : fromBcd(track),
                         fromBcd(body.u8(at + 2)), wide ? static_cast<std::int32_t>(body.u32(at + 4)) : msf});
    }
    return {};
}

const Cue *TableReader::cueOf(std::int32_t track, std::uint8_t index) const {
    const auto found = std::find_if(cues_.begin(), cues_.end(),
                                    [&](const Cue &cue) { return cue.track == track && cue.index == index; });
    return found != cues_.end() ? &*found : nullptr;
}

Result<void> TableReader::takeDao(ByteView body, Width width) {
    const std::size_t entry = 18 + 3 * width.bytes();
    if (body.size() < DaoHeader + entry || (body.size() - DaoHeader) % entry != 0) {
        return damaged("its list of tracks is cut off");
    }
    const std::size_t count = (body.size() - DaoHeader) / entry;
    if (body.u8(20) != next() || body.u8(21) != next() + count - 1) {
        return damaged("its list of tracks does not have as many as it says");
    }
    if (contents_.catalog.empty() && body.u8(4) != 0) {
        contents_.catalog = body.text(4, 13);
    }
    for (std::size_t i = 0; i < count; ++i) {
        TRY(takeDaoTrack(body.sub(DaoHeader + i * entry, entry), width));
    }
    return {};
}

// ISRC, bytes of a sector, mode, and where pre-gap, track and end lie in the file.
Result<void> TableReader::takeDaoTrack(ByteView entry, Width width) {
    NrgTrack track;
    TRY_ASSIGN(track.layout, knownLayout(next(), entry.u8(14)));
    if (entry.u16(12) != track.layout.sectorBytes) {
        return damagedTrack(next(),
                            "has sectors of " + std::to_string(entry.u16(12)) + " bytes, which its kind has not");
    }
    const auto pregap = width.read(entry, 18);
    const auto begin = width.read(entry, 18 + width.bytes());
    if (pregap > begin) {
        return damagedTrack(next(), "begins before its pre-gap");
    }
    TRY(place(track, begin, width.read(entry, 18 + 2 * width.bytes())));
    const Cue *first = cueOf(static_cast<std::int32_t>(next()), 0);
    const Cue *start = cueOf(static_cast<std::int32_t>(next()), 1);
    if (start == nullptr || (first != nullptr && first->lba > start->lba)) {
        return damagedTrack(next(), "is not in its cue sheet");
    }
    if (!isOnDisc(start->lba) || (first != nullptr && !isOnDisc(first->lba))) {
        return damagedTrack(next(), "begins at no place of a disc");
    }
    track.start = start->lba;
    track.pregap = first != nullptr ? start->lba - first->lba : 0;
    track.preEmphasis = (start->control & 1) != 0 && track.layout.type == NrgTrackType::Audio;
    track.copyPermitted = (start->control & 2) != 0;
    track.isrc = entry.u8(0) != 0 ? entry.text(0, 12) : std::string();
    return add(std::move(track));
}

Result<void> TableReader::takeTao(ByteView body, Width width) {
    const std::size_t entry = 2 * width.bytes() + (width.wide ? 16 : 12);
    if (body.size() < entry || body.size() % entry != 0) {
        return damaged("its list of tracks is cut off");
    }
    for (std::size_t i = 0; i < body.size() / entry; ++i) {
        TRY(takeTaoTrack(body.sub(i * entry, entry), width, static_cast<std::int32_t>(i)));
    }
    return {};
}

// Where it lies in the file, how long it is, its mode, and where it begins, pauses between tracks not counted.
Result<void> TableReader::takeTaoTrack(ByteView entry, Width width, std::int32_t index) {
    NrgTrack track;
    const std::uint64_t begin = width.read(entry, 0);
    const std::uint64_t length = width.read(entry, width.bytes());
    TRY_ASSIGN(track.layout, knownLayout(next(), entry.u32(2 * width.bytes())));
    if (begin > UINT64_MAX - length) {
        return damagedTrack(next(), "does not lie in the file");
    }
    TRY(place(track, begin, begin + length));
    const std::int64_t start =
        std::int64_t{static_cast<std::int32_t>(entry.u32(2 * width.bytes() + 4))} + std::int64_t{index} * Pregap;
    if (!isOnDisc(start)) {
        return damagedTrack(next(), "begins at no place of a disc");
    }
    track.start = static_cast<std::int32_t>(start);
    return add(std::move(track));
}

Result<void> TableReader::takeSession(ByteView body) {
    if (body.size() < 4 || body.u32(0) != inSession_) {
        return damaged("session " + std::to_string(session_) + " does not have as many tracks as it says");
    }
    inSession_ = 0;
    cues_.clear();
    ++session_;
    return {};
}

Result<void> TableReader::place(NrgTrack &track, std::uint64_t begin, std::uint64_t end) const {
    if (end < begin || end > tableStart_) {
        return damagedTrack(next(), "does not lie in the file");
    }
    const std::uint64_t bytes = end - begin;
    const std::uint64_t sectors = bytes / track.layout.sectorBytes;
    if (bytes == 0 || bytes % track.layout.sectorBytes != 0 || sectors > INT32_MAX) {
        return damagedTrack(next(), "is no whole number of sectors");
    }
    track.offset = begin;
    track.sectors = static_cast<std::int32_t>(sectors);
    return {};
}

// Tracks follow each other on the disc.
Result<void> TableReader::add(NrgTrack track) {
    track.number = static_cast<std::int32_t>(next());
    track.session = session_;
    if (next() > MostTracks) {
        return damaged("it has more than 99 tracks");
    }
    const std::int64_t free =
        contents_.tracks.empty() ? 0 : std::int64_t{contents_.tracks.back().start} + contents_.tracks.back().sectors;
    if (track.start < free) {
        return damagedTrack(next(), "lies over the one before it");
    }
    contents_.tracks.push_back(std::move(track));
    ++inSession_;
    return {};
}

Result<NrgContents> TableReader::finish() {
    if (contents_.tracks.empty()) {
        return damaged("it has no tracks");
    }
    return std::move(contents_);
}

}  // namespace

Result<std::uint64_t> nrgTableStart(std::span<const std::uint8_t> last, std::uint64_t fileBytes) {
    const ByteView end(last);
    const bool second = last.size() == 12 && end.u32(0) == id("NER5");
    const bool first = last.size() == 12 && end.u32(4) == id("NERO");
    if (!first && !second) {
        return Error(status::E_INVALIDARG, "This is no NRG image, or the end of one is missing.");
    }
    const std::uint64_t start = second ? u64(end, 4) : end.u32(8);
    if (start > fileBytes - (second ? 12 : 8)) {
        return damaged("its list of tracks would lie behind its end, so a part of it is missing");
    }
    return start;
}

Result<NrgContents> parseNrgTable(std::span<const std::uint8_t> table, std::uint64_t start) {
    TableReader reader(start);
    const ByteView bytes(table);
    for (std::size_t at = 0; bytes.has(at, ChunkHeader);) {
        const std::size_t length = bytes.u32(at + 4);
        if (!bytes.has(at + ChunkHeader, length)) {
            return damaged("its list of tracks is cut off");
        }
        TRY_ASSIGN(const bool ended, reader.take(bytes.u32(at), bytes.sub(at + ChunkHeader, length)));
        if (ended) {
            return reader.finish();
        }
        at += ChunkHeader + length;
    }
    return damaged("its list of tracks has no end");
}

}  // namespace burnish
