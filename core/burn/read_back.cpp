// SPDX-License-Identifier: LGPL-2.1-or-later
// ReadBack: READ(10) through the transport, so that no cache of the operating system answers instead of the disc.
#include "burn/read_back.hpp"

#include "mmc/commands.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = 2048;
constexpr std::int32_t ExtentSectors = ContentDigest::ExtentBytes / SectorBytes;
constexpr std::int32_t SectorsPerRead = 32;
constexpr std::size_t QuickExtents = 16;

std::vector<std::size_t> extentsToRead(std::size_t count, VerificationLevel level) {
    const bool all = level == VerificationLevel::Full || count <= QuickExtents;
    const std::size_t picked = all ? count : QuickExtents;
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < picked; ++i) {
        indexes.push_back(picked == 1 ? 0 : i * (count - 1) / (picked - 1));
    }
    return indexes;
}

}  // namespace

ReadBack::ReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter)
    : drive_(drive), control_(control), meter_(meter), buffer_(SectorsPerRead * SectorBytes) {}

Result<void> ReadBack::compare(std::int32_t startLba, std::int32_t sectors, const std::vector<std::uint32_t> &extents,
                               VerificationLevel level, ReadBackResult &result) {
    const auto indexes = extentsToRead(extents.size(), level);
    for (std::size_t done = 0; done < indexes.size(); ++done) {
        const auto first = static_cast<std::int32_t>(indexes[done]) * ExtentSectors;
        const std::int32_t count = std::min(ExtentSectors, sectors - first);
        auto digest = digestOf(startLba + first, count);
        if (!digest.ok()) {
            result.firstBadLba = digest.error().lba ? static_cast<std::int32_t>(*digest.error().lba) : startLba + first;
            return std::move(digest.error());
        }
        result.sectors += count;
        if (*digest != extents[indexes[done]]) {
            ++result.differingExtents;
            result.firstBadLba = result.firstBadLba.value_or(startLba + first);
        }
        if (meter_.due()) {
            meter_.emit(static_cast<double>(done + 1) / static_cast<double>(indexes.size()));
        }
    }
    if (result.differingExtents > 0) {
        Error error(status::E_BURN_VERIFICATION_FAILED,
                    "What the disc gives back is not what was burned; do not trust this disc, burn another one.",
                    std::to_string(result.differingExtents) + " extents of 1 MiB differ, the first at LBA " +
                        std::to_string(*result.firstBadLba));
        error.lba = *result.firstBadLba;
        return error;
    }
    return {};
}

Result<std::uint32_t> ReadBack::digestOf(std::int32_t lba, std::int32_t sectors) {
    TRY_ASSIGN(auto digest, ContentDigest::create(false, true, ContentDigest::ExtentBytes));
    for (std::int32_t done = 0; done < sectors; done += SectorsPerRead) {
        if (control_.cancelled()) {
            return errorFromTable(status::E_REQUEST_CANCELLED);
        }
        const std::int32_t count = std::min(SectorsPerRead, sectors - done);
        TRY(readChunk(lba + done, count));
        digest.update({buffer_.data(), static_cast<std::size_t>(count) * SectorBytes});
    }
    digest.finish();
    return digest.extents().front();
}

// A sector that the drive cannot read is a bad disc; a drive that does not answer any more is a matter of its own.
Result<void> ReadBack::readChunk(std::int32_t lba, std::int32_t sectors) {
    const std::span target(buffer_.data(), static_cast<std::size_t>(sectors) * SectorBytes);
    auto read = drive_.ask(mmc::read10(lba, static_cast<std::uint16_t>(sectors), SectorBytes), target);
    if (read.ok() && *read == target.size()) {
        return {};
    }
    if (!read.ok() && !read.error().sense) {
        return std::move(read.error());
    }
    Error error(
        status::E_BURN_VERIFICATION_FAILED,
        "The disc cannot be read back at LBA " + std::to_string(lba) + "; do not trust this disc, burn another one.",
        read.ok() ? "READ(10) moved " + std::to_string(*read) + " of " + std::to_string(target.size()) + " bytes"
                  : read.error().detail);
    error.lba = lba;
    if (!read.ok()) {
        error.sense = read.error().sense;
        error.cdb = read.error().cdb;
    }
    return error;
}

}  // namespace burnish
