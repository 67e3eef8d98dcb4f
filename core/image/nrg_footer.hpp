// SPDX-License-Identifier: GPL-3.0-or-later
// The table at the end of an NRG image (Nero's, both versions): which tracks it has and where they lie in the file.
// Pure: from bytes to values.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace burnish {

enum class NrgTrackType : std::int32_t { Audio = 0, Mode1 = 1, Mode2 = 2 };

// How a track's sectors lie in the file. User data: samples, or 2048 bytes.
struct NrgLayout {
    NrgTrackType type = NrgTrackType::Audio;
    std::uint32_t sectorBytes = 2352;  // in the file
    std::uint32_t dataOffset = 0;      // of the user data in a sector
    std::uint32_t dataBytes = 2352;
};

struct NrgTrack {
    std::int32_t number = 1;  // on the disc, through all sessions
    std::int32_t session = 1;
    NrgLayout layout;
    std::int32_t start = 0;  // LBA of index 1
    std::int32_t sectors = 0;
    std::int32_t pregap = 0;   // sectors of it before that; 0 in images of track-at-once discs, which do not tell
    std::uint64_t offset = 0;  // of index 1 in the file
    std::string isrc;          // empty: none
    bool preEmphasis = false;
    bool copyPermitted = false;
};

struct NrgContents {
    std::vector<NrgTrack> tracks;
    std::string catalog;               // media catalogue number; empty: none
    std::vector<std::uint8_t> cdText;  // packs of 18 bytes; empty: none
};

// Where the table begins in a file of this size, from the file's last 12 bytes. E_INVALIDARG: no NRG image.
// E_DATA_STREAM_INCONSISTENCY: damaged.
[[nodiscard]] Result<std::uint64_t> nrgTableStart(std::span<const std::uint8_t> last, std::uint64_t fileBytes);
// table: the bytes from start to the end of the file. E_DATA_STREAM_INCONSISTENCY: damaged or cut short, in words what.
// E_NOTIMPL: sectors of a kind that is not known.
[[nodiscard]] Result<NrgContents> parseNrgTable(std::span<const std::uint8_t> table, std::uint64_t start);

}  // namespace burnish
