// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio track at once: parameters, addresses, gaps, sessions, refusals.
#include "check.hpp"
#include "drive.hpp"

#include <utility>

using namespace test;

namespace {

Bytes toc(Drive &drive) {
    return drive.reply("43 00 00 00 00 00 00 03 FF", 1023);
}

// What the TOC says of the track at one place in it: control and start.
std::pair<int, std::uint32_t> tocEntry(const Bytes &toc, std::size_t index) {
    return {toc.at(4 + index * 8 + 1), get32(toc, 4 + index * 8 + 4)};
}

}  // namespace

TEST(audioTracksFollowEachOtherTwoSecondsApart) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(400, 1)), 0);
    EXPECT_EQ(drive.writeAudioTrack(samples(300, 2)), 400 + 2 + 150);
    EXPECT_EQ(drive.writeAudioTrack(samples(500, 3), {2}), 552 + 302 + 150);
    EXPECT_EQ(drive.closing(2), "GOOD");
    const Bytes entries = toc(drive);
    EXPECT_EQ(entries.size(), 4 + 4 * 8U);
    EXPECT(tocEntry(entries, 0) == std::pair(0x10, 0U));
    EXPECT(tocEntry(entries, 1) == std::pair(0x10, 552U));
    EXPECT(tocEntry(entries, 2) == std::pair(0x12, 1004U));
    EXPECT(tocEntry(entries, 3) == std::pair(0x12, 1004U + 502));
    const Bytes disc = drive.discInformation();
    EXPECT_EQ(disc[2], 0x01);
    EXPECT_EQ(disc[4], 2);
    EXPECT_EQ(drive.nextWritable(), 1506 + 11400);
    const Bytes raw = drive.reply("43 02 02 00 00 00 00 03 FF", 1023);
    EXPECT(Bytes(raw.begin() + 4, raw.begin() + 15) == (Bytes{1, 0x10, 0, 0xA0, 0, 0, 0, 0, 1, 0, 0}));
    EXPECT_EQ(drive.receive("43 00 05 00 00 00 00 00 FF", 255), "5/24/00");  // no CD-TEXT
}

TEST(trackInformationTellsAudio) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectAudio({3}), "GOOD");
    const Bytes invisible = drive.trackInformation();
    EXPECT_EQ(invisible[5], 0x03);
    EXPECT_EQ(invisible[6], 0x4F);
    EXPECT_EQ(drive.writeAudio(0, samples(30)), "GOOD");
    const Bytes open = drive.trackInformation();
    EXPECT_EQ(open[2], 1);
    EXPECT_EQ(open[5], 0x03);
    EXPECT_EQ(open[6], 0x0F);
    EXPECT_EQ(open[7], 0x01);
    EXPECT_EQ(get32(open, 12), 30U);
    EXPECT_EQ(get32(open, 16), 359849U - 30 - 2);
    EXPECT_EQ(drive.writeAudio(30, samples(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    const Bytes closed = drive.trackInformation(1);
    EXPECT_EQ(closed[5], 0x03);
    EXPECT_EQ(closed[6], 0x0F);
    EXPECT_EQ(closed[7], 0x00);
    EXPECT_EQ(get32(closed, 24), 332U);
}

TEST(aShortAudioTrackIsPaddedWithSilence) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(75, 4)), 0);
    EXPECT_EQ(drive.nextWritable(), 452);
    EXPECT_EQ(drive.readCd(0, 300, 1), "GOOD");
    Bytes expected = samples(75, 4);
    expected.resize(300 * 2352);
    EXPECT(drive.reply() == expected);
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    EXPECT_EQ(drive.writeAudio(452, samples(1)), "GOOD");
    EXPECT_EQ(drive.closing(1, 0xFF), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 452 + 302 + 150);
}

