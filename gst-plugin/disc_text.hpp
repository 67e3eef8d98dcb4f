// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc and its tracks say of themselves: which of several sources counts, and what is left out where CD-TEXT has
// no room for all of it. Knows nothing of GStreamer.
#pragma once

#include <string>
#include <vector>

namespace discsink {

// The texts that a track and a disc have alike.
struct Texts {
    std::string title;
    std::string performer;
    std::string songwriter;
    std::string composer;
    std::string arranger;
    std::string message;

    bool operator==(const Texts &) const = default;
    [[nodiscard]] bool empty() const { return *this == Texts{}; }
};

// What a track says of itself.
struct TrackText {
    Texts texts;
    std::string isrc;  // 12 characters, or empty
    bool preEmphasis = false;
    bool copyPermitted = false;

    bool operator==(const TrackText &) const = default;
};

// What a track's tags say of the album that it is from.
struct AlbumText {
    std::string album;
    std::string albumArtist;
    std::string genre;

    bool operator==(const AlbumText &) const = default;
};

struct DiscText {
    Texts texts;
    std::string genre;
    std::string mcn;

    bool operator==(const DiscText &) const = default;
};

// What the second says counts more.
void overlay(Texts &texts, const Texts &over);
void overlay(DiscText &text, const DiscText &over);

// The disc's text as its tracks' tags give it: what is the same in all of them.
struct TaggedTrack {
    TrackText text;
    AlbumText album;

    bool operator==(const TaggedTrack &) const = default;
};
[[nodiscard]] DiscText discTextOf(const std::vector<TaggedTrack> &tracks);

// What goes first where there is no room for all: true where something went, named in *what.
[[nodiscard]] bool dropLeast(DiscText &disc, std::vector<TrackText> &tracks, std::string *what);

}  // namespace discsink
