// SPDX-License-Identifier: LGPL-2.1-or-later
// Session at once: what is written is what the cue sheet says, and nothing else is taken.
#include "cd_text_maker.hpp"
#include "check.hpp"
#include "cue_maker.hpp"
#include "drive.hpp"

using namespace test;

namespace {

constexpr std::int32_t LeadInStart = -11849;  // of cd-r-80

// An album of two tracks without a gap, 400 and 300 blocks; the second has an index at 550. CD-TEXT on request.
Bytes albumSheet(bool cdText = false) {
    return joined({numberLine(0x02, "4006381"), numberLine(0x02, std::string("333931\0", 7)),
                   cueLine(0x01, 0, 0, cdText ? 0x41 : 0x01, -150), cueLine(0x01, 1, 0, 0x00, -150),
                   cueLine(0x01, 1, 1, 0x00, 0),
                   numberLine(0x23,
                              "\x02"
                              "USK7Y9"),
                   numberLine(0x23,
                              "\x02"
                              "812345"),
                   cueLine(0x21, 2, 1, 0x00, 400), cueLine(0x21, 2, 2, 0x00, 550), cueLine(0x01, 0xAA, 1, 0x01, 700)});
}

Bytes withPregap(const Bytes &audio) {
    return Bytes(150 * 2352) + audio;
}

// In commands of 27 blocks.
void writeAll(Drive &drive, std::int32_t lba, const Bytes &data, std::size_t blockSize) {
    for (std::size_t at = 0; at < data.size(); at += 27 * blockSize) {
        const std::size_t end = std::min(at + 27 * blockSize, data.size());
        EXPECT_EQ(drive.writeSized(lba, part(data, at, end), blockSize), "GOOD");
        lba += static_cast<std::int32_t>((end - at) / blockSize);
    }
}

void begin(Drive &drive, const Bytes &sheet, int multiSession = 0, bool testWrite = false) {
    drive.open();
    EXPECT_EQ(drive.selectSession(2, 0, multiSession, testWrite), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(sheet), "GOOD");
}

Bytes qOf(Drive &drive, std::int32_t lba) {
    EXPECT_EQ(drive.readCd(lba, 1, 0, 0x00, 2), "GOOD");
    return drive.reply();
}

}  // namespace

TEST(anAlbumIsWrittenAtOnce) {
    Drive drive;
    begin(drive, albumSheet());
    EXPECT_EQ(drive.nextWritable(), -150);
    EXPECT_EQ(drive.freeBlocks(), 359849 + 150);
    const Bytes music = samples(700);
    writeAll(drive, -150, withPregap(music), 2352);
    EXPECT_EQ(drive.nextWritable(), 700);
    EXPECT_EQ(drive.readCd(0, 1), "5/2C/00");
    EXPECT_EQ(drive.writeAudio(700, samples(1)), "5/63/00");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x0E);
    const Bytes toc = drive.reply("43 00 00 00 00 00 00 00 FF", 255);
    EXPECT_EQ(get32(toc, 8), 0U);
    EXPECT_EQ(toc[13], 0x12);  // copies permitted
    EXPECT_EQ(get32(toc, 16), 400U);
    EXPECT_EQ(get32(toc, 24), 700U);
    EXPECT_EQ(drive.readCd(0, 700), "GOOD");
    EXPECT(drive.reply() == music);
    EXPECT_EQ(drive.readCd(700, 1), "5/21/00");
    EXPECT_EQ(qOf(drive, 399)[1], 0x01);
    EXPECT_EQ(qOf(drive, 400)[1], 0x02);
    EXPECT_EQ(qOf(drive, 549)[2], 0x01);
    EXPECT_EQ(qOf(drive, 550)[2], 0x02);
    EXPECT(part(qOf(drive, 550), 3, 6) == (Bytes{0x00, 0x02, 0x00}));
    EXPECT_EQ(drive.readCd(10, 1), "GOOD");
    EXPECT(contains(
        std::string(reinterpret_cast<const char *>(drive.reply("42 00 40 03 00 00 02 00 18", 24).data() + 9), 12),
        "USK7Y9812345"));
    EXPECT_EQ(drive.writeAudio(700, samples(1)), "5/30/05");
    EXPECT_EQ(drive.receive("43 00 05 00 00 00 00 03 FF", 1023), "5/24/00");  // no CD-TEXT
    drive.open();
    EXPECT_EQ(qOf(drive, 550)[2], 0x02);  // all of that is in the folder
    EXPECT_EQ(drive.readCd(0, 700), "GOOD");
    EXPECT(drive.reply() == music);
}