TEST(blocksMustBeOfTheSizeThatTheModePageTells) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.writeAudio(0, samples(16)), "5/2C/00");  // no mode page yet
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.writeAudio(0, samples(16)), "5/24/00");
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "5/24/00");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(drive.writeAudio(0, samples(16)), "GOOD");
    EXPECT_EQ(drive.write(16, pattern(16)), "5/24/00");
    EXPECT_EQ(drive.writeAudio(32, samples(16)), "5/21/02");
    EXPECT_EQ(drive.selectWriteParameters(), "5/2C/00");  // not within a track
    EXPECT_EQ(drive.readCd(0, 1), "5/2C/00");
    EXPECT_EQ(drive.closing(2), "5/72/03");
    EXPECT_EQ(drive.synchronize(), "GOOD");
}

TEST(audioParametersThatNoDriveTakesAreRefused) {
    const std::vector<std::pair<std::size_t, std::uint8_t>> wrong = {
        {11, 0xC4},    {11, 0xC8},                    // raw blocks in a data track; four channels
        {12, 0x08},    {12, 0x01},                    // data blocks in an audio track; with sub-channel
        {8 + 15, 0},   {8 + 14, 1},                   // another pause
        {8 + 17, 'A'}, {8 + 29, 0},                   // catalogue number
        {8 + 33, 'u'}, {8 + 38, 'A'}, {8 + 44, ' '},  // ISRC
    };
    Drive drive;
    drive.open();
    for (const auto &[at, value] : wrong) {
        Bytes list = drive.audioParameters({0, "4006381333931", "USK7Y9812345"});
        list[at] = value;
        EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 3C", list), "5/26/00");
    }
    EXPECT_EQ(drive.writeAudio(0, samples(1)), "5/2C/00");  // none of these counted
    Bytes invalid = drive.audioParameters();
    invalid[8 + 17] = 'A';  // not marked as valid: of no meaning
    invalid[8 + 33] = 'u';
    EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 3C", invalid), "GOOD");
    EXPECT_EQ(drive.writeAudioTrack(samples(300), {0, "4006381333931", "USK7Y9812345"}), 0);
}

TEST(aTrackThatWasCutOffIsContinuedAsWhatItIs) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectAudio({0, "", "USK7Y9812345"}), "GOOD");
    EXPECT_EQ(drive.writeAudio(0, samples(310, 5)), "GOOD");
    drive.open();  // a power cut
    const Bytes cut = drive.trackInformation();
    EXPECT_EQ(cut[5], 0x20);
    EXPECT_EQ(get32(cut, 12), 310U);
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(310, pattern(16)), "5/64/00");
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    EXPECT_EQ(drive.writeAudio(310, samples(10, 6)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(0, 310, 1), "GOOD");
    EXPECT(drive.reply() == samples(310, 5));
    EXPECT_EQ(drive.readCd(310, 10, 1), "GOOD");
    EXPECT(drive.reply() == samples(10, 6));
    const Bytes isrc = drive.reply("42 00 40 03 00 00 01 00 18", 24);
    EXPECT(std::string(isrc.begin() + 9, isrc.begin() + 21) == "USK7Y9812345");
}

TEST(aTestWriteOfAudioLeavesTheDiscBlank) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectAudio({0, "", "", false, true}), "GOOD");
    EXPECT_EQ(drive.writeAudio(0, samples(400)), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 400);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(drive.nextWritable(), 0);
    EXPECT(!std::filesystem::exists(drive.file("disc.bin")));
}

