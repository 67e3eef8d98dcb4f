// SPDX-License-Identifier: LGPL-2.1-or-later
// Drives that misbehave in each stage of an audio session, and discs that are not what was sent. After each: the exact
// status, a truthful report, a drive that is free again.
#include "forging.hpp"
#include "formats/tao_toc.hpp"
#include "tao_support.hpp"

#include <algorithm>

using namespace burnish;
using namespace test;

namespace {

struct Outcome {
    Status prepared = status::S_OK;
    Status added = status::S_OK;
    Status released = status::S_OK;
    std::shared_ptr<const Report> report;
};

// One track of 1000 sectors, with full verification.
Outcome burnWith(const std::string &fault, VerificationLevel level = VerificationLevel::Full, bool answers = true) {
    Disc disc("cd-r-80");
    disc.setFaults(faults(fault));
    Session session(disc, [level](TaoSettings &s) { s.verification = level; });
    Outcome outcome;
    outcome.prepared = session.prepare();
    if (!failed(outcome.prepared)) {
        outcome.added = session.addSectors(7, 1000);
        outcome.released = session.release();
    }
    outcome.report = session.format.report();
    if (answers) {
        session.expectReleased();
    } else {
        EXPECT_EQ(session.recorder->exclusiveAccessOwner(), std::string());
    }
    return outcome;
}

void expectPrepareFails(const std::string &fault, Status expected) {
    const auto outcome = burnWith(fault);
    EXPECT_EQ(outcome.prepared, expected);
    EXPECT_EQ(outcome.report->status, expected);
}

}  // namespace

TEST(driveThatRefusesTheModePage) {
    expectPrepareFails(R"j({"command":"MODE SELECT(10)","sense":"5/26/00","times":"forever"})j",
                       status::E_RECORDER_INVALID_MODE_PARAMETERS);
    expectPrepareFails(R"j({"command":"MODE SELECT(10)","effect":"ignore","times":"forever"})j",
                       status::E_RECORDER_INVALID_MODE_PARAMETERS);
}

TEST(driveThatVanishesWhilePreparing) {
    const auto outcome =
        burnWith(R"j({"command":"MODE SELECT(10)","effect":"vanish"})j", VerificationLevel::None, false);
    EXPECT_EQ(outcome.prepared, status::E_DEV_NOT_EXIST);
}

TEST(powerCalibrationFails) {
    const auto outcome = burnWith(R"j({"command":"SEND OPC INFORMATION","nth":1,"sense":"3/73/03"})j");
    EXPECT_EQ(outcome.added, status::E_POWER_CALIBRATION);
    EXPECT_EQ(outcome.released, status::S_OK);
    EXPECT_EQ(outcome.report->status, status::E_POWER_CALIBRATION);
    EXPECT_EQ(outcome.report->proof, std::string("nothing was written"));
    EXPECT(outcome.report->after->physicallyBlank);
    EXPECT(!outcome.report->tracks[0].onDisc);
}

TEST(firstWriteIsRefused) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","nth":1,"sense":"3/0C/00"})j");
    EXPECT_EQ(outcome.added, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_EQ(outcome.released, status::S_OK);
    EXPECT(outcome.report->after->physicallyBlank);
}

TEST(writeErrorInMidTrackAndTheDiscIsClosedAllTheSame) {
    for (const char *sense : {"3/0C/00", "6/29/00"}) {
        const auto outcome = burnWith(std::string(R"j({"command":"WRITE(10)","nth":20,"sense":")j") + sense + "\"}");
        EXPECT_EQ(outcome.added, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        EXPECT_EQ(outcome.released, status::S_OK);
        EXPECT_EQ(outcome.report->status, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        EXPECT_EQ(outcome.report->tracks.size(), std::size_t{1});
        EXPECT(outcome.report->tracks[0].onDisc);
        EXPECT_EQ(outcome.report->tracks[0].sectors, 19 * 27);
        EXPECT((outcome.report->after->state & media_state::Finalized) != 0);
    }
}

TEST(lossOfStreaming) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","nth":20,"sense":"3/0C/09"})j");
    EXPECT_EQ(outcome.added, status::E_LOSS_OF_STREAMING);
}

