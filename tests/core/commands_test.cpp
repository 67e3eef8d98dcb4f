// SPDX-License-Identifier: LGPL-2.1-or-later
// CDBs against vectors worked out by hand from SPC-4 and MMC-6.
#include "mmc/commands.hpp"
#include "check.hpp"

#include <vector>

namespace {

using namespace burnish::mmc;
using Bytes = std::vector<std::uint8_t>;

Bytes cdb(const Command &command) {
    const auto bytes = command.bytes();
    return {bytes.begin(), bytes.end()};
}

void expectCommand(const Command &command, const char *name, const Bytes &bytes, Direction direction,
                   std::size_t dataLength) {
    EXPECT_EQ(std::string(command.name), name);
    EXPECT(cdb(command) == bytes);
    EXPECT(command.direction == direction);
    EXPECT_EQ(command.dataLength, dataLength);
}

TEST(basic_commands) {
    expectCommand(testUnitReady(), "TEST UNIT READY", {0, 0, 0, 0, 0, 0}, Direction::None, 0);
    expectCommand(requestSense(18), "REQUEST SENSE", {3, 0, 0, 0, 18, 0}, Direction::FromDevice, 18);
    expectCommand(inquiry(36), "INQUIRY", {0x12, 0, 0, 0, 36, 0}, Direction::FromDevice, 36);
    expectCommand(preventAllowMediumRemoval(true), "PREVENT ALLOW MEDIUM REMOVAL", {0x1E, 0, 0, 0, 1, 0},
                  Direction::None, 0);
    expectCommand(preventAllowMediumRemoval(false), "PREVENT ALLOW MEDIUM REMOVAL", {0x1E, 0, 0, 0, 0, 0},
                  Direction::None, 0);
    expectCommand(startStopUnit(StartStop::Eject, false), "START STOP UNIT", {0x1B, 0, 0, 0, 2, 0}, Direction::None, 0);
    expectCommand(startStopUnit(StartStop::Load, true), "START STOP UNIT", {0x1B, 1, 0, 0, 3, 0}, Direction::None, 0);
    expectCommand(startStopUnit(StartStop::Stop, true), "START STOP UNIT", {0x1B, 1, 0, 0, 0, 0}, Direction::None, 0);
}

TEST(structure_commands) {
    expectCommand(readDiscStructure(0x10, 0x01020304, 1, 2, 0x0804), "READ DISC STRUCTURE",
                  {0xAD, 0, 1, 2, 3, 4, 1, 0x10, 0x08, 0x04, 0x80, 0}, Direction::FromDevice, 0x804);
    expectCommand(sendDiscStructure(0x20, 12), "SEND DISC STRUCTURE", {0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0},
                  Direction::ToDevice, 12);
}

TEST(inspection_commands) {
    expectCommand(getConfiguration(FeatureRequest::One, 0x002D, 0x0110), "GET CONFIGURATION",
                  {0x46, 2, 0x00, 0x2D, 0, 0, 0, 0x01, 0x10, 0}, Direction::FromDevice, 0x110);
    expectCommand(readDiscInformation(34), "READ DISC INFORMATION", {0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0},
                  Direction::FromDevice, 34);
    expectCommand(readTrackInformation(TrackAddress::Track, 0xFF, 36), "READ TRACK INFORMATION",
                  {0x52, 1, 0, 0, 0, 0xFF, 0, 0, 36, 0}, Direction::FromDevice, 36);
    expectCommand(readTrackInformation(TrackAddress::Lba, 0x00057E41, 28), "READ TRACK INFORMATION",
                  {0x52, 0, 0x00, 0x05, 0x7E, 0x41, 0, 0, 28, 0}, Direction::FromDevice, 28);
    expectCommand(readTocPmaAtip(2, true, 1, 0x1234), "READ TOC/PMA/ATIP", {0x43, 2, 2, 0, 0, 0, 1, 0x12, 0x34, 0},
                  Direction::FromDevice, 0x1234);
    expectCommand(readCapacity(), "READ CAPACITY", {0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0}, Direction::FromDevice, 8);
    expectCommand(readBufferCapacity(), "READ BUFFER CAPACITY", {0x5C, 0, 0, 0, 0, 0, 0, 0, 12, 0},
                  Direction::FromDevice, 12);
    expectCommand(readWriteProtection(8), "READ DISC STRUCTURE", {0xAD, 0, 0, 0, 0, 0, 0, 0xC0, 0, 8, 0, 0},
                  Direction::FromDevice, 8);
    expectCommand(getPerformance(3, 0, 5), "GET PERFORMANCE", {0xAC, 0, 0, 0, 0, 0, 0, 0, 0, 5, 3, 0},
                  Direction::FromDevice, 88);
    expectCommand(getPerformance(0, 0x14, 1), "GET PERFORMANCE", {0xAC, 0x14, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0},
                  Direction::FromDevice, 24);
    expectCommand(getEventStatusNotification(8), "GET EVENT STATUS NOTIFICATION", {0x4A, 1, 0, 0, 0x7E, 0, 0, 0, 8, 0},
                  Direction::FromDevice, 8);
}

TEST(mode_and_speed_commands) {
    expectCommand(modeSense10(ModePageControl::Current, 0x05, 60), "MODE SENSE(10)",
                  {0x5A, 8, 0x05, 0, 0, 0, 0, 0, 60, 0}, Direction::FromDevice, 60);
    expectCommand(modeSense10(ModePageControl::Default, 0x2A, 8), "MODE SENSE(10)",
                  {0x5A, 8, 0xAA, 0, 0, 0, 0, 0, 8, 0}, Direction::FromDevice, 8);
    expectCommand(modeSelect10(60), "MODE SELECT(10)", {0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0}, Direction::ToDevice, 60);
    expectCommand(setCdSpeed(0xFFFF, 7056, 0), "SET CD SPEED", {0xBB, 0, 0xFF, 0xFF, 0x1B, 0x90, 0, 0, 0, 0, 0, 0},
                  Direction::None, 0);
    expectCommand(setCdSpeed(0xFFFF, 0xFFFF, 1), "SET CD SPEED", {0xBB, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0},
                  Direction::None, 0);
    expectCommand(setStreaming(28), "SET STREAMING", {0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0}, Direction::ToDevice, 28);
}

TEST(writing_commands) {
    expectCommand(write10(-150, 27), "WRITE(10)", {0x2A, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 27, 0}, Direction::ToDevice,
                  0);
    expectCommand(write10(0x00012345, 16), "WRITE(10)", {0x2A, 0, 0x00, 0x01, 0x23, 0x45, 0, 0, 16, 0},
                  Direction::ToDevice, 0);
    expectCommand(read10(16, 32, 2048), "READ(10)", {0x28, 0, 0, 0, 0, 16, 0, 0, 32, 0}, Direction::FromDevice, 65536);
    expectCommand(synchronizeCache(true), "SYNCHRONIZE CACHE", {0x35, 2, 0, 0, 0, 0, 0, 0, 0, 0}, Direction::None, 0);
    expectCommand(synchronizeCache(false), "SYNCHRONIZE CACHE", {0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0}, Direction::None, 0);
    expectCommand(sendOpc(), "SEND OPC INFORMATION", {0x54, 1, 0, 0, 0, 0, 0, 0, 0, 0}, Direction::None, 0);
    expectCommand(closeTrackSession(2, 0, true), "CLOSE TRACK SESSION", {0x5B, 1, 2, 0, 0, 0, 0, 0, 0, 0},
                  Direction::None, 0);
    expectCommand(closeTrackSession(1, 0x0102, false), "CLOSE TRACK SESSION", {0x5B, 0, 1, 0, 1, 2, 0, 0, 0, 0},
                  Direction::None, 0);
    expectCommand(blank(BlankType::Minimal, true), "BLANK", {0xA1, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, Direction::None,
                  0);
    expectCommand(blank(BlankType::Full, false), "BLANK", {0xA1, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, Direction::None,
                  0);
    EXPECT_EQ(*write10(-150, 27).lba, -150);
    EXPECT_EQ(*read10(16, 32, 2048).lba, 16);
    EXPECT(!testUnitReady().lba);
}

TEST(audio_reading_commands) {
    expectCommand(readCdAudio(0x00012345, 26), "READ CD", {0xBE, 0x04, 0x00, 0x01, 0x23, 0x45, 0, 0, 26, 0x10, 0, 0},
                  Direction::FromDevice, 61152);
    EXPECT_EQ(*readCdAudio(-3, 1).lba, -3);
    expectCommand(readSubChannel(SubChannelFormat::Isrc, 17), "READ SUB-CHANNEL",
                  {0x42, 0, 0x40, 3, 0, 0, 17, 0, 24, 0}, Direction::FromDevice, 24);
    expectCommand(readSubChannel(SubChannelFormat::MediaCatalogNumber, 0), "READ SUB-CHANNEL",
                  {0x42, 0, 0x40, 2, 0, 0, 0, 0, 24, 0}, Direction::FromDevice, 24);
}

TEST(timeouts_fit_the_work) {
    using namespace std::chrono_literals;
    EXPECT(testUnitReady().timeout == 30s);
    EXPECT(write10(0, 1).timeout == 200s);
    EXPECT(sendOpc().timeout == 200s);
    EXPECT(synchronizeCache(true).timeout == 200s);
    EXPECT(synchronizeCache(false).timeout == 1h);
    EXPECT(closeTrackSession(2, 0, true).timeout == 200s);
    EXPECT(closeTrackSession(2, 0, false).timeout == 1h);
    EXPECT(blank(BlankType::Full, true).timeout == 200s);
    EXPECT(blank(BlankType::Minimal, false).timeout == 160min);
}

}  // namespace