TEST(audioFillsADiscToItsEndAndNoFurther) {
    Drive drive("cd-r-74");
    drive.options.discard = true;
    drive.open();
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    const Bytes chunk(2352 * 1000);
    std::int32_t lba = 0;
    for (; lba + 1000 <= 332848; lba += 1000) {
        EXPECT_EQ(drive.writeAudio(lba, chunk), "GOOD");
    }
    EXPECT_EQ(drive.freeBlocks(), 848);
    EXPECT_EQ(drive.writeAudio(lba, chunk), "5/63/00");
    EXPECT_EQ(drive.writeAudio(lba, Bytes(2352 * 848)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.readCd(0, 1), "3/11/00");  // discarded
}

TEST(ninetyNineTracksAndNoMore) {
    Drive drive;
    drive.options.discard = true;
    drive.open();
    for (int track = 1; track <= 99; ++track) {
        EXPECT_EQ(drive.writeAudioTrack(samples(300)), (track - 1) * 452);
    }
    EXPECT_EQ(drive.trackInformation()[7] & 1, 0);
    EXPECT_EQ(drive.writeAudio(99 * 452, samples(300)), "5/63/00");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(toc(drive)[3], 99);
}

TEST(aDataSessionFollowsAnAudioSession) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(400, 1)), 0);
    EXPECT_EQ(drive.writeAudioTrack(samples(400, 2)), 552);
    EXPECT_EQ(drive.closing(2), "GOOD");
    const std::int32_t start = drive.nextWritable();
    EXPECT_EQ(start, 954 + 11400);
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    EXPECT_EQ(drive.write(start, pattern(320, 3)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x0E);
    const Bytes entries = toc(drive);
    EXPECT(tocEntry(entries, 1) == std::pair(0x10, 552U));
    EXPECT(tocEntry(entries, 2) == std::pair(0x14, static_cast<std::uint32_t>(start)));
    EXPECT(tocEntry(entries, 3) == std::pair(0x14, static_cast<std::uint32_t>(start) + 322));
    drive.open();
    EXPECT_EQ(drive.readCd(552, 400, 1), "GOOD");
    EXPECT(drive.reply() == samples(400, 2));
    EXPECT_EQ(drive.read(start, 320), "GOOD");
    EXPECT(drive.reply() == pattern(320, 3));
    EXPECT_EQ(drive.reply("43 00 01 00 00 00 00 00 0C", 12)[6], 3);  // the last session's first track
    // The format in the control byte, as Linux asks.
    EXPECT(drive.reply("43 00 00 00 00 00 00 00 0C 40", 12) == drive.reply("43 00 01 00 00 00 00 00 0C", 12));
    EXPECT(drive.reply("43 02 00 00 00 00 00 03 FF 80", 1023) == drive.reply("43 02 02 00 00 00 00 03 FF", 1023));
}

TEST(audioFollowsDataInOneSession) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300, 1)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.writeAudioTrack(samples(300, 2)), 452);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT(tocEntry(toc(drive), 0) == std::pair(0x14, 0U));
    EXPECT(tocEntry(toc(drive), 1) == std::pair(0x10, 452U));
    EXPECT_EQ(drive.readCd(452, 300, 1), "GOOD");
    EXPECT(drive.reply() == samples(300, 2));
    EXPECT_EQ(drive.readCd(301, 1), "5/64/00");  // run-out of data
}

TEST(anAudioCdRwIsBlankedAndUsedAgain) {
    Drive drive("cd-rw-80");
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(300, 1), {0, "4006381333931", "USK7Y9812345"}), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT(std::filesystem::exists(drive.file("disc.cue")));
    EXPECT(!std::filesystem::exists(drive.file("disc.iso")));
    EXPECT_EQ(drive.command("A1 01"), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x10);
    EXPECT(!std::filesystem::exists(drive.file("disc.bin")));
    EXPECT_EQ(drive.receive("42 00 40 02 00 00 00 00 18", 24), "5/64/00");
    EXPECT_EQ(drive.writeAudioTrack(samples(300, 2)), 0);
    EXPECT_EQ(drive.readCd(0, 300, 1), "GOOD");
    EXPECT(drive.reply() == samples(300, 2));
    EXPECT_EQ(drive.reply("42 00 40 02 00 00 00 00 18", 24)[8], 0);
}

TEST(theBufferDrainsAtTheSpeedOfAudio) {
    Drive drive;
    drive.options.pace = 1;
    drive.options.bufferKib = 1024;
    drive.open();
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    const Bytes chunk(2352 * 27);
    std::int32_t lba = 0;
    while (drive.writeAudio(lba, chunk) == "GOOD") {
        lba += 27;
    }
    EXPECT_EQ(lba, 445 / 27 * 27);  // 1 MiB holds 445 blocks
    EXPECT_EQ(drive.writeAudio(lba, chunk), "2/04/08");
    drive.advance(std::chrono::seconds(60));  // 75 blocks a second
    EXPECT_EQ(drive.writeAudio(lba, chunk), "GOOD");
}
