// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: its tracks, and what is said of each.
#include "cd/identifiers.hpp"
#include "cd/raw_image.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace burnish::cd {

namespace {

constexpr std::int32_t MostTracks = 99, ShortestTrack = 300, LongestPregap = 449999;
constexpr std::size_t MostIndexes = 99;
constexpr std::int32_t LeastDistance = 10;

// What a disc may have together: audio, mode 0, mode 1, or the kinds of mode 2.
Result<void> checkType(const RawImageSpec &spec, SectorType type) {
    const auto refuse = [](const char *why) { return Error(status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED, why); };
    if (type < SectorType::Audio || type > SectorType::Mode2Form2Raw) {
        return refuse("There is no such type of sectors.");
    }
    if (!spec.tracks.empty() && modeOf(type) != modeOf(spec.tracks.front().type)) {
        return refuse(
            "The tracks of an image are all audio, all of mode 0, all of mode 1 or all of mode 2; the first "
            "one decides.");
    }
    if (spec.startingTrackNumber != 1 && !isAudio(type)) {
        return refuse("A disc whose first track is not number 1 can have audio tracks only.");
    }
    if (spec.specialPregap && !isAudio(type)) {
        return refuse("The special pre-gap is audio, and so must the first track be.");
    }
    return {};
}

Result<void> checkNumber(const RawImageSpec &spec) {
    const auto next = spec.startingTrackNumber + static_cast<std::int32_t>(spec.tracks.size());
    if (next > MostTracks) {
        return errorFromTable(status::E_RAW_IMAGE_TOO_MANY_TRACKS);
    }
    return {};
}

Result<void> checkOptions(const RawImageSpec &spec, const RawTrackOptions &options) {
    if (options.pregap < -1 || options.pregap > LongestPregap) {
        return Error(status::E_INVALIDARG, "A pre-gap has 0 to " + std::to_string(LongestPregap) +
                                               " sectors, or -1: as many as the image's other settings say.");
    }
    if (spec.tracks.empty() && spec.specialPregap && options.pregap >= 0) {
        return Error(status::E_INVALIDARG,
                     "The image has a special pre-gap, which is as long as its stream; give no length for the first "
                     "track's pre-gap.");
    }
    return {};
}

Error nearToIndex(std::int32_t offset) {
    return Error(status::E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX,
                 "The index at sector " + std::to_string(offset) +
                     " of the track is too near. Keep at least ten sectors between two indexes.");
}

// indexes: without index 1, which lies at 0.
Result<Status> insertIndex(std::vector<std::int32_t> &indexes, std::int32_t offset, std::int32_t sectors) {
    if (offset < 0 || offset >= sectors) {
        return Error(status::E_INVALIDARG, "The track has sectors 0 to " + std::to_string(sectors - 1) +
                                               " for indexes, and no sector " + std::to_string(offset) + ".");
    }
    std::vector<std::int32_t> all = {0};
    all.insert(all.end(), indexes.begin(), indexes.end());
    if (std::binary_search(all.begin(), all.end(), offset)) {
        return status::S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS;
    }
    if (all.size() >= MostIndexes) {
        return errorFromTable(status::E_RAW_IMAGE_TOO_MANY_TRACK_INDEXES);
    }
    for (const std::int32_t other : all) {
        if (std::abs(other - offset) < LeastDistance) {
            return nearToIndex(other);
        }
    }
    indexes.insert(std::upper_bound(indexes.begin(), indexes.end(), offset), offset);
    return status::S_OK;
}

Result<void> normalize(RawTrackSettings &settings, SectorType type) {
    if (settings.copy < DigitalCopy::Permitted || settings.copy > DigitalCopy::Scms) {
        return Error(status::E_INVALIDARG, "Copies are permitted (0), prohibited (1), or the track is one (2).");
    }
    const bool said = !settings.isrc.empty() || settings.copy != DigitalCopy::Prohibited || settings.preEmphasis;
    if (said && !isAudio(type)) {
        return Error(status::E_INVALIDARG,
                     "Only audio tracks have an ISRC, a setting for digital copies and pre-emphasis.");
    }
    if (!settings.isrc.empty()) {
        auto isrc = normalizedIsrc(settings.isrc);
        if (!isrc.ok()) {
            return Error(status::E_INVALIDARG, isrc.error().message);
        }
        settings.isrc = std::move(*isrc);
    }
    return {};
}

}  // namespace

Result<std::int32_t> RawImage::addTrack(SectorType type, std::shared_ptr<Stream> source,
                                        const RawTrackOptions &options) {
    std::int32_t index = 0;
    TRY(change([&](RawImageSpec &spec) -> Result<void> {
        TRY(checkNumber(spec));
        TRY(checkType(spec, type));
        TRY(checkSource(source, type, ShortestTrack));
        TRY(checkOptions(spec, options));
        spec.tracks.push_back({type, std::move(source), options, {}, {}});
        index = static_cast<std::int32_t>(spec.tracks.size());
        return {};
    }));
    return index;
}

// With the lock held.
Result<std::size_t> RawImage::place(std::int32_t index) const {
    if (index < 1 || static_cast<std::size_t>(index) > spec_.tracks.size()) {
        return Error(status::E_INVALIDARG, "The image has " + std::to_string(spec_.tracks.size()) +
                                               " tracks, counted from 1, and no track " + std::to_string(index) + ".");
    }
    return static_cast<std::size_t>(index - 1);
}

Result<RawTrackInfo> RawImage::track(std::int32_t index) const {
    const std::lock_guard lock(mutex_);
    TRY_ASSIGN(const std::size_t at, place(index));
    const RawTrackSpec &spec = spec_.tracks[at];
    const LayoutTrack &track = geometry_.layout.tracks[at];
    RawTrackInfo info;
    info.startingLba = track.start;
    info.sectorCount = geometry_.fills[at].end - track.start;
    info.trackNumber = track.number;
    info.type = spec.type;
    info.settings = spec.settings;
    info.indexes = {0};
    info.indexes.insert(info.indexes.end(), spec.indexes.begin(), spec.indexes.end());
    info.pregap = track.start - track.pregap;
    info.padding = geometry_.fills[at].padding;
    return info;
}

Result<void> RawImage::changeTrack(std::int32_t index, const std::function<Result<void>(RawTrackSettings &)> &apply) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        TRY_ASSIGN(const std::size_t at, place(index));
        TRY(apply(spec.tracks[at].settings));
        return normalize(spec.tracks[at].settings, spec.tracks[at].type);
    });
}

Result<Status> RawImage::addTrackIndex(std::int32_t index, std::int32_t offset) {
    Status result = status::S_OK;
    TRY(change([&](RawImageSpec &spec) -> Result<void> {
        TRY_ASSIGN(const std::size_t at, place(index));
        const LayoutTrack &track = geometry_.layout.tracks[at];
        TRY_ASSIGN(result, insertIndex(spec.tracks[at].indexes, offset, track.end - track.start));
        return {};
    }));
    return result;
}

Result<void> RawImage::clearTrackIndex(std::int32_t index, std::int32_t offset) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        TRY_ASSIGN(const std::size_t at, place(index));
        std::vector<std::int32_t> &indexes = spec.tracks[at].indexes;
        if (offset == 0) {
            return errorFromTable(status::E_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED);
        }
        const auto found = std::find(indexes.begin(), indexes.end(), offset);
        if (found == indexes.end()) {
            return errorFromTable(status::E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
        }
        indexes.erase(found);
        return {};
    });
}

}  // namespace burnish::cd
