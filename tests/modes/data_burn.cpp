// SPDX-License-Identifier: LGPL-2.1-or-later
// Data writes that succeed: what lies on the disc, what the events said, what the report claims.
#include "data_support.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

using namespace burnish;
using namespace test;

namespace {

constexpr std::array Media{"cd-r-74", "cd-r-80", "cd-r-90", "cd-r-99", "cd-rw-74", "cd-rw-80", "dvd+r"};

bool isCdName(const std::string &medium) {
    return medium.starts_with("cd");
}

}  // namespace

TEST(writesWhatTheStreamGaveOnEveryMedium) {
    for (const std::string medium : Media) {
        const Disc disc(medium);
        constexpr std::uint64_t sectors = 1001;
        const auto outcome = writePattern(disc, sectors);
        EXPECT_EQ(outcome.error.message, std::string());
        EXPECT_EQ(outcome.status, status::S_OK);
        EXPECT(disc.isoBytes(0, sectors * Sector) == PatternStream::bytes(sectors * Sector));
        EXPECT_EQ(outcome.report->writtenSectors, isCdName(medium) ? 1151 : 1008);
        EXPECT_EQ(outcome.report->sectors, 1001);
    }
}

TEST(sha256IsThatOfTheStream) {
    const Disc disc("dvd+r");
    const auto outcome = writePattern(disc, 16);
    const auto sums = outputOf("head -c 32768 " + disc.file("disc.iso").string() + " | sha256sum");
    EXPECT_EQ(outcome.report->sha256, sums.substr(0, 64));
}

TEST(hashingCanBeSwitchedOff) {
    const auto outcome = writePattern(Disc("cd-r-80"), 300, [](DataSettings &s) { s.hash = false; });
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT_EQ(outcome.report->sha256, std::string());
}

TEST(postgapOf150SectorsFollowsOnCdUnlessTheImageBringsIt) {
    for (const bool brings : {false, true}) {
        const Disc disc("cd-r-80");
        const auto outcome = writePattern(disc, 1000, [=](DataSettings &s) { s.postgapAlreadyInImage = brings; });
        EXPECT_EQ(outcome.report->postgapSectors, brings ? 0 : 150);
        EXPECT_EQ(outcome.report->writtenSectors, brings ? 1000 : 1150);
        const auto medium = mediumOf(disc);
        EXPECT(medium.tracks.at(0).sectors >= outcome.report->writtenSectors);
        EXPECT(medium.tracks.at(0).sectors <= outcome.report->writtenSectors + 2);
    }
}

TEST(shortCdTrackIsPaddedTo300SectorsAndTheReportSaysSo) {
    const auto outcome = writePattern(Disc("cd-r-80"), 10, [](DataSettings &s) { s.postgapAlreadyInImage = true; });
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT_EQ(outcome.report->paddingSectors, 290);
    EXPECT_EQ(outcome.report->writtenSectors, 300);
}

TEST(discStaysAppendableByDefaultOnCdAndIsFinalizedOnDvdPlusR) {
    const Disc cd("cd-r-80");
    (void)writePattern(cd, 400);
    EXPECT_EQ(mediumOf(cd).state, media_state::Appendable);
    const Disc dvd("dvd+r");
    (void)writePattern(dvd, 400);
    EXPECT_EQ(mediumOf(dvd).state, media_state::Finalized);
}

TEST(closingFollowsTheProperties) {
    struct Row {
        const char *medium;
        bool force;
        bool disableCompatibility;
        std::int32_t state;
    };
    constexpr std::array rows{
        Row{"cd-r-80", true, false, media_state::Finalized}, Row{"cd-r-80", false, true, media_state::Appendable},
        Row{"dvd+r", true, false, media_state::Finalized},   Row{"dvd+r", false, false, media_state::Finalized},
        Row{"dvd+r", true, true, media_state::Finalized},    Row{"dvd+r", false, true, media_state::Appendable},
    };
    for (const Row &row : rows) {
        const Disc disc(row.medium);
        const auto outcome = writePattern(disc, 640, [&](DataSettings &s) {
            s.forceMediaToBeClosed = row.force;
            s.disableConsumerDvdCompatibilityMode = row.disableCompatibility;
        });
        EXPECT_EQ(outcome.status, status::S_OK);
        EXPECT_EQ(mediumOf(disc).state, row.state);
    }
}

TEST(nearlyFullDiscIsClosedAllTheSame) {
    Disc disc("cd-r-74");
    disc.setOption("discard=1");
    const auto free = mediumOf(disc).freeSectors;
    const auto outcome = writePattern(disc, static_cast<std::uint64_t>(free) - 100);
    EXPECT_EQ(outcome.error.message, std::string());
    EXPECT_EQ(outcome.report->closing, std::string("finalize disc"));
    EXPECT_EQ(outcome.report->adjustments.size(), std::size_t{1});
    EXPECT_EQ(mediumOf(disc).state, media_state::Finalized);
}

TEST(exactlyFullDiscIsWritten) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        Disc disc(medium);
        disc.setOption("discard=1");
        const auto free = static_cast<std::uint64_t>(mediumOf(disc).freeSectors);
        EXPECT_EQ(writePattern(disc, free + 1).status, status::E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
        const auto outcome = writePattern(disc, free);
        EXPECT_EQ(outcome.error.message, std::string());
    }
}

