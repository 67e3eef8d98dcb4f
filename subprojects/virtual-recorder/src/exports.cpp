// SPDX-License-Identifier: LGPL-2.1-or-later
// Cue sheet and cdrdao TOC of the closed sessions. Both name disc.bin, whose offsets are LBA x 2352.
#include "exports.hpp"

#include "cd_text.hpp"
#include "contents.hpp"
#include "msf.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace virtual_recorder {

namespace {

constexpr const char *CueName = "disc.cue", *TocName = "disc.toc", *CdTextName = "disc.cdt";

std::string twoDigits(int value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d", value);
    return text.data();
}

bool startsSession(const Session &session, const TrackPlace &place) {
    return place.track == &session.tracks.front();
}

std::string inQuotes(const std::string &text) {
    return "\"" + text + "\"";
}

bool copyPermitted(const TrackKind &kind) {
    return (kind.control & 0x02) != 0;
}

bool preEmphasis(const TrackKind &kind) {
    return kind.audio() && (kind.control & 0x01) != 0;
}

// Or mode 0, for which neither file has a word: both modes mean whole sectors, and this one no EDC and ECC.
bool hasMode2(const TrackKind &kind) {
    return kind.mode != SectorMode::One;
}

// The lines that describe a track in a cue sheet.
std::string cueTrack(const TrackPlace &place) {
    const TrackKind &kind = place.track->kind;
    const char *mode = kind.audio() ? "AUDIO" : hasMode2(kind) ? "MODE2/2352" : "MODE1/2352";
    std::string text = "  TRACK " + twoDigits(place.number) + " " + mode + "\n";
    const std::string flags = std::string(copyPermitted(kind) ? " DCP" : "") + (preEmphasis(kind) ? " PRE" : "") +
                              (kind.alternatingCopy ? " SCMS" : "");
    if (!flags.empty()) {
        text += "    FLAGS" + flags + "\n";
    }
    if (!kind.isrc.empty()) {
        text += "    ISRC " + kind.isrc + "\n";
    }
    return text;
}

// The lines that describe a track to cdrdao.
std::string tocTrack(const TrackKind &kind) {
    std::string text = kind.audio() ? "TRACK AUDIO\n" : hasMode2(kind) ? "TRACK MODE2_RAW\n" : "TRACK MODE1_RAW\n";
    text += copyPermitted(kind) ? "COPY\n" : "NO COPY\n";
    if (kind.audio()) {
        text += preEmphasis(kind) ? "PRE_EMPHASIS\n" : "NO PRE_EMPHASIS\n";
        text += "TWO_CHANNEL_AUDIO\n";
    }
    if (!kind.isrc.empty()) {
        text += "ISRC " + inQuotes(kind.isrc) + "\n";
    }
    return text;
}

// Where a pre-gap that the host wrote begins in disc.bin, which holds nothing in front of LBA 0.
std::int32_t beginningInFile(const Track &track) {
    return std::max(track.beginning(), 0);
}

// Where a track's sectors lie in disc.bin. Those of audio are little-endian, which cdrdao takes for swapped, and the
// silent run-out belongs to them: it is what a player plays. A pre-gap that the host wrote is a part of the track.
std::string tocContents(const Track &track) {
    const std::int32_t begin = beginningInFile(track), pregap = track.start - begin;
    std::string text;
    if (track.kind.audio()) {
        text = "FILE " + inQuotes(DiscBin) + " SWAP " + durationText(begin) + " " + durationText(track.end() - begin) +
               "\n";
    } else {
        text = "DATAFILE " + inQuotes(DiscBin) + " #" + std::to_string(std::int64_t{begin} * RawSectorSize) + " " +
               durationText(track.dataEnd() - begin) + "\n";
    }
    text += pregap > 0 ? "START " + durationText(pregap) + "\n" : "";
    for (const std::int32_t index : track.indexes) {
        text += "INDEX " + durationText(index) + "\n";
    }
    return text;
}

std::vector<TrackPlace> tracksOfClosedSessions(const Disc &disc) {
    std::vector<TrackPlace> places = disc.tracks();
    if (disc.sessionOpen()) {
        std::erase_if(places, [&](const TrackPlace &place) { return place.session == disc.currentSession(); });
    }
    return places;
}

bool isAudioCd(const std::vector<TrackPlace> &places) {
    return std::all_of(places.begin(), places.end(), [](const TrackPlace &p) { return p.track->kind.audio(); });
}

}  // namespace