TEST(blocksComeInOrderAndInTheirSize) {
    Drive drive;
    begin(drive, albumSheet());
    EXPECT_EQ(drive.writeAudio(0, samples(1)), "5/21/02");
    EXPECT_EQ(drive.write(-150, pattern(1)), "5/24/00");
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/21/02");
    EXPECT_EQ(drive.writeAudio(-148, samples(1)), "5/21/02");
    EXPECT_EQ(static_cast<std::int32_t>(get32(Bytes(drive.answer().sense.begin(), drive.answer().sense.end()), 3)),
              -149);
    EXPECT_EQ(drive.writeAudio(-149, samples(850)), "5/63/00");
    EXPECT_EQ(drive.writeAudio(-149, samples(849)), "GOOD");  // all in one
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x03, 2);
}

TEST(thePauseBetweenTracksIsTheHosts) {
    Drive drive;
    begin(drive, joined({cueLine(0x01, 0, 0, 0x01, -150), cueLine(0x01, 1, 0, 0x01, -150), cueLine(0x01, 1, 1, 0x00, 0),
                         cueLine(0x01, 2, 0, 0x00, 300), cueLine(0x01, 2, 1, 0x00, 400), cueLine(0x01, 3, 0, 0x01, 700),
                         cueLine(0x01, 3, 1, 0x00, 850), cueLine(0x01, 0xAA, 1, 0x01, 1150)}));
    const Bytes music = samples(1000);
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/21/02");  // the drive fills the first pause itself
    writeAll(drive, 0, part(music, 0, 700 * 2352), 2352);
    EXPECT_EQ(drive.nextWritable(), 850);
    writeAll(drive, 850, part(music, 700 * 2352, 1000 * 2352), 2352);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(0, 700), "GOOD");
    EXPECT(drive.reply() == part(music, 0, 700 * 2352));
    EXPECT_EQ(drive.readCd(700, 150), "GOOD");
    EXPECT(drive.reply() == Bytes(150 * 2352));
    for (const auto &[lba, index, second] :
         {std::tuple{299, 1, 3}, {300, 0, 1}, {399, 0, 0}, {400, 1, 0}, {701, 0, 1}}) {
        EXPECT_EQ(qOf(drive, lba)[2], index);
        EXPECT_EQ(qOf(drive, lba)[4], second);
    }
    EXPECT_EQ(get32(drive.trackInformation(2), 8), 400U);
    EXPECT_EQ(get32(drive.trackInformation(2), 24), 300U);
}

TEST(cdTextIsCollectedFromTheLeadIn) {
    Drive drive;
    begin(drive, albumSheet(true));
    EXPECT_EQ(drive.nextWritable(), -150);  // until the lead-in has begun
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/21/02");
    EXPECT_EQ(drive.writeAudio(LeadInStart, samples(1)), "5/24/00");
    const Bytes packs = albumText();
    Bytes wrong = packs;
    wrong[5] ^= 1;  // and the CRC is not
    EXPECT_EQ(drive.writeSized(LeadInStart, symbolsOf(wrong, 0), 96), "5/26/00");
    Bytes foreign = symbolsOf(pack(0x70, 0, 0, "no CD-TEXT"), 0);
    EXPECT_EQ(drive.writeSized(LeadInStart, foreign, 96), "5/26/00");
    EXPECT_EQ(drive.writeSized(LeadInStart, symbolsOf(packs, 0), 96), "GOOD");
    EXPECT_EQ(drive.nextWritable(), LeadInStart + 1);
    EXPECT_EQ(drive.writeSized(LeadInStart + 1, symbolsOf(pack(0x80, 0, 0, "Rain"), 0), 96), "5/26/00");
    Bytes leadIn;
    for (std::int32_t lba = LeadInStart + 1; lba < -150; ++lba) {
        leadIn = std::move(leadIn) + symbolsOf(packs, static_cast<std::size_t>(lba - LeadInStart));
    }
    EXPECT_EQ(drive.writeSized(LeadInStart + 1, leadIn + Bytes(96), 96), "5/64/00");  // beyond the lead-in
    EXPECT_EQ(drive.writeSized(LeadInStart + 1, leadIn, 96), "GOOD");
    writeAll(drive, -150, withPregap(samples(700)), 2352);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    const Bytes reply = drive.reply("43 00 05 00 00 00 00 03 FF", 1023);
    EXPECT(part(reply, 4, reply.size()) == packs);
    EXPECT_EQ(get16(reply, 0), packs.size() + 2);
    drive.open();
    EXPECT(drive.reply("43 00 05 00 00 00 00 03 FF", 1023) == reply);
    EXPECT(fileContents(drive.file("disc.cdt")) == packs);
}

