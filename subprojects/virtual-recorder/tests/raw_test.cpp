// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw writing: a stream is taken apart, and refused where it contradicts itself. The streams come from code of the
// tests' own.
#include "cd_text_maker.hpp"
#include "check.hpp"
#include "drive.hpp"
#include "raw_maker.hpp"

#include <functional>

using namespace test;

namespace {

constexpr std::size_t Size96 = 2448, Size16 = 2368;

void write(Drive &drive, const RawDisc &disc, std::int32_t from, std::int32_t to, int type = 3) {
    constexpr std::int32_t Chunk = 26;
    for (std::int32_t lba = from; lba < to; lba += Chunk) {
        Bytes data;
        for (std::int32_t each = lba; each < std::min(lba + Chunk, to); ++each) {
            const Bytes block = type == 1 ? disc.block16(each) : disc.block(each);
            data.insert(data.end(), block.begin(), block.end());
        }
        const std::string result = drive.writeSized(lba, data, type == 1 ? Size16 : Size96);
        if (result != "GOOD") {
            fail(__FILE__, __LINE__, "from " + std::to_string(lba) + ": " + result);
        }
    }
}

void begin(Drive &drive, int type = 3) {
    drive.open();
    EXPECT_EQ(drive.selectSession(3, type), "GOOD");
}

void burn(Drive &drive, const RawDisc &disc, int type = 3) {
    begin(drive, type);
    write(drive, disc, disc.leadIn, disc.end(), type);
    EXPECT_EQ(drive.synchronize(), "GOOD");
}

// Data, then two tracks of music: with a pre-gap, and without.
RawDisc mixedDisc() {
    RawDisc disc;
    disc.tracks = {{0, 150, 4}, {500, 150, 2, "USK7Y9812345", {650, 700}}, {850, 0, 1, "DEA120500002"}};
    disc.leadOut = 1200;
    disc.mcn = "4006381333931";
    return disc;
}

std::string isrcOf(Drive &drive, int track) {
    const Bytes reply = drive.reply("42 00 40 03 00 00 0" + std::to_string(track) + " 00 18", 24);
    return reply[8] == 0x80 ? std::string(reply.begin() + 9, reply.begin() + 21) : "";
}

void expectMixedDisc(Drive &drive, const RawDisc &disc) {
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0x0E);
    const Bytes toc = drive.reply("43 00 00 00 00 00 00 00 FF", 255);
    const std::uint32_t starts[] = {0, 500, 850, 1200};
    const int controls[] = {0x14, 0x12, 0x11, 0x11};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(get32(toc, 8 + 8 * i), starts[i]);
        EXPECT_EQ(toc[5 + 8 * i], controls[i]);
    }
    for (std::int32_t lba = 0; lba < 350; ++lba) {
        EXPECT_EQ(drive.read(lba, 1), "GOOD");
        EXPECT(drive.reply() == disc.content(lba));
    }
    for (std::int32_t lba = 350; lba < 1200; ++lba) {
        EXPECT_EQ(drive.readCd(lba, 1, 1), "GOOD");
        EXPECT(drive.reply() == disc.content(lba));
    }
    EXPECT_EQ(isrcOf(drive, 1), "");
    EXPECT_EQ(isrcOf(drive, 2), "USK7Y9812345");
    EXPECT_EQ(isrcOf(drive, 3), "DEA120500002");
    const Bytes mcn = drive.reply("42 00 40 02 00 00 00 00 18", 24);
    EXPECT_EQ(std::string(mcn.begin() + 9, mcn.begin() + 22), "4006381333931");
}

// A block that is other than it should be is refused, the right one in its place is taken.
void expectRefused(Drive &drive, std::int32_t lba, const Bytes &block) {
    EXPECT_EQ(drive.writeSized(lba, block, Size96), "5/26/00");
    const Bytes sense(drive.answer().sense.begin(), drive.answer().sense.end());
    EXPECT_EQ(static_cast<std::int32_t>(get32(sense, 3)), lba);
}

// The same for a Q that was changed and has a proper CRC.
void expectQRefused(Drive &drive, const RawDisc &disc, std::int32_t lba,
                    const std::function<void(RawDisc::Q &)> &change) {
    RawDisc::Q q = disc.q(lba);
    change(q);
    expectRefused(drive, lba, withQ(disc.block(lba), withCrc(q)));
}

}  // namespace

