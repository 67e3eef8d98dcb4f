// SPDX-License-Identifier: LGPL-2.1-or-later
// A disc that is laid out as a whole, without GStreamer: its sound, its tracks, and which of its texts counts.
#include "disc_sound.hpp"
#include "disc_text.hpp"

#include "check.hpp"

#include <filesystem>
#include <vector>

using namespace discsink;

namespace {

constexpr std::uint64_t Shortest = 300 * 588;  // frames

// A track of so many frames, each of whose bytes is mark.
SpooledTrack track(std::uint64_t frames, std::uint8_t mark, TrackPlace place = {}) {
    int error = 0;
    std::shared_ptr<SpoolFile> file = SpoolFile::create(std::filesystem::temp_directory_path().string(), &error);
    const std::vector<std::uint8_t> sound(static_cast<std::size_t>(frames) * 4, mark);
    EXPECT_EQ(file->append(sound.data(), sound.size()), 0);
    return {{{}, std::move(place)}, sound.size(), std::move(file)};
}

std::vector<std::uint8_t> all(const DiscSound &sound) {
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(sound.length()));
    for (std::size_t at = 0; at < bytes.size();) {
        const std::int64_t got = sound.read(at, std::span(bytes).subspan(at));
        EXPECT(got > 0);
        at += static_cast<std::size_t>(got > 0 ? got : 1);
    }
    return bytes;
}

TaggedTrack tagged(const char *title, const char *performer, const char *album, const char *albumArtist) {
    TaggedTrack track;
    track.text.texts.title = title;
    track.text.texts.performer = performer;
    track.album.album = album;
    track.album.albumArtist = albumArtist;
    return track;
}

}  // namespace

TEST(withoutGapsTheSoundRunsOnAndOnlyItsEndIsFilled) {
    std::vector<SpooledTrack> tracks;
    tracks.push_back(track(Shortest + 100, 1));
    tracks.push_back(track(Shortest + 200, 2));
    tracks.push_back(track(Shortest + 7, 3));
    const DiscSound sound(std::move(tracks), true, -1);
    EXPECT_EQ(sound.length(), (3 * 300 + 1) * 2352U);
    EXPECT_EQ(sound.tracks()[1].start, (Shortest + 100) * 4);
    EXPECT_EQ(sound.tracks()[2].start, (2 * Shortest + 300) * 4);
    EXPECT_EQ(sound.tracks()[0].silence, 0U);
    EXPECT_EQ(sound.tracks()[2].silence, (588 - 307) * 4U);
    const std::vector<std::uint8_t> bytes = all(sound);
    EXPECT_EQ(int{bytes[(Shortest + 100) * 4 - 1]}, 1);
    EXPECT_EQ(int{bytes[(Shortest + 100) * 4]}, 2);
    EXPECT_EQ(int{bytes.back()}, 0);
}

TEST(withGapsEachTrackIsFilled) {
    std::vector<SpooledTrack> tracks;
    tracks.push_back(track(Shortest + 1, 1));
    tracks.push_back(track(Shortest, 2));
    const DiscSound sound(std::move(tracks), false, 150);
    EXPECT_EQ(sound.tracks()[0].end, 301 * 2352U);
    EXPECT_EQ(sound.tracks()[1].start, 301 * 2352U);
    EXPECT_EQ(sound.tracks()[1].pregap, 150);
    EXPECT(!sound.tracks()[1].pregapInSound);
    EXPECT_EQ(sound.tracks()[0].pregap, -1);
}

// The second begins inside a sector, which is its first one: 300 whole ones behind that are not needed.
TEST(aShortTrackGetsTheSilenceThatItNeedsAndNoMore) {
    EXPECT_EQ(silenceAfter(0, 1000, false), Shortest - 1000);
    EXPECT_EQ(silenceAfter(587, Shortest - 587, false), 0U);
    EXPECT_EQ(silenceAfter(587, Shortest - 588, false), 1U);
    EXPECT_EQ(silenceAfter(588, Shortest - 1, false), 1U);
    EXPECT_EQ(silenceAfter(100, Shortest, true), 488U);
    EXPECT_EQ(silenceAfter(0, Shortest, true), 0U);
}

