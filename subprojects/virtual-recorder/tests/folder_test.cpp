// SPDX-License-Identifier: LGPL-2.1-or-later
// The disc folder: what is a disc, who holds it, and what a killed process leaves.
#include "check.hpp"
#include "drive.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

using namespace test;
using virtual_recorder::Trouble;

namespace {

// Runs a body in a process of its own that is killed at the end, without any destructor.
template <typename Body>
void killedAfter(Body body) {
    const pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        try {
            body();
        } catch (...) {
            _exit(1);
        }
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT(WIFSIGNALED(status));
}

void truncate(const std::string &path, std::uintmax_t size) {
    std::filesystem::resize_file(path, size);
}

}  // namespace

TEST(optionsAreChecked) {
    Drive drive;
    drive.options.medium = "cd-r-81";
    std::string message;
    EXPECT_EQ(drive.openTrouble(&message), Trouble::UnknownMedium);
    EXPECT(contains(message, "cd-r-74, cd-r-80, cd-r-90, cd-r-99, cd-rw-74, cd-rw-80, dvd+r"));
    drive.options.medium.clear();
    drive.options.pace = -1;
    EXPECT_EQ(drive.openTrouble(), Trouble::BadOption);
    drive.options.pace = 0;
    drive.options.bufferKib = 0;
    EXPECT_EQ(drive.openTrouble(), Trouble::BadOption);
    drive.options.bufferKib = 2048;
    drive.options.folder.clear();
    EXPECT_EQ(drive.openTrouble(), Trouble::BadOption);
    EXPECT(!std::filesystem::exists(drive.folder().file("disc")));
}

TEST(aSecondOpenerIsToldWhoHasIt) {
    Drive drive;
    drive.options.holder = "cdrskin & <co>";
    drive.open();
    virtual_recorder::Failure failure;
    auto options = drive.options;
    options.holder = "another";
    EXPECT(virtual_recorder::Recorder::open(options, failure) == nullptr);
    EXPECT_EQ(failure.trouble, Trouble::InUse);
    EXPECT_EQ(failure.holder, "process " + std::to_string(getpid()) + " (cdrskin & <co>)");
    EXPECT(contains(failure.message, failure.holder));
    drive.close();
    EXPECT(virtual_recorder::Recorder::open(options, failure) != nullptr);
    EXPECT_EQ(failure.trouble, Trouble::None);
}

TEST(foldersThatAreNoDiscs) {
    Drive drive;
    std::filesystem::create_directory(drive.options.folder);
    writeText(drive.file("letter.txt"), "Dear");
    EXPECT_EQ(drive.openTrouble(), Trouble::NotADisc);
    EXPECT(!std::filesystem::exists(drive.file("disc.json")));
    EXPECT(!std::filesystem::exists(drive.file("disc.lock")));
    drive.options.folder = drive.file("letter.txt");
    EXPECT_EQ(drive.openTrouble(), Trouble::NotADisc);
    drive.options.folder = drive.folder().file("missing/disc");
    EXPECT_EQ(drive.openTrouble(), Trouble::InputOutput);
}

TEST(discJsonIsNotBelieved) {
    const char *texts[] = {
        "",
        "{",
        "[]",
        "7",
        R"({"format": "other", "version": 1})",
        R"({"format": "burnish virtual disc", "version": 2, "medium": "cd-r-80", "state": "blank", "sessions": []})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "vinyl", "state": "blank", "sessions": []})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "complete", "sessions": []})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "blank", "sessions": {}})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "damaged", "sessions": []})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "damaged", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 4, "closed": true, "damaged": false, "contents": "kept"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [{}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 2000000000, "run_out": 2,
             "control": 4, "closed": true, "damaged": false, "contents": "kept"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 4, "closed": false, "damaged": false, "contents": "kept"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 0, "closed": true, "damaged": false, "contents": "kept", "isrc": "usk7y9812345"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 0, "closed": true, "damaged": false, "contents": "kept", "mcn": "12"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 0, "closed": true, "damaged": false, "contents": "kept", "mcn": 7}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 0, "closed": true, "damaged": false, "contents": "kept", "alternating_copy": 1}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "cd-r-80", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 302, "tracks": [{"start": 0, "blocks": 300, "run_out": 2,
             "control": 4, "closed": true, "damaged": false, "contents": "kept", "mode": "3"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "dvd+r", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 320, "tracks": [{"start": 0, "blocks": 320, "run_out": 0,
             "control": 4, "closed": true, "damaged": false, "contents": "kept", "mode": "2"}]}]})",
        R"({"format": "burnish virtual disc", "version": 1, "medium": "dvd+r", "state": "appendable", "sessions": [
            {"closed": true, "format": 0, "lead_out": 320, "tracks": [{"start": 0, "blocks": 320, "run_out": 0,
             "control": 0, "closed": true, "damaged": false, "contents": "kept"}]}]})",
    };
    for (const char *text : texts) {
        Drive drive;
        std::filesystem::create_directory(drive.options.folder);
        writeText(drive.file("disc.json"), text);
        std::string message;
        EXPECT_EQ(drive.openTrouble(&message), Trouble::NotADisc);
        EXPECT(contains(message, "disc.json"));
        const Bytes after = fileContents(drive.file("disc.json"));
        EXPECT_EQ(std::string(after.begin(), after.end()), text);  // left as it was
    }
}