TEST(cdTextThatLacksAPackIsRefused) {
    Drive drive;
    begin(drive, albumSheet(true));
    const Bytes packs = albumText(), gap = part(packs, 0, 18) + part(packs, 36, packs.size());
    Bytes leadIn;
    for (std::int32_t lba = LeadInStart; lba < -150; ++lba) {
        leadIn = std::move(leadIn) + symbolsOf(gap, static_cast<std::size_t>(lba - LeadInStart));
    }
    EXPECT_EQ(drive.writeSized(LeadInStart, leadIn, 96), "5/26/00");
}

// Data in both forms; then music; each with its own pause.
TEST(mixedModeIsWrittenAtOnce) {
    for (const int form : {0x10, 0x11}) {
        Drive drive;
        begin(drive, joined({cueLine(0x41, 0, 0, 0x14, -150), cueLine(0x41, 1, 0, form, -150),
                             cueLine(0x41, 1, 1, form, 0), cueLine(0x01, 2, 0, 0x00, 300),
                             cueLine(0x01, 2, 1, 0x00, 450), cueLine(0x01, 0xAA, 1, 0x01, 750)}));
        const Bytes data = pattern(300), music = samples(300);
        const std::size_t size = form == 0x10 ? 2048 : 2352;
        Bytes sent;
        for (std::size_t i = 0; i < 450; ++i) {
            const Bytes block = i < 150 ? Bytes(2048) : part(data, (i - 150) * 2048, (i - 149) * 2048);
            sent = std::move(sent) + (form == 0x10 ? block : Bytes(16, 0xAB) + block + Bytes(288, 0xCD));
        }
        writeAll(drive, -150, part(sent, 0, 449 * size), size);
        EXPECT_EQ(drive.writeSized(299, Bytes(2 * size), size), form == 0x10 ? "5/64/00" : "GOOD");  // of two sizes
        if (form == 0x11) {
            continue;  // sizes are alike; what that command made of it is what it said
        }
        EXPECT_EQ(drive.writeSized(299, part(sent, 449 * size, 450 * size), size), "GOOD");
        writeAll(drive, 300, withPregap(music), 2352);
        EXPECT_EQ(drive.synchronize(), "GOOD");
        EXPECT_EQ(drive.read(0, 300), "GOOD");
        EXPECT(drive.reply() == data);
        EXPECT_EQ(drive.readCd(450, 300, 1), "GOOD");
        EXPECT(drive.reply() == music);
        EXPECT_EQ(drive.read(300, 1), "5/64/00");
    }
}

TEST(framesOfTheHostAreIgnored) {
    Drive drive;
    begin(drive, joined({cueLine(0x41, 0, 0, 0x14, -150), cueLine(0x41, 1, 0, 0x14, -150), cueLine(0x41, 1, 1, 0x11, 0),
                         cueLine(0x41, 0xAA, 1, 0x14, 300)}));
    const Bytes data = pattern(300);
    for (std::int32_t lba = 0; lba < 300; ++lba) {
        const auto at = static_cast<std::size_t>(lba) * 2048;
        EXPECT_EQ(drive.writeSized(lba, Bytes(16, 0xAB) + part(data, at, at + 2048) + Bytes(288, 0xCD), 2352), "GOOD");
    }
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.read(0, 300), "GOOD");
    EXPECT(drive.reply() == data);
    EXPECT_EQ(drive.readCd(1, 1, 2), "GOOD");
    EXPECT(part(drive.reply(), 0, 16) ==
           (Bytes{0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 2, 1, 1}));
}