TEST(soundBeforeTheFirstIndexIsAHiddenTrack) {
    TrackPlace place;
    place.leading = 10 * 588;
    std::vector<SpooledTrack> tracks;
    tracks.push_back(track(Shortest + 10 * 588, 1, place));
    const DiscSound sound(std::move(tracks), true, -1);
    EXPECT_EQ(sound.hidden(), 10 * 2352U);
    EXPECT_EQ(sound.tracks()[0].end, 310 * 2352U);
}

TEST(anIndexZeroInTheSoundTakesNothingFromIt) {
    TrackPlace later;
    later.indexZero = Shortest;
    std::vector<SpooledTrack> tracks;
    tracks.push_back(track(Shortest + 25 * 588, 1));
    tracks.push_back(track(Shortest, 2, later));
    const DiscSound sound(std::move(tracks), true, -1);
    EXPECT_EQ(sound.tracks()[1].start, 325 * 2352U);
    EXPECT_EQ(sound.tracks()[1].pregap, 25);
    EXPECT(sound.tracks()[1].pregapInSound);
}

TEST(soundBeforeALaterIndexIsItsPregap) {
    TrackPlace later;
    later.leading = 20 * 588;
    std::vector<SpooledTrack> tracks;
    tracks.push_back(track(Shortest, 1));
    tracks.push_back(track(Shortest + 20 * 588, 2, later));
    const DiscSound sound(std::move(tracks), true, -1);
    EXPECT_EQ(sound.tracks()[1].start, 320 * 2352U);
    EXPECT_EQ(sound.tracks()[0].end, 320 * 2352U);
    EXPECT_EQ(sound.tracks()[1].pregap, 20);
    EXPECT(sound.tracks()[1].pregapInSound);
}

TEST(readingEndsWithTheSound) {
    std::vector<SpooledTrack> tracks;
    tracks.push_back(track(Shortest, 1));
    const DiscSound sound(std::move(tracks), true, -1);
    std::vector<std::uint8_t> bytes(100);
    EXPECT_EQ(sound.read(sound.length() - 40, bytes), 40);
    EXPECT_EQ(sound.read(sound.length(), bytes), 0);
    EXPECT_EQ(sound.read(sound.length() + 1, bytes), 0);
}

TEST(theDiscIsCalledWhatAllItsTracksSay) {
    const DiscText same = discTextOf({tagged("One", "Band", "Album", ""), tagged("Two", "Band", "Album", "")});
    EXPECT_EQ(same.texts.title, std::string("Album"));
    EXPECT_EQ(same.texts.performer, std::string("Band"));
    const DiscText mixed =
        discTextOf({tagged("One", "A", "Album", "Various"), tagged("Two", "B", "Other album", "Various")});
    EXPECT_EQ(mixed.texts.title, std::string(""));
    EXPECT_EQ(mixed.texts.performer, std::string("Various"));
    EXPECT(discTextOf({}) == DiscText{});
}

TEST(whatIsSaidLaterCountsMoreAndTheRestStays) {
    Texts texts{"Title", "Band", "", "", "", ""};
    overlay(texts, {"", "Other", "Writer", "", "", ""});
    EXPECT(texts == Texts({"Title", "Other", "Writer", "", "", ""}));
}

TEST(theLeastImportantTextGoesFirst) {
    DiscText disc;
    disc.texts.message = "m";
    std::vector<TrackText> tracks(2);
    tracks[1].texts.composer = "c";
    tracks[0].texts.title = "t";
    std::string what;
    EXPECT(dropLeast(disc, tracks, &what));
    EXPECT_EQ(what, std::string("messages"));
    EXPECT(dropLeast(disc, tracks, &what));
    EXPECT_EQ(what, std::string("composers"));
    EXPECT(!dropLeast(disc, tracks, &what));
    EXPECT_EQ(tracks[0].texts.title, std::string("t"));
}
