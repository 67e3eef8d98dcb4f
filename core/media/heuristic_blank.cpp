// SPDX-License-Identifier: LGPL-2.1-or-later
// The heuristics: a file system leaves its traces within the first or the last 2 MB of a disc.
#include "media/heuristic_blank.hpp"

#include "mmc/commands.hpp"

#include <algorithm>
#include <vector>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = 2048;
constexpr std::int32_t TwoMegabytes = 1024;  // in sectors
constexpr std::int32_t SectorsPerRead = 16;

// What cannot be read may hold anything, so it is not blank; a drive that does not answer is another matter.
Result<bool> isZero(Drive &drive, std::int32_t start, std::int32_t end) {
    std::vector<std::uint8_t> buffer(std::size_t{SectorsPerRead} * SectorBytes);
    for (std::int32_t lba = start; lba < end; lba += SectorsPerRead) {
        const std::int32_t count = std::min(SectorsPerRead, end - lba);
        const std::span sectors(buffer.data(), static_cast<std::size_t>(count) * SectorBytes);
        auto read = drive.ask(mmc::read10(lba, static_cast<std::uint16_t>(count), SectorBytes), sectors);
        if (!read.ok() && !read.error().sense) {
            return std::move(read.error());
        }
        const bool whole = read.ok() && *read == sectors.size();
        if (!whole || std::any_of(sectors.begin(), sectors.end(), [](std::uint8_t byte) { return byte != 0; })) {
            return false;
        }
    }
    return true;
}

}  // namespace

// Sequential media say themselves whether they are blank.
Result<bool> isHeuristicallyBlank(Drive &drive, const Medium &medium, bool mounted) {
    if (medium.physicallyBlank || (medium.state & media_state::OverwriteOnly) == 0) {
        return medium.physicallyBlank;
    }
    if (mounted) {
        return false;
    }
    const std::int32_t end = medium.totalSectors;
    TRY_ASSIGN(const bool front, isZero(drive, 0, std::min(end, TwoMegabytes)));
    return front ? isZero(drive, std::max(0, end - TwoMegabytes), end) : Result<bool>(false);
}

}  // namespace burnish
