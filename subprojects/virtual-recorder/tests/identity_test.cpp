// SPDX-License-Identifier: LGPL-2.1-or-later
// What the drive says of itself, and the rules that hold for every command.
#include "check.hpp"
#include "drive.hpp"

#include <map>

using namespace test;

namespace {

struct Feature {
    bool current = false;
    Bytes payload;
};

std::map<unsigned, Feature> features(Drive &drive, const std::string &cdb = "46 00 00 00 00 00 00 10 00") {
    const Bytes reply = drive.reply(cdb, 4096);
    EXPECT_EQ(get32(reply, 0), reply.size() - 4);
    std::map<unsigned, Feature> found;
    for (std::size_t at = 8; at < reply.size(); at += 4 + reply[at + 3]) {
        EXPECT_EQ(reply[at + 3] % 4, 0);
        const auto first = reply.begin() + static_cast<std::ptrdiff_t>(at) + 4;
        found[get16(reply, at)] = {(reply[at + 2] & 1) != 0, Bytes(first, first + reply[at + 3])};
    }
    return found;
}

unsigned profile(Drive &drive) {
    return get16(drive.reply("46 02 00 00 00 00 00 00 08", 8), 6);
}

}  // namespace

TEST(inquiryNamesTheDrive) {
    Drive drive;
    drive.openAsPoweredUp();
    const Bytes reply = drive.reply("12 00 00 00 24", 36);
    EXPECT_EQ(reply.size(), 36U);
    EXPECT_EQ(reply[0], 0x05);
    EXPECT_EQ(reply[4], 31);
    EXPECT_EQ(std::string(reply.begin() + 8, reply.end()), "BURNISH VIRTUAL RECORDER0.1 ");
    EXPECT_EQ(drive.reply("12 00 00 00 05", 36).size(), 5U);
    EXPECT_EQ(drive.receive("12 01 00 00 24", 36), "5/24/00");
}

TEST(powerOnIsToldOnce) {
    Drive drive;
    drive.openAsPoweredUp();
    EXPECT_EQ(drive.receive("12 00 00 00 24", 36), "GOOD");
    EXPECT_EQ(drive.receive("46 02 00 00 00 00 00 00 08", 8), "GOOD");
    EXPECT_EQ(drive.receive("4A 01 00 00 10 00 00 00 08", 8), "GOOD");
    EXPECT_EQ(drive.command("00"), "6/29/00");
    EXPECT_EQ(drive.command("00"), "GOOD");
    drive.openAsPoweredUp();
    EXPECT_EQ(drive.reply("03 00 00 00 12", 18)[12], 0x29);
    EXPECT_EQ(drive.reply("03 00 00 00 12", 18)[2], 0x00);
    EXPECT_EQ(drive.command("00"), "GOOD");
}

TEST(unknownCommandsAndReservedBitsAreRefused) {
    Drive drive;
    drive.open();
    for (const char *cdb : {"04", "A2", "53", "44", "BF", "A3", "FF", "85", "01"}) {
        EXPECT_EQ(drive.command(cdb), "5/20/00");
    }
    EXPECT_EQ(drive.command("00 00 01"), "5/24/00");
    EXPECT_EQ(drive.command("00 00 00 00 00 80"), "5/24/00");
    EXPECT_EQ(drive.receive("51 08 00 00 00 00 00 00 22", 34), "5/24/00");
    EXPECT_EQ(drive.receive("25 00 00 00 00 01", 8), "5/24/00");
    EXPECT_EQ(drive.receive("46 03 00 00 00 00 00 00 08", 8), "5/24/00");
    EXPECT_EQ(drive.command("5B 80 02"), "5/24/00");
}

TEST(shortCdbsAreRefused) {
    Drive drive;
    drive.open();
    virtual_recorder::Failure failure;
    drive.close();
    const auto recorder = virtual_recorder::Recorder::open(drive.options, failure);
    EXPECT(recorder != nullptr);
    const auto execute = [&](const Bytes &cdb) {
        return outcome(recorder->execute(cdb, virtual_recorder::Direction::None, {}, std::chrono::seconds(1)));
    };
    EXPECT_EQ(execute({0x00, 0, 0, 0, 0, 0}), "6/29/00");
    EXPECT_EQ(execute({}), "5/20/00");
    for (const std::uint8_t code : {0x00, 0x28, 0x2A, 0x42, 0x51, 0xA8, 0xAA, 0xB9, 0xBE}) {
        EXPECT_EQ(execute({code, 0}), "5/24/00");
    }
}

