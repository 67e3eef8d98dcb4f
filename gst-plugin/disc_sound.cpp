// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscSound: the sound of all tracks that lie in files, as one run of bytes.
#include "disc_sound.hpp"

#include <algorithm>
#include <cstring>

namespace discsink {

// Where the sound runs on, silence changes where everything after it lies: only a track that would be too short gets
// some.
DiscSound::DiscSound(std::vector<SpooledTrack> tracks, bool gapless, std::int64_t pregap) {
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        SpooledTrack &spooled = tracks[i];
        SoundTrack track;
        const TrackPlace place = spooled.notes.place;
        track.start = length_ + std::min(place.leading * BytesPerFrame, spooled.bytes);
        if (i > 0) {
            track.pregap = place.pregap >= 0 ? place.pregap : std::max<std::int64_t>(pregap, 0);
            const SoundTrack &before = tracks_.back();
            std::uint64_t indexZero = length_;
            if (place.indexZero >= 0) {
                indexZero = before.start + static_cast<std::uint64_t>(place.indexZero) * BytesPerFrame;
            }
            if (gapless && place.pregap < 0 && indexZero < track.start) {
                track.pregap = static_cast<std::int64_t>((track.start - indexZero) / SectorBytes);
                track.pregapInSound = true;
            }
            tracks_.back().end = track.start;
        }
        append(spooled.bytes, std::move(spooled.file));
        const std::uint64_t before = gapless ? track.start / BytesPerFrame : 0;
        const bool last = !gapless || i + 1 == tracks.size();
        track.silence = silenceAfter(before, (length_ - track.start) / BytesPerFrame, last) * BytesPerFrame;
        append(track.silence, nullptr);
        track.end = length_;
        track.notes = std::move(spooled.notes);
        tracks_.push_back(std::move(track));
    }
}

void DiscSound::append(std::uint64_t bytes, std::shared_ptr<const SpoolFile> file) {
    if (bytes > 0) {
        pieces_.push_back({length_, bytes, std::move(file)});
        length_ += bytes;
    }
}

std::int64_t DiscSound::read(std::uint64_t offset, std::span<std::uint8_t> target) const {
    auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                  [](std::uint64_t place, const Piece &p) { return place < p.start; });
    if (offset >= length_ || target.empty() || piece == pieces_.begin()) {
        return 0;
    }
    --piece;
    const std::uint64_t inside = offset - piece->start;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece->bytes - inside, target.size()));
    if (!piece->file) {
        std::memset(target.data(), 0, count);
        return static_cast<std::int64_t>(count);
    }
    const std::int64_t got = piece->file->readAt(inside, target.data(), count);
    return got > 0 ? got : -1;  // a file that became shorter is a failure
}

}  // namespace discsink
