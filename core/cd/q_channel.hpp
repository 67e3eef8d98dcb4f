// SPDX-License-Identifier: LGPL-2.1-or-later
// The Q sub-channel: 12 bytes a sector that say where it is (mode 1), the disc's catalogue number (mode 2) and a
// track's ISRC (mode 3); in the lead-in, the table of contents (IEC 60908, 17.5; ECMA-130, 22.3).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>

namespace burnish::cd {

// With its CRC, inverted as on the disc.
using QFrame = std::array<std::uint8_t, 12>;

// Points of the lead-in beside the tracks 1 to 99, and the lead-out's track number.
inline constexpr std::uint8_t FirstTrackPoint = 0xA0, LastTrackPoint = 0xA1, LeadOutPoint = 0xA2, LeadOutTrack = 0xAA;

// control: the upper four bits of the first byte, 0 to 15. Track numbers and indexes are binary here.
struct QPosition {
    std::uint8_t control = 0;
    std::uint8_t track = 1;     // 1 to 99, or LeadOutTrack
    std::uint8_t index = 1;     // 0 in a pre-gap
    std::int32_t relative = 0;  // sectors from index 1; in a pre-gap what is left, ending with 0
    std::int32_t lba = 0;
};
struct QTocEntry {
    std::uint8_t control = 0;
    std::uint8_t point = 0;                             // 1 to 99, or A0h to A2h
    std::uint8_t pMinute = 0, pSecond = 0, pFrame = 0;  // binary; pSecond of point A0h: the disc type
    std::int32_t lba = 0;                               // of the lead-in's sector
};
struct QCatalogNumber {
    std::uint8_t control = 0;
    std::string number;  // 13 digits
    std::uint8_t frame = 0;
};
struct QIsrc {
    std::uint8_t control = 0;
    std::string isrc;  // 12 characters
    std::uint8_t frame = 0;
};
struct QUnknown {};  // the CRC does not hold, or no mode that is known here

using QContent = std::variant<QUnknown, QPosition, QTocEntry, QCatalogNumber, QIsrc>;

[[nodiscard]] QFrame encodeQ(const QPosition &position);
[[nodiscard]] QFrame encodeQ(const QTocEntry &entry);
[[nodiscard]] QFrame encodeQ(const QCatalogNumber &number);
[[nodiscard]] QFrame encodeQ(const QIsrc &isrc);

// A sector's Q says nothing about whether it lies in the lead-in: the caller does.
[[nodiscard]] QContent decodeQ(const QFrame &frame, bool inLeadIn);

// CCITT, over the first ten bytes, inverted.
[[nodiscard]] bool crcHolds(const QFrame &frame);

}  // namespace burnish::cd
