// SPDX-License-Identifier: LGPL-2.1-or-later
// What discsink knows of tracks and how their sound travels, without GStreamer.
#include "layout.hpp"
#include "audio_input.hpp"

#include "check.hpp"

#include <filesystem>
#include <thread>

using namespace discsink;

namespace {

std::vector<std::uint8_t> pattern(std::size_t bytes, std::uint8_t seed) {
    std::vector<std::uint8_t> sound(bytes);
    for (std::size_t i = 0; i < bytes; ++i) {
        sound[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8) * 7 + seed);
    }
    return sound;
}

// Everything that is left of the track that goes out.
std::vector<std::uint8_t> readTrack(AudioInput &input) {
    std::vector<std::uint8_t> sound;
    std::vector<std::uint8_t> part(5000);
    std::chrono::steady_clock::duration waited{};
    for (std::int64_t count = 0; (count = input.read(part, &waited)) > 0;) {
        sound.insert(sound.end(), part.begin(), part.begin() + count);
    }
    return sound;
}

void pushAll(AudioInput &input, const std::vector<std::uint8_t> &sound) {
    std::size_t done = 0;
    EXPECT(input.push(sound, &done) == AudioInput::Flow::Ok);
    EXPECT_EQ(done, sound.size());
}

}  // namespace

TEST(tracksAreWholeSectorsAndNotTooShort) {
    EXPECT_EQ(sectorsOfTrack(1), 300U);
    EXPECT_EQ(sectorsOfTrack(300 * 588), 300U);
    EXPECT_EQ(sectorsOfTrack(300 * 588 + 1), 301U);
    EXPECT_EQ(sectorsOfTrack(265173), 451U);
}

// 506856 / 44100 s in nanoseconds, cut off: cutting again would lose a frame.
TEST(timesAreRoundedToFrames) {
    EXPECT_EQ(framesAt(11493333333), 506856U);
    EXPECT_EQ(framesAt(0), 0U);
    EXPECT_EQ(nanosecondsOf(44100), 1000000000U);
    EXPECT_EQ(framesAt(nanosecondsOf(99 * 60 * 44100ULL)), 99 * 60 * 44100ULL);
}

TEST(isrcIsCheckedAndCleaned) {
    EXPECT_EQ(normalizedIsrc("DE-ABC-21-00001").value_or(""), std::string("DEABC2100001"));
    EXPECT_EQ(normalizedIsrc("de abc 21 00001").value_or(""), std::string("DEABC2100001"));
    EXPECT_EQ(normalizedIsrc("USA1B2100001").value_or(""), std::string("USA1B2100001"));
    EXPECT(!normalizedIsrc("ABC"));
    EXPECT(!normalizedIsrc(""));
    EXPECT(!normalizedIsrc("D1ABC2100001"));
    EXPECT(!normalizedIsrc("DEABC210000X"));
    EXPECT(!normalizedIsrc("DEABC21000011"));
}

TEST(catalogueNumberIsCheckedAndCompleted) {
    EXPECT_EQ(normalizedMcn("4006408262121").value_or(""), std::string("4006408262121"));
    EXPECT_EQ(normalizedMcn("036000291452").value_or(""), std::string("0036000291452"));
    EXPECT_EQ(normalizedMcn("4-006408-262121").value_or(""), std::string("4006408262121"));
    EXPECT(!normalizedMcn("4006408262122"));
    EXPECT(!normalizedMcn("12345"));
    EXPECT(!normalizedMcn("400640826212X"));
}

TEST(contentsGiveCutsOnlyWhereTheyFitTheStream) {
    const std::uint64_t second = 1000000000;
    const std::vector<ContentsEntry> album = {
        {0, 6 * second, {}}, {6 * second, 12 * second, {}}, {12 * second, 19 * second, {}}};
    const auto cuts = cutsOfContents(album, 19 * second + second / 2);
    EXPECT_EQ(cuts.size(), 2U);
    EXPECT_EQ(cuts[0], 6 * 44100U);
    EXPECT_EQ(cuts[1], 12 * 44100U);
    EXPECT(cutsOfContents(album, 6 * second).empty());
    EXPECT(cutsOfContents({}, 0).empty());
    EXPECT(lengthsOfContents({}).empty());
    EXPECT(lengthsOfContents({{6 * second, 12 * second, {}}, {0, 6 * second, {}}}).empty());
    const std::vector<std::uint64_t> whole = {0};
    EXPECT(lengthsOfContents({{0, 6 * second, {}}}) == whole);
    const std::vector<std::uint64_t> three = {6 * 44100, 6 * 44100, 0};
    EXPECT(lengthsOfContents(album) == three);
    EXPECT(cutsOfContents({{6 * second, 12 * second, {}}, {0, 6 * second, {}}}, 6 * second).empty());
}

TEST(aStreamIsAnotherByIdOrGroup) {
    StreamIdentity identity;
    EXPECT(!identity.changesTo("a", 1));
    EXPECT(!identity.changesTo("a", 1));
    EXPECT(identity.changesTo("a", 2));
    EXPECT(identity.changesTo("b", 2));
    identity.forget();
    EXPECT(!identity.changesTo("c", 3));
}

