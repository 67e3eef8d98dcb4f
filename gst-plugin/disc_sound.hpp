// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscSound: the sound of all tracks that lie in files, as one run of bytes, and where in it the tracks of the disc
// begin. Knows nothing of GStreamer.
#pragma once

#include "audio_input.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace discsink {

// A track of the disc, in bytes of the sound.
struct SoundTrack {
    TrackNotes notes;
    std::uint64_t start = 0;     // its index 1
    std::uint64_t end = 0;       // silence that fills it up included
    std::uint64_t silence = 0;   // bytes at its end that nobody sent
    std::int64_t pregap = -1;    // sectors of index 0: silence of its own,
    bool pregapInSound = false;  // or the last ones of the track before
};

class DiscSound {
public:
    // gapless: the sound of one track runs on into the next. pregap: sectors of silence before the tracks after the
    // first that say nothing else.
    DiscSound(std::vector<SpooledTrack> tracks, bool gapless, std::int64_t pregap);

    [[nodiscard]] const std::vector<SoundTrack> &tracks() const { return tracks_; }
    // Bytes of a hidden track before the first one; 0: none.
    [[nodiscard]] std::uint64_t hidden() const { return tracks_.empty() ? 0 : tracks_.front().start; }
    [[nodiscard]] std::uint64_t length() const { return length_; }
    // Bytes from a place on; less than asked for at the end of a piece, 0 at the end of all, -1: a file is damaged.
    [[nodiscard]] std::int64_t read(std::uint64_t offset, std::span<std::uint8_t> target) const;

private:
    struct Piece {
        std::uint64_t start = 0;
        std::uint64_t bytes = 0;
        std::shared_ptr<const SpoolFile> file;  // none: silence
    };
    void append(std::uint64_t bytes, std::shared_ptr<const SpoolFile> file);

    std::vector<Piece> pieces_;
    std::vector<SoundTrack> tracks_;
    std::uint64_t length_ = 0;
};

}  // namespace discsink