TEST(aRawDiscIsTakenApart) {
    for (const int type : {1, 2, 3}) {
        Drive drive;
        RawDisc disc = mixedDisc();
        disc.countdownTo = type == 2 ? 1 : 0;
        burn(drive, disc, type);
        expectMixedDisc(drive, disc);
        EXPECT_EQ(drive.receive("43 00 05 00 00 00 00 03 FF", 1023), "5/24/00");
        drive.open();
        expectMixedDisc(drive, disc);
    }
}

TEST(theSubChannelIsKeptAsItWasSent) {
    Drive drive;
    const RawDisc disc = mixedDisc();
    burn(drive, disc);
    for (const std::int32_t lba : {0, 349, 350, 499, 500, 649, 650, 700, 850, 900, 1199}) {
        EXPECT_EQ(drive.readCd(lba, 1, 0, 0x00, 1), "GOOD");
        const Bytes block = disc.block(lba);
        EXPECT(drive.reply() == part(block, 2352, Size96));
        EXPECT_EQ(drive.readCd(lba, 1, 0, 0x00, 2), "GOOD");
        const Bytes sixteen = disc.block16(lba);
        EXPECT(drive.reply() == part(sixteen, 2352, Size16));
    }
    const Bytes sub = fileContents(drive.file("disc.sub"));
    EXPECT_EQ(sub.size(), 1350U * 96);
    for (std::int32_t lba = -150; lba < 1200; lba += 50) {
        const auto at = static_cast<std::size_t>(lba + 150) * 96;
        const Bytes block = disc.block(lba);
        EXPECT(part(sub, at, at + 96) == part(block, 2352, Size96));
    }
}

TEST(cdTextComesFromTheRawLeadIn) {
    for (const int type : {2, 3}) {
        Drive drive;
        RawDisc disc;
        disc.packs = albumText();
        disc.tracks = {{0, 150, 0}, {300, 0, 0}};
        disc.leadOut = 600;
        burn(drive, disc, type);
        const Bytes reply = drive.reply("43 00 05 00 00 00 00 03 FF", 1023);
        EXPECT(part(reply, 4, reply.size()) == disc.packs);
    }
}

TEST(rawWritingStartsInTheGroove) {
    for (const auto &[medium, start] : {std::pair{"cd-r-74", -12525}, {"cd-r-90", -11635}, {"cd-rw-80", -12375}}) {
        Drive drive(medium);
        begin(drive);
        EXPECT_EQ(drive.nextWritable(), start);
        RawDisc disc;
        disc.leadIn = start;
        EXPECT_EQ(drive.writeSized(-150, disc.block(-150), Size96), "5/21/02");
        EXPECT_EQ(drive.writeSized(start + 1, disc.block(start + 1), Size96), "5/21/02");
        EXPECT_EQ(drive.writeSized(start, disc.block16(start), Size16), "5/24/00");
        EXPECT_EQ(drive.writeSized(start, part(disc.block(start), 0, 2352), 2352), "5/24/00");
        EXPECT_EQ(drive.writeSized(start, disc.block(start), Size96), "GOOD");
        EXPECT_EQ(drive.nextWritable(), start + 1);
        EXPECT_EQ(drive.writeSized(start, disc.block(start), Size96), "5/21/02");
    }
}

TEST(aDriveWithoutRawRefusesIt) {
    Drive drive;
    drive.options.noRaw = true;
    drive.open();
    for (const int type : {1, 2, 3}) {
        EXPECT_EQ(drive.selectSession(3, type), "5/26/00");
    }
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    EXPECT_EQ(drive.reply("46 02 00 2E 00 00 00 00 FF", 255)[12], 0x67);
}

TEST(rawParametersAreChecked) {
    Drive drive;
    drive.open();
    for (const int type : {0, 4, 8, 10, 15}) {
        EXPECT_EQ(drive.selectSession(3, type), "5/26/00");
    }
    for (const int multiSession : {1, 2, 3}) {
        EXPECT_EQ(drive.selectSession(3, 3, multiSession), "5/26/00");
    }
    EXPECT_EQ(drive.selectSession(2, 9), "5/26/00");
    EXPECT_EQ(drive.selectSession(2, 0, 2), "5/26/00");
    EXPECT_EQ(drive.selectSession(2, 8, 3), "GOOD");
}

