// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading audio: READ CD with its filters and its sub-channel, READ CD MSF, READ SUB-CHANNEL, faults.
#include "check.hpp"
#include "drive.hpp"

using namespace test;

namespace {

constexpr const char *Mcn = "4006381333931";
constexpr const char *Isrc = "USK7Y9812345";

// Two audio tracks: at 0 with 400 blocks, at 552 with 300 blocks, an ISRC and pre-emphasis.
void burnTwoTracks(Drive &drive) {
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(400, 1), {0, Mcn}), 0);
    EXPECT_EQ(drive.writeAudioTrack(samples(300, 2), {1, Mcn, Isrc}), 552);
    EXPECT_EQ(drive.closing(2), "GOOD");
}

// Q of one block, as READ CD formats it.
Bytes qOf(Drive &drive, std::int32_t lba) {
    EXPECT_EQ(drive.readCd(lba, 1, 0, 0x00, 2), "GOOD");
    EXPECT_EQ(drive.reply().size(), 16U);
    return drive.reply();
}

}  // namespace

TEST(audioIsReadAsItWasWritten) {
    Drive drive;
    burnTwoTracks(drive);
    for (const std::uint8_t type : {0, 1}) {
        EXPECT_EQ(drive.readCd(0, 400, type), "GOOD");
        EXPECT(drive.reply() == samples(400, 1));
        EXPECT_EQ(drive.readCd(552, 300, type, 0x10), "GOOD");
        EXPECT(drive.reply() == samples(300, 2));
    }
    EXPECT_EQ(drive.readCd(0, 2, 1, 0x00), "GOOD");
    EXPECT_EQ(drive.reply().size(), 0U);
    for (const std::uint8_t type : {2, 3, 4, 5}) {
        EXPECT_EQ(drive.readCd(10, 1, type), "5/64/00");
    }
    EXPECT_EQ(drive.readCd(10, 1, 6), "5/24/00");
    EXPECT_EQ(drive.read(10, 1), "5/64/00");                                     // READ(10) reads data only
    EXPECT_EQ(drive.receive("BE 04 00 00 00 00 00 00 02 F8", 2352), "5/24/00");  // no room
    EXPECT_EQ(drive.receive("BE 06 00 00 00 00 00 00 01 F8", 2352), "5/24/00");  // DAP
    EXPECT_EQ(drive.receive("BE 04 00 00 00 00 00 00 01 F9", 2352), "5/24/00");  // reserved
}

TEST(thePauseAndTheRunOutAreSilent) {
    Drive drive;
    burnTwoTracks(drive);
    EXPECT_EQ(drive.readCd(399, 154, 1), "GOOD");
    EXPECT(part(drive.reply(), 0, 2352) == part(samples(400, 1), 399 * 2352, 400 * 2352));
    EXPECT(part(drive.reply(), 2352, 153 * 2352) == Bytes(152 * 2352));
    EXPECT(part(drive.reply(), 153 * 2352, 154 * 2352) == part(samples(300, 2), 0, 2352));
    EXPECT_EQ(drive.readCd(853, 1, 1), "GOOD");
    EXPECT(drive.reply() == Bytes(2352));
    EXPECT_EQ(drive.readCd(854, 1, 1), "5/21/00");
    EXPECT_EQ(drive.readCd(853, 2, 1), "5/21/00");
    EXPECT_EQ(drive.answer().sense[5] << 8 | drive.answer().sense[6], 854);
    EXPECT_EQ(drive.readCd(-1, 1, 1), "5/21/00");
}

TEST(aReadDoesNotCrossFromAudioToData) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300, 1)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.writeAudioTrack(samples(300, 2)), 452);
    EXPECT_EQ(drive.readCd(299, 2), "5/64/00");
    EXPECT_EQ(drive.answer().sense[5] << 8 | drive.answer().sense[6], 300);
    EXPECT_EQ(drive.readCd(302, 453, 1), "5/21/00");
    EXPECT_EQ(drive.readCd(302, 452, 1), "GOOD");
}

TEST(c2ErrorPointersFollowTheMainChannel) {
    Drive drive;
    burnTwoTracks(drive);
    EXPECT_EQ(drive.readCd(5, 2, 1, 0xFA), "GOOD");
    EXPECT_EQ(drive.reply().size(), 2U * (2352 + 294));
    EXPECT(part(drive.reply(), 2352, 2352 + 294) == Bytes(294));
    EXPECT(part(drive.reply(), 2352 + 294, 2 * 2352 + 294) == part(samples(400, 1), 6 * 2352, 7 * 2352));
    EXPECT_EQ(drive.readCd(5, 1, 1, 0xFC, 2), "GOOD");
    EXPECT_EQ(drive.reply().size(), 2352U + 296 + 16);
    EXPECT_EQ(drive.reply()[2352 + 296 + 1], 1);  // the track
    EXPECT_EQ(drive.readCd(5, 1, 1, 0xFE), "5/24/00");
}

