// SPDX-License-Identifier: LGPL-2.1-or-later
// READ TOC/PMA/ATIP (MMC-6, 6.26): table of contents, raw table of contents, and what the disc's groove says.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <vector>

namespace burnish::mmc {

inline constexpr std::size_t TocHeaderBytes = 4;
inline constexpr std::size_t AtipBytes = 28;
inline constexpr std::uint8_t LeadOutTrack = 0xAA;

// Formats, byte 2 of the CDB.
namespace toc_format {
inline constexpr std::uint8_t Toc = 0, Sessions = 1, Full = 2, Pma = 3, Atip = 4, CdText = 5;
}

struct TocTrack {
    std::uint8_t number = 0;
    std::uint8_t control = 0;  // Q sub-channel control: bit 2 says data
    std::int32_t start = 0;    // LBA

    [[nodiscard]] bool isData() const { return (control & 4) != 0; }
};

// Format 0, addresses as LBA.
struct Toc {
    std::uint8_t firstTrack = 0;
    std::uint8_t lastTrack = 0;
    std::vector<TocTrack> tracks;  // ascending, the lead-out left out
    std::int32_t leadOut = 0;
};

// Format 2: one entry of a lead-in as it stands on the disc, times binary.
struct FullTocEntry {
    std::uint8_t session = 0;
    std::uint8_t adr = 0;
    std::uint8_t control = 0;
    std::uint8_t tno = 0;
    std::uint8_t point = 0;
    std::uint8_t minute = 0, second = 0, frame = 0;
    std::uint8_t pMinute = 0, pSecond = 0, pFrame = 0;
};

struct FullToc {
    std::uint8_t firstSession = 0;
    std::uint8_t lastSession = 0;
    std::vector<FullTocEntry> entries;
};

// Format 4. CD-R and CD-RW only.
struct Atip {
    std::uint8_t writingPower = 0;
    std::uint8_t referenceSpeed = 0;
    bool unrestrictedUse = false;
    bool erasable = false;                 // CD-RW
    std::uint8_t subType = 0;              // CD-RW: speed class
    std::int32_t leadInStart = 0;          // LBA, negative
    std::int32_t lastPossibleLeadOut = 0;  // LBA
};

[[nodiscard]] Result<Toc> parseToc(ByteView reply);
[[nodiscard]] Result<FullToc> parseFullToc(ByteView reply);
[[nodiscard]] Result<Atip> parseAtip(ByteView reply);

}  // namespace burnish::mmc
