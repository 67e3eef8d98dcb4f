// SPDX-License-Identifier: LGPL-2.1-or-later
// ProgramDigest: what a disc's program area will hold, remembered while it is written: the main channel of each sector
// from LBA 0 to the lead-out, data unscrambled, as a reader gives it back, and sub-channels R to W.
#pragma once

#include "burn/content_digest.hpp"
#include "burn/hash.hpp"
#include "cd/sector.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace burnish {

class ProgramDigest {
public:
    // sectors: from LBA 0 to the lead-out, so that nothing is allocated later. crcs: whether to keep one of each
    // sector.
    [[nodiscard]] static Result<ProgramDigest> create(bool sha256, bool crcs, std::int32_t sectors);

    // The sectors in order; those outside the program area are passed over. data: it is scrambled. symbols: P to W, or
    // none.
    void take(std::int32_t lba, std::span<const std::uint8_t> main, bool data, std::span<const std::uint8_t> symbols);
    void finish();

    // After finish(); empty where not all sectors came.
    [[nodiscard]] std::string sha256() const;
    // By LBA.
    [[nodiscard]] const std::vector<std::uint32_t> &crcs() { return digest_.sectorCrcs(); }
    // By LBA, of R to W alone; empty where they carry nothing.
    [[nodiscard]] std::vector<std::uint32_t> rwCrcs() const;

private:
    ProgramDigest(ContentDigest digest, std::optional<Hash> rw, std::int32_t sectors);

    ContentDigest digest_;
    std::optional<Hash> rw_;
    std::vector<std::uint32_t> rwCrcs_;
    bool usesRw_ = false;
    std::int32_t sectors_;
    std::int32_t next_ = 0;
    std::array<std::uint8_t, cd::SectorBytes> plain_{};
};

// Of R to W in symbols of P to W.
[[nodiscard]] std::uint32_t rwCrc(Hash &crc, std::span<const std::uint8_t> symbols);

}  // namespace burnish