// Sessions are told by remarks, as is the custom; readers that know none see tracks one after another.
std::string cueSheet(const Disc &disc) {
    std::string text = disc.mcn().empty() ? "" : "CATALOG " + disc.mcn() + "\n";
    text += "FILE " + inQuotes(DiscBin) + " BINARY\n";
    const Track *previous = nullptr;
    for (const TrackPlace &place : tracksOfClosedSessions(disc)) {
        const Session &session = disc.sessions()[static_cast<std::size_t>(place.session - 1)];
        const bool first = startsSession(session, place);
        if (first && place.session > 1) {
            text += "  REM LEAD-OUT " + durationText(previous->end()) + "\n";
        }
        if (first) {
            text += "  REM SESSION " + twoDigits(place.session) + "\n";
        }
        text += cueTrack(place);
        const std::int32_t pregap = place.track->pregap ? beginningInFile(*place.track)
                                    : first             ? place.track->start
                                                        : previous->end();
        if (pregap < place.track->start) {
            text += "    INDEX 00 " + durationText(pregap) + "\n";
        }
        text += "    INDEX 01 " + durationText(place.track->start) + "\n";
        int number = 1;
        for (const std::int32_t index : place.track->indexes) {
            text += "    INDEX " + twoDigits(++number) + " " + durationText(place.track->start + index) + "\n";
        }
        previous = place.track;
    }
    return text;
}

// cdrdao knows one session only, so that the tracks of all sessions follow each other.
std::string tocFile(const Disc &disc) {
    const auto places = tracksOfClosedSessions(disc);
    const bool xa = std::any_of(places.begin(), places.end(), [](const TrackPlace &place) {
        return !place.track->kind.audio() && place.track->kind.mode == SectorMode::Xa;
    });
    std::string text = isAudioCd(places) ? "CD_DA\n" : xa ? "CD_ROM_XA\n" : "CD_ROM\n";
    if (!disc.mcn().empty()) {
        text += "CATALOG " + inQuotes(disc.mcn()) + "\n";
    }
    text += cdTextStatements(disc.cdText(), 0);
    for (const TrackPlace &place : places) {
        const Track &track = *place.track;
        text += "\n// Track " + std::to_string(place.number) + ", session " + std::to_string(place.session) +
                ", starts at LBA " + std::to_string(track.start) + "\n" + tocTrack(track.kind) +
                cdTextStatements(disc.cdText(), place.number);
        if (place.number > 1 && !track.pregap) {
            text += "PREGAP 00:02:00\n";
        }
        text += tocContents(track);
    }
    return text;
}

bool writeExports(const Disc &disc, const DiscFolder &folder) {
    if (!disc.type().cd || disc.lastClosedSession() == nullptr) {
        return true;
    }
    return replaceFile(folder.file(CueName), cueSheet(disc), Durability::Any) &&
           replaceFile(folder.file(TocName), tocFile(disc), Durability::Any) &&
           (disc.cdText().empty() ||
            replaceFile(folder.file(CdTextName), {disc.cdText().begin(), disc.cdText().end()}, Durability::Any));
}

bool removeExports(const DiscFolder &folder) {
    return removeFile(folder.file(CueName)) && removeFile(folder.file(TocName)) && removeFile(folder.file(CdTextName));
}

}  // namespace virtual_recorder
