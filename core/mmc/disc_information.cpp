// SPDX-License-Identifier: LGPL-2.1-or-later
// Standard disc information (data type 0).
#include "mmc/disc_information.hpp"

#include "mmc/invalid_reply.hpp"
#include "base/msf.hpp"

#include <algorithm>

namespace burnish::mmc {

namespace {

constexpr const char *Name = "READ DISC INFORMATION";
constexpr std::size_t Needed = 24;                               // up to the last possible lead-out
constexpr std::size_t Largest = DiscInformationBytes + 8 * 255;  // with all OPC tables that can be counted

// Hours are for discs that do not exist, and for drives that fill in FFh or 0 where they know nothing.
std::optional<Msf> plausible(std::uint32_t raw) {
    const Msf msf{static_cast<std::uint8_t>(raw >> 16), static_cast<std::uint8_t>(raw >> 8),
                  static_cast<std::uint8_t>(raw)};
    if (raw == 0 || raw >> 24 != 0 || !isMsf(msf.minute, msf.second, msf.frame)) {
        return std::nullopt;
    }
    return msf;
}

}  // namespace

std::optional<std::int32_t> DiscInformation::lastSessionLeadIn() const {
    const auto msf = plausible(rawLastSessionLeadIn);
    return msf ? std::optional(lbaOfLeadInMsf(msf->minute, msf->second, msf->frame)) : std::nullopt;
}

std::optional<std::int32_t> DiscInformation::lastPossibleLeadOut() const {
    const auto msf = plausible(rawLastPossibleLeadOut);
    return msf ? std::optional(lbaOfProgramMsf(msf->minute, msf->second, msf->frame)) : std::nullopt;
}

// A session has at least one track, and a last session comes last: a reply that says otherwise is not believed.
Result<DiscInformation> parseDiscInformation(ByteView reply) {
    const std::size_t announced = reply.has(0, 2) ? std::size_t{reply.u16(0)} + 2 : 0;
    if (announced < Needed || !reply.has(0, std::min(announced, DiscInformationBytes))) {
        return shortReply(Name, std::min(announced, reply.size()), Needed);
    }
    const bool wholeTables = announced <= DiscInformationBytes || (announced - DiscInformationBytes) % 8 == 0;
    if (announced > Largest || !wholeTables) {
        return invalidReply(Name, "the data length is " + std::to_string(announced - 2));
    }
    const ByteView data = reply.sub(0, announced);
    DiscInformation disc;
    disc.erasable = data.bit(2, 4);
    disc.lastSession = static_cast<SessionState>(data.u8(2) >> 2 & 3);
    disc.status = static_cast<DiscStatus>(data.u8(2) & 3);
    disc.firstTrack = data.u8(3);
    disc.sessions = static_cast<std::uint16_t>(data.u8(9) << 8 | data.u8(4));
    disc.firstTrackInLastSession = static_cast<std::uint16_t>(data.u8(10) << 8 | data.u8(5));
    disc.lastTrackInLastSession = static_cast<std::uint16_t>(data.u8(11) << 8 | data.u8(6));
    disc.backgroundFormat = static_cast<BackgroundFormat>(data.u8(7) & 3);
    disc.discType = data.u8(8);
    if (data.bit(7, 7)) {
        disc.discId = data.u32(12);
    }
    disc.rawLastSessionLeadIn = data.u32(16);
    disc.rawLastPossibleLeadOut = data.u32(20);
    disc.opcTables = data.u8(33);
    if (disc.lastTrackInLastSession < disc.firstTrackInLastSession || disc.sessions > disc.lastTrackInLastSession) {
        return invalidReply(Name, std::to_string(disc.sessions) + " sessions, the last one with tracks " +
                                      std::to_string(disc.firstTrackInLastSession) + " to " +
                                      std::to_string(disc.lastTrackInLastSession));
    }
    return disc;
}

}  // namespace burnish::mmc
