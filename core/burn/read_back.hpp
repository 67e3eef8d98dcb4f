// SPDX-License-Identifier: LGPL-2.1-or-later
// ReadBack: reads a burned extent through the drive and holds it, sector by sector, against what the stream's digest
// remembers. One thread reads ahead, the caller's hashes.
#pragma once

#include "burn/disc_reader.hpp"
#include "burn/hash.hpp"
#include "burn/progress_meter.hpp"
#include "burn/write_control.hpp"
#include "recorder/drive.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

// What a disc should hold from an address on.
struct BurnedContents {
    std::int32_t startLba = 0;
    std::vector<std::uint32_t> sectorCrcs;  // CRC-32 of each sector
    std::string sha256;                     // of all, hexadecimal; empty: not known
};

struct ReadBackResult {
    std::int32_t sectors = 0;            // read and compared, or found unreadable
    std::vector<SectorRange> bad;        // those that differ or cannot be read, in order, neighbours in one range
    std::int32_t badSectors = 0;         // in all of these ranges
    std::int32_t unreadableSectors = 0;  // of which cannot be read
};

class ReadBack {
public:
    // With more bad ranges than this the comparison ends: the disc is no good, whatever follows.
    static constexpr std::size_t MostBadRanges = 100;

    ReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter);

    // level Full reads all and compares the SHA-256 as well; Quick reads the first, the last and up to 14 pieces of
    // 1 MiB spread in between.
    // Errors: E_REQUEST_CANCELLED, E_BURN_VERIFICATION_FAILED (also for unreadable sectors), a drive that is gone.
    [[nodiscard]] Result<void> compare(const BurnedContents &burned, VerificationLevel level, ReadBackResult &result);

private:
    [[nodiscard]] Result<void> compareRange(const SectorRange &range);
    [[nodiscard]] Result<std::span<std::uint8_t>> nextChunk();
    void compareSector(std::int32_t lba, std::span<const std::uint8_t> data);
    [[nodiscard]] bool tooManyBad() const;
    void noteBad(std::int32_t lba);
    [[nodiscard]] Result<void> judge(const std::optional<Error> &refusal);

    Drive &drive_;
    WriteControl &control_;
    ProgressMeter &meter_;
    // During compare()
    const BurnedContents *burned_ = nullptr;
    ReadBackResult *result_ = nullptr;
    Fifo *fifo_ = nullptr;
    const DiscReader *reader_ = nullptr;
    std::optional<Hash> crc_;
    std::optional<Hash> sha_;
    std::int32_t sectorsToRead_ = 0;
};

}  // namespace burnish