TEST(theMediumMustAgree) {
    Drive drive("dvd+r");
    drive.open();
    drive.options.medium = "cd-r-80";
    EXPECT_EQ(drive.openTrouble(), Trouble::MediumContradicts);
    drive.options.medium = "dvd+r";
    drive.open();
    drive.options.medium.clear();
    drive.open();
}

TEST(aFolderThatWasBeingMadeIsCompleted) {
    Drive drive;
    std::filesystem::create_directory(drive.options.folder);
    drive.open();
    Drive other("dvd+r");
    std::filesystem::create_directory(other.options.folder);
    writeText(other.file("disc.lock"), "process 1\n");
    writeText(other.file("disc.json.new"), "{\"form");
    other.open();
    EXPECT_EQ(get16(other.reply("46 02 00 00 00 00 00 00 08", 8), 6), 0x001BU);
    EXPECT(!std::filesystem::exists(other.file("disc.json.new")));
}

TEST(aKilledBurnOfAudioLeavesATruthfulCd) {
    Drive drive;
    killedAfter([&] {
        drive.open();
        EXPECT_EQ(drive.writeAudioTrack(samples(300, 1)), 0);
        EXPECT_EQ(drive.selectAudio({2, "", "USK7Y9812345"}), "GOOD");
        EXPECT_EQ(drive.writeAudio(452, samples(40, 2)), "GOOD");
    });
    drive.open();
    const Bytes track = drive.trackInformation();
    EXPECT_EQ(track[2], 2);
    EXPECT_EQ(track[5], 0x22);  // damaged, copy permitted
    EXPECT_EQ(drive.nextWritable(), 492);
    EXPECT_EQ(drive.selectAudio(), "GOOD");
    EXPECT_EQ(drive.closing(1, 2), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.readCd(452, 40, 1), "GOOD");
    EXPECT(drive.reply() == samples(40, 2));
    EXPECT(contains(shell("cat " + drive.file("disc.cue")), "FLAGS DCP\n    ISRC USK7Y9812345"));
    drive.close();
    killedAfter([&] {
        drive.open();
        EXPECT_EQ(drive.selectAudio(), "GOOD");  // and nothing is written
    });
    drive.open();
    EXPECT_EQ(drive.trackInformation()[2], 3);
}

TEST(aKilledBurnLeavesATruthfulCd) {
    Drive drive;
    killedAfter([&] {
        drive.open();
        EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
        EXPECT_EQ(drive.write(0, pattern(100, 1)), "GOOD");
        EXPECT_EQ(drive.write(100, pattern(100, 2)), "GOOD");
    });
    truncate(drive.file("disc.iso"), 150 * 2048 + 1000);  // it was killed in the midst of a write
    drive.open();
    EXPECT_EQ(drive.discInformation()[2], 0x05);
    EXPECT_EQ(drive.nextWritable(), 150);
    EXPECT_EQ(drive.trackInformation()[5] & 0x20, 0x20);
    EXPECT_EQ(drive.read(0, 150), "GOOD");
    EXPECT_EQ(drive.read(150, 1), "5/21/00");
    EXPECT_EQ(drive.closing(2), "5/72/03");
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(150, pattern(200, 3)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.trackInformation(1)[5] & 0x20, 0);
    EXPECT_EQ(drive.read(150, 200), "GOOD");
    EXPECT(drive.reply() == pattern(200, 3));
    EXPECT_EQ(drive.read(0, 100), "GOOD");
    EXPECT(drive.reply() == pattern(100, 1));
}

TEST(aKilledBurnCanBeClosed) {
    Drive drive;
    killedAfter([&] {
        drive.open();
        EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
        EXPECT_EQ(drive.write(0, pattern(100)), "GOOD");
    });
    drive.open();
    EXPECT_EQ(drive.closing(1, 0xFF), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x0E);
    EXPECT_EQ(get32(drive.reply("25", 8), 0), 301U);
}

TEST(aBurnKilledBeforeItsFirstBlockLeavesABlankDisc) {
    Drive drive;
    killedAfter([&] {
        drive.open();
        EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
        EXPECT_EQ(drive.write(0, pattern(1)), "GOOD");
    });
    truncate(drive.file("disc.bin"), 2351);
    drive.open();
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(drive.nextWritable(), 0);
}

