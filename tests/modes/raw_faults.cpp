// SPDX-License-Identifier: LGPL-2.1-or-later
// Drives that misbehave in each stage of a raw write, and discs that are not what was sent. After each: the exact
// status, a truthful report, a drive that is free again.
#include "forging.hpp"
#include "raw_support.hpp"
#include "tao_support.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>

using namespace burnish;
using namespace test;

namespace {

struct Outcome {
    Status prepared = status::S_OK;
    Status written = status::S_OK;
    std::shared_ptr<const Report> report;
    Error error;
};

Outcome burnOn(RawBurn &burn, RawAlbum &album, bool answers) {
    Outcome outcome;
    outcome.prepared = burn.prepare();
    if (!failed(outcome.prepared)) {
        EXPECT_OK(burn.format.setRequestedSectorType(album.type));
        outcome.written = burn.write(album);
        EXPECT_OK(burn.format.releaseMedia());
    }
    outcome.report = burn.format.report();
    outcome.error = burn.error;
    if (answers) {
        burn.expectReleased();
    } else {
        EXPECT_EQ(burn.recorder->exclusiveAccessOwner(), std::string());
    }
    return outcome;
}

// An album of two tracks with numbers, fully verified.
Outcome burnWith(const std::string &fault, bool answers = true, const std::string &option = "") {
    Disc disc("cd-r-80");
    disc.setFaults(faults(fault));
    if (!option.empty()) {
        disc.setOption(option);
    }
    RawBurn burn(disc, [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
    RawAlbum album(albumOf({600, 400}), cd::SubChannelType::Cooked);
    album.layout.mediaCatalogNumber = "4006408262121";
    album.layout.tracks[1].isrc = "USK7Y9812345";
    return burnOn(burn, album, answers);
}

Outcome burnForging(const ForgingTransport::Forge &forge, VerificationLevel level, int refused = -1, int byte2 = -1) {
    const Disc disc("cd-r-80");
    RawBurn burn(openForging(disc, forge, refused, byte2), [level](RawCdSettings &s) { s.verification = level; });
    RawAlbum album(albumOf({600, 400}), cd::SubChannelType::Cooked);
    album.layout.mediaCatalogNumber = "4006408262121";
    album.layout.tracks[1].isrc = "USK7Y9812345";
    const auto packs = cd::encodeCdText(
        {{0x09, cd::CdTextCharset::Latin1, {{cd::CdTextField::Title, {{0, "Disc"}, {1, "One"}, {2, "Two"}}}}, {}, 0}},
        1, 2, {});
    EXPECT_OK(packs);
    album.layout.cdText = packs->packs;
    return burnOn(burn, album, true);
}

void nothing(const mmc::Command &, std::span<std::uint8_t>) {}

constexpr VerificationLevel EveryLevel[] = {VerificationLevel::None, VerificationLevel::Quick, VerificationLevel::Full};

}  // namespace

TEST(driveThatFailsWhilePreparing) {
    const std::string vanish = R"j({"command":"MODE SELECT(10)","nth":1,"effect":"vanish"})j";
    EXPECT_EQ(burnWith(vanish, false).prepared, status::E_DEV_NOT_EXIST);
    const std::string broken = R"j({"command":"MODE SELECT(10)","nth":1,"sense":"4/44/00"})j";
    EXPECT_EQ(burnWith(broken).prepared, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    const std::string garbled = R"j({"command":"READ DISC INFORMATION","nth":2,"effect":"garble","times":"forever"})j";
    EXPECT_EQ(burnWith(garbled).prepared, status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

// Where the groove is not read, the disc's information tells the same.
TEST(driveThatDoesNotReadTheGroove) {
    const auto outcome = burnForging(nothing, VerificationLevel::Full, 0x43, mmc::toc_format::Atip);
    EXPECT_EQ(outcome.written, status::S_OK);
    EXPECT_EQ(outcome.report->startLba, -11849);
}

TEST(driveThatIgnoresTheModePage) {
    const auto outcome = burnWith(R"j({"command":"MODE SELECT(10)","effect":"ignore","times":"forever"})j");
    EXPECT_EQ(outcome.written, status::E_DF2RAW_RECORDER_NOT_SUPPORTED);  // nor does it take it for a cue sheet
    EXPECT(outcome.report->after->physicallyBlank);
}

TEST(powerCalibrationFails) {
    for (const char *option : {"", "no-raw=1"}) {
        const auto outcome =
            burnWith(R"j({"command":"SEND OPC INFORMATION","nth":1,"sense":"3/73/03"})j", true, option);
        EXPECT_EQ(outcome.written, status::E_POWER_CALIBRATION);
        EXPECT(outcome.report->after->physicallyBlank);
    }
}

TEST(writeErrorInMidDisc) {
    for (const char *option : {"", "no-raw=1"}) {
        const auto outcome = burnWith(R"j({"command":"WRITE(10)","lba":300,"sense":"3/0C/00"})j", true, option);
        EXPECT_EQ(outcome.written, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        EXPECT_EQ(outcome.report->status, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        EXPECT(!outcome.report->after->physicallyBlank);
        EXPECT(outcome.report->sha256.empty());
        EXPECT_EQ(outcome.report->proof, std::string("contents not proven"));
    }
}

TEST(lossOfStreamingAndAFullDisc) {
    EXPECT_EQ(burnWith(R"j({"command":"WRITE(10)","nth":20,"sense":"3/0C/09"})j").written, status::E_LOSS_OF_STREAMING);
    EXPECT_EQ(burnWith(R"j({"command":"WRITE(10)","nth":20,"sense":"5/63/00"})j").written,
              status::E_DF2RAW_NOT_ENOUGH_SPACE);
}

TEST(driveThatNeverAnswersOrVanishes) {
    EXPECT_EQ(burnWith(R"j({"command":"WRITE(10)","nth":20,"effect":"never"})j").written,
              status::E_RECORDER_COMMAND_TIMEOUT);
    for (const char *nth : {"1", "20", "700"}) {
        const auto outcome =
            burnWith(std::string(R"j({"command":"WRITE(10)","nth":)j") + nth + R"j(,"effect":"vanish"})j", false);
        EXPECT_EQ(outcome.written, status::E_DEV_NOT_EXIST);
        EXPECT(!outcome.report->after.has_value());
    }
    const auto flush = burnWith(R"j({"command":"SYNCHRONIZE CACHE","nth":1,"effect":"vanish"})j", false);
    EXPECT_EQ(flush.written, status::E_DEV_NOT_EXIST);
    const auto reading = burnWith(R"j({"command":"READ CD","nth":3,"effect":"vanish"})j", false);
    EXPECT_EQ(reading.written, status::E_DEV_NOT_EXIST);
    EXPECT_EQ(reading.report->proof, std::string("contents not proven"));
}

TEST(fullBufferIsFlowControl) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","nth":1,"sense":"2/04/08","times":20})j");
    EXPECT_EQ(outcome.written, status::S_OK);
    EXPECT_EQ(outcome.report->busyRetries, 20U);
    EXPECT_EQ(outcome.report->writeMethod, std::string("raw"));
}

TEST(errorThatShowsOnlyAtTheFlush) {
    const auto outcome = burnWith(R"j({"command":"SYNCHRONIZE CACHE","nth":1,"sense":"3/0C/00"})j");
    EXPECT_EQ(outcome.written, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

// The worst drive of all says GOOD and does nothing: never a success.
TEST(driveThatSaysGoodAndWritesNothing) {
    for (const char *option : {"", "no-raw=1"}) {
        const auto outcome = burnWith(R"j({"command":"SEND CUE SHEET","effect":"ignore","times":"forever"},
                                          {"command":"WRITE(10)","effect":"ignore","times":"forever"},
                                          {"command":"SYNCHRONIZE CACHE","effect":"ignore","times":"forever"})j",
                                      true, option);
        EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
        EXPECT(outcome.report->after->physicallyBlank);
        EXPECT(!outcome.report->verified);
        EXPECT(outcome.error.message.find("still blank") != std::string::npos);
    }
}

TEST(wrongTableOfContentsIsFoundAtEveryLevel) {
    const auto later = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::size_t FrameOfTrack2 = 4 + 4 * 11 + 10;
        if (command.cdb[0] == 0x43 && command.cdb[2] == mmc::toc_format::Full && reply.size() > FrameOfTrack2) {
            ++reply[FrameOfTrack2];
        }
    };
    for (const auto level : EveryLevel) {
        const auto outcome = burnForging(later, level);
        EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
        EXPECT(outcome.error.message.find("track 2 starts at LBA 601 instead of 600") != std::string::npos);
    }
}

TEST(wrongOrMissingTextIsFoundAtEveryLevel) {
    const auto other = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        if (command.cdb[0] == 0x43 && command.cdb[2] == mmc::toc_format::CdText && reply.size() > 30) {
            reply[9] ^= 1;
        }
    };
    for (const auto level : EveryLevel) {
        const auto wrong = burnForging(other, level);
        EXPECT_EQ(wrong.written, status::E_BURN_VERIFICATION_FAILED);
        EXPECT(wrong.error.message.find("CD-TEXT") != std::string::npos);
        const auto missing = burnForging(nothing, level, 0x43, mmc::toc_format::CdText);
        EXPECT_EQ(missing.written, status::E_BURN_VERIFICATION_FAILED);
        EXPECT(missing.error.message.find("CD-TEXT is missing") != std::string::npos);
    }
}

// A drive that does not claim to read text proves nothing about it.
TEST(driveThatDoesNotReadText) {
    const auto blind = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        if (command.cdb[0] != 0x46) {
            return;
        }
        for (std::size_t at = 8; at + 8 <= reply.size(); at += std::size_t{4} + reply[at + 3]) {
            if (reply[at] == 0x00 && reply[at + 1] == 0x1E) {
                reply[at + 4] &= 0xFE;
            }
        }
    };
    const auto outcome = burnForging(blind, VerificationLevel::None, 0x43, mmc::toc_format::CdText);
    EXPECT_EQ(outcome.written, status::S_OK);
    EXPECT_EQ(outcome.report->adjustments.size(), std::size_t{1});
}

TEST(wrongNumbersAreFoundAtEveryLevel) {
    for (const std::uint8_t format : {2, 3}) {
        const auto otherName = [format](const mmc::Command &command, std::span<std::uint8_t> reply) {
            if (command.cdb[0] == 0x42 && command.cdb[3] == format && reply.size() > 20) {
                reply[20] = reply[20] == '1' ? '2' : '1';
            }
        };
        for (const auto level : EveryLevel) {
            const auto outcome = burnForging(otherName, level);
            EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
            EXPECT(outcome.error.message.find(format == 2 ? "catalogue number" : "ISRC of track 2") !=
                   std::string::npos);
        }
    }
}

TEST(driveThatGivesNoNumbersProvesNothingAboutThem) {
    const auto outcome = burnWith(R"j({"command":"READ SUB-CHANNEL","sense":"5/20/00","times":"forever"})j");
    EXPECT_EQ(outcome.written, status::S_OK);
    EXPECT_EQ(outcome.report->adjustments.size(), std::size_t{2});
}

TEST(driveThatStoresOtherSamples) {
    const auto outcome = burnWith(R"j({"command":"WRITE(10)","lba":700,"effect":"corrupt"})j", true, "no-raw=1");
    EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(outcome.report->proof, std::string("contents proven bad"));
    EXPECT_EQ(outcome.report->firstBadLba.value_or(-1), 700);
    EXPECT(outcome.report->tracks[0].verified);
    EXPECT(!outcome.report->tracks[1].verified);
}

// Raw, the recorder would find it by itself in the sub-channel; so it is the reading that is forged.
TEST(otherSamplesAreFoundByReadingBack) {
    const auto other = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::size_t Size = 2352 + 96;
        constexpr std::int64_t Place = 700;
        if (command.cdb[0] == 0xBE && *command.lba <= Place) {
            const auto at = static_cast<std::size_t>(Place - *command.lba) * Size + 100;
            if (at < reply.size()) {
                reply[at] ^= 0x01;
            }
        }
    };
    const auto outcome = burnForging(other, VerificationLevel::Full);
    EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(outcome.report->firstBadLba.value_or(-1), 700);
    EXPECT(outcome.report->tracks[0].verified);
    EXPECT(!outcome.report->tracks[1].verified);
}

// Audio comes late by some samples, and is right all the same.
TEST(driveThatReadsLateIsProvenRight) {
    const Disc disc("cd-r-80");
    const auto late = [&disc](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::size_t Size = 2352 + 96, Offset = 30 * 4;
        if (command.cdb[0] != 0xBE) {
            return;
        }
        const auto place = static_cast<std::uint64_t>(*command.lba) * 2352;
        const auto before = binBytes(disc, 0, place + reply.size());
        for (std::size_t at = 0, from = static_cast<std::size_t>(place); at + Size <= reply.size();
             at += Size, from += 2352) {
            for (std::size_t i = 0; i < 2352; ++i) {
                reply[at + i] = from + i >= Offset ? before[from + i - Offset] : 0;
            }
        }
    };
    RawBurn burn(openForging(disc, late), [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
    RawAlbum album(albumOf({600, 400}), cd::SubChannelType::Cooked);
    const auto outcome = burnOn(burn, album, true);
    EXPECT_EQ(outcome.written, status::S_OK);
    EXPECT_EQ(outcome.report->readOffset.value_or(0), 30);
    EXPECT(outcome.report->verified);
}

TEST(discThatCannotBeReadBack) {
    const auto outcome = burnWith(R"j({"command":"READ CD","lba":700,"sense":"3/11/05","times":"forever"})j");
    EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
    EXPECT(!outcome.report->verified);
}

// What the drive gives of the sub-channel is looked at, and what it does not give is said.
TEST(subChannelIsReadAsTheDriveGivesIt) {
    constexpr std::uint8_t ReadCd = 0xBE, Raw = 1, Q = 2;
    const auto proofWithout = [](std::vector<std::uint8_t> kinds) {
        const Disc disc("cd-r-80");
        const auto refuse = [kinds](const mmc::Command &command) {
            return command.cdb[0] == ReadCd && std::count(kinds.begin(), kinds.end(), command.cdb[10]) != 0;
        };
        RawBurn burn(openForging(disc, nothing, refuse),
                     [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
        RawAlbum album(albumOf({600, 400}), cd::SubChannelType::Cooked);
        const auto outcome = burnOn(burn, album, true);
        EXPECT_EQ(outcome.written, status::S_OK);
        EXPECT(outcome.report->verified);
        return outcome.report->subChannelProof;
    };
    EXPECT_EQ(proofWithout({}), std::string("Q, read as P to W: 1000 frames agree, 0 differ, 0 unreadable"));
    EXPECT_EQ(proofWithout({Raw}), std::string("Q, read by itself: 1000 frames agree, 0 differ, 0 unreadable"));
    EXPECT_EQ(proofWithout({Raw, Q}), std::string("not read: the drive gives no sub-channel"));
}

TEST(wrongSubChannelIsFound) {
    const auto otherTrack = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::size_t Size = 2352 + 96;
        if (command.cdb[0] != 0xBE || command.cdb[10] != 1) {
            return;
        }
        for (std::size_t at = 0; at + Size <= reply.size(); at += Size) {
            changeQ(reply.subspan(at, Size), [](cd::QFrame &q) {
                if ((q[0] & 0x0F) == 1) {
                    q[1] = 0x07;
                }
            });
        }
    };
    const auto outcome = burnForging(otherTrack, VerificationLevel::Full);
    EXPECT_EQ(outcome.written, status::E_BURN_VERIFICATION_FAILED);
    EXPECT(outcome.error.message.find("Q sub-channel") != std::string::npos);
    EXPECT(!outcome.report->verified);
    EXPECT(outcome.report->tracks[0].verified);
}

TEST(otherGraphicsAreFound) {
    for (const bool none : {false, true}) {  // other ones; or a drive that gives none
        const Disc disc("cd-r-80");
        const auto forge = [none](const mmc::Command &command, std::span<std::uint8_t> reply) {
            constexpr std::size_t Size = 2352 + 96;
            if (command.cdb[0] != 0xBE || command.cdb[10] != 1) {
                return;
            }
            for (std::size_t at = 0; at < reply.size(); ++at) {
                if (at % Size >= 2352) {
                    reply[at] = static_cast<std::uint8_t>(none ? reply[at] & 0xC0 : reply[at] ^ 0x01);
                }
            }
        };
        RawBurn burn(openForging(disc, forge), [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
        RawAlbum album(albumOf({400}), cd::SubChannelType::Raw);
        album.cdg = true;
        const auto outcome = burnOn(burn, album, true);
        EXPECT_EQ(outcome.written, none ? status::S_OK : status::E_BURN_VERIFICATION_FAILED);
        EXPECT(outcome.report->subChannelProof.find(none ? "R to W not proven" : "400 differ") != std::string::npos);
    }
}

TEST(unreadableSubChannelIsNoFault) {
    const auto noise = [](const mmc::Command &command, std::span<std::uint8_t> reply) {
        constexpr std::size_t Size = 2352 + 96;
        if (command.cdb[0] == 0xBE && command.cdb[10] == 1) {
            for (std::size_t at = 2352; at < reply.size(); at += 2 * Size) {
                reply[at] ^= 0x40;
            }
        }
    };
    const auto outcome = burnForging(noise, VerificationLevel::Full);
    EXPECT_EQ(outcome.written, status::S_OK);
    EXPECT(outcome.report->subChannelProof.find("0 differ") != std::string::npos);
    EXPECT(outcome.report->subChannelProof.find(" 0 unreadable") == std::string::npos);
}

// A process that is killed in mid-write leaves a disc that tells the truth.
TEST(killedInMidWrite) {
    const Disc disc("cd-r-80");
    int channel[2];
    EXPECT_EQ(::pipe(channel), 0);
    const pid_t child = ::fork();
    EXPECT(child >= 0);
    if (child == 0) {
        RawBurn burn(disc, [](RawCdSettings &s) { s.fifoBytes = 128 * 1024; });
        RawAlbum album(albumOf({20000}), cd::SubChannelType::Cooked);
        bool writing = false;
        burn.progress = [&](const RawCdProgress &event) { writing = event.action == RawCdAction::Writing; };
        album.onRead = [&](std::int32_t lba) {
            if (writing && lba == 10000) {
                (void)!::write(channel[1], "r", 1);
                ::pause();
            }
        };
        (void)burn.burn(album);
        ::_exit(1);
    }
    ::close(channel[1]);
    char ready = 0;
    EXPECT_EQ(::read(channel[0], &ready, 1), ssize_t{1});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(channel[0]);
    RawBurn again(disc);
    EXPECT(!again.medium().physicallyBlank);
    EXPECT((again.medium().state & media_state::Finalized) == 0);
    EXPECT_EQ(again.prepare(), status::E_DF2RAW_MEDIA_IS_NOT_BLANK);
    again.expectReleased();
}
