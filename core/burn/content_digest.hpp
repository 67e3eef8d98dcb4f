// SPDX-License-Identifier: LGPL-2.1-or-later
// ContentDigest: what is remembered of the bytes that went by, to prove later that the disc holds them:
// a SHA-256 of all, and a CRC-32 of each sector (data or audio), which tells where a disc differs.
#pragma once

#include "burn/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace burnish {

class ContentDigest {
public:
    static constexpr std::size_t SectorBytes = 2048;

    // bytes: how many will come, so that update() and finish() allocate nothing. sectors: whether to keep the CRCs,
    // which take 4 bytes a sector: 9 MB for a full DVD. The source may not be readable twice, so they are all there is.
    [[nodiscard]] static Result<ContentDigest> create(bool sha256, bool sectors, std::uint64_t bytes,
                                                      std::size_t sectorBytes = SectorBytes);

    void update(std::span<const std::uint8_t> bytes);
    void finish();

    [[nodiscard]] const std::string &sha256() const { return sha256_; }  // hexadecimal, after finish()
    [[nodiscard]] std::vector<std::uint32_t> &sectorCrcs() { return crcs_; }

private:
    ContentDigest() = default;
    void closeSector();

    std::optional<Hash> sha_;
    std::optional<Hash> crc_;
    std::size_t sectorBytes_ = SectorBytes;
    std::size_t inSector_ = 0;
    std::vector<std::uint32_t> crcs_;
    std::string sha256_;
};

}  // namespace burnish
