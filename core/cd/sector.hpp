// SPDX-License-Identifier: LGPL-2.1-or-later
// The sectors of a CD: their kinds, how user data becomes 2352 bytes of the main channel, and whether such bytes hold
// (ECMA-130, 14 and annexes A and B; CD-ROM XA for mode 2).
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace burnish::cd {

// IMAPI_CD_SECTOR_TYPE. Raw: the source has whole sectors, scrambled already.
enum class SectorType : std::int32_t {
    Audio = 0,
    ModeZero = 1,
    Mode1 = 2,
    Mode2Formless = 3,
    Mode2Form1 = 4,
    Mode2Form2 = 5,
    Mode1Raw = 6,
    Mode2FormlessRaw = 7,
    Mode2Form1Raw = 8,
    Mode2Form2Raw = 9,
};

inline constexpr std::size_t SectorBytes = 2352;

// Bytes that a source brings for each sector: 2352, 2336 or 2048.
[[nodiscard]] std::size_t sourceBytes(SectorType type);
[[nodiscard]] bool isAudio(SectorType type);
[[nodiscard]] bool isRaw(SectorType type);
// What a raw type is once it is unscrambled; others are that already.
[[nodiscard]] SectorType unscrambledType(SectorType type);
// 0 audio, 1 or 2; -1: mode 0.
[[nodiscard]] int modeOf(SectorType type);

// What must not happen to a sector when it is put on a disc: the header of another place, a broken sum.
struct SectorFaults {
    bool sync = false;
    bool address = false;
    bool mode = false;  // not the one that was expected
    bool edc = false;
    bool parity = false;

    [[nodiscard]] bool any() const { return sync || address || mode || edc || parity; }
    // "its address is 00:05:12 where 00:05:13 belongs": in words, empty where all holds.
    std::string text;
};

using Sector = std::span<std::uint8_t, SectorBytes>;
using SectorView = std::span<const std::uint8_t, SectorBytes>;

// One sector for the main channel: sync, header of the place, EDC, P and Q parity, scrambled; audio and raw sectors as
// they are. source: sourceBytes(type) bytes; target may not overlap it.
void encodeSector(SectorType type, std::int32_t lba, std::span<const std::uint8_t> source, Sector target);

// Takes the scrambling away or puts it on: bytes 12 to 2351.
void scramble(Sector sector);

// Of an unscrambled data sector at a place. EDC and parity of mode 2 are checked as its sub-header says.
[[nodiscard]] SectorFaults checkSector(SectorView sector, std::int32_t lba, SectorType expected);

}  // namespace burnish::cd