TEST(aKilledBurnLeavesATruthfulDvdPlusR) {
    Drive drive("dvd+r");
    killedAfter([&] {
        drive.open();
        EXPECT_EQ(drive.write(0, pattern(37)), "GOOD");
    });
    drive.open();
    EXPECT_EQ(drive.discInformation()[2], 0x05);
    EXPECT_EQ(drive.nextWritable(), 48);
    EXPECT_EQ(drive.trackInformation()[5] & 0x20, 0);
    EXPECT_EQ(drive.read(0, 37), "GOOD");
    EXPECT(drive.reply() == pattern(37));
    EXPECT_EQ(drive.write(48, pattern(16)), "GOOD");
    EXPECT_EQ(drive.closing(1, 1), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
}

// The lead-in or the lead-out is there in part: what is in the session stays, and nothing can follow it.
TEST(closingThatIsCutOffLeavesADamagedSession) {
    for (const char *medium : {"cd-r-80", "cd-rw-80", "dvd+r"}) {
        Drive drive(medium);
        const bool cd = drive.options.medium != "dvd+r";
        const auto burn = [&](std::int32_t lba, int track) {
            EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
            EXPECT_EQ(drive.write(lba, pattern(320)), "GOOD");
            drive.advance(std::chrono::seconds(60));
            EXPECT_EQ(cd ? drive.synchronize() : drive.closing(1, track), "GOOD");
            EXPECT_EQ(drive.closing(2, 0, true), "GOOD");
        };
        drive.open();
        burn(0, 1);
        drive.open();  // where nothing takes time, nothing can be cut off
        const Bytes before = drive.discInformation();
        EXPECT_EQ(before[2] & 0x0F, 0x01);
        const std::int32_t start = drive.nextWritable();
        drive.options.pace = 4;
        drive.open();
        burn(start, 2);
        drive.advance(std::chrono::seconds(1));
        for (int opened = 0; opened < 2; ++opened) {
            drive.open();
            EXPECT(contains(shell("cat " + drive.file("disc.json")), "\"state\": \"damaged\""));
            const Bytes info = drive.discInformation();
            EXPECT_EQ(info[2], (before[2] & 0x10) | 0x09);  // appendable, last session damaged
            EXPECT_EQ(info[4], 2);
            EXPECT_EQ(info[6], 2);
            EXPECT_EQ(info[20], 0xFF);
            EXPECT_EQ(drive.trackInformation(2)[7] & 1, 0);  // no next writable address
            EXPECT_EQ(drive.receive("52 01 00 00 00 FF 00 00 24", 36), "5/24/00");
            EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
            EXPECT_EQ(drive.write(start + 320, pattern(16)), "5/30/05");
            EXPECT_EQ(drive.closing(2), "5/30/05");
            EXPECT_EQ(drive.command("54 01"), "5/30/05");
            EXPECT_EQ(drive.read(0, 320), "GOOD");
            EXPECT(drive.reply() == pattern(320));
            EXPECT_EQ(drive.reply("43 00 01 00 00 00 00 00 0C", 12)[3], 1);  // one complete session
        }
        drive.options.pace = 0;
        drive.open();
        EXPECT_EQ(drive.command("A1 01"), (before[2] & 0x10) != 0 ? "GOOD" : "5/30/05");
    }
}

TEST(aClosingThatHasHadItsTimeIsWhole) {
    Drive drive("dvd+r");
    drive.options.pace = 4;
    drive.open();
    EXPECT_EQ(drive.write(0, pattern(320)), "GOOD");
    drive.advance(std::chrono::seconds(60));
    EXPECT_EQ(drive.closing(1, 1), "GOOD");
    EXPECT_EQ(drive.closing(2, 0, true), "GOOD");
    drive.advance(std::chrono::minutes(10));
    drive.open();
    EXPECT_EQ(drive.discInformation()[2], 0x01);
}

TEST(aDriveClosedInTheMidstOfATrackIsAPowerCut) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(50)), "GOOD");
    drive.open();
    EXPECT_EQ(drive.nextWritable(), 50);
    EXPECT_EQ(drive.trackInformation()[5] & 0x20, 0x20);
}

TEST(lostContentsAreAReadError) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    truncate(drive.file("disc.iso"), 100 * 2048);
    EXPECT_EQ(drive.read(99, 1), "GOOD");
    EXPECT_EQ(drive.read(100, 1), "3/11/00");
}

TEST(aDiscThatCannotBeStoredIsAWriteError) {
    Drive drive;
    drive.open();
    std::filesystem::create_directory(drive.file("disc.bin"));
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "3/0C/00");
    EXPECT_EQ(drive.nextWritable(), 0);
}
