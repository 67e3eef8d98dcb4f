// SPDX-License-Identifier: LGPL-2.1-or-later
// Builders of commands (SPC-4, MMC-6). Each gives a complete CDB with its data direction and a timeout that fits.
#pragma once

#include "mmc/addressing.hpp"
#include "mmc/command.hpp"
#include "mmc/sub_channel.hpp"

#include <cstddef>
#include <cstdint>

namespace burnish::mmc {

enum class StartStop : std::uint8_t { Stop = 0, Start = 1, Eject = 2, Load = 3 };

// GET CONFIGURATION: which features are reported.
enum class FeatureRequest : std::uint8_t { All = 0, Current = 1, One = 2 };

enum class BlankType : std::uint8_t { Full = 0, Minimal = 1 };

[[nodiscard]] Command testUnitReady();
[[nodiscard]] Command requestSense(std::uint8_t allocation);
[[nodiscard]] Command inquiry(std::uint16_t allocation);
[[nodiscard]] Command getConfiguration(FeatureRequest request, std::uint16_t startFeature, std::uint16_t allocation);
[[nodiscard]] Command getEventStatusNotification(std::uint16_t allocation);
[[nodiscard]] Command readDiscInformation(std::uint16_t allocation);
[[nodiscard]] Command readTrackInformation(TrackAddress type, std::uint32_t number, std::uint16_t allocation);
[[nodiscard]] Command readTocPmaAtip(std::uint8_t format, bool msf, std::uint8_t trackOrSession,
                                     std::uint16_t allocation);
[[nodiscard]] Command readCapacity();
[[nodiscard]] Command readBufferCapacity();
[[nodiscard]] Command readWriteProtection(std::uint16_t allocation);  // READ DISC STRUCTURE, format C0h
[[nodiscard]] Command getPerformance(std::uint8_t type, std::uint8_t dataType, std::uint16_t maxDescriptors);
[[nodiscard]] Command modeSense10(ModePageControl control, std::uint8_t page, std::uint16_t allocation);
[[nodiscard]] Command modeSelect10(std::uint16_t parameterListLength);
[[nodiscard]] Command setCdSpeed(std::uint16_t readKb, std::uint16_t writeKb, std::uint8_t rotation);
[[nodiscard]] Command setStreaming(std::uint16_t parameterListLength);
[[nodiscard]] Command preventAllowMediumRemoval(bool prevent);
[[nodiscard]] Command startStopUnit(StartStop action, bool immediate);
[[nodiscard]] Command read10(std::int32_t lba, std::uint16_t blocks, std::uint32_t bytesPerBlock);
// Audio sectors of 2352 bytes, as they are, without sub-channels.
[[nodiscard]] Command readCdAudio(std::int32_t lba, std::uint16_t sectors);
// What READ CD gives of each sector beside its main channel: nothing, 96 bytes of P to W, 16 bytes with Q.
enum class ReadSubChannel : std::uint8_t { None = 0, Raw = 1, Q = 2 };
[[nodiscard]] constexpr std::size_t bytesOf(ReadSubChannel kind) {
    return kind == ReadSubChannel::Raw ? 96 : kind == ReadSubChannel::Q ? 16 : 0;
}
// Whole sectors of 2352 bytes of any kind, unscrambled, and their sub-channel.
[[nodiscard]] Command readCdWhole(std::int32_t lba, std::uint16_t sectors, ReadSubChannel subChannel);
// track: of an ISRC.
[[nodiscard]] Command readSubChannel(SubChannelFormat format, std::uint8_t track);
[[nodiscard]] Command write10(std::int32_t lba, std::uint16_t blocks);
// bytes: of the cue sheet, eight for each entry.
[[nodiscard]] Command sendCueSheet(std::uint32_t bytes);
[[nodiscard]] Command sendOpc();
[[nodiscard]] Command synchronizeCache(bool immediate);
// function: MMC-6, table of close functions; track: 0 where the function concerns a session or the disc.
[[nodiscard]] Command closeTrackSession(std::uint8_t function, std::uint16_t track, bool immediate);
// format: MMC-6, READ DISC STRUCTURE; of DVDs. agid: authentication grant, of the formats that need one.
[[nodiscard]] Command readDiscStructure(std::uint8_t format, std::uint32_t address, std::uint8_t layer,
                                        std::uint8_t agid, std::uint16_t allocation);
[[nodiscard]] Command sendDiscStructure(std::uint8_t format, std::uint16_t parameterListLength);
[[nodiscard]] Command blank(BlankType type, bool immediate);

}  // namespace burnish::mmc
