// SPDX-License-Identifier: LGPL-2.1-or-later
// Fault scripts: every effect, and scripts that are wrong.
#include "check.hpp"
#include "drive.hpp"

#include <utility>
#include <vector>

using namespace test;
using virtual_recorder::Trouble;

namespace {

constexpr const char *DiscInformation = "51 00 00 00 00 00 00 00 22";

void openWith(Drive &drive, const std::string &fault) {
    drive.setFaults("{\"faults\": [" + fault + "]}");
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
}

}  // namespace

TEST(aSenseForTheNthCommand) {
    Drive drive;
    openWith(drive, R"j({"command": "write(10)", "nth": 2, "sense": "3/0c/00", "times": 2})j");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.write(16, pattern(16)), "3/0C/00");
    EXPECT_EQ(drive.write(16, pattern(16)), "3/0C/00");
    EXPECT_EQ(drive.nextWritable(), 16);
    EXPECT_EQ(drive.write(16, pattern(16)), "GOOD");
}

TEST(aSenseAtABlock) {
    Drive drive;
    openWith(drive, R"j({"command": "2Ah", "lba": 20, "sense": "3/73/03", "times": "forever"})j");
    EXPECT_EQ(drive.write(0, pattern(20)), "GOOD");
    EXPECT_EQ(drive.write(20, pattern(1)), "3/73/03");
    EXPECT_EQ(drive.answer().sense[6], 20);
    EXPECT_EQ(drive.write(20, pattern(1)), "3/73/03");
}

TEST(aDeferredErrorArrivesLater) {
    Drive drive;
    openWith(drive, R"j({"command": "WRITE(10)", "sense": "3/0C/00", "deferred": true})j");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.receive("12 00 00 00 24", 36), "GOOD");
    EXPECT_EQ(drive.write(16, pattern(16)), "71h 3/0C/00");
    EXPECT_EQ(drive.nextWritable(), 16);
}

TEST(aShortReplyAndAShortWrite) {
    Drive drive;
    openWith(drive, R"j({"command": "READ DISC INFORMATION", "effect": "short", "bytes": 8},
                       {"command": "WRITE(10)", "effect": "short"})j");
    EXPECT_EQ(drive.receive(DiscInformation, 34), "GOOD");
    EXPECT_EQ(drive.reply().size(), 8U);
    EXPECT_EQ(drive.discInformation().size(), 34U);
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.answer().transferred, 8 * 2048U);
    EXPECT_EQ(drive.nextWritable(), 8);
}

TEST(aLateAnswer) {
    Drive drive;
    openWith(drive, R"j({"command": "WRITE(10)", "effect": "late", "milliseconds": 20000},
                       {"command": "CLOSE TRACK SESSION", "effect": "late", "milliseconds": 40000})j");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "timed out");
    EXPECT_EQ(drive.discInformation()[2], 0x01);
}

// Who waits by himself is told for how long, and finds the drive's clock with his own.
TEST(aLateAnswerToAHostThatWaits) {
    for (const bool waits : {false, true}) {
        Drive drive;
        drive.options.pace = 1;
        drive.options.hostWaits = waits;
        openWith(drive, R"j({"command": "MODE SENSE(10)", "effect": "late", "milliseconds": 20000})j");
        EXPECT_EQ(drive.write(0, pattern(150)), "GOOD");  // two seconds
        const auto room = [&] { return get32(drive.reply("5C 00 00 00 00 00 00 00 0C", 12), 8); };
        const std::uint32_t before = room();
        EXPECT_EQ(drive.receive("5A 00 3F 00 00 00 00 00 08", 8), "GOOD");
        EXPECT(drive.answer().takes == std::chrono::seconds(20));
        EXPECT_EQ(room() == before, waits);
        drive.advance(std::chrono::seconds(20));
        EXPECT(room() > before);
        EXPECT(drive.answer().takes == std::chrono::seconds(0));
    }
}

TEST(noAnswerAtAll) {
    Drive drive;
    openWith(drive, R"j({"command": "WRITE(10)", "effect": "never"})j");
    EXPECT_EQ(drive.write(0, pattern(16)), "timed out");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
}

TEST(aDriveThatVanishes) {
    Drive drive;
    openWith(drive, R"j({"command": "WRITE(10)", "nth": 2, "effect": "vanish"})j");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.write(16, pattern(16)), "gone");
    EXPECT_EQ(drive.command("00"), "gone");
    EXPECT_EQ(drive.receive("12 00 00 00 24", 36), "gone");
    drive.options.faultsFile.clear();
    drive.open();
    EXPECT_EQ(drive.nextWritable(), 16);
}

