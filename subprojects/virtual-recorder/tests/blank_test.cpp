// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-RW: what it tells about itself, and BLANK.
#include "check.hpp"
#include "drive.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

constexpr const char *Full = "A1 00", *Minimal = "A1 01";
constexpr const char *DiscInformation = "51 00 00 00 00 00 00 00 22";
constexpr const char *Atip = "43 00 04 00 00 00 00 00 1C";

// One finalized session.
void burn(Drive &drive, std::uint32_t seed) {
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(320, seed)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x1E);  // erasable, session complete, disc complete
}

void expectContents(Drive &drive, std::uint32_t seed) {
    EXPECT_EQ(drive.read(0, 320), "GOOD");
    EXPECT(drive.reply() == pattern(320, seed));
}

// From erasable bit and state to the last track.
Bytes stateBytes(Drive &drive) {
    const Bytes info = drive.discInformation();
    return {info.begin() + 2, info.begin() + 7};
}

void expectBlank(Drive &drive) {
    EXPECT_EQ(drive.command("00"), "GOOD");
    EXPECT(stateBytes(drive) == (Bytes{0x10, 1, 1, 1, 1}));
    EXPECT_EQ(drive.nextWritable(), 0);
    EXPECT_EQ(drive.read(0, 1), "5/64/00");
    EXPECT_EQ(drive.receive("43 00 00 00 00 00 00 00 FF", 255), "5/24/00");
    for (const char *name : {"disc.iso", "disc.bin", "disc.cue", "disc.toc"}) {
        EXPECT(!std::filesystem::exists(drive.file(name)));
    }
    EXPECT(contains(shell("cat " + drive.file("disc.json")), "\"state\": \"blank\""));
}

// Blanking was begun and cut off: only another one helps.
void expectHalfBlanked(Drive &drive) {
    EXPECT_EQ(drive.command("00"), "GOOD");
    EXPECT(stateBytes(drive) == (Bytes{0x1A, 1, 1, 1, 1}));
    EXPECT_EQ(drive.trackInformation(1)[5] & 0x20, 0x20);
    EXPECT_EQ(drive.trackInformation(1)[7], 0);
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "5/30/05");
    EXPECT_EQ(drive.closing(2), "5/30/05");
    EXPECT_EQ(drive.read(0, 1), "5/64/00");
    EXPECT_EQ(drive.receive("43 00 00 00 00 00 00 00 FF", 255), "5/24/00");
    EXPECT_EQ(get32(drive.reply("25", 8), 0), 0U);
}

}  // namespace

TEST(rewritableDiscsSayThatTheyAre) {
    struct Kind {
        const char *medium;
        std::int32_t capacity;
        std::uint8_t atip6;
        std::uint8_t speeds;
        std::uint32_t fastest;
    };
    for (const Kind &kind : {Kind{"cd-rw-74", 332850, 0xC4, 0x02, 706}, Kind{"cd-rw-80", 359849, 0xCC, 0x24, 1764}}) {
        Drive drive(kind.medium);
        drive.open();
        EXPECT_EQ(drive.discInformation()[2], 0x10);
        EXPECT_EQ(drive.freeBlocks(), kind.capacity - 2);
        const Bytes atip = drive.reply(Atip, 28);
        EXPECT_EQ(atip[6], kind.atip6);
        EXPECT_EQ(atip[16], kind.speeds);
        EXPECT_EQ(get32(drive.reply("AC 00 00 00 00 00 00 00 00 01 03", 24), 20), kind.fastest);
        const Bytes configuration = drive.reply("46 02 00 37 00 00 00 01 00", 256);
        EXPECT_EQ(get16(configuration, 6), 0x000AU);
        EXPECT(Bytes(configuration.begin() + 8, configuration.end()) == (Bytes{0, 0x37, 1, 4, 0, 3, 0, 0}));
    }
    Drive once;
    once.open();
    EXPECT_EQ(once.reply(Atip, 28)[6], 0x80);
    EXPECT_EQ(once.reply("46 02 00 37 00 00 00 01 00", 256)[10], 0);  // there, but not current
}

TEST(aDiscIsBurnedBlankedAndBurnedAgain) {
    for (const char *medium : {"cd-rw-74", "cd-rw-80"}) {
        Drive drive(medium);
        drive.open();
        burn(drive, 1);
        expectContents(drive, 1);
        EXPECT_EQ(drive.command(Minimal), "GOOD");
        expectBlank(drive);
        burn(drive, 2);
        expectContents(drive, 2);
        EXPECT_EQ(drive.command(Full), "GOOD");
        drive.open();
        expectBlank(drive);
        burn(drive, 3);
        drive.open();
        expectContents(drive, 3);
        EXPECT_EQ(std::filesystem::file_size(drive.file("disc.bin")), 322U * 2352);
    }
}