// R to W come from the host, P and Q from the drive.
TEST(theSubChannelIsSentBesideTheMusic) {
    Drive drive;
    begin(drive, joined({cueLine(0x01, 0, 0, 0x01, -150), cueLine(0x01, 1, 0, 0x40, -150), cueLine(0x01, 1, 1, 0x40, 0),
                         cueLine(0x01, 0xAA, 1, 0x01, 300)}));
    const Bytes music = samples(450);
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/24/00");
    for (std::int32_t lba = -150; lba < 300; ++lba) {
        const auto at = static_cast<std::size_t>(lba + 150) * 2352;
        const Bytes symbols(96, static_cast<std::uint8_t>(lba & 0xFF));
        EXPECT_EQ(drive.writeSized(lba, part(music, at, at + 2352) + symbols, 2448), "GOOD");
    }
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.readCd(0, 300, 1), "GOOD");
    EXPECT(drive.reply() == part(music, 150 * 2352, music.size()));
    EXPECT_EQ(drive.readCd(0x77, 1, 0, 0x00, 1), "GOOD");
    const Bytes raw = drive.reply();
    for (const std::uint8_t symbol : raw) {
        EXPECT_EQ(symbol & 0x3F, 0x37);
    }
    const Bytes q = qOf(drive, 0x77);
    EXPECT(part(q, 0, 10) == (Bytes{0x01, 0x01, 0x01, 0x00, 0x01, 0x44, 0x00, 0x00, 0x03, 0x44}));
    EXPECT_EQ(get16(q, 10), crcOf(part(q, 0, 10)));
    EXPECT_EQ(std::filesystem::file_size(drive.file("disc.sub")), 450U * 96);
}

TEST(aSecondSessionFollows) {
    Drive drive;
    begin(drive, albumSheet(), 3);
    writeAll(drive, -150, withPregap(samples(700)), 2352);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x01);  // appendable, nothing open
    EXPECT_EQ(drive.selectSession(2, 0, 1), "GOOD");
    const std::int32_t start = 700 + 11400;
    EXPECT_EQ(drive.nextWritable(), start - 150);
    EXPECT_EQ(drive.sendCueSheet(albumSheet()), "5/26/00");  // times and numbers of the first session
    const auto sheet = [&](std::int32_t leadIn, int number) {
        return joined({cueLine(0x41, 0, 0, 0x14, leadIn), cueLine(0x41, number, 0, 0x10, start - 150),
                       cueLine(0x41, number, 1, 0x10, start), cueLine(0x41, 0xAA, 1, 0x14, start + 300)});
    };
    EXPECT_EQ(drive.sendCueSheet(sheet(start - 150, 1)), "5/26/00");
    EXPECT_EQ(drive.sendCueSheet(sheet(-150, 3)), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(sheet(start - 150, 3)), "GOOD");
    writeAll(drive, start - 150, Bytes(150 * 2048) + pattern(300), 2048);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x0E);
    EXPECT_EQ(drive.read(start, 300), "GOOD");
    EXPECT(drive.reply() == pattern(300));
    EXPECT_EQ(get32(drive.reply("43 00 01 00 00 00 00 00 0C", 12), 8), static_cast<std::uint32_t>(start));
}

TEST(aSessionAtOnceNeedsAllOthersClosed) {
    Drive drive;
    drive.open();
    drive.writeAudioTrack(samples(300));
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(albumSheet()), "5/30/09");
    EXPECT_EQ(drive.writeAudio(302, samples(1)), "5/30/09");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(albumSheet()), "5/30/05");  // finalized
}

TEST(aTestWriteOfASessionLeavesNothing) {
    Drive drive;
    begin(drive, albumSheet(true), 0, true);
    Bytes leadIn;
    for (std::int32_t lba = LeadInStart; lba < -150; ++lba) {
        leadIn = std::move(leadIn) + symbolsOf(albumText(), static_cast<std::size_t>(lba - LeadInStart));
    }
    EXPECT_EQ(drive.writeSized(LeadInStart, leadIn, 96), "GOOD");
    writeAll(drive, -150, withPregap(samples(700)), 2352);
    EXPECT_EQ(drive.writeAudio(700, samples(1)), "5/63/00");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0);
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/2C/00");  // the sheet was for one session
    EXPECT(!std::filesystem::exists(drive.file("disc.bin")));
}