TEST(featuresFollowTheMedium) {
    Drive cd("cd-r-80");
    cd.open();
    EXPECT_EQ(profile(cd), 0x0009U);
    auto found = features(cd);
    for (const unsigned code : {0x0000U, 0x0001U, 0x0002U, 0x0003U, 0x0010U, 0x001DU, 0x001EU, 0x0021U, 0x002DU,
                                0x0100U, 0x0105U, 0x0107U, 0x0108U}) {
        EXPECT(found.contains(code));
        EXPECT(found[code].current);
    }
    EXPECT(!found[0x001F].current);
    EXPECT(!found[0x002B].current);
    EXPECT(found[0x002E].current);
    EXPECT_EQ(found[0x002E].payload[0], 0x6F);  // BUF, SAO, raw, test write, CD-RW, R to W; not raw multi-session
    EXPECT_EQ(get16(found[0x002E].payload, 2), 3192U);
    EXPECT_EQ(found[0x001E].payload[0], 0x03);  // C2, CD-TEXT
    EXPECT_EQ(found[0x002D].payload[0], 0x46);
    EXPECT_EQ(get16(found[0x002D].payload, 2), 0x0101U);
    EXPECT_EQ(get16(found[0x0000].payload, 0), 0x001BU);
    EXPECT_EQ(get16(found[0x0000].payload, 4), 0x000AU);
    EXPECT_EQ(found[0x0000].payload[6], 0);
    EXPECT_EQ(get16(found[0x0000].payload, 8), 0x0009U);
    EXPECT_EQ(found[0x0000].payload[10], 1);
    EXPECT(!found[0x0037].current);

    Drive dvd("dvd+r");
    dvd.open();
    EXPECT_EQ(profile(dvd), 0x001BU);
    found = features(dvd);
    EXPECT(found[0x002B].current);
    EXPECT(found[0x001F].current);
    EXPECT(!found[0x002D].current);
    EXPECT_EQ(get16(found[0x0010].payload, 4), 16U);
}

TEST(featuresCanBeAskedForSingly) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(features(drive, "46 02 00 2B 00 00 00 00 FF").size(), 1U);
    EXPECT_EQ(features(drive, "46 02 00 2F 00 00 00 00 FF").size(), 0U);
    for (const auto &[code, feature] : features(drive, "46 01 00 00 00 00 00 10 00")) {
        EXPECT(feature.current);
    }
    EXPECT(!features(drive, "46 00 00 1F 00 00 00 10 00").contains(0x0010));
}

TEST(anEmptyDriveHasNoProfile) {
    Drive drive;
    drive.options.empty = true;
    drive.open();
    EXPECT_EQ(profile(drive), 0U);
    EXPECT(!std::filesystem::exists(drive.options.folder));
    for (const char *cdb : {"00", "35", "5B 00 02"}) {
        EXPECT_EQ(drive.command(cdb), "2/3A/01");
    }
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/3A/01");
    EXPECT_EQ(drive.receive("43 00 00 00 00 00 00 00 0C", 12), "2/3A/01");
    EXPECT_EQ(drive.receive("28 00 00 00 00 00 00 00 01", 2048), "2/3A/01");
    EXPECT_EQ(drive.write(0, pattern(1)), "2/3A/01");
    EXPECT_EQ(drive.reply("23 00 00 00 00 00 00 00 0C", 12)[8], 3);
}

TEST(theSerialNumberBelongsToTheFolder) {
    Drive one, other;
    one.open();
    other.open();
    const Bytes first = features(one)[0x0108].payload;
    EXPECT(first != features(other)[0x0108].payload);
    one.open();
    EXPECT(first == features(one)[0x0108].payload);
}