TEST(endOfTheDiscInMidTrackIsTold) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","nth":20,"sense":"5/63/00"})j");
    EXPECT_EQ(outcome.added, status::E_DF2TAO_NOT_ENOUGH_SPACE);
}

TEST(driveThatNeverAnswersAWrite) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","nth":20,"effect":"never"})j");
    EXPECT_EQ(outcome.added, status::E_RECORDER_COMMAND_TIMEOUT);
}

TEST(driveThatVanishesInMidTrack) {
    const auto outcome =
        burnWith(R"j({"command":"WRITE(10)","nth":20,"effect":"vanish"})j", VerificationLevel::None, false);
    EXPECT_EQ(outcome.added, status::E_DEV_NOT_EXIST);
    EXPECT_EQ(outcome.released, status::E_DEV_NOT_EXIST);
    EXPECT(!outcome.report->after.has_value());
}

TEST(errorThatShowsOnlyAtTheFlush) {
    const auto outcome = burnWith(R"j({"command":"SYNCHRONIZE CACHE","nth":1,"sense":"3/0C/00"})j");
    EXPECT_EQ(outcome.added, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_EQ(outcome.report->status, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

TEST(fullBufferIsFlowControl) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","nth":3,"sense":"2/04/08","times":20})j");
    EXPECT_EQ(outcome.released, status::S_OK);
    EXPECT_EQ(outcome.report->busyRetries, 20U);
    EXPECT(outcome.report->verified);
}

TEST(closingFails) {
    const auto outcome = burnWith(R"j({"command":"CLOSE TRACK SESSION","nth":1,"sense":"3/72/04"})j");
    EXPECT_EQ(outcome.added, status::S_OK);
    EXPECT_EQ(outcome.released, status::E_SESSION_FIXATION);
    EXPECT_EQ(outcome.report->status, status::E_SESSION_FIXATION);
    EXPECT(outcome.report->after.has_value());
}

TEST(driveThatVanishesWhileItCloses) {
    const auto outcome =
        burnWith(R"j({"command":"CLOSE TRACK SESSION","nth":1,"effect":"vanish"})j", VerificationLevel::None, false);
    EXPECT_EQ(outcome.released, status::E_DEV_NOT_EXIST);
}

// The worst drive of all says GOOD and does nothing: never a success, whatever the verification level.
TEST(driveThatSaysGoodAndWritesNothing) {
    for (const auto level : {VerificationLevel::None, VerificationLevel::Quick, VerificationLevel::Full}) {
        const auto outcome = burnWith(R"j({"command":"WRITE(10)","effect":"ignore","times":"forever"},
                                          {"command":"SYNCHRONIZE CACHE","effect":"ignore","times":"forever"},
                                          {"command":"CLOSE TRACK SESSION","effect":"ignore","times":"forever"})j",
                                      level);
        EXPECT_EQ(outcome.added, status::E_BURN_VERIFICATION_FAILED);
        EXPECT_EQ(outcome.released, status::E_BURN_VERIFICATION_FAILED);
        EXPECT(outcome.report->after->physicallyBlank);
        EXPECT(!outcome.report->verified);
    }
}

TEST(driveThatNeverCloses) {
    const auto outcome =
        burnWith(R"j({"command":"CLOSE TRACK SESSION","effect":"ignore","times":"forever"})j", VerificationLevel::None);
    EXPECT_EQ(outcome.added, status::S_OK);
    EXPECT_EQ(outcome.released, status::E_BURN_VERIFICATION_FAILED);
}

// A table of contents that is not the expected one is a failure at every level.
TEST(wrongTableOfContentsIsFound) {
    const auto laterTrack = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::size_t FrameOfTrack1 = 4 + 3 * 11 + 10;
        if (command.cdb[0] == 0x43 && command.cdb[2] == mmc::toc_format::Full && reply.size() > FrameOfTrack1) {
            ++reply[FrameOfTrack1];
        }
    };
    for (const auto level : {VerificationLevel::None, VerificationLevel::Quick, VerificationLevel::Full}) {
        const Disc disc("cd-r-80");
        Session session(openForging(disc, laterTrack), [level](TaoSettings &s) { s.verification = level; });
        EXPECT_EQ(session.prepare(), status::S_OK);
        EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
        EXPECT_EQ(session.release(), status::E_BURN_VERIFICATION_FAILED);
        EXPECT(session.error.message.find("track 1 starts at LBA 1 instead of 0") != std::string::npos);
        session.expectReleased();
    }
}

