// SPDX-License-Identifier: LGPL-2.1-or-later
// Sources and drives that misbehave. After each: the exact status, a truthful report, a drive that is free again.
#include "data_support.hpp"

using namespace burnish;
using namespace test;

namespace {

struct Trouble {
    const char *name;
    const char *fault;  // one entry of the fault script
    Status expected;
    bool driveAnswersAgain;  // whether the drive can be asked afterwards
};

Outcome writeWithFault(const char *medium, const Trouble &trouble) {
    Disc disc(medium);
    disc.setFaults(std::string("{\"faults\":[") + trouble.fault + "]}");
    Outcome outcome;
    {
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [](DataSettings &s) {
            s.disableConsumerDvdCompatibilityMode = true;
            s.verification = VerificationLevel::Full;
        });
        PatternStream stream(1024 * Sector);
        outcome = write(*format, stream);
        if (trouble.driveAnswersAgain) {
            expectReleased(disc, recorder);
        }
        EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
    }
    disc.setFaults("{\"faults\":[]}");
    const auto left = mediumOf(disc);  // the folder opens again
    const bool wasBlank = outcome.report->after && outcome.report->after->physicallyBlank;
    if (wasBlank) {
        EXPECT(left.physicallyBlank);
    }
    EXPECT_EQ(outcome.report->status, outcome.status);
    EXPECT_EQ(outcome.report->verified, outcome.status == status::S_OK);
    return outcome;
}

void expectTrouble(const char *medium, const Trouble &trouble) {
    const auto outcome = writeWithFault(medium, trouble);
    if (outcome.status != trouble.expected) {
        fail(__FILE__, __LINE__,
             std::string(medium) + ", " + trouble.name + ": " + show(outcome.status) + " \"" + outcome.error.message +
                 "\" " + outcome.error.detail);
    }
}

void expectTroubleOnBoth(const Trouble &trouble) {
    expectTrouble("cd-r-80", trouble);
    expectTrouble("dvd+r", trouble);
}

}  // namespace

TEST(writeErrorOfTheMedium) {
    expectTroubleOnBoth({"write error", R"j({"command":"WRITE(10)","nth":5,"sense":"3/0C/00"})j",
                         status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, true});
}

TEST(lossOfStreaming) {
    expectTroubleOnBoth({"loss of streaming", R"j({"command":"WRITE(10)","nth":5,"sense":"3/0C/09"})j",
                         status::E_LOSS_OF_STREAMING, true});
}

TEST(deferredErrorEndsTheBurn) {
    expectTroubleOnBoth({"deferred", R"j({"command":"WRITE(10)","nth":5,"sense":"3/0C/00","deferred":true})j",
                         status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, true});
}

TEST(errorThatShowsOnlyAtTheFlush) {
    expectTroubleOnBoth({"flush", R"j({"command":"SYNCHRONIZE CACHE","nth":1,"sense":"3/0C/00"})j",
                         status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, true});
}

TEST(powerCalibrationError) {
    expectTroubleOnBoth({"opc", R"j({"command":"SEND OPC INFORMATION","nth":1,"sense":"3/73/03"})j",
                         status::E_POWER_CALIBRATION, true});
}

TEST(powerCalibrationThatTheDriveDoesNotKnowIsNoTrouble) {
    expectTroubleOnBoth(
        {"no opc", R"j({"command":"SEND OPC INFORMATION","sense":"5/20/00","times":"forever"})j", status::S_OK, true});
}

TEST(closingFails) {
    expectTroubleOnBoth({"close", R"j({"command":"CLOSE TRACK SESSION","nth":1,"sense":"3/72/04"})j",
                         status::E_SESSION_FIXATION, true});
}

TEST(modePageIsRefused) {
    expectTrouble("cd-r-80", {"mode page", R"j({"command":"MODE SELECT(10)","sense":"5/26/00","times":"forever"})j",
                              status::E_RECORDER_INVALID_MODE_PARAMETERS, true});
}

// The drive drops the test-write bit: to go on would burn the disc for real.
TEST(modePageIsIgnored) {
    Disc disc("cd-r-80");
    disc.setFaults(R"j({"faults":[{"command":"MODE SELECT(10)","effect":"ignore","times":"forever"}]})j");
    const auto outcome = writePattern(disc, 700, [](DataSettings &s) { s.simulate = true; });
    EXPECT_EQ(outcome.status, status::E_RECORDER_INVALID_MODE_PARAMETERS);
    EXPECT(mediumOf(disc).physicallyBlank);
}

TEST(driveThatAnswersShort) {
    expectTroubleOnBoth({"short write", R"j({"command":"WRITE(10)","nth":5,"effect":"short","bytes":2048})j",
                         status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE, true});
    expectTroubleOnBoth(
        {"short disc information",
         R"j({"command":"READ DISC INFORMATION","nth":1,"effect":"short","bytes":3,"times":"forever"})j",
         status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE, false});
}

TEST(driveThatAnswersLate) {
    expectTroubleOnBoth({"late within the limit",
                         R"j({"command":"WRITE(10)","nth":5,"effect":"late","milliseconds":1000})j", status::S_OK,
                         true});
    expectTroubleOnBoth({"late past the limit",
                         R"j({"command":"WRITE(10)","nth":5,"effect":"late","milliseconds":3600000})j",
                         status::E_RECORDER_COMMAND_TIMEOUT, true});
}

