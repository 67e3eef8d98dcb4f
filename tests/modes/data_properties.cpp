// SPDX-License-Identifier: LGPL-2.1-or-later
// What a data write makes of its properties in the drive: speed, rotation, underrun protection, overwriting; and what
// a multisession object tells of the disc.
#include "check.hpp"
#include "data_support.hpp"
#include "formats/multisession.hpp"

using namespace burnish;
using namespace test;

namespace {

constexpr int WriteParametersPage = 0x05;

bool underrunProtected(Recorder &recorder) {
    auto page = recorder.modePage(WriteParametersPage, 0);
    EXPECT_OK(page);
    return (page->at(2) & 0x40) != 0;
}

Medium mediumIn(Recorder &recorder) {
    auto medium = inspectMedium(recorder.drive());
    EXPECT_OK(medium);
    return *medium;
}

}  // namespace

TEST(speedAndRotationReachTheDrive) {
    const struct {
        const char *medium;
        std::int32_t asked;
        bool pureCav;
        Status status;
        std::int32_t speed;
        bool cav;
    } rows[] = {
        {"cd-r-80", 3600, true, status::S_OK, 3600, true},
        {"cd-r-80", 3600, false, status::S_OK, 3600, false},
        {"cd-r-80", -1, false, status::S_OK, 3600, false},
        {"cd-r-80", -1, true, status::S_OK, 3600, true},
        {"cd-r-80", 300, true, status::S_ROTATIONADJUSTED, 300, false},
        {"cd-r-80", 3601, true, status::S_SPEEDADJUSTED, 3600, true},
        {"cd-r-80", 301, false, status::S_SPEEDADJUSTED, 300, false},
        {"cd-r-80", 301, true, status::S_BOTHADJUSTED, 300, false},
        {"cd-rw-80", -1, true, status::S_ROTATIONADJUSTED, 750, false},
        {"dvd+r", 8160, true, status::S_OK, 8160, true},
        {"dvd+r", 8160, false, status::S_OK, 8160, false},
        {"dvd+r", 1632, true, status::S_ROTATIONADJUSTED, 1632, false},
        {"dvd+r", 1, true, status::S_BOTHADJUSTED, 1632, false},
    };
    for (const auto &row : rows) {
        const Disc disc(row.medium);
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        auto told = format->setWriteSpeed(row.asked, row.pureCav);
        EXPECT_OK(told);
        EXPECT_EQ(*told, row.status);
        EXPECT_EQ(format->settings().requestedWriteSpeed, row.asked);
        EXPECT_EQ(format->settings().requestedPureCav, row.pureCav);
        PatternStream stream(320 * Sector);
        const auto outcome = write(*format, stream);
        EXPECT_EQ(outcome.status, row.status);
        EXPECT_EQ(outcome.report->writeSpeed, row.speed);
        EXPECT_EQ(outcome.report->adjustments.empty(), row.status == status::S_OK);
        const Medium after = mediumIn(*recorder);
        EXPECT_EQ(after.currentWriteSpeed, row.speed);
        EXPECT_EQ(after.currentPureCav, row.cav);
    }
}

TEST(rotationIsGivenBackToTheDriveByTheNextWrite) {
    const Disc disc("dvd+r");
    const auto recorder = disc.open();
    const auto format = dataFormat(recorder);
    change(*format, [](DataSettings &s) { s.disableConsumerDvdCompatibilityMode = true; });
    for (const bool cav : {true, false}) {
        EXPECT_OK(format->setWriteSpeed(-1, cav));
        PatternStream stream(320 * Sector);
        EXPECT_EQ(write(*format, stream).status, status::S_OK);
        EXPECT_EQ(mediumIn(*recorder).currentPureCav, cav);
    }
}

TEST(underrunProtectionIsOnUnlessDisabled) {
    for (const bool disabled : {false, true, false}) {
        const Disc disc("cd-r-80");
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [=](DataSettings &s) { s.bufferUnderrunFreeDisabled = disabled; });
        PatternStream stream(320 * Sector);
        const auto outcome = write(*format, stream);
        EXPECT_EQ(outcome.status, status::S_OK);
        EXPECT_EQ(underrunProtected(*recorder), !disabled);
        EXPECT(outcome.report->toJson().find(disabled
                                                 ? "\"underrun_protection_disabled\": true"
                                                 : "\"underrun_protection_disabled\": false") != std::string::npos);
    }
}

