// SPDX-License-Identifier: LGPL-2.1-or-later
// What a cue sheet says of a disc.
#include "cue_plan.hpp"

#include "handles.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace discsink {

namespace {

struct Index {
    int32_t number = 0;
    int32_t file = 0;
    int32_t offset = 0;  // sectors
};

struct Track {
    burnish_cue_track about{};
    std::vector<Index> indexes;

    [[nodiscard]] const Index *index(int32_t number) const {
        const auto found = std::find_if(indexes.begin(), indexes.end(),
                                        [number](const Index &index) { return index.number == number; });
        return found != indexes.end() ? &*found : nullptr;
    }
    [[nodiscard]] int32_t start() const { return index(1)->offset; }
};

std::uint64_t framesOf(int32_t sectors) {
    return static_cast<std::uint64_t>(std::max(sectors, 0)) * FramesPerSector;
}

std::vector<Track> tracksOf(burnish_cue *cue) {
    std::vector<Track> tracks;
    int32_t count = 0;
    burnish_cue_get_track_count(cue, &count);
    for (int32_t number = 1; number <= count; ++number) {
        Track track;
        track.about.size = sizeof track.about;
        burnish_cue_get_track(cue, number, &track.about);
        for (int32_t i = 0; i < track.about.index_count; ++i) {
            Index index;
            burnish_cue_get_index(cue, number, i, &index.number, &index.file, &index.offset);
            track.indexes.push_back(index);
        }
        tracks.push_back(std::move(track));
    }
    return tracks;
}

std::string textOf(burnish_cue *cue, int32_t track, int32_t field) {
    const char *text = nullptr;
    return burnish_cue_get_text(cue, track, field, &text) == BURNISH_S_OK && text != nullptr ? text : "";
}

Texts textsOf(burnish_cue *cue, int32_t track) {
    return {textOf(cue, track, BURNISH_CD_TEXT_TITLE),      textOf(cue, track, BURNISH_CD_TEXT_PERFORMER),
            textOf(cue, track, BURNISH_CD_TEXT_SONGWRITER), textOf(cue, track, BURNISH_CD_TEXT_COMPOSER),
            textOf(cue, track, BURNISH_CD_TEXT_ARRANGER),   textOf(cue, track, BURNISH_CD_TEXT_MESSAGE)};
}

// before: nullptr for the first track.
TrackPlace placeOf(const Track &track, const Track *before) {
    TrackPlace place;
    const bool beginsFile = before == nullptr || before->about.file != track.about.file;
    if (beginsFile) {
        place.leading = framesOf(track.start());
    }
    if (before != nullptr && track.about.pregap > 0) {
        place.pregap = track.about.pregap;
    } else if (const Index *zero = track.index(0);
               zero != nullptr && before != nullptr && zero->file == before->about.file) {
        place.indexZero = static_cast<std::int64_t>(framesOf(zero->offset - before->start()));
    }
    for (const Index &index : track.indexes) {
        if (index.number >= 2) {
            place.indexes.push_back(framesOf(index.offset - track.start()));
        }
    }
    return place;
}

TrackRequest requestOf(burnish_cue *cue, const std::vector<Track> &tracks, std::size_t i) {
    const Track &track = tracks[i];
    const auto number = static_cast<int32_t>(i + 1);
    TrackRequest request;
    request.place = placeOf(track, i > 0 ? &tracks[i - 1] : nullptr);
    if (i + 1 < tracks.size() && tracks[i + 1].about.file == track.about.file) {
        request.frames = framesOf(tracks[i + 1].start() - track.start()) + request.place.leading;
    }
    request.text.texts = textsOf(cue, number);
    request.text.preEmphasis = track.about.pre_emphasis != 0;
    request.text.copyPermitted = track.about.copy_permitted != 0;
    const char *isrc = nullptr;
    if (burnish_cue_get_isrc(cue, number, &isrc) == BURNISH_S_OK) {
        request.text.isrc = isrc;
    }
    return request;
}

// What the sheet asks for and the disc does not get.
std::vector<std::string> leftOut(const std::vector<Track> &tracks) {
    std::vector<std::string> found;
    if (!tracks.empty() && tracks.front().about.number != 1) {
        found.emplace_back("The tracks are numbered from 1 on");
    }
    if (!tracks.empty() && tracks.front().about.pregap > 0) {
        found.emplace_back("The silence before track 1 (PREGAP) is left out");
    }
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (tracks[i].about.postgap > 0) {
            found.push_back("The silence behind track " + std::to_string(i + 1) + " (POSTGAP) is left out");
        }
    }
    return found;
}

DiscText discTextOfSheet(burnish_cue *cue) {
    DiscText text;
    text.texts = textsOf(cue, 0);
    const char *found = nullptr;
    if (burnish_cue_get_genre(cue, &found) == BURNISH_S_OK) {
        text.genre = found;
    }
    if (burnish_cue_get_catalog(cue, &found) == BURNISH_S_OK) {
        text.mcn = found;
    }
    return text;
}

}  // namespace

std::optional<Failure> readCueSheet(const std::string &path, CuePlan &plan) {
    burnish_cue *opened = nullptr;
    burnish_error *problem = nullptr;
    const int32_t status = burnish_cue_open(path.c_str(), &opened, &problem);
    const CueHandle cue(opened);
    const ErrorHandle error(problem);
    if (status < 0) {
        const char *message = error ? burnish_error_message(error.get()) : burnish_status_name(status);
        return makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                           std::string("The cue sheet cannot be used: ") + (message != nullptr ? message : ""));
    }
    const std::vector<Track> tracks = tracksOf(opened);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (tracks[i].about.sector_type != BURNISH_CD_SECTOR_AUDIO) {
            return makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                               "Track " + std::to_string(i + 1) + " of the cue sheet \u201c" + path +
                                   "\u201d is data; sound is all that can be burned here");
        }
        plan.tracks.push_back(requestOf(opened, tracks, i));
    }
    plan.text = discTextOfSheet(opened);
    plan.warnings = leftOut(tracks);
    std::istringstream lines(stringOf(opened, burnish_cue_get_warnings));
    for (std::string line; std::getline(lines, line);) {
        plan.warnings.push_back(line);
    }
    return std::nullopt;
}

}  // namespace discsink
