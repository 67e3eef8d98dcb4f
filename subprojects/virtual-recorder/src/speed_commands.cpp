// SPDX-License-Identifier: LGPL-2.1-or-later
// GET PERFORMANCE, SET STREAMING, SET CD SPEED.
#include "commands.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

constexpr std::size_t HeaderLength = 8, DescriptorLength = 16;

constexpr std::uint8_t RotationMask = 0x18;  // write rotation control: 0 the drive's own, 1 pure CAV
constexpr std::uint8_t PureCav = 0x08;

// Type 3: one descriptor for each write speed and rotation.
Bytes writeSpeedDescriptors(const DriveState &drive, std::size_t most) {
    const MediumType &type = drive.speedType();
    const auto speeds = offeredSpeeds(type);
    const std::size_t count = std::min(most, speeds.size());
    Bytes reply(HeaderLength + count * DescriptorLength);
    // The length tells what there is, also where fewer were asked for.
    put32(reply, 0, static_cast<std::uint32_t>(4 + speeds.size() * DescriptorLength));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = HeaderLength + i * DescriptorLength;
        reply[at] = speeds[i].cav ? PureCav : 0;
        putLba(reply, at + 4, type.capacity - 1);
        put32(reply, at + 8, kilobytesPerSecond(type, type.writeSpeeds.front()));
        put32(reply, at + 12, kilobytesPerSecond(type, speeds[i].speed));
    }
    return reply;
}

// Type 0: one speed from the first block to the last.
Bytes nominalPerformance(const DriveState &drive, bool writing, std::size_t most) {
    const MediumType &type = drive.speedType();
    const std::uint32_t speed = kilobytesPerSecond(type, writing ? drive.writeSpeed() : type.writeSpeeds.front());
    Bytes reply(HeaderLength + (most > 0 ? DescriptorLength : 0));
    put32(reply, 0, 4 + DescriptorLength);
    reply[4] = writing ? 2 : 0;
    if (most > 0) {
        put32(reply, HeaderLength + 4, speed);
        putLba(reply, HeaderLength + 8, type.capacity - 1);
        put32(reply, HeaderLength + 12, speed);
    }
    return reply;
}

}  // namespace

Reply getPerformance(DriveState &drive, const Request &request) {
    enum Type : std::uint8_t { Performance = 0, WriteSpeeds = 3 };
    const std::uint8_t dataType = request.cdb[1] & 0x1F;
    const std::size_t most = get16(request.cdb, 8);
    const std::size_t allocation = HeaderLength + most * DescriptorLength;
    if (request.cdb[10] == WriteSpeeds && dataType == 0) {
        return answered(request, writeSpeedDescriptors(drive, most), allocation);
    }
    const bool nominal = (dataType & 0x1B) == 0x10;  // tolerance 10 %, no exceptions
    if (request.cdb[10] == Performance && nominal) {
        return answered(request, nominalPerformance(drive, (dataType & 0x04) != 0, most), allocation);
    }
    return refused(sense::InvalidFieldInCdb);
}

Reply setStreaming(DriveState &drive, const Request &request) {
    constexpr std::size_t DescriptorSize = 28;
    constexpr std::uint8_t RestoreDefaults = 0x04, Exact = 0x02;
    const std::size_t length = get16(request.cdb, 9);
    if (length == 0) {
        return good();
    }
    if (!sends(request, length)) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (length != DescriptorSize) {
        return refused(sense::ParameterListLengthError);
    }
    const ByteView descriptor = request.data;
    if ((descriptor[0] & RestoreDefaults) != 0) {
        drive.selectDefaultSpeed();
        return good(length);
    }
    const std::uint32_t size = get32(descriptor, 20), time = get32(descriptor, 24);
    const auto capacity = static_cast<std::uint32_t>(drive.speedType().capacity);
    const std::uint8_t rotation = descriptor[0] & RotationMask;
    if (rotation > PureCav || time == 0 || get32(descriptor, 8) >= capacity ||
        get32(descriptor, 4) > get32(descriptor, 8)) {
        return refused(sense::InvalidFieldInParameters);
    }
    const std::uint64_t wanted = std::min<std::uint64_t>(std::uint64_t{size} * 1000 / time, UINT32_MAX);
    const auto previousSpeed = drive.selectedSpeed;
    const bool previousCav = drive.selectedCav;
    drive.selectWriteSpeed(static_cast<std::uint32_t>(wanted), rotation == PureCav);
    if ((descriptor[0] & Exact) != 0 && kilobytesPerSecond(drive.speedType(), drive.writeSpeed()) != wanted) {
        drive.selectedSpeed = previousSpeed;
        drive.selectedCav = previousCav;
        return refused(sense::InvalidFieldInParameters);
    }
    return good(length);
}

// FFFFh, the fastest, is no special case: nothing is faster. Reading has one speed only.
Reply setCdSpeed(DriveState &drive, const Request &request) {
    if ((request.cdb[1] & 0x03) > 1) {
        return refused(sense::InvalidFieldInCdb);
    }
    drive.selectWriteSpeed(get16(request.cdb, 4), (request.cdb[1] & 0x03) == 1);
    return good();
}

}  // namespace virtual_recorder
