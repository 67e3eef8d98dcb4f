// SPDX-License-Identifier: LGPL-2.1-or-later
// Layout: where the tracks of an audio CD begin and what they say of themselves. Knows nothing of GStreamer.
#pragma once

#include "disc_text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace discsink {

inline constexpr std::uint32_t SampleRate = 44100;
inline constexpr std::uint32_t BytesPerFrame = 4;
inline constexpr std::uint32_t FramesPerSector = 588;
inline constexpr std::uint32_t SectorBytes = FramesPerSector * BytesPerFrame;
inline constexpr std::uint32_t SectorsPerSecond = 75;
inline constexpr std::uint32_t ShortestTrackSectors = 300;
inline constexpr std::size_t MostTracks = 99;

// How a track lies on the disc, where somebody says so; in raw mode only.
struct TrackPlace {
    std::int64_t pregap = -1;            // sectors of silence before it; -1: as the disc's setting says
    std::uint64_t leading = 0;           // frames of its sound that come before index 1: a hidden track, a pre-gap
    std::int64_t indexZero = -1;         // or: frames from the start of the track before where its index 0 lies
    std::vector<std::uint64_t> indexes;  // frames from index 1 of index 2 and those that follow
    std::string cdg;                     // file with the packs of CD+G

    bool operator==(const TrackPlace &) const = default;
};

// All that is known of a track beside its sound.
struct TrackNotes {
    TaggedTrack tagged;
    TrackPlace place;
};

// A track as it stands on the disc.
struct TrackLayout {
    TrackText text;
    std::int64_t start = 0;          // LBA
    std::uint64_t pregap = 150;      // sectors before it that are index 0
    std::uint64_t sectors = 0;       // padding included
    std::uint64_t paddedFrames = 0;  // silence after the track's own sound
};

// Sectors of a track with so many frames, padded to whole sectors and to the shortest track.
[[nodiscard]] std::uint64_t sectorsOfTrack(std::uint64_t frames);
// Frames of silence that a track needs behind its sound, so that it has the shortest track's sectors. before: frames of
// all tracks before it where their sound runs on into it; else 0. last: what is left of its last sector is filled as
// well.
[[nodiscard]] std::uint64_t silenceAfter(std::uint64_t before, std::uint64_t frames, bool last);
// The nearest frame to a time in nanoseconds.
[[nodiscard]] std::uint64_t framesAt(std::uint64_t nanoseconds);
[[nodiscard]] std::uint64_t nanosecondsOf(std::uint64_t frames);

// Without hyphens and blanks, in capitals; nothing where it is no ISRC.
[[nodiscard]] std::optional<std::string> normalizedIsrc(std::string_view text);
// 13 digits with a right check digit, from 12 or 13; nothing where it is no media catalogue number.
[[nodiscard]] std::optional<std::string> normalizedMcn(std::string_view text);

// One track of a table of contents, in nanoseconds.
struct ContentsEntry {
    std::uint64_t start = 0;
    std::uint64_t stop = 0;
    TrackText text;

    bool operator==(const ContentsEntry &) const = default;
};

// Where the tracks after the first begin, in frames from the start of the stream. Empty where the table is not that of
// this stream: its end must be the stream's, give or take a second, and its entries must be in order.
[[nodiscard]] std::vector<std::uint64_t> cutsOfContents(const std::vector<ContentsEntry> &entries,
                                                        std::uint64_t duration);

// The frames of each track of a table of contents that counts whatever the stream is; 0 for the last: until the end.
// Empty where its entries are not in order.
[[nodiscard]] std::vector<std::uint64_t> lengthsOfContents(const std::vector<ContentsEntry> &entries);

// Tells whether a STREAM_START begins a track.
class StreamIdentity {
public:
    // True where the stream is another one than before; the first one is no other.
    [[nodiscard]] bool changesTo(std::string_view streamId, std::uint32_t groupId);
    void forget() { known_ = false; }

private:
    bool known_ = false;
    std::string streamId_;
    std::uint32_t groupId_ = 0;
};

// Identities of a disc, from the start of each track and the lead-out (LBA).
[[nodiscard]] std::string cddbDiscId(const std::vector<std::int64_t> &starts, std::int64_t leadOut);
[[nodiscard]] std::string musicBrainzDiscId(const std::vector<std::int64_t> &starts, std::int64_t leadOut);

}  // namespace discsink
