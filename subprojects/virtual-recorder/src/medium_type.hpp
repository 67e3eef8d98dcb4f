// SPDX-License-Identifier: LGPL-2.1-or-later
// MediumType: all that tells one kind of medium from another, as data. Each kind is one file in media/.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace virtual_recorder {

// What a function of CLOSE TRACK SESSION does.
enum class CloseAction : std::uint8_t {
    Refused,
    Track,
    SessionByWriteParameters,  // the multi-session field of mode page 05 tells whether another session may follow
    Session,                   // another session may follow
    Finalize,
};

// What a type of BLANK does.
enum class BlankAction : std::uint8_t {
    Refused,
    Full,     // everything is overwritten
    Minimal,  // no more than makes the disc blank: lead-in, program memory area, first pre-gap
};

struct MediumType {
    std::string_view name;  // as a user types it: "cd-r-80"
    std::uint16_t profile = 0;
    bool cd = false;

    // Geometry, in blocks.
    std::int32_t capacity = 0;         // CD: the last possible start of the lead-out
    std::int32_t leadInStart = 0;      // CD: from the ATIP
    std::int32_t pregap = 0;           // in front of a track
    std::int32_t runOut = 0;           // behind a track, not readable
    std::int32_t shortestTrack = 0;    // a shorter one is padded
    std::int32_t packet = 1;           // data is written in units of this
    std::int32_t firstSessionGap = 0;  // from the end of the first session to the start of the second
    std::int32_t laterSessionGap = 0;
    std::int32_t firstLeadOut = 0;  // length
    std::int32_t laterLeadOut = 0;
    int mostTracks = 0;

    // Speeds. Times of a paced drive follow from them.
    double kilobytesAt1x = 0;  // as drives tell it: 1000 bytes per second
    double blocksPerSecondAt1x = 0;
    std::span<const double> writeSpeeds;  // in x, fastest first
    std::span<const double> cavSpeeds;    // those that are offered at a constant number of turns, too
    std::int32_t closingBlocks = 0;       // written by the drive to close a session

    // Writing.
    bool needsWriteParameters = false;  // mode page 05 must have been set
    bool testWrite = false;
    bool syncEndsTrack = false;          // track at once: SYNCHRONIZE CACHE ends the track
    std::array<CloseAction, 8> close{};  // by function
    std::array<BlankAction, 8> blank{};  // by type
    bool erasable = false;

    // READ DISC STRUCTURE: the kind and version of the disc, as its first byte codes it; 0: there are no structures.
    std::uint8_t structureBook = 0;

    // What the ATIP of a rewritable CD tells besides.
    std::uint8_t subType = 0;     // 0 the first kind, 1 high speed
    std::uint8_t atipSpeeds = 0;  // lowest and highest speed, as coded there; 0: it does not tell

    // Features that are current with this medium, and those only while it can be written.
    std::span<const std::uint16_t> features;
    std::span<const std::uint16_t> writeFeatures;
};

// All speeds that are offered, fastest first.
struct OfferedSpeed {
    double speed = 0;  // in x
    bool cav = false;
};
[[nodiscard]] std::vector<OfferedSpeed> offeredSpeeds(const MediumType &type);

// Speed in kB/s, rounded to the nearest.
[[nodiscard]] std::uint32_t kilobytesPerSecond(const MediumType &type, double speed);

}  // namespace virtual_recorder