TEST(appendableAndUnfinishedDiscsAreBlankedToo) {
    Drive drive("cd-rw-80");
    drive.open();
    EXPECT_EQ(drive.command(Minimal), "GOOD");  // a blank one as well
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(320)), "GOOD");
    EXPECT_EQ(drive.command(Minimal), "5/2C/00");  // not in the midst of a track
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.command(Minimal), "GOOD");  // the session is open
    expectBlank(drive);
    EXPECT_EQ(drive.write(0, pattern(320)), "GOOD");
    drive.open();  // a power cut
    EXPECT_EQ(drive.trackInformation(1)[5] & 0x20, 0x20);
    EXPECT_EQ(drive.command(Full), "GOOD");
    expectBlank(drive);
}

TEST(onlyWholeDiscsAreBlanked) {
    Drive drive("cd-rw-80");
    drive.open();
    burn(drive, 1);
    for (const char *type :
         {"A1 02", "A1 03", "A1 04", "A1 05", "A1 06", "A1 07", "A1 08", "A1 20", "A1 01 00 00 00 00 01"}) {
        EXPECT_EQ(drive.command(type), "5/24/00");
    }
    expectContents(drive, 1);
    EXPECT_EQ(drive.command("A1 01 00 00 12 34"), "GOOD");  // the address has no meaning here
    expectBlank(drive);
}

TEST(whatIsWrittenOnceStays) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        Drive drive(medium);
        drive.open();
        for (const char *type : {Full, Minimal, "A1 11", "A1 04"}) {
            EXPECT_EQ(drive.command(type), "5/30/05");
        }
        EXPECT_EQ(drive.discInformation()[2], 0x00);
    }
    Drive empty("cd-rw-80");
    empty.options.empty = true;
    empty.open();
    EXPECT_EQ(empty.command(Minimal), "2/3A/01");
}

TEST(blankingInTheBackgroundTellsItsProgress) {
    Drive drive("cd-rw-80");
    drive.open();
    burn(drive, 1);
    EXPECT_EQ(drive.command("A1 11"), "GOOD");
    EXPECT_EQ(drive.command("00"), "2/04/07");  // unlike while a session is closed
    EXPECT_EQ(drive.answer().sense[15], 0x80);
    const auto progress = drive.answer().sense[16];
    const Bytes sense = drive.reply("03 00 00 00 12", 18);
    EXPECT_EQ(sense[2], 2);
    EXPECT_EQ(sense[13], 0x07);
    EXPECT(sense[16] > progress);
    EXPECT_EQ(drive.receive(DiscInformation, 34), "2/04/07");
    expectBlank(drive);
    EXPECT_EQ(drive.command("A1 10"), "GOOD");
    EXPECT_EQ(drive.command(Minimal), "2/04/07");
    drive.open();  // where nothing takes time, nothing can be cut off
    expectBlank(drive);
}

TEST(blankingTakesItsTime) {
    Drive drive("cd-rw-80");
    drive.options.pace = 4;
    drive.open();
    EXPECT_EQ(drive.command("A1 11"), "GOOD");
    drive.advance(42s);  // 12375 blocks at 300 a second, and 1.5 s
    EXPECT_EQ(drive.command("00"), "2/04/07");
    EXPECT(drive.answer().sense[16] > 0xF0);
    drive.advance(1s);
    expectBlank(drive);
    EXPECT_EQ(drive.command("A1 10"), "GOOD");
    drive.advance(1240s);  // 372224 blocks
    EXPECT_EQ(drive.command("00"), "2/04/07");
    drive.advance(3s);
    expectBlank(drive);
    EXPECT_EQ(drive.command(Full), "timed out");
    EXPECT_EQ(drive.command("00"), "2/04/07");  // it goes on nevertheless
    drive.advance(1300s);
    expectBlank(drive);
}

TEST(blankingThatIsCutOffHasToBeRepeated) {
    Drive drive("cd-rw-74");
    drive.open();
    burn(drive, 1);
    drive.options.pace = 4;
    drive.open();
    EXPECT_EQ(drive.command("A1 11"), "GOOD");
    drive.advance(10s);
    drive.open();
    expectHalfBlanked(drive);
    drive.open();
    expectHalfBlanked(drive);
    EXPECT_EQ(drive.command("A1 11"), "GOOD");
    drive.advance(60s);
    drive.options.pace = 0;
    drive.open();  // it had ended by then
    expectBlank(drive);
    burn(drive, 2);
}

TEST(aFolderThatClaimsNonsenseAboutBlankingIsRefused) {
    for (
        const char *text :
        {R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "half-blanked", "sessions": []})",
         R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-rw-80", "state": "half-blanked", "sessions": [
              {"number": 1, "closed": true, "format": 0, "lead_out": 302, "tracks": [{"number": 1, "start": 0, "blocks":
              300, "run_out": 2, "control": 4, "closed": true, "damaged": false, "contents": "kept"}]}]})"}) {
        Drive drive;
        std::filesystem::create_directory(drive.options.folder);
        writeText(drive.file("disc.json"), text);
        EXPECT(drive.openTrouble() == virtual_recorder::Trouble::NotADisc);
    }
}
