// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc and its tracks say of themselves.
#include "disc_text.hpp"

#include <algorithm>
#include <array>

namespace discsink {

namespace {

constexpr std::array<std::string Texts::*, 6> AllTexts = {&Texts::title,    &Texts::performer, &Texts::songwriter,
                                                          &Texts::composer, &Texts::arranger,  &Texts::message};

void take(std::string &target, const std::string &value) {
    if (!value.empty()) {
        target = value;
    }
}

// What get() gives for every track, where that is the same for all.
template <typename Get>
std::string common(const std::vector<TaggedTrack> &tracks, Get get) {
    if (tracks.empty()) {
        return {};
    }
    const std::string first = get(tracks.front());
    const bool same = std::all_of(tracks.begin(), tracks.end(), [&](const TaggedTrack &t) { return get(t) == first; });
    return same ? first : std::string();
}

}  // namespace

void overlay(Texts &texts, const Texts &over) {
    for (const auto member : AllTexts) {
        take(texts.*member, over.*member);
    }
}

void overlay(DiscText &text, const DiscText &over) {
    overlay(text.texts, over.texts);
    take(text.genre, over.genre);
    take(text.mcn, over.mcn);
}

DiscText discTextOf(const std::vector<TaggedTrack> &tracks) {
    DiscText disc;
    disc.texts.title = common(tracks, [](const TaggedTrack &t) { return t.album.album; });
    disc.texts.performer = common(tracks, [](const TaggedTrack &t) { return t.album.albumArtist; });
    if (disc.texts.performer.empty()) {
        disc.texts.performer = common(tracks, [](const TaggedTrack &t) { return t.text.texts.performer; });
    }
    disc.texts.composer = common(tracks, [](const TaggedTrack &t) { return t.text.texts.composer; });
    disc.genre = common(tracks, [](const TaggedTrack &t) { return t.album.genre; });
    return disc;
}

bool dropLeast(DiscText &disc, std::vector<TrackText> &tracks, std::string *what) {
    static constexpr std::array<std::pair<std::string Texts::*, const char *>, 4> Order = {
        {{&Texts::message, "messages"},
         {&Texts::arranger, "arrangers"},
         {&Texts::songwriter, "songwriters"},
         {&Texts::composer, "composers"}}};
    for (const auto &[member, name] : Order) {
        bool dropped = !(disc.texts.*member).empty();
        (disc.texts.*member).clear();
        for (TrackText &track : tracks) {
            dropped = dropped || !(track.texts.*member).empty();
            (track.texts.*member).clear();
        }
        if (dropped) {
            *what = name;
            return true;
        }
    }
    return false;
}

}  // namespace discsink
