// SPDX-License-Identifier: LGPL-2.1-or-later
// Cue sheet and cdrdao TOC of the closed sessions. Both name disc.bin, whose offsets are LBA x 2352.
#include "exports.hpp"

#include "contents.hpp"
#include "msf.hpp"

#include <array>
#include <cstdio>

namespace virtual_recorder {

namespace {

constexpr const char *CueName = "disc.cue", *TocName = "disc.toc";

std::string twoDigits(int value) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%02d", value);
    return text.data();
}

bool startsSession(const Session &session, const TrackPlace &place) {
    return place.track == &session.tracks.front();
}

}  // namespace

// Sessions are told by remarks, as is the custom; readers that know none see tracks one after another.
std::string cueSheet(const Disc &disc) {
    std::string text = std::string("FILE \"") + DiscBin + "\" BINARY\n";
    const Track *previous = nullptr;
    for (const TrackPlace &place : disc.tracks()) {
        const Session &session = disc.sessions()[static_cast<std::size_t>(place.session - 1)];
        if (!session.closed) {
            break;
        }
        const bool first = startsSession(session, place);
        if (first && place.session > 1) {
            text += "  REM LEAD-OUT " + durationText(previous->end()) + "\n";
        }
        if (first) {
            text += "  REM SESSION " + twoDigits(place.session) + "\n";
        }
        text += "  TRACK " + twoDigits(place.number) + " MODE1/2352\n";
        if (!first) {
            text += "    INDEX 00 " + durationText(previous->end()) + "\n";
        }
        text += "    INDEX 01 " + durationText(place.track->start) + "\n";
        previous = place.track;
    }
    return text;
}

// cdrdao knows one session only, so that the tracks of all sessions follow each other.
std::string tocFile(const Disc &disc) {
    std::string text = "CD_ROM\n";
    for (const TrackPlace &place : disc.tracks()) {
        if (!disc.sessions()[static_cast<std::size_t>(place.session - 1)].closed) {
            break;
        }
        const Track &track = *place.track;
        text += "\n// Track " + std::to_string(place.number) + ", session " + std::to_string(place.session) +
                ", starts at LBA " + std::to_string(track.start) + "\nTRACK MODE1_RAW\n";
        if (place.number > 1) {
            text += "PREGAP 00:02:00\n";
        }
        text += std::string("DATAFILE \"") + DiscBin + "\" #" +
                std::to_string(std::int64_t{track.start} * RawSectorSize) + " " + durationText(track.blocks) + "\n";
    }
    return text;
}

bool writeExports(const Disc &disc, const DiscFolder &folder) {
    if (!disc.type().cd || disc.lastClosedSession() == nullptr) {
        return true;
    }
    return replaceFile(folder.file(CueName), cueSheet(disc), Durability::Any) &&
           replaceFile(folder.file(TocName), tocFile(disc), Durability::Any);
}

bool removeExports(const DiscFolder &folder) {
    return removeFile(folder.file(CueName)) && removeFile(folder.file(TocName));
}

}  // namespace virtual_recorder
