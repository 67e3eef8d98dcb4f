// SPDX-License-Identifier: LGPL-2.1-or-later
// The replies of READ TOC/PMA/ATIP.
#include "mmc/toc.hpp"

#include "mmc/invalid_reply.hpp"
#include "base/msf.hpp"

#include <algorithm>

namespace burnish::mmc {

namespace {

constexpr const char *Name = "READ TOC/PMA/ATIP";
constexpr std::size_t TrackBytes = 8;
constexpr std::size_t EntryBytes = 11;

// The reply up to its announced length; an Error where less arrived than that.
Result<ByteView> whole(ByteView reply) {
    if (!reply.has(0, TocHeaderBytes)) {
        return shortReply(Name, reply.size(), TocHeaderBytes);
    }
    const std::size_t announced = std::size_t{reply.u16(0)} + 2;
    if (announced < TocHeaderBytes || !reply.has(0, announced)) {
        return shortReply(Name, reply.size(), std::max(announced, TocHeaderBytes));
    }
    return reply.sub(0, announced);
}

}  // namespace

// Tracks must ascend, in number and in address, and the lead-out must follow them.
Result<Toc> parseToc(ByteView reply) {
    TRY_ASSIGN(const ByteView data, whole(reply));
    Toc toc;
    toc.firstTrack = data.u8(2);
    toc.lastTrack = data.u8(3);
    bool ended = false;
    for (std::size_t offset = TocHeaderBytes; data.has(offset, TrackBytes) && !ended; offset += TrackBytes) {
        const TocTrack track{data.u8(offset + 2), static_cast<std::uint8_t>(data.u8(offset + 1) & 0x0F),
                             static_cast<std::int32_t>(data.u32(offset + 4))};
        if (!toc.tracks.empty() && track.start < toc.tracks.back().start) {
            return invalidReply(Name, "track addresses do not ascend");
        }
        ended = track.number == LeadOutTrack;
        if (ended) {
            toc.leadOut = track.start;
        } else if (track.number < toc.firstTrack || track.number > toc.lastTrack) {
            return invalidReply(Name, "track " + std::to_string(track.number) + " is outside " +
                                          std::to_string(toc.firstTrack) + " to " + std::to_string(toc.lastTrack));
        } else {
            toc.tracks.push_back(track);
        }
    }
    if (!ended || toc.tracks.empty()) {
        return invalidReply(Name, ended ? "no tracks" : "no lead-out");
    }
    return toc;
}

Result<FullToc> parseFullToc(ByteView reply) {
    TRY_ASSIGN(const ByteView data, whole(reply));
    FullToc toc;
    toc.firstSession = data.u8(2);
    toc.lastSession = data.u8(3);
    for (std::size_t offset = TocHeaderBytes; data.has(offset, EntryBytes); offset += EntryBytes) {
        FullTocEntry entry;
        entry.session = data.u8(offset);
        entry.adr = data.u8(offset + 1) >> 4;
        entry.control = data.u8(offset + 1) & 0x0F;
        entry.tno = data.u8(offset + 2);
        entry.point = data.u8(offset + 3);
        entry.minute = data.u8(offset + 4);
        entry.second = data.u8(offset + 5);
        entry.frame = data.u8(offset + 6);
        entry.pMinute = data.u8(offset + 8);
        entry.pSecond = data.u8(offset + 9);
        entry.pFrame = data.u8(offset + 10);
        toc.entries.push_back(entry);
    }
    if (toc.entries.empty()) {
        return invalidReply(Name, "no entries");
    }
    return toc;
}

// Pressed discs have no ATIP, and some drives make one up for them: times that make no sense are not believed.
Result<Atip> parseAtip(ByteView reply) {
    constexpr std::size_t Needed = 16;
    TRY_ASSIGN(const ByteView data, whole(reply));
    if (!data.has(0, Needed)) {
        return shortReply(Name, data.size(), Needed);
    }
    const bool times = isMsf(data.u8(8), data.u8(9), data.u8(10)) && isMsf(data.u8(12), data.u8(13), data.u8(14));
    Atip atip;
    atip.writingPower = data.u8(4) >> 4 & 7;
    atip.referenceSpeed = data.u8(4) & 7;
    atip.unrestrictedUse = data.bit(5, 6);
    atip.erasable = data.bit(6, 6);
    atip.subType = data.u8(6) >> 3 & 7;
    atip.leadInStart = lbaOfLeadInMsf(data.u8(8), data.u8(9), data.u8(10));
    atip.lastPossibleLeadOut = lbaOfProgramMsf(data.u8(12), data.u8(13), data.u8(14));
    if (!times || atip.leadInStart >= 0 || atip.lastPossibleLeadOut <= 0) {
        return invalidReply(Name, "an ATIP without plausible lead-in and lead-out");
    }
    return atip;
}

}  // namespace burnish::mmc
