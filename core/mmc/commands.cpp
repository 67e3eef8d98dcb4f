// SPDX-License-Identifier: LGPL-2.1-or-later
// The CDBs, byte by byte.
#include "mmc/commands.hpp"

#include "base/bytes.hpp"

namespace burnish::mmc {

namespace {

using std::chrono::milliseconds;

// A command that asks, or that starts something.
constexpr milliseconds Usual{30'000};
// A drive may write its lead-in, calibrate or drain its buffer first.
constexpr milliseconds Write{200'000};
// The command comes back when the disc is closed.
constexpr milliseconds UntilClosed{3'600'000};

Command make(const char *name, std::uint8_t opcode, std::uint8_t length, milliseconds timeout = Usual) {
    Command command;
    command.name = name;
    command.cdb[0] = opcode;
    command.length = length;
    command.timeout = timeout;
    return command;
}

Command asking(Command command, std::size_t bytes) {
    command.direction = bytes == 0 ? Direction::None : Direction::FromDevice;
    command.dataLength = bytes;
    return command;
}

Command sending(Command command, std::size_t bytes) {
    command.direction = bytes == 0 ? Direction::None : Direction::ToDevice;
    command.dataLength = bytes;
    return command;
}

std::uint8_t flag(bool set, unsigned bit) {
    return set ? static_cast<std::uint8_t>(1U << bit) : std::uint8_t{0};
}

}  // namespace

Command testUnitReady() {
    return make("TEST UNIT READY", 0x00, 6);
}

Command requestSense(std::uint8_t allocation) {
    auto command = make("REQUEST SENSE", 0x03, 6);
    command.cdb[4] = allocation;
    return asking(command, allocation);
}

Command inquiry(std::uint16_t allocation) {
    auto command = make("INQUIRY", 0x12, 6);
    storeU16(&command.cdb[3], allocation);
    return asking(command, allocation);
}

Command getConfiguration(FeatureRequest request, std::uint16_t startFeature, std::uint16_t allocation) {
    auto command = make("GET CONFIGURATION", 0x46, 10);
    command.cdb[1] = static_cast<std::uint8_t>(request);
    storeU16(&command.cdb[2], startFeature);
    storeU16(&command.cdb[7], allocation);
    return asking(command, allocation);
}

// Polled (not all drives can do otherwise), and of all classes that concern the medium and the drive.
Command getEventStatusNotification(std::uint16_t allocation) {
    auto command = make("GET EVENT STATUS NOTIFICATION", 0x4A, 10);
    command.cdb[1] = 0x01;
    command.cdb[4] = 0x7E;
    storeU16(&command.cdb[7], allocation);
    return asking(command, allocation);
}

Command readDiscInformation(std::uint16_t allocation) {
    auto command = make("READ DISC INFORMATION", 0x51, 10);
    storeU16(&command.cdb[7], allocation);
    return asking(command, allocation);
}

Command readTrackInformation(TrackAddress type, std::uint32_t number, std::uint16_t allocation) {
    auto command = make("READ TRACK INFORMATION", 0x52, 10);
    command.cdb[1] = static_cast<std::uint8_t>(type);
    storeU32(&command.cdb[2], number);
    storeU16(&command.cdb[7], allocation);
    return asking(command, allocation);
}

Command readTocPmaAtip(std::uint8_t format, bool msf, std::uint8_t trackOrSession, std::uint16_t allocation) {
    auto command = make("READ TOC/PMA/ATIP", 0x43, 10);
    command.cdb[1] = flag(msf, 1);
    command.cdb[2] = format & 0x0F;
    command.cdb[6] = trackOrSession;
    storeU16(&command.cdb[7], allocation);
    return asking(command, allocation);
}

Command readCapacity() {
    return asking(make("READ CAPACITY", 0x25, 10), 8);
}

Command readBufferCapacity() {
    auto command = make("READ BUFFER CAPACITY", 0x5C, 10);
    storeU16(&command.cdb[7], 12);
    return asking(command, 12);
}

Command readWriteProtection(std::uint16_t allocation) {
    constexpr std::uint8_t WriteProtectionFormat = 0xC0;
    auto command = make("READ DISC STRUCTURE", 0xAD, 12);
    command.cdb[7] = WriteProtectionFormat;
    storeU16(&command.cdb[8], allocation);
    return asking(command, allocation);
}

// The reply has a header of 8 bytes; write speed descriptors (type 3) and performance ones (type 0) have 16 each.
Command getPerformance(std::uint8_t type, std::uint8_t dataType, std::uint16_t maxDescriptors) {
    auto command = make("GET PERFORMANCE", 0xAC, 12);
    command.cdb[1] = dataType & 0x1F;
    storeU16(&command.cdb[8], maxDescriptors);
    command.cdb[10] = type;
    return asking(command, 8 + std::size_t{16} * maxDescriptors);
}

// Block descriptors are not wanted; drives that send some all the same are understood (see mode_page.hpp).
Command modeSense10(ModePageControl control, std::uint8_t page, std::uint16_t allocation) {
    auto command = make("MODE SENSE(10)", 0x5A, 10);
    command.cdb[1] = 0x08;
    command.cdb[2] = static_cast<std::uint8_t>(static_cast<unsigned>(control) << 6 | (page & 0x3FU));
    storeU16(&command.cdb[7], allocation);
    return asking(command, allocation);
}

Command modeSelect10(std::uint16_t parameterListLength) {
    auto command = make("MODE SELECT(10)", 0x55, 10);
    command.cdb[1] = 0x10;
    storeU16(&command.cdb[7], parameterListLength);
    return sending(command, parameterListLength);
}

Command setCdSpeed(std::uint16_t readKb, std::uint16_t writeKb, std::uint8_t rotation) {
    auto command = make("SET CD SPEED", 0xBB, 12);
    command.cdb[1] = rotation & 0x03;
    storeU16(&command.cdb[2], readKb);
    storeU16(&command.cdb[4], writeKb);
    return command;
}

Command setStreaming(std::uint16_t parameterListLength) {
    auto command = make("SET STREAMING", 0xB6, 12);
    storeU16(&command.cdb[9], parameterListLength);
    return sending(command, parameterListLength);
}

Command preventAllowMediumRemoval(bool prevent) {
    auto command = make("PREVENT ALLOW MEDIUM REMOVAL", 0x1E, 6);
    command.cdb[4] = flag(prevent, 0);
    return command;
}

Command startStopUnit(StartStop action, bool immediate) {
    auto command = make("START STOP UNIT", 0x1B, 6, Write);
    command.cdb[1] = flag(immediate, 0);
    command.cdb[4] = static_cast<std::uint8_t>(action);
    return command;
}

Command read10(std::int32_t lba, std::uint16_t blocks, std::uint32_t bytesPerBlock) {
    auto command = make("READ(10)", 0x28, 10);
    storeU32(&command.cdb[2], static_cast<std::uint32_t>(lba));
    storeU16(&command.cdb[7], blocks);
    command.lba = lba;
    return asking(command, std::size_t{blocks} * bytesPerBlock);
}

Command readCdAudio(std::int32_t lba, std::uint16_t sectors) {
    constexpr std::uint8_t CdDa = 1, UserData = 0x10;
    constexpr std::size_t AudioSectorBytes = 2352;
    auto command = make("READ CD", 0xBE, 12);
    command.cdb[1] = CdDa << 2;
    storeU32(&command.cdb[2], static_cast<std::uint32_t>(lba));
    storeU24(&command.cdb[6], sectors);
    command.cdb[9] = UserData;
    command.lba = lba;
    return asking(command, AudioSectorBytes * sectors);
}

Command readCdWhole(std::int32_t lba, std::uint16_t sectors, ReadSubChannel subChannel) {
    constexpr std::uint8_t WholeSector = 0xF8;  // sync, headers, user data, EDC and ECC
    constexpr std::size_t WholeSectorBytes = 2352;
    auto command = make("READ CD", 0xBE, 12);
    storeU32(&command.cdb[2], static_cast<std::uint32_t>(lba));
    storeU24(&command.cdb[6], sectors);
    command.cdb[9] = WholeSector;
    command.cdb[10] = static_cast<std::uint8_t>(subChannel);
    command.lba = lba;
    return asking(command, (WholeSectorBytes + bytesOf(subChannel)) * sectors);
}

Command readSubChannel(SubChannelFormat format, std::uint8_t track) {
    constexpr std::uint8_t SubQ = 0x40;
    auto command = make("READ SUB-CHANNEL", 0x42, 10);
    command.cdb[2] = SubQ;
    command.cdb[3] = static_cast<std::uint8_t>(format);
    command.cdb[6] = track;
    storeU16(&command.cdb[7], SubChannelBytes);
    return asking(command, SubChannelBytes);
}

// The block size is the one that mode page 05 or the medium sets; the data's length follows from it.
Command write10(std::int32_t lba, std::uint16_t blocks) {
    auto command = make("WRITE(10)", 0x2A, 10, Write);
    storeU32(&command.cdb[2], static_cast<std::uint32_t>(lba));
    storeU16(&command.cdb[7], blocks);
    command.direction = Direction::ToDevice;
    command.lba = lba;
    return command;
}

Command sendCueSheet(std::uint32_t bytes) {
    auto command = make("SEND CUE SHEET", 0x5D, 10, Write);
    storeU24(&command.cdb[6], bytes);
    return sending(command, bytes);
}

Command sendOpc() {
    auto command = make("SEND OPC INFORMATION", 0x54, 10, Write);
    command.cdb[1] = 0x01;
    return command;
}

Command synchronizeCache(bool immediate) {
    auto command = make("SYNCHRONIZE CACHE", 0x35, 10, immediate ? Write : UntilClosed);
    command.cdb[1] = flag(immediate, 1);
    return command;
}

Command closeTrackSession(std::uint8_t function, std::uint16_t track, bool immediate) {
    auto command = make("CLOSE TRACK SESSION", 0x5B, 10, immediate ? Write : UntilClosed);
    command.cdb[1] = flag(immediate, 0);
    command.cdb[2] = function & 0x07;
    storeU16(&command.cdb[4], track);
    return command;
}

Command readDiscStructure(std::uint8_t format, std::uint32_t address, std::uint8_t layer, std::uint8_t agid,
                          std::uint16_t allocation) {
    auto command = make("READ DISC STRUCTURE", 0xAD, 12);
    storeU32(&command.cdb[2], address);
    command.cdb[6] = layer;
    command.cdb[7] = format;
    storeU16(&command.cdb[8], allocation);
    command.cdb[10] = static_cast<std::uint8_t>(agid << 6);
    return asking(command, allocation);
}

Command sendDiscStructure(std::uint8_t format, std::uint16_t parameterListLength) {
    auto command = make("SEND DISC STRUCTURE", 0xBF, 12, Write);
    command.cdb[7] = format;
    storeU16(&command.cdb[8], parameterListLength);
    return sending(command, parameterListLength);
}

// At 1x a full blanking takes as long as the disc plays, and some drives write it twice.
Command blank(BlankType type, bool immediate) {
    constexpr milliseconds UntilBlank{9'600'000};
    auto command = make("BLANK", 0xA1, 12, immediate ? Write : UntilBlank);
    command.cdb[1] = static_cast<std::uint8_t>(static_cast<unsigned>(type) | flag(immediate, 4));
    return command;
}

}  // namespace burnish::mmc