TEST(eventsComeInOrder) {
    for (const std::string medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [](DataSettings &s) { s.verification = VerificationLevel::Full; });
        PatternStream stream(500 * Sector);
        std::vector<DataProgress> events;
        const auto outcome = write(*format, stream, [&](const DataProgress &event) { events.push_back(event); });
        using enum DataAction;
        const std::vector<DataAction> expected{
            ValidatingMedia, InitializingHardware, CalibratingPower, WritingData, Finalization, Verifying, Completed};
        EXPECT(outcome.actions == expected);
        std::int32_t high = 0;
        for (const auto &event : events) {
            EXPECT(!event.simulate);
            EXPECT(event.lastWrittenLba >= high);
            EXPECT_EQ(event.usedSystemBuffer + event.freeSystemBuffer, event.totalSystemBuffer);
            high = event.lastWrittenLba;
        }
        EXPECT_EQ(events.back().sectorCount, outcome.report->writtenSectors);
    }
}

// A source that stalls does not stall the events: they come every half second while the write waits for it.
TEST(eventsGoOnWhileTheSourceStalls) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    PatternStream stream(600 * Sector);
    std::mutex mutex;
    std::condition_variable changed;
    int events = 0;
    stream.onRead = [&] {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return events >= 3; });
    };
    const auto outcome = write(*format, stream, [&](const DataProgress &event) {
        const std::lock_guard lock(mutex);
        events += event.action == DataAction::WritingData ? 1 : 0;
        changed.notify_all();
    });
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT(events >= 3);
}

TEST(testWriteLeavesTheCdBlank) {
    const Disc disc("cd-r-80");
    const auto outcome = writePattern(disc, 700, [](DataSettings &s) {
        s.simulate = true;
        s.verification = VerificationLevel::Full;
    });
    EXPECT_EQ(outcome.error.message, std::string());
    EXPECT(outcome.report->simulate);
    EXPECT_EQ(outcome.report->proof, std::string("test write: nothing was written"));
    EXPECT(std::find(outcome.actions.begin(), outcome.actions.end(), DataAction::CalibratingPower) ==
           outcome.actions.end());
    EXPECT_EQ(mediumOf(disc).state, media_state::Blank | media_state::Appendable);
    EXPECT_EQ(writePattern(disc, 700).status, status::S_OK);
}

TEST(testWriteIsRefusedOnDvdPlusR) {
    const Disc disc("dvd+r");
    const auto outcome = writePattern(disc, 700, [](DataSettings &s) { s.simulate = true; });
    EXPECT_EQ(outcome.status, status::E_RECORDER_FEATURE_IS_NOT_CURRENT);
    EXPECT(mediumOf(disc).physicallyBlank);
}

TEST(verificationClaimsWhatItSaw) {
    struct Row {
        VerificationLevel level;
        bool verified;
        const char *proof;
    };
    constexpr std::array rows{
        Row{VerificationLevel::None, false, "contents not proven"},
        Row{VerificationLevel::Quick, false, "samples of the contents proven by reading back"},
        Row{VerificationLevel::Full, true, "contents proven by reading back"},
    };
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        for (const Row &row : rows) {
            const Disc disc(medium);
            const auto outcome = writePattern(disc, 20 * 512, [&](DataSettings &s) { s.verification = row.level; });
            EXPECT_EQ(outcome.error.message, std::string());
            EXPECT_EQ(outcome.report->verified, row.verified);
            EXPECT_EQ(outcome.report->proof, std::string(row.proof));
        }
    }
}

TEST(speedIsTheNearestOnOffer) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    const auto medium = inspectMedium(recorder->drive());
    EXPECT_OK(medium);
    EXPECT(medium->writeSpeeds.size() > 1);
    const std::int32_t slowest = medium->writeSpeeds.back();
    auto exact = format->setWriteSpeed(slowest, false);
    EXPECT_OK(exact);
    EXPECT_EQ(*exact, status::S_OK);
    auto adjusted = format->setWriteSpeed(slowest + 1, false);
    EXPECT_OK(adjusted);
    EXPECT_EQ(*adjusted, status::S_SPEEDADJUSTED);
    PatternStream stream(300 * Sector);
    const auto outcome = write(*format, stream);
    EXPECT_EQ(outcome.status, status::S_SPEEDADJUSTED);
    EXPECT_EQ(outcome.report->writeSpeed, slowest);
    EXPECT_EQ(format->settings().requestedWriteSpeed, slowest + 1);
}

TEST(aSecondSessionIsWrittenBehindTheFirst) {
    for (const std::string medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        const auto appendable = [](DataSettings &s) {
            s.disableConsumerDvdCompatibilityMode = true;
            s.verification = VerificationLevel::Full;
        };
        (void)writePattern(disc, 640, appendable);
        const auto outcome = writePattern(disc, 320, appendable);
        EXPECT_EQ(outcome.error.message, std::string());
        if (isCdName(medium)) {
            // 640 + 150 post-gap + 2 run-out, then 11400 of lead-out, lead-in and pre-gap (MMC-6, 4.2.3.4).
            EXPECT_EQ(outcome.report->startLba, 792 + 11400);
        }
        EXPECT(disc.isoBytes(outcome.report->startLba, 320 * Sector) == PatternStream::bytes(320 * Sector));
        EXPECT_EQ(mediumOf(disc).sessions, 2);
    }
}

// The source gives all of it at its first read: the fifo then empties, as it must, and that is no shortage.
TEST(fifoThatEmptiesAtTheEndIsNoShortage) {
    const Disc disc("dvd+r");
    const auto outcome = writePattern(disc, 512);
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT_EQ(outcome.report->lowestFifoPercent, 100);
}

TEST(fifoThatIsEmptyInMidBurnIsAShortage) {
    const Disc disc("dvd+r");
    const auto outcome = writePattern(disc, 4096, [](DataSettings &s) { s.fifoBytes = 131072; });
    EXPECT_EQ(outcome.status, status::S_OK);
    EXPECT(outcome.report->lowestFifoPercent < 100);
}