TEST(qTellsTrackIndexAndTimes) {
    Drive drive;
    burnTwoTracks(drive);
    EXPECT(part(qOf(drive, 0), 0, 10) == (Bytes{0x01, 1, 1, 0, 0, 0, 0, 0x00, 0x02, 0x00}));
    EXPECT_EQ(qOf(drive, 0)[15], 0x80);  // P is one block behind
    EXPECT_EQ(qOf(drive, 1)[15], 0x00);
    EXPECT(part(qOf(drive, 85), 0, 10) == (Bytes{0x01, 1, 1, 0, 0x01, 0x10, 0, 0x00, 0x03, 0x10}));
    EXPECT(part(qOf(drive, 402), 0, 10) == (Bytes{0x11, 2, 0, 0, 0x01, 0x74, 0, 0x00, 0x07, 0x27}));
    EXPECT(part(qOf(drive, 551), 0, 10) == (Bytes{0x11, 2, 0, 0, 0, 0, 0, 0x00, 0x09, 0x26}));
    EXPECT_EQ(qOf(drive, 551)[15], 0x80);
    EXPECT(part(qOf(drive, 552), 0, 10) == (Bytes{0x11, 2, 1, 0, 0, 0, 0, 0x00, 0x09, 0x27}));
}

TEST(qTellsCatalogueNumberAndIsrc) {
    Drive drive;
    burnTwoTracks(drive);
    EXPECT(part(qOf(drive, 98), 0, 10) == (Bytes{0x02, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x23}));
    EXPECT_EQ(qOf(drive, 99)[0], 0x01);  // the first track has no ISRC
    EXPECT(part(qOf(drive, 552 + 99), 0, 10) == (Bytes{0x13, 0x96, 0x36, 0xC7, 0xA4, 0x98, 0x12, 0x34, 0x50, 0x51}));
    EXPECT_EQ(qOf(drive, 552)[0], 0x11);
}

// Against a block of Q whose CRC is known.
TEST(theCrcOfQIsRight) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(600), {0, "", Isrc}), 0);
    bool met = false;
    for (std::int32_t lba = 99; lba < 600; lba += 100) {
        const Bytes q = qOf(drive, lba);
        EXPECT_EQ(q[0], 0x03);
        met = met || q[9] == 0x49;
        EXPECT(q[9] != 0x49 || part(q, 10, 12) == (Bytes{0xAA, 0x64}));
    }
    EXPECT(met);
}

TEST(theRawSubChannelHoldsPAndQ) {
    Drive drive;
    burnTwoTracks(drive);
    for (const std::int32_t lba : {0, 1, 98, 500, 651}) {
        const Bytes q = qOf(drive, lba);
        EXPECT_EQ(drive.readCd(lba, 1, 1, 0xF8, 1), "GOOD");
        EXPECT_EQ(drive.reply().size(), 2352U + 96);
        const Bytes raw = part(drive.reply(), 2352, 2352 + 96);
        for (std::size_t i = 0; i < 96; ++i) {
            EXPECT_EQ(raw[i] >> 6 & 1, q[i / 8] >> (7 - i % 8) & 1);
            EXPECT_EQ(raw[i] & 0x80, q[15]);
            EXPECT_EQ(raw[i] & 0x3F, 0);
        }
    }
    EXPECT_EQ(drive.readCd(0, 1, 1, 0xF8, 4), "5/24/00");  // R to W, corrected
    EXPECT_EQ(drive.readCd(0, 1, 1, 0xF8, 3), "5/24/00");
}

TEST(timesNameTheSameBlocks) {
    Drive drive;
    burnTwoTracks(drive);
    EXPECT_EQ(drive.receive("B9 04 00 00 02 00 00 02 03 F8", 3 * 2352), "GOOD");
    EXPECT(drive.reply() == part(samples(400, 1), 0, 3 * 2352));
    EXPECT_EQ(drive.receive("B9 04 00 00 02 03 00 02 03 F8", 2352), "GOOD");
    EXPECT_EQ(drive.reply().size(), 0U);
    EXPECT_EQ(drive.receive("B9 04 00 00 02 03 00 02 02 F8", 2352), "5/24/00");  // backwards
    EXPECT_EQ(drive.receive("B9 04 00 00 3C 00 01 02 00 F8", 2352), "5/24/00");  // 60 seconds
    EXPECT_EQ(drive.receive("B9 04 00 00 02 4B 00 04 00 F8", 2352), "5/24/00");  // 75 frames
    EXPECT_EQ(drive.receive("B9 04 00 00 01 4A 00 02 00 F8", 2352), "5/21/00");  // in front of the disc
}

