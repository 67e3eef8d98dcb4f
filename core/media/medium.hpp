// SPDX-License-Identifier: LGPL-2.1-or-later
// Medium: what lies in the drive, as one immutable picture taken by inspectMedium().
#pragma once

#include "recorder/drive.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace burnish {

// IMAPI_MEDIA_PHYSICAL_TYPE
enum class MediaType : std::int32_t {
    Unknown = 0,
    CdRom = 1,
    CdR = 2,
    CdRw = 3,
    DvdRom = 4,
    DvdRam = 5,
    DvdPlusR = 6,
    DvdPlusRw = 7,
    DvdPlusRDualLayer = 8,
    DvdDashR = 9,
    DvdDashRw = 10,
    DvdDashRDualLayer = 11,
    Disk = 12,
    DvdPlusRwDualLayer = 13,
    HdDvdRom = 14,
    HdDvdR = 15,
    HdDvdRam = 16,
    BdRom = 17,
    BdR = 18,
    BdRe = 19,
};

// "CD-R", "DVD+R DL" …
[[nodiscard]] std::string_view mediaTypeName(MediaType type);
[[nodiscard]] MediaType mediaTypeOfProfile(std::uint16_t profile);
[[nodiscard]] bool isCd(MediaType type);

// IMAPI_FORMAT2_DATA_MEDIA_STATE, a bit mask
namespace media_state {
inline constexpr std::int32_t Unknown = 0, OverwriteOnly = 0x1, Blank = 0x2, Appendable = 0x4, FinalSession = 0x8,
                              InformationalMask = 0xF, Damaged = 0x400, EraseRequired = 0x800, NonEmptySession = 0x1000,
                              WriteProtected = 0x2000, Finalized = 0x4000, UnsupportedMedia = 0x8000,
                              UnsupportedMask = 0xFC00;
}
// "blank, appendable"
[[nodiscard]] std::string mediaStateText(std::int32_t state);

// IMAPI_MEDIA_WRITE_PROTECT_STATE, a bit mask
namespace write_protect {
inline constexpr std::int32_t UntilPowerdown = 0x1, ByCartridge = 0x2, ByMediaSpecificReason = 0x4, BySoftware = 0x8,
                              ByDiscControlBlock = 0x10, ReadOnlyMedia = 0x4000;
}

struct Track {
    int number = 0;
    int session = 0;
    std::int32_t start = 0;    // LBA
    std::int32_t sectors = 0;  // as the drive reports it, run-out included
    bool data = true;
    bool blank = false;
    bool damaged = false;
};

// IWriteSpeedDescriptor: one speed that the drive offers for the disc.
struct SpeedDescriptor {
    MediaType mediaType = MediaType::Unknown;
    bool pureCav = false;  // at a constant angular velocity from end to end
    std::int32_t sectorsPerSecond = 0;

    [[nodiscard]] bool operator==(const SpeedDescriptor &) const = default;
};

struct Medium {
    MediaType type = MediaType::Unknown;
    std::uint16_t profile = 0;
    std::int32_t state = media_state::Unknown;
    std::int32_t writeProtect = 0;
    bool physicallyBlank = false;
    bool erasable = false;
    std::int32_t totalSectors = 0;
    std::int32_t freeSectors = 0;           // for the next data write: run-out and post-gap taken off
    std::int32_t rawFreeSectors = 0;        // as READ TRACK INFORMATION gave it
    std::int32_t nextWritableAddress = -1;  // -1: none
    std::int32_t startOfPreviousSession = -1;
    std::int32_t lastWrittenOfPreviousSession = -1;
    std::int32_t sessions = 0;              // complete sessions
    std::vector<Track> tracks;              // of all sessions, invisible track left out
    std::vector<std::int32_t> writeSpeeds;  // sectors per second, fastest first
    std::int32_t currentWriteSpeed = 0;     // sectors per second; 0: the drive does not tell
    bool currentPureCav = false;
    std::vector<SpeedDescriptor> speedDescriptors;  // the same speeds with their rotation; pure CAV comes second
};

// CD sectors of a data write that are not the client's: 150 of post-gap and 2 of run-out.
inline constexpr std::int32_t PostgapSectors = 150;
inline constexpr std::int32_t RunOutSectors = 2;

// Errors: MEDIA_NO_MEDIA, MEDIA_BECOMING_READY, MEDIA_BUSY, INVALID_RESPONSE_FROM_DEVICE and the drive's own.
[[nodiscard]] Result<Medium> inspectMedium(Drive &drive);

// Sectors per second at 1x for a medium: 75, 680, 2195.
[[nodiscard]] std::int32_t sectorsPerSecondAt1x(MediaType type);
// Between drives' kB/s (1000 bytes each) and IMAPI2's sectors per second, rounded to what drives mean.
[[nodiscard]] std::int32_t sectorsPerSecondOfKb(MediaType type, std::uint32_t kilobytes);
[[nodiscard]] std::uint32_t kbOfSectorsPerSecond(MediaType type, std::int32_t sectors);

}  // namespace burnish