// Where format 2 is not known, format 0 tells as much.
TEST(tableOfContentsIsComparedWithoutFormat2) {
    bool wrong = false;
    const auto oldDrive = [&wrong](const mmc::Command &command, std::span<std::uint8_t> reply) {
        if (command.cdb[0] == 0x43 && command.cdb[2] == mmc::toc_format::Toc && wrong && reply.size() > 11) {
            ++reply[11];
        }
    };
    for (const bool spoil : {false, true}) {
        wrong = spoil;
        const Disc disc("cd-r-80");
        Session session(openForging(disc, oldDrive, 0x43, mmc::toc_format::Full));
        EXPECT_EQ(session.prepare(), status::S_OK);
        EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
        EXPECT_EQ(session.release(), spoil ? status::E_BURN_VERIFICATION_FAILED : status::S_OK);
    }
}

TEST(wrongNamesAreFound) {
    for (const std::uint8_t format : {2, 3}) {
        const auto otherName = [format](const mmc::Command &command, std::span<std::uint8_t> reply) {
            if (command.cdb[0] == 0x42 && command.cdb[3] == format && reply.size() > 20) {
                reply[20] = reply[20] == '1' ? '2' : '1';
            }
        };
        const Disc disc("cd-r-80");
        Session session(openForging(disc, otherName),
                        [](TaoSettings &s) { s.verification = VerificationLevel::Quick; });
        EXPECT_OK(session.format.setMediaCatalogNumber("4006408262121"));
        EXPECT_EQ(session.prepare(), status::S_OK);
        EXPECT_EQ(session.addSectors(1, 300, {false, false, "DEA123456789"}), status::S_OK);
        EXPECT_EQ(session.release(), status::E_BURN_VERIFICATION_FAILED);
        EXPECT(session.error.message.find(format == 2 ? "catalogue number" : "ISRC of track 1") != std::string::npos);
    }
}

// A drive whose audio comes late by some samples: what it reads is right all the same, and the report tells by how
// much.
TEST(driveThatReadsLateIsProvenRight) {
    const Disc disc("cd-r-80");
    const auto late = [&disc](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::uint64_t Offset = 30 * 4;
        if (command.cdb[0] == 0xBE) {
            const auto place = static_cast<std::uint64_t>(*command.lba) * AudioSector;
            const auto first = binBytes(disc, 0, place + reply.size());
            for (std::size_t i = 0; i < reply.size(); ++i) {
                reply[i] = place + i >= Offset ? first[static_cast<std::size_t>(place + i - Offset)] : 0;
            }
        }
    };
    Session session(openForging(disc, late), [](TaoSettings &s) { s.verification = VerificationLevel::Full; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 300), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT(session.report().verified);
    EXPECT_EQ(session.report().readOffset.value_or(0), 30);
    EXPECT(session.report().tracks[1].verified);
    EXPECT_EQ(session.report().tracks[0].verifiedSectors, 299);
}

TEST(tablesOfContentsAreCompared) {
    const auto tocOf = [](const std::vector<TaoTocTrack> &tracks, std::int32_t leadOut) {
        const auto bytes = buildToc(tracks, leadOut);
        const auto toc = mmc::parseFullToc(ByteView(bytes));
        EXPECT_OK(toc);
        return *toc;
    };
    constexpr auto bad = status::E_BURN_VERIFICATION_FAILED;
    const auto expected = tocOf({{0, 0}, {2, 452}}, 900);
    EXPECT_OK(compareTocs(expected, expected));
    EXPECT_OK(compareTocs(expected, tocOf({{0, 0}, {2, 452}}, 902)));  // the run-out
    EXPECT_STATUS(compareTocs(expected, tocOf({{0, 0}, {2, 452}}, 903)), bad);
    EXPECT_STATUS(compareTocs(expected, tocOf({{0, 0}, {2, 453}}, 900)), bad);
    EXPECT_STATUS(compareTocs(expected, tocOf({{0, 0}, {0, 452}}, 900)), bad);
    EXPECT_STATUS(compareTocs(expected, tocOf({{0, 0}}, 900)), bad);
    EXPECT_STATUS(compareTocs(expected, tocOf({{0, 0}, {2, 452}, {0, 800}}, 900)), bad);
}

TEST(driveThatStoresOtherSamples) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","lba":700,"effect":"corrupt"})j");
    EXPECT_EQ(outcome.added, status::S_OK);
    EXPECT_EQ(outcome.released, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(outcome.report->proof, std::string("contents proven bad"));
    EXPECT_EQ(outcome.report->firstBadLba.value_or(-1), 700);
    EXPECT_EQ(outcome.report->tracks[0].proof, std::string("contents proven bad"));
    EXPECT(!outcome.report->tracks[0].verified);
}