TEST(readSubChannelTellsThePosition) {
    Drive drive;
    burnTwoTracks(drive);
    EXPECT_EQ(drive.readCd(500, 53), "GOOD");
    const Bytes position = drive.reply("42 00 40 01 00 00 00 00 10", 16);
    EXPECT(position == (Bytes{0, 0, 0, 12, 1, 0x11, 2, 1, 0, 0, 0x02, 0x28, 0, 0, 0, 0}));
    EXPECT_EQ(drive.readCd(401, 2), "GOOD");
    const Bytes pause = drive.reply("42 02 40 01 00 00 00 00 10", 16);
    EXPECT(pause == (Bytes{0, 0, 0, 12, 1, 0x11, 2, 0, 0, 0, 7, 27, 0, 0, 1, 74}));
    EXPECT(drive.reply("42 00 00 01 00 00 00 00 10", 16) == Bytes(4));  // without SubQ only the header
    EXPECT_EQ(drive.receive("42 00 40 00 00 00 00 00 10", 16), "5/24/00");
    EXPECT_EQ(drive.receive("42 00 40 04 00 00 00 00 10", 16), "5/24/00");
}

TEST(readSubChannelTellsCatalogueNumberAndIsrc) {
    Drive drive;
    burnTwoTracks(drive);
    const Bytes mcn = drive.reply("42 00 40 02 00 00 00 00 18", 24);
    EXPECT(part(mcn, 0, 5) == (Bytes{0, 0, 0, 20, 2}));
    EXPECT_EQ(mcn[8], 0x80);
    EXPECT(std::string(mcn.begin() + 9, mcn.begin() + 22) == Mcn);
    const Bytes isrc = drive.reply("42 00 40 03 00 00 02 00 18", 24);
    EXPECT(part(isrc, 0, 9) == (Bytes{0, 0, 0, 20, 3, 0x31, 2, 0, 0x80}));
    EXPECT(std::string(isrc.begin() + 9, isrc.begin() + 21) == Isrc);
    EXPECT(part(drive.reply("42 00 40 03 00 00 01 00 18", 24), 8, 24) == Bytes(16));
    EXPECT_EQ(drive.receive("42 00 40 03 00 00 00 00 18", 24), "5/24/00");
    EXPECT_EQ(drive.receive("42 00 40 03 00 00 03 00 18", 24), "5/24/00");
    drive.open();  // they are on the disc, not in the drive
    EXPECT(drive.reply("42 00 40 02 00 00 00 00 18", 24) == mcn);
    EXPECT(drive.reply("42 00 40 03 00 00 02 00 18", 24) == isrc);
}

TEST(subChannelsAreOfCds) {
    Drive blank;
    blank.open();
    EXPECT_EQ(blank.receive("42 00 40 01 00 00 00 00 10", 16), "5/64/00");
    EXPECT_EQ(blank.readCd(0, 1), "5/64/00");
    Drive dvd("dvd+r");
    dvd.open();
    EXPECT_EQ(dvd.receive("42 00 40 01 00 00 00 00 10", 16), "5/24/00");
    EXPECT_EQ(dvd.receive("B9 04 00 00 02 00 00 02 03 F8", 3 * 2352), "5/24/00");
}

TEST(faultsMeetAudioToo) {
    Drive drive;
    drive.setFaults(R"j({"faults": [
        {"command": "WRITE(10)", "lba": 20, "effect": "corrupt"},
        {"command": "WRITE(10)", "lba": 320, "effect": "short", "bytes": 25000},
        {"command": "READ CD", "lba": 350, "sense": "3/11/05"},
        {"command": "READ CD MSF", "lba": 7, "sense": "3/02/00"},
        {"command": "READ SUB-CHANNEL", "effect": "garble"}]})j");
    drive.open();
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    const Bytes data = samples(340, 1);
    EXPECT_EQ(drive.writeAudio(0, part(data, 0, 320 * 2352)), "GOOD");
    EXPECT_EQ(drive.writeAudio(320, part(data, 320 * 2352, 340 * 2352)), "GOOD");
    EXPECT_EQ(drive.answer().transferred, 25000U);
    EXPECT_EQ(drive.nextWritable(), 330);
    EXPECT_EQ(drive.writeAudio(330, part(data, 0, 30 * 2352)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(340, 20, 1), "3/11/05");
    EXPECT_EQ(drive.readCd(340, 20, 1), "GOOD");
    EXPECT_EQ(drive.receive("B9 04 00 00 02 05 00 02 0A F8", 5 * 2352), "3/02/00");
    EXPECT_EQ(drive.readCd(0, 320, 1), "GOOD");
    EXPECT(part(drive.reply(), 0, 20 * 2352) == part(data, 0, 20 * 2352));
    EXPECT(part(drive.reply(), 21 * 2352, 320 * 2352) == part(data, 21 * 2352, 320 * 2352));
    EXPECT_EQ(drive.reply()[20 * 2352], static_cast<std::uint8_t>(~data[20 * 2352]));
    EXPECT_EQ(drive.reply()[21 * 2352 - 1], static_cast<std::uint8_t>(~data[21 * 2352 - 1]));
    EXPECT(drive.reply("42 00 40 02 00 00 00 00 18", 24) == Bytes(24, 0xA5));
}