TEST(aDriveThatSaysGoodAndDoesNothing) {
    Drive drive;
    openWith(drive, R"j({"command": "WRITE(10)", "effect": "ignore", "times": 2},
                       {"command": "CLOSE TRACK SESSION", "effect": "ignore", "times": "forever"})j");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.answer().transferred, 16 * 2048U);
    EXPECT_EQ(drive.write(16, pattern(16)), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x05);
}

TEST(aGarbledReply) {
    Drive drive;
    openWith(drive, R"j({"command": "READ DISC INFORMATION", "effect": "garble"},
                       {"command": "READ TRACK INFORMATION", "effect": "garble", "pattern": "5a"})j");
    EXPECT(drive.discInformation() == Bytes(34, 0xA5));
    EXPECT(drive.trackInformation() == Bytes(36, 0x5A));
}

TEST(aCorruptedBlock) {
    Drive drive;
    openWith(drive, R"j({"command": "WRITE(10)", "lba": 20, "effect": "corrupt"})j");
    const Bytes data = pattern(300);
    EXPECT_EQ(drive.write(0, data), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.read(0, 300), "GOOD");
    for (std::size_t block = 0; block < 300; ++block) {
        const auto from = static_cast<std::ptrdiff_t>(block * 2048);
        const bool same = std::equal(data.begin() + from, data.begin() + from + 2048, drive.reply().begin() + from);
        EXPECT_EQ(same, block != 20);
    }
}

TEST(aBusyDrive) {
    Drive drive;
    openWith(drive, R"j({"effect": "busy", "nth": 3})j");
    EXPECT_EQ(drive.command("00"), "BUSY");
    EXPECT_EQ(drive.command("00"), "GOOD");
}

TEST(wrongScriptsAreRefusedWithTheirKey) {
    const std::vector<std::pair<std::string, std::string>> scripts = {
        {"", "JSON"},
        {"[]", "JSON object"},
        {"{\"faults\": 1}", "\"faults\""},
        {"{\"fault\": []}", "\"fault\""},
        {R"j({"faults": [7]})j", "fault 1"},
        {R"j({"faults": [{"command": "WRITE(10)"}]})j", "\"effect\""},
        {R"j({"faults": [{"command": "WRITE(11)", "effect": "never"}]})j", "WRITE(11)"},
        {R"j({"faults": [{"command": 42, "effect": "never"}]})j", "42"},
        {R"j({"faults": [{"effect": "explode"}]})j", "short, late"},
        {R"j({"faults": [{"sense": "3/0C"}]})j", "\"sense\""},
        {R"j({"faults": [{"sense": "3/0C/100"}]})j", "\"sense\""},
        {R"j({"faults": [{"sense": "3/0C/00", "effect": "never"}]})j", "either"},
        {R"j({"faults": [{"effect": "never", "after": 3}]})j", "\"after\""},
        {R"j({"faults": [{"effect": "never", "bytes": 3}]})j", "\"bytes\""},
        {R"j({"faults": [{"effect": "never", "nth": 0}]})j", "\"nth\""},
        {R"j({"faults": [{"effect": "never", "times": "twice"}]})j", "\"times\""},
        {R"j({"faults": [{"effect": "never", "lba": -1}]})j", "\"lba\""},
        {R"j({"faults": [{"effect": "late"}]})j", "\"milliseconds\""},
        {R"j({"faults": [{"effect": "garble", "pattern": "xyz"}]})j", "\"pattern\""},
        {R"j({"faults": [{"sense": "3/0C/00", "deferred": 1}]})j", "\"deferred\""},
        {R"j({"faults": [{"effect": "never"}, {"effect": "never", "command": "NONE"}]})j", "fault 2"},
    };
    for (const auto &[script, part] : scripts) {
        Drive drive;
        drive.setFaults(script);
        std::string message;
        EXPECT_EQ(drive.openTrouble(&message), Trouble::BadFaults);
        if (!contains(message, part)) {
            fail(__FILE__, __LINE__, script + " gives: " + message);
        }
        EXPECT(!std::filesystem::exists(drive.options.folder));
    }
    Drive drive;
    drive.options.faultsFile = drive.folder().file("missing.json");
    EXPECT_EQ(drive.openTrouble(), Trouble::BadFaults);
}