// Each track has a verdict of its own.
TEST(oneBadTrackDoesNotCondemnTheOthers) {
    Disc disc("cd-r-80");
    disc.setFaults(faults(R"j({"command":"WRITE(10)","lba":600,"effect":"corrupt"})j"));
    Session session(disc, [](TaoSettings &s) { s.verification = VerificationLevel::Full; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    for (std::uint32_t i = 0; i < 3; ++i) {
        EXPECT_EQ(session.addSectors(i, 400), status::S_OK);
    }
    EXPECT_EQ(session.release(), status::E_BURN_VERIFICATION_FAILED);
    const Report &report = session.report();
    EXPECT(report.tracks[0].verified);
    EXPECT(!report.tracks[1].verified);
    EXPECT(report.tracks[2].verified);
    EXPECT_EQ(report.tracks[1].firstBadLba.value_or(-1), 600);
    EXPECT(!report.verified);
}

TEST(discThatCannotBeReadBack) {
    const auto outcome = burnWith(R"j({"command":"READ CD","lba":700,"sense":"3/11/05","times":"forever"})j");
    EXPECT_EQ(outcome.released, status::E_BURN_VERIFICATION_FAILED);
    EXPECT(!outcome.report->verified);
}

TEST(driveThatVanishesWhileItIsReadBack) {
    const auto outcome =
        burnWith(R"j({"command":"READ CD","nth":2,"effect":"vanish"})j", VerificationLevel::Full, false);
    EXPECT_EQ(outcome.released, status::E_DEV_NOT_EXIST);
    EXPECT_EQ(outcome.report->proof, std::string("contents not proven"));
}

TEST(driveThatReadsNoNamesProvesNothingAboutThem) {
    Disc disc("cd-r-80");
    disc.setFaults(faults(R"j({"command":"READ SUB-CHANNEL","sense":"5/20/00","times":"forever"})j"));
    Session session(disc, [](TaoSettings &s) { s.verification = VerificationLevel::Quick; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 300, {false, false, "DEA123456789"}), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().adjustments.size(), std::size_t{1});
}

TEST(readBackCanBeCancelled) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.verification = VerificationLevel::Full; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 3000), status::S_OK);
    session.progress = [&](const TaoProgress &event) {
        if (event.action == TaoAction::Finishing) {
            EXPECT_STATUS(session.format.cancelAddTrack(), status::E_DF2TAO_WRITE_NOT_IN_PROGRESS);
        }
        if (event.action == TaoAction::Verifying && event.sectorCount == 3000) {
            EXPECT_OK(session.format.cancelAddTrack());
        }
    };
    EXPECT_EQ(session.release(), status::E_REQUEST_CANCELLED);
    EXPECT_EQ(session.report().proof, std::string("contents not proven"));
    session.expectReleased();
    EXPECT((session.medium().state & media_state::Finalized) != 0);
}

TEST(anotherDriveFaultAfterAGoodTrackKeepsTheGoodOne) {
    Disc disc("cd-r-80");
    disc.setFaults(faults(R"j({"command":"WRITE(10)","nth":30,"sense":"3/0C/00"})j"));
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 400), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 4000), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_EQ(session.count(), 2);
    EXPECT_EQ(session.addSectors(3, 400), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().tracks.size(), std::size_t{3});
    expectSamples(disc, 0, 1, 400);
}