// The example of the MusicBrainz documentation.
TEST(discIdentitiesAreThoseOfTheDatabases) {
    const std::vector<std::int64_t> starts = {0, 15213, 32164, 46442, 63264, 80339};
    EXPECT_EQ(musicBrainzDiscId(starts, 95312), std::string("49HHV7Eb8UKF3aQiNmu1GR8vKTY-"));
    EXPECT_EQ(cddbDiscId({0}, 4500 - 150 + 150), std::string("02003c01"));
    EXPECT_EQ(cddbDiscId({}, 0), std::string(""));
}

TEST(tracksComeOutAsTheyWentIn) {
    AudioInput input;
    input.open(1U << 20U, 75);
    const auto one = pattern(3000000, 1);
    const auto two = pattern(4, 2);
    const auto three = pattern(1500000, 3);
    std::thread writer([&] {
        for (const auto *track : {&one, &two, &three}) {
            TrackNotes notes;
            notes.tagged.text.texts.title = std::to_string(track->size());
            input.setNotes(notes);
            pushAll(input, *track);
            input.endTrack();
        }
        input.finish();
    });
    for (const auto *track : {&one, &two, &three}) {
        EXPECT(input.waitForTrack() == AudioInput::Next::Track);
        EXPECT_EQ(input.text().texts.title, std::to_string(track->size()));
        EXPECT(readTrack(input) == *track);
        EXPECT_EQ(input.trackBytes(), track->size());
        input.leaveTrack();
    }
    EXPECT(input.waitForTrack() == AudioInput::Next::End);
    writer.join();
    EXPECT_EQ(input.tracksReceived(), 3U);
    EXPECT_EQ(input.sectorsOfAllTracks(), sectorsOfTrack(750000) + 300 + sectorsOfTrack(375000));
}

TEST(aTrackThatIsShorterThanTheMarkIsKnownWhenItBegins) {
    AudioInput input;
    input.open(8U << 20U, 75);
    pushAll(input, pattern(300 * 2352 - 4, 1));
    input.endTrack();
    EXPECT(input.waitForTrack() == AudioInput::Next::Track);
    EXPECT(input.trackEnded());
}

TEST(spooledTracksBeginWhenTheyAreComplete) {
    AudioInput input;
    input.spoolTracks(std::filesystem::temp_directory_path().string());
    input.open(1U << 20U, 75);
    const auto one = pattern(2500000, 1);
    pushAll(input, one);
    EXPECT(!input.trackEnded());
    input.endTrack();
    pushAll(input, pattern(100, 2));
    EXPECT(input.waitForTrack() == AudioInput::Next::Track);
    EXPECT(input.trackEnded());
    EXPECT(readTrack(input) == one);
    input.leaveTrack();
    input.finish();
    EXPECT(input.waitForTrack() == AudioInput::Next::Track);
    EXPECT_EQ(readTrack(input).size(), 100U);
}

TEST(aSpoolFolderThatIsNotThereIsTold) {
    AudioInput input;
    input.spoolTracks("/nowhere/at/all");
    std::size_t done = 0;
    EXPECT(input.push(pattern(100, 1), &done) == AudioInput::Flow::SpoolFailed);
    EXPECT_EQ(input.spoolError(), ENOENT);
}

TEST(interruptFreesAWaitingWriterAndLosesNothing) {
    AudioInput input;
    input.open(1U << 20U, 75);
    const auto sound = pattern(3U << 20U, 1);
    std::size_t first = 0;
    input.interrupt(true);
    EXPECT(input.push(sound, &first) == AudioInput::Flow::Interrupted);
    EXPECT_EQ(first, 0U);
    input.interrupt(false);
    std::thread writer([&] {
        pushAll(input, sound);
        input.finish();
    });
    EXPECT(input.waitForTrack() == AudioInput::Next::Track);
    EXPECT(readTrack(input) == sound);
    writer.join();
}

TEST(stopFreesEverybody) {
    AudioInput input;
    input.open(1U << 20U, 75);
    std::thread writer([&] {
        std::size_t done = 0;
        EXPECT(input.push(pattern(3U << 20U, 1), &done) == AudioInput::Flow::Stopped);
    });
    EXPECT(input.waitForTrack() == AudioInput::Next::Track);
    input.stop();
    writer.join();
    EXPECT(input.waitForTrack() == AudioInput::Next::Stopped);
    EXPECT(input.waitForOutcome() == AudioInput::Flow::Stopped);
}

TEST(soundThatNobodyTookMayComeAgain) {
    AudioInput input;
    input.open(1U << 20U, 75);
    pushAll(input, pattern(1000, 1));
    EXPECT(input.restart());
    EXPECT_EQ(input.bytesReceived(), 0U);
    pushAll(input, pattern(1000, 1));
    input.finish();
    EXPECT(input.waitForTrack() == AudioInput::Next::Track);
    EXPECT(!input.restart());
}