TEST(rawSessionsAreTheFirst) {
    Drive drive;
    drive.open();
    drive.writeAudioTrack(samples(300));
    EXPECT_EQ(drive.selectSession(3, 3), "GOOD");
    RawDisc disc;
    EXPECT_EQ(drive.writeSized(disc.leadIn, disc.block(disc.leadIn), Size96), "5/30/09");
    drive.selectAudio();
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.selectSession(3, 3), "GOOD");
    EXPECT_EQ(drive.writeSized(disc.leadIn, disc.block(disc.leadIn), Size96), "5/30/05");
}

TEST(aLeadInThatContradictsItselfIsRefused) {
    Drive drive;
    begin(drive);
    const RawDisc disc = mixedDisc();
    const std::int32_t lba = disc.leadIn + 40;
    Bytes wrongCrc = disc.block(disc.leadIn);
    wrongCrc[2352 + 90] ^= 0x40;
    expectRefused(drive, disc.leadIn, wrongCrc);
    Bytes unsteady = disc.block(disc.leadIn);
    unsteady[2352 + 5] ^= 0x80;
    expectRefused(drive, disc.leadIn, unsteady);
    expectRefused(drive, disc.leadIn, withP(disc.block(disc.leadIn), true));
    write(drive, disc, disc.leadIn, lba);
    expectQRefused(drive, disc, lba, [](auto &q) { q[1] = 0x01; });   // a track
    expectQRefused(drive, disc, lba, [](auto &q) { q[6] = 0x01; });   // zero
    expectQRefused(drive, disc, lba, [](auto &q) { q[9] ^= 0x01; });  // another place than before
    expectQRefused(drive, disc, lba, [](auto &q) { q[0] ^= 0x10; });  // another control
    expectQRefused(drive, disc, lba, [](auto &q) { q[5] = 0x75; });   // no time
    expectQRefused(drive, disc, lba, [](auto &q) { q[0] = 0x03; });   // an ISRC
    expectQRefused(drive, disc, lba, [](auto &q) {
        q[0] = 0x05;
        q[2] = 0xB0;
    });  // another session's place
    expectQRefused(drive, disc, lba, [](auto &q) {
        q[2] = 0x1A;
        q[7] = 0x7A;
    });  // no BCD
    Bytes text = disc.block(lba);
    text[2352] |= 0x20;  // a symbol that begins no pack
    expectRefused(drive, lba, text);
    write(drive, disc, lba, lba + 1);
}

// What the whole lead-in told is judged where the program begins.
TEST(aTocThatContradictsItselfIsRefused) {
    const std::vector<std::function<void(RawDisc &, RawDisc::Q &)>> changes = {
        [](auto &, auto &q) { q[7] = q[2] == 0xA0 ? 0x02 : q[7]; },  // first track 2
        [](auto &, auto &q) { q[8] = q[2] == 0xA0 ? 0x30 : q[8]; },  // no kind of disc
        [](auto &, auto &q) { q[7] = q[2] == 0xA1 ? 0x04 : q[7]; },  // a track too many
        [](auto &, auto &q) { q[7] = q[2] == 0xA1 ? 0x02 : q[7]; },  // one too few
        [](auto &, auto &q) {
            q[2] = q[2] == 0xA2 ? 0xA1 : q[2];
            q[7] = q[2] == 0xA1 ? 0x03 : q[7];
            q[8] = q[2] == 0xA1 ? 0 : q[8];
            q[9] = q[2] == 0xA1 ? 0 : q[9];
        },                                                           // no lead-out
        [](auto &, auto &q) { q[7] = q[2] == 0xA2 ? 0x90 : q[7]; },  // a lead-out beyond the disc
        [](auto &, auto &q) { q[7] = q[2] == 0x03 ? 0x40 : q[7]; },  // a track behind the lead-out
        [](auto &, auto &q) { q[8] = q[2] == 0x02 ? 0x03 : q[8]; },  // a track of one second
        [](auto &, auto &q) { q[0] = q[2] == 0x03 ? 0x81 : q[0]; },  // four channels
    };
    for (const auto &change : changes) {
        Drive drive("cd-r-90");
        begin(drive);
        RawDisc disc = mixedDisc();
        disc.leadIn = -11635;
        Bytes data;
        for (std::int32_t lba = disc.leadIn; lba < -150; ++lba) {
            RawDisc::Q q = disc.q(lba);
            change(disc, q);
            const Bytes block = withQ(Bytes(Size96), withCrc(q));
            data.insert(data.end(), block.begin(), block.end());
        }
        EXPECT_EQ(drive.writeSized(disc.leadIn, data, Size96), "GOOD");
        expectRefused(drive, -150, disc.block(-150));
    }
}