TEST(driveThatNeverAnswers) {
    expectTroubleOnBoth(
        {"never", R"j({"command":"WRITE(10)","nth":5,"effect":"never"})j", status::E_RECORDER_COMMAND_TIMEOUT, true});
}

TEST(driveThatVanishesInMidBurn) {
    expectTroubleOnBoth(
        {"vanish at write", R"j({"command":"WRITE(10)","nth":5,"effect":"vanish"})j", status::E_DEV_NOT_EXIST, false});
    expectTroubleOnBoth({"vanish at close", R"j({"command":"CLOSE TRACK SESSION","nth":1,"effect":"vanish"})j",
                         status::E_DEV_NOT_EXIST, false});
    expectTroubleOnBoth({"vanish at read-back", R"j({"command":"READ(10)","nth":2,"effect":"vanish"})j",
                         status::E_DEV_NOT_EXIST, false});
}

// The worst drive of all: it says GOOD and writes nothing.
TEST(driveThatSaysGoodAndWritesNothing) {
    constexpr auto all = R"j({"command":"WRITE(10)","effect":"ignore","times":"forever"},
                            {"command":"SYNCHRONIZE CACHE","effect":"ignore","times":"forever"},
                            {"command":"CLOSE TRACK SESSION","effect":"ignore","times":"forever"})j";
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const auto outcome = writeWithFault(medium, {"ignores all", all, status::E_FAIL, true});
        EXPECT(failed(outcome.status));
        EXPECT_EQ(outcome.status, status::E_BURN_VERIFICATION_FAILED);
        EXPECT(outcome.report->after->physicallyBlank);
    }
}

TEST(driveThatNeverCloses) {
    expectTroubleOnBoth({"close ignored", R"j({"command":"CLOSE TRACK SESSION","effect":"ignore","times":"forever"})j",
                         status::E_BURN_VERIFICATION_FAILED, true});
}

TEST(driveThatStoresOtherBytes) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const auto outcome = writeWithFault(
            medium, {"corrupt", R"j({"command":"WRITE(10)","lba":700,"effect":"corrupt"})j", status::E_FAIL, true});
        EXPECT_EQ(outcome.status, status::E_BURN_VERIFICATION_FAILED);
        EXPECT_EQ(outcome.report->firstBadLba.value_or(-1), 700);
        EXPECT_EQ(outcome.report->proof, std::string("contents proven bad"));
    }
}

TEST(discThatCannotBeReadBack) {
    expectTroubleOnBoth({"unreadable", R"j({"command":"READ(10)","lba":700,"sense":"3/11/05","times":"forever"})j",
                         status::E_BURN_VERIFICATION_FAILED, true});
}

TEST(fullBufferIsFlowControl) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const auto outcome = writeWithFault(
            medium, {"busy", R"j({"command":"WRITE(10)","nth":3,"sense":"2/04/08","times":20})j", status::S_OK, true});
        EXPECT_EQ(outcome.error.message, std::string());
        EXPECT_EQ(outcome.report->busyRetries, 20U);
    }
}

TEST(unitAttentionInMidBurnEndsIt) {
    expectTroubleOnBoth({"reset", R"j({"command":"WRITE(10)","nth":5,"sense":"6/29/00"})j",
                         status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, true});
}

TEST(sourcesThatMisbehave) {
    struct Row {
        std::function<void(PatternStream &)> spoil;
        Status expected;
    };
    const std::array rows{
        Row{[](PatternStream &s) { s.endsAt = 100 * Sector; }, status::E_STREAM_TOO_SHORT},
        Row{[](PatternStream &s) { s.endsAt = 0; }, status::E_STREAM_TOO_SHORT},
        Row{[](PatternStream &s) { s.failsAt = 100 * Sector + 7; }, status::E_STREAM_READ_FAILURE},
        Row{[](PatternStream &s) { s.liesAt = 100 * Sector; }, status::E_STREAM_BAD_CALLBACK},
    };
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        for (const Row &row : rows) {
            const Disc disc(medium);
            const auto recorder = disc.open();
            const auto format = dataFormat(recorder);
            PatternStream stream(8192 * Sector);
            row.spoil(stream);
            const auto outcome = write(*format, stream);
            EXPECT_EQ(outcome.status, row.expected);
            EXPECT_EQ(outcome.report->sha256, std::string());
            // It failed before the buffer was filled to its mark: the laser never went on.
            EXPECT_EQ(outcome.report->writtenSectors, 0);
            expectReleased(disc, recorder);
        }
    }
}

TEST(sourceThatFailsInMidBurnLeavesAnOpenSession) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        const Disc disc(medium);
        const auto recorder = disc.open();
        const auto format = dataFormat(recorder);
        change(*format, [](DataSettings &s) { s.fifoBytes = 128 * 1024; });
        PatternStream stream(8192 * Sector);
        stream.failsAt = 4000 * Sector;
        const auto outcome = write(*format, stream);
        EXPECT_EQ(outcome.status, status::E_STREAM_READ_FAILURE);
        EXPECT(outcome.report->writtenSectors > 3000);
        EXPECT(outcome.report->after.has_value());
        EXPECT((outcome.report->after->state & media_state::NonEmptySession) != 0);
        expectReleased(disc, recorder);
    }
}
