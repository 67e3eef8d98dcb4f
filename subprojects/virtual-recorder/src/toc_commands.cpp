// SPDX-License-Identifier: LGPL-2.1-or-later
// READ TOC/PMA/ATIP: the TOC, the sessions, the raw TOC, the ATIP and CD-TEXT.
#include "commands.hpp"
#include "msf.hpp"

namespace virtual_recorder {

namespace {

constexpr std::uint8_t LeadOutTrack = 0xAA;

std::vector<TrackPlace> tracksOfClosedSessions(const Disc &disc) {
    std::vector<TrackPlace> places;
    for (const TrackPlace &place : disc.tracks()) {
        if (disc.sessions()[static_cast<std::size_t>(place.session - 1)].closed) {
            places.push_back(place);
        }
    }
    return places;
}

void putAddress(Bytes &reply, std::size_t at, std::int32_t lba, bool asMsf) {
    if (!asMsf) {
        putLba(reply, at, lba);
        return;
    }
    const Msf time = msfOfLba(lba);
    reply[at + 1] = time.minute;
    reply[at + 2] = time.second;
    reply[at + 3] = time.frame;
}

void addTrackDescriptor(Bytes &reply, std::uint8_t control, std::uint8_t number, std::int32_t lba, bool asMsf) {
    const std::size_t at = reply.size();
    reply.resize(at + 8);
    reply[at + 1] = static_cast<std::uint8_t>(0x10 | control);
    reply[at + 2] = number;
    putAddress(reply, at + 4, lba, asMsf);
}

void setLength(Bytes &reply) {
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
}

// Format 0: the tracks from one on, and the lead-out.
Bytes toc(const Disc &disc, std::uint8_t from, bool asMsf) {
    const auto places = tracksOfClosedSessions(disc);
    if (places.empty() || (from > places.back().number && from != LeadOutTrack)) {
        return {};
    }
    Bytes reply = {0, 0, 1, static_cast<std::uint8_t>(places.back().number)};
    for (const TrackPlace &place : places) {
        if (place.number >= from) {
            addTrackDescriptor(reply, place.track->kind.control, static_cast<std::uint8_t>(place.number),
                               place.track->start, asMsf);
        }
    }
    addTrackDescriptor(reply, places.back().track->kind.control, LeadOutTrack, disc.lastClosedSession()->leadOut,
                       asMsf);
    setLength(reply);
    return reply;
}

// Format 1: the first track of the last complete session.
Bytes sessionInformation(const Disc &disc, bool asMsf) {
    const auto places = tracksOfClosedSessions(disc);
    if (places.empty()) {
        return {};
    }
    TrackPlace first = places.back();
    for (const TrackPlace &place : places) {
        if (place.session == places.back().session) {
            first = place;
            break;
        }
    }
    Bytes reply = {0, 0, 1, static_cast<std::uint8_t>(places.back().session)};
    addTrackDescriptor(reply, first.track->kind.control, static_cast<std::uint8_t>(first.number), first.track->start,
                       asMsf);
    setLength(reply);
    return reply;
}

struct RawEntry {
    std::uint8_t adr = 1;
    std::uint8_t control = 4;
    std::uint8_t point = 0;
    Msf time = {};  // MIN, SEC, FRAME
    std::uint8_t zero = 0;
    Msf pointed = {};  // PMIN, PSEC, PFRAME
};

void addRawEntry(Bytes &reply, int session, const RawEntry &entry) {
    const Bytes bytes = {static_cast<std::uint8_t>(session),
                         static_cast<std::uint8_t>(entry.adr << 4 | entry.control),
                         0,
                         entry.point,
                         entry.time.minute,
                         entry.time.second,
                         entry.time.frame,
                         entry.zero,
                         entry.pointed.minute,
                         entry.pointed.second,
                         entry.pointed.frame};
    reply.insert(reply.end(), bytes.begin(), bytes.end());
}

// The pointers of a session that another may follow: where that one starts, and the disc's two limits.
void addMultiSessionEntries(Bytes &reply, const Disc &disc, std::size_t index) {
    const MediumType &type = disc.type();
    const Session &session = disc.sessions()[index];
    const std::int32_t gap = index == 0 ? type.firstSessionGap : type.laterSessionGap;
    const std::uint8_t control = session.tracks.back().kind.control;
    const int number = static_cast<int>(index) + 1;
    const bool first = index == 0;
    addRawEntry(reply, number,
                {5, control, 0xB0, msfOfLba(session.leadOut + gap - type.pregap),
                 static_cast<std::uint8_t>(first ? 2 : 1), msfOfLba(type.capacity)});
    if (first) {
        addRawEntry(reply, number, {5, control, 0xC0, {}, 0, msfOfLba(type.leadInStart)});
    }
}

// Format 2: the entries of each session's lead-in.
Bytes rawToc(const Disc &disc) {
    const auto places = tracksOfClosedSessions(disc);
    if (!disc.type().cd || places.empty()) {
        return {};
    }
    Bytes reply = {0, 0, 1, static_cast<std::uint8_t>(places.back().session)};
    for (int number = 1; number <= places.back().session; ++number) {
        const std::size_t index = static_cast<std::size_t>(number - 1);
        const Session &session = disc.sessions()[index];
        const auto inSession = [&](const TrackPlace &place) { return place.session == number; };
        std::vector<TrackPlace> own;
        std::copy_if(places.begin(), places.end(), std::back_inserter(own), inSession);
        const std::uint8_t control = own.back().track->kind.control;
        addRawEntry(reply, number,
                    {1,
                     own.front().track->kind.control,
                     0xA0,
                     {},
                     0,
                     {static_cast<std::uint8_t>(own.front().number), session.format, 0}});
        addRawEntry(reply, number, {1, control, 0xA1, {}, 0, {static_cast<std::uint8_t>(own.back().number), 0, 0}});
        addRawEntry(reply, number, {1, control, 0xA2, {}, 0, msfOfLba(session.leadOut)});
        for (const TrackPlace &place : own) {
            addRawEntry(reply, number,
                        {1,
                         place.track->kind.control,
                         static_cast<std::uint8_t>(place.number),
                         {},
                         0,
                         msfOfLba(place.track->start)});
        }
        const bool last = index + 1 == disc.sessions().size();
        if (!last || !disc.finalized()) {
            addMultiSessionEntries(reply, disc, index);
        }
    }
    setLength(reply);
    return reply;
}

// Format 4: what is pressed into the groove of a recordable CD.
Bytes atip(const Disc &disc) {
    if (!disc.type().cd) {
        return {};
    }
    constexpr std::uint8_t Valid = 0x80, WritingPower = 5 << 4, Erasable = 0x40, SpeedsValid = 0x04;
    Bytes reply(28);
    reply[4] = Valid | WritingPower;
    reply[6] = static_cast<std::uint8_t>(Valid | (disc.type().erasable ? Erasable : 0) | disc.type().subType << 3);
    if (disc.type().atipSpeeds != 0) {
        reply[6] |= SpeedsValid;
        reply[16] = disc.type().atipSpeeds;
    }
    const Msf leadIn = msfOfLba(disc.type().leadInStart);
    const Msf leadOut = msfOfLba(disc.type().capacity);
    reply[8] = leadIn.minute;
    reply[9] = leadIn.second;
    reply[10] = leadIn.frame;
    reply[12] = leadOut.minute;
    reply[13] = leadOut.second;
    reply[14] = leadOut.frame;
    setLength(reply);
    return reply;
}

// Format 5: the packs of CD-TEXT.
Bytes cdText(const Disc &disc) {
    if (disc.cdText().empty()) {
        return {};
    }
    Bytes reply(4);
    reply.insert(reply.end(), disc.cdText().begin(), disc.cdText().end());
    setLength(reply);
    return reply;
}

// The first ATAPI drives had the format in the control byte, and Linux still asks there where the last session begins.
// As drives do, an answer is given to either; the newer place goes first.
std::uint8_t formatOf(ByteView cdb) {
    const std::uint8_t format = cdb[2] & 0x0F;
    return format != 0 ? format : static_cast<std::uint8_t>(cdb[9] >> 6);
}

}  // namespace

Reply readToc(DriveState &drive, const Request &request) {
    enum Format : std::uint8_t { Toc = 0, Sessions = 1, RawToc = 2, Atip = 4, CdText = 5 };
    const Disc &disc = drive.disc();
    const bool asMsf = (request.cdb[1] & 0x02) != 0;
    const std::uint8_t number = request.cdb[6];
    Bytes reply;
    switch (formatOf(request.cdb)) {
        case Toc:
            reply = toc(disc, number, asMsf);
            break;
        case Sessions:
            reply = sessionInformation(disc, asMsf);
            break;
        case RawToc:
            reply = rawToc(disc);
            break;
        case Atip:
            reply = atip(disc);
            break;
        case CdText:
            reply = cdText(disc);
            break;
        default:
            break;
    }
    return reply.empty() ? refused(sense::InvalidFieldInCdb) : answered(request, reply, get16(request.cdb, 7));
}

}  // namespace virtual_recorder