// A drive that is emptied faster than anybody could fill it.
TEST(withoutUnderrunProtectionAnEmptyBufferLosesTheDisc) {
    for (const bool disabled : {false, true}) {
        Disc disc("cd-r-80");
        disc.setOption("pace=20000&buffer=128");
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [=](DataSettings &s) { s.bufferUnderrunFreeDisabled = disabled; });
        PatternStream stream(600 * Sector);
        const auto outcome = write(*format, stream);
        EXPECT_EQ(outcome.status, disabled ? status::E_LOSS_OF_STREAMING : status::S_OK);
    }
}

TEST(overwritingIsNoMatterOfSequentialDiscs) {
    for (const char *medium : {"cd-r-80", "cd-rw-80", "dvd+r"}) {
        const Disc disc(medium);
        const auto overwrite = [](DataSettings &s) {
            s.forceOverwrite = true;
            s.disableConsumerDvdCompatibilityMode = true;
        };
        EXPECT_EQ(writePattern(disc, 320, overwrite).status, status::S_OK);
        const auto second = writePattern(disc, 320, overwrite);
        EXPECT_EQ(second.status, status::S_OK);
        EXPECT(second.report->startLba > 320);  // behind the first, which stays
        EXPECT_EQ(mediumOf(disc).sessions, 2);
        EXPECT(disc.isoBytes(0, 320 * Sector) == PatternStream::bytes(320 * Sector));
        const auto close = [&](DataSettings &s) { overwrite(s), s.forceMediaToBeClosed = true; };
        EXPECT_EQ(writePattern(disc, 320, close).status, status::S_OK);
        EXPECT_EQ(writePattern(disc, 320, overwrite).status, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    }
}

TEST(sessionsAsTheMultisessionObjectTellsThem) {
    for (const std::string medium : {"cd-r-80", "cd-rw-74", "dvd+r"}) {
        const Disc disc(medium);
        {
            const MultisessionSequential blank(disc.open());
            EXPECT(*blank.isSupportedOnCurrentMediaState());
            EXPECT(isFirstDataSession(*blank.medium()));
            EXPECT_EQ(blank.medium()->startOfPreviousSession, -1);
        }
        const auto open = [](DataSettings &s) { s.disableConsumerDvdCompatibilityMode = true; };
        (void)writePattern(disc, 320, open);
        const auto second = writePattern(disc, 640, open);
        {
            const MultisessionSequential appendable(disc.open());
            EXPECT(*appendable.isSupportedOnCurrentMediaState());
            const auto state = appendable.medium();
            EXPECT_OK(state);
            EXPECT(!isFirstDataSession(*state));
            EXPECT_EQ(state->startOfPreviousSession, second.report->startLba);
            EXPECT(state->lastWrittenOfPreviousSession >= second.report->startLba + 640 - 1);
            EXPECT(state->nextWritableAddress > state->lastWrittenOfPreviousSession);
        }
        (void)writePattern(disc, 320, [](DataSettings &s) { s.forceMediaToBeClosed = true; });
        const MultisessionSequential closed(disc.open());
        EXPECT(!*closed.isSupportedOnCurrentMediaState());
        EXPECT_OK(closed.medium());
    }
}

TEST(multisessionNeedsARecorderAndADisc) {
    MultisessionSequential none(nullptr);
    EXPECT_STATUS(none.isSupportedOnCurrentMediaState(), status::E_RECORDER_REQUIRED);
    EXPECT_STATUS(none.medium(), status::E_RECORDER_REQUIRED);
    EXPECT(!none.inUse());
    none.setInUse(true);
    EXPECT(none.inUse());
    Disc disc("cd-r-80");
    disc.setOption("empty=1");
    const MultisessionSequential empty(disc.open());
    EXPECT_STATUS(empty.isSupportedOnCurrentMediaState(), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_STATUS(empty.medium(), status::E_RECORDER_MEDIA_NO_MEDIA);
}

TEST(aSessionOfAudioIsNoDataSession) {
    Medium medium;
    medium.sessions = 1;
    medium.tracks = {{1, 1, 0, 300, false, false, false}, {2, 1, 450, 300, false, false, false}};
    EXPECT(isFirstDataSession(medium));
    medium.tracks.push_back({3, 2, 12000, 300, true, false, false});
    EXPECT(isFirstDataSession(medium));  // that session is not complete
    medium.sessions = 2;
    EXPECT(!isFirstDataSession(medium));
}