TEST(aProgramThatContradictsItselfIsRefused) {
    Drive drive("cd-r-90");
    begin(drive);
    RawDisc disc = mixedDisc();
    disc.leadIn = -11635;
    auto upTo = [&, at = disc.leadIn](std::int32_t lba) mutable {
        write(drive, disc, at, lba);
        at = lba;
    };
    const auto refuse = [&](std::int32_t lba, const std::function<void(RawDisc::Q &)> &change) {
        expectQRefused(drive, disc, lba, change);
    };
    const auto refuseAllWrong = [&](std::int32_t lba) {
        Bytes crc = disc.block(lba);
        crc[2352] ^= 0x40;
        expectRefused(drive, lba, crc);
        refuse(lba, [](auto &q) { q[9] ^= 0x01; });  // absolute time
        refuse(lba, [](auto &q) { q[5] ^= 0x02; });  // relative time
        refuse(lba, [](auto &q) { q[6] = 0x01; });   // zero
        refuse(lba, [](auto &q) { q[0] ^= 0x10; });  // control
        refuse(lba, [](auto &q) { q[0] ^= 0x40; });  // audio or data
        refuse(lba, [](auto &q) { q[0] ^= 0x05; });  // mode
        refuse(lba, [](auto &q) { q[1] = 0x00; });   // lead-in
        refuse(lba, [](auto &q) { q[1] = 0xAA; });   // lead-out
        refuse(lba, [](auto &q) { q[1] = 0x03; });   // a track too early or once more
        refuse(lba, [](auto &q) { q[2] = 0x09; });   // an index too high
    };
    upTo(-150);
    refuseAllWrong(-150);
    refuse(-150, [](auto &q) { q[2] = 1; });  // no pause
    upTo(-1);
    expectRefused(drive, -1, withP(disc.block(-1), false));  // no announcement
    refuse(-1, [](auto &q) { q[2] = 1; });
    upTo(0);
    refuse(0, [](auto &q) { q[2] = 0; });  // the pause is over
    upTo(100);
    refuseAllWrong(100);
    expectRefused(drive, 100, withP(disc.block(100), true));
    refuse(100, [](auto &q) { q[1] = 2; });  // the next track's index 1 is later
    const Bytes good = disc.block(100), subChannel = part(good, 2352, Size96);
    const Bytes plain = scrambled(part(good, 0, 2352));
    expectRefused(drive, 100, plain + subChannel);  // not scrambled
    expectRefused(drive, 100, mode1Sector(101, disc.content(100)) + subChannel);
    expectRefused(drive, 100, Bytes(2352) + subChannel);
    for (const std::size_t at : {0U, 12U, 15U, 16U, 1000U, 2064U, 2070U, 2076U, 2248U, 2351U}) {
        Bytes wrong = good;
        wrong[at] ^= 0x01;
        expectRefused(drive, 100, wrong);
    }
    upTo(500);
    refuse(500, [](auto &q) { q[2] = 0; });
    upTo(610);
    refuseAllWrong(610);
    refuse(610, [](auto &q) { q[2] = 0; });
    upTo(660);
    refuse(660, [](auto &q) { q[2] = 1; });  // back
    upTo(849);
    refuse(849, [](auto &q) { q[2] = 5; });
    upTo(850);
    refuse(850, [](auto &q) { q = RawDisc::Q{0x21, 0x02, 0x03, 0, 0x04, 0x50, 0, 0, 0x13, 0x25}; });  // the old track
    refuse(850,
           [](auto &q) { q = RawDisc::Q{0x12, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x25}; });  // an MCN here
    upTo(1200);
    refuse(1200, [](auto &q) { q[2] = 0; });
    refuse(1200, [](auto &q) { q[1] = 3; });
    upTo(1300);
    refuse(1300, [](auto &q) { q[5] ^= 0x02; });
    refuse(1300, [](auto &q) { q[1] = 3; });
    upTo(disc.end());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    expectMixedDisc(drive, disc);
}

