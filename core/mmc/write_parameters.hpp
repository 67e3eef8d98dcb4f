// SPDX-License-Identifier: LGPL-2.1-or-later
// Mode page 05h, the write parameters (MMC-6, 7.5), as a value.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace burnish::mmc {

enum class WriteType : std::uint8_t { Packet = 0, TrackAtOnce = 1, SessionAtOnce = 2, Raw = 3, LayerJump = 4 };

// What closing the session leaves behind.
enum class MultiSession : std::uint8_t { None = 0, Final = 1, NextAllowed = 3 };

struct WriteParameters {
    bool bufferUnderrunFree = true;
    bool testWrite = false;
    WriteType writeType = WriteType::TrackAtOnce;
    MultiSession multiSession = MultiSession::None;
    bool copy = false;               // SCMS generation
    std::uint8_t trackMode = 4;      // Q sub-channel control: 0 audio, 4 data
    std::uint8_t dataBlockType = 8;  // 0 audio, 1 to 3 raw, 8 mode 1
    std::uint8_t sessionFormat = 0;  // 00h CD-DA or CD-ROM, 10h CD-I, 20h XA
    bool fixedPacket = false;
    std::uint8_t linkSize = 0;  // 0: the field is not valid
    std::uint32_t packetSize = 0;
    std::uint16_t audioPauseLength = 150;
    std::string mediaCatalogNumber;  // 13 digits; empty: none
    std::string isrc;                // 12 characters; empty: none
};

// The page to send: the drive's own one (current values, from the page code on) with every field that is ours set.
// What is no page 05h of 32h bytes or more is replaced by an empty one.
[[nodiscard]] std::vector<std::uint8_t> buildWriteParametersPage(std::span<const std::uint8_t> currentPage,
                                                                 const WriteParameters &parameters);

}  // namespace burnish::mmc