// What was begun and not ended stays as after a power cut, and can be closed.
TEST(anUnfinishedSessionIsDamaged) {
    for (const bool powerCut : {false, true}) {
        Drive drive;
        begin(drive, albumSheet());
        writeAll(drive, -150, withPregap(samples(500)), 2352);
        powerCut ? drive.open() : EXPECT_EQ(drive.synchronize(), "GOOD");
        EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x05);  // appendable, the last session incomplete
        EXPECT_EQ(drive.trackInformation(2)[5] & 0x20, 0x20);
        EXPECT_EQ(drive.selectAudio(), "GOOD");
        EXPECT_EQ(drive.nextWritable(), 500);
        EXPECT_EQ(drive.closing(2), "5/72/03");
        EXPECT_EQ(drive.closing(1, 2), "GOOD");
        EXPECT_EQ(drive.closing(2), "GOOD");
        EXPECT_EQ(drive.readCd(0, 500), "GOOD");
        EXPECT(drive.reply() == samples(500));
    }
}

TEST(aSessionThatEndedInItsFirstPauseIsNone) {
    Drive drive;
    begin(drive, albumSheet());
    EXPECT_EQ(drive.writeAudio(-150, samples(100)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0);
    EXPECT_EQ(drive.sendCueSheet(albumSheet()), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, samples(100)), "GOOD");
    drive.open();
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0);
}

TEST(aSessionThatIsUnderfedBreaksOff) {
    Drive drive;
    drive.options.pace = 8;
    drive.open();
    Bytes list = drive.audioParameters();
    list[10] = 0x02;  // session at once, no underrun protection
    EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 3C", list), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(albumSheet()), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, samples(200)), "GOOD");
    drive.advance(std::chrono::seconds(10));
    EXPECT_EQ(drive.writeAudio(50, samples(1)), "3/0C/09");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x05);
    EXPECT_EQ(drive.writeAudio(50, samples(1)), "5/30/09");
}

TEST(aCueSheetIsForTheDiscAsItWas) {
    Drive drive("cd-rw-80");
    begin(drive, albumSheet());
    EXPECT_EQ(drive.command("A1 01"), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/2C/00");
}

// Longer than the two seconds in front of LBA 0, and filled by the drive with proper sectors.
TEST(aLongFirstPauseOfDataIsTheDrives) {
    Drive drive;
    begin(drive, joined({cueLine(0x41, 0, 0, 0x14, -150), cueLine(0x41, 1, 0, 0x14, -150),
                         cueLine(0x41, 1, 1, 0x10, 100), cueLine(0x41, 0xAA, 1, 0x14, 400)}));
    writeAll(drive, 100, pattern(300), 2048);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.read(0, 400), "GOOD");
    EXPECT(drive.reply() == Bytes(100 * 2048) + pattern(300));
    EXPECT_EQ(drive.readCd(99, 1, 2), "GOOD");
    EXPECT(part(drive.reply(), 12, 16) == (Bytes{0, 3, 0x24, 1}));
}

TEST(aPacedSessionIsTakenAtTheLasersSpeed) {
    Drive drive;
    drive.options.pace = 8;
    drive.options.bufferKib = 1024;
    begin(drive, albumSheet());
    drive.advance(std::chrono::seconds(10));
    EXPECT_EQ(drive.writeAudio(-150, samples(400)), "GOOD");
    EXPECT_EQ(drive.writeAudio(250, samples(100)), "2/04/08");
    EXPECT_EQ(drive.nextWritable(), 250);
    drive.advance(std::chrono::seconds(4));
    EXPECT_EQ(drive.writeAudio(250, samples(400)), "GOOD");
    drive.advance(std::chrono::seconds(1));
    EXPECT_EQ(drive.writeAudio(650, samples(50)), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/04/07");
    drive.advance(std::chrono::seconds(60));
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x0E);
}

// The lead-out takes the drive a while; a power cut in it leaves a damaged session.
TEST(aSessionIsClosedWhenTheLeadOutIsWritten) {
    Drive drive;
    drive.options.pace = 8;
    drive.options.bufferKib = 4096;
    begin(drive, albumSheet());
    EXPECT_EQ(drive.writeAudio(-150, samples(850)), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/04/07");
    drive.open();
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x09);  // appendable, the last session damaged
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(albumSheet()), "5/30/05");
    EXPECT_EQ(drive.writeAudio(-150, samples(1)), "5/30/05");
}