// Numbers say the same wherever they are told, at their own time, in proper digits.
TEST(numbersInTheRawStreamAreChecked) {
    Drive drive("cd-r-90");
    begin(drive);
    RawDisc disc = mixedDisc();
    disc.leadIn = -11635;
    write(drive, disc, disc.leadIn, 580);
    const RawDisc::Q mcn = disc.q(580);
    EXPECT_EQ(mcn[0] & 0x0F, 2);
    expectQRefused(drive, disc, 580, [](auto &q) { q[1] ^= 0x01; });  // another than in the first track
    expectQRefused(drive, disc, 580, [](auto &q) { q[1] = 0xA0; });   // no digit
    expectQRefused(drive, disc, 580, [](auto &q) { q[8] = 0x01; });   // zero
    expectQRefused(drive, disc, 580, [](auto &q) { q[9] ^= 0x01; });  // time
    write(drive, disc, 580, 600);
    const RawDisc::Q isrc = disc.q(600);
    EXPECT_EQ(isrc[0] & 0x0F, 3);
    expectQRefused(drive, disc, 600, [](auto &q) { q[8] = 0xA0; });
    expectQRefused(drive, disc, 600, [](auto &q) { q[8] |= 0x01; });
    expectQRefused(drive, disc, 600, [](auto &q) { q[1] = 0xFF; });
    expectQRefused(drive, disc, 600, [](auto &q) { q[9] ^= 0x01; });
    write(drive, disc, 600, 690);
    expectQRefused(drive, disc, 690, [](auto &q) { q[5] ^= 0x10; });  // another than before
    write(drive, disc, 690, 700);
}

// Where sixteen bytes are sent, the drive makes the CRC: hosts send it either way, but none sends another.
TEST(theCrcOfSixteenBytesIsAProposal) {
    Drive drive;
    begin(drive, 1);
    const RawDisc disc;
    Bytes other = disc.block16(disc.leadIn);
    other[2352 + 10] ^= 0xFF;
    EXPECT_EQ(drive.writeSized(disc.leadIn, other, Size16), "5/26/00");
    other[2352 + 11] ^= 0xFF;
    EXPECT_EQ(drive.writeSized(disc.leadIn, other, Size16), "GOOD");
}

// SCMS: the copy bit comes and goes.
TEST(theCopyBitMayAlternate) {
    Drive drive;
    begin(drive);
    const RawDisc disc;
    write(drive, disc, disc.leadIn, -150);
    for (std::int32_t lba = -150; lba < disc.end(); ++lba) {
        RawDisc::Q q = disc.q(lba);
        q[0] ^= (lba < 300 && lba / 4 % 2 != 0) ? 0x20 : 0;
        EXPECT_EQ(drive.writeSized(lba, withQ(disc.block(lba), withCrc(q)), Size96), "GOOD");
    }
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.trackInformation(1)[5], 0x10);
}

TEST(aTestWriteOfARawDiscLeavesNothing) {
    Drive drive("cd-r-90");
    drive.open();
    EXPECT_EQ(drive.selectSession(3, 3, 0, true), "GOOD");
    RawDisc disc;
    disc.leadIn = -11635;
    write(drive, disc, disc.leadIn, 10);
    expectQRefused(drive, disc, 10, [](auto &q) { q[9] ^= 0x01; });  // as strict as ever
    write(drive, disc, 10, disc.end());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2] & 0x0F, 0);
    EXPECT(!std::filesystem::exists(drive.file("disc.bin")));
    EXPECT(!std::filesystem::exists(drive.file("disc.sub")));
}

// Without its whole lead-out the session stays open; a longer one is as good.
TEST(theLeadOutMustBeWhole) {
    for (const int more : {-1, 0, 10}) {
        Drive drive;
        begin(drive);
        const RawDisc disc;
        write(drive, disc, disc.leadIn, disc.end() + more);
        EXPECT_EQ(drive.synchronize(), "GOOD");
        EXPECT_EQ(drive.discInformation()[2] & 0x0F, more < 0 ? 0x05 : 0x0E);
        EXPECT_EQ(drive.trackInformation(1)[5] & 0x20, more < 0 ? 0x20 : 0);
    }
}

TEST(blankingTakesTheSubChannelAndTheTextAway) {
    Drive drive("cd-rw-74");
    RawDisc disc;
    disc.leadIn = -12525;
    disc.packs = albumText();
    burn(drive, disc);
    EXPECT(std::filesystem::exists(drive.file("disc.sub")));
    EXPECT(std::filesystem::exists(drive.file("disc.cdt")));
    EXPECT_EQ(drive.command("A1 01"), "GOOD");
    EXPECT(!std::filesystem::exists(drive.file("disc.sub")));
    EXPECT(!std::filesystem::exists(drive.file("disc.cdt")));
    EXPECT_EQ(drive.receive("43 00 05 00 00 00 00 03 FF", 1023), "5/24/00");
}
