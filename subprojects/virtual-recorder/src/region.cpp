// SPDX-License-Identifier: LGPL-2.1-or-later
// Blocks of tracks, of pauses and of run-outs.
#include "region.hpp"

#include <algorithm>

namespace virtual_recorder {

// What the host wrote in front of a track reads like the track. Otherwise, around data there is nothing to read. Around
// audio there is silence: nothing marks the blocks where the laser was switched on and off, and players play them.
std::optional<Region> RegionMap::find(std::int64_t lba) const {
    if (lba < 0) {
        return std::nullopt;
    }
    const auto pause = [&](const Track &track) { return track.pregap ? 0 : disc_->type().pregap; };
    for (const TrackPlace &place : places_) {
        const Track &track = *place.track;
        const bool audio = track.kind.audio();
        if (lba >= track.beginning() && lba < track.dataEnd()) {
            return Region{audio ? Region::Kind::Audio : Region::Kind::Data, place, track.dataEnd()};
        }
        if (audio && lba >= track.start - pause(track) && lba < track.start) {
            return Region{Region::Kind::Silence, place, track.start};
        }
        if (audio && lba >= track.dataEnd() && lba < track.end()) {
            return Region{Region::Kind::Silence, place, track.end()};
        }
    }
    return std::nullopt;
}

Sense RegionMap::outside(std::int64_t lba) const {
    const bool blankCd = disc_->type().cd && places_.empty();
    const bool beyond = places_.empty() || lba >= places_.back().track->end();
    const bool nowhere = lba < 0 || lba >= disc_->type().capacity || (beyond && !blankCd);
    const auto at = static_cast<std::int32_t>(std::clamp<std::int64_t>(lba, INT32_MIN, INT32_MAX));
    return (nowhere ? sense::AddressOutOfRange : sense::IllegalModeForTrack).at(at);
}

}  // namespace virtual_recorder
