// SPDX-License-Identifier: LGPL-2.1-or-later
// AudioReadBack: drives read audio a constant number of samples early or late. Where a sector differs, the same
// samples are looked for in its neighbourhood, and if they are there, the whole track is held against them at that
// distance.
#include "burn/audio_read_back.hpp"

#include "mmc/commands.hpp"

#include <gcrypt.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = 2352;
constexpr std::int32_t SampleBytes = 4;
// Sectors that an offset can reach to either side.
constexpr std::int32_t Margin = (AudioReadBack::LargestOffset * SampleBytes + SectorBytes - 1) / SectorBytes;
constexpr std::int32_t MostPerRead = 26;

std::uint32_t crcOf(std::span<const std::uint8_t> bytes) {
    std::uint8_t crc[4];
    gcry_md_hash_buffer(GCRY_MD_CRC32, crc, bytes.data(), bytes.size());
    return static_cast<std::uint32_t>(crc[0]) << 24 | static_cast<std::uint32_t>(crc[1]) << 16 |
           static_cast<std::uint32_t>(crc[2]) << 8 | crc[3];
}

}  // namespace

AudioReadBack::AudioReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter)
    : AudioReadBack(drive, control, meter,
                    [&drive](std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target) {
                        return drive.ask(mmc::readCdAudio(lba, static_cast<std::uint16_t>(count)), target);
                    }) {}

AudioReadBack::AudioReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter, ReadSectors read)
    : control_(control),
      meter_(meter),
      read_(std::move(read)),
      sectorsPerRead_(
          std::clamp(static_cast<std::int32_t>(drive.transport().maximumTransfer() / SectorBytes), 1, MostPerRead)),
      window_(static_cast<std::size_t>(2 * Margin + 1 + sectorsPerRead_) * SectorBytes) {}

// A track is read again from its start where its first differing sector shows that the drive has an offset.
Result<void> AudioReadBack::compare(std::int32_t startLba, std::uint64_t bytes, const std::vector<std::uint32_t> &crcs,
                                    AudioReadBackResult &result) {
    const Track track{startLba, bytes, crcs};
    bool again = true;
    while (again) {
        result = {};
        auto passed = pass(track, result);
        if (!passed.ok()) {
            if (passed.error().lba) {
                result.firstBadLba = static_cast<std::int32_t>(*passed.error().lba);
            }
            return std::move(passed.error());
        }
        again = *passed;
    }
    if (result.differing == 0) {
        return {};
    }
    Error error(status::E_BURN_VERIFICATION_FAILED,
                "What the disc gives back is not what was burned; do not trust this disc, burn another one.",
                std::to_string(result.differing) + " audio sectors differ, the first at LBA " +
                    std::to_string(*result.firstBadLba));
    error.lba = *result.firstBadLba;
    return error;
}

// One reading of a track. true: the drive's offset became known, and all is to be done again.
Result<bool> AudioReadBack::pass(const Track &track, AudioReadBackResult &result) {
    const auto sectors = static_cast<std::int32_t>(track.crcs.size());
    first_ = count_ = 0;
    for (std::int32_t sector = 0; sector < sectors; ++sector) {
        while (first_ + count_ < std::min(sectors, sector + Margin + 1)) {
            TRY(readMore(track));
            if (meter_.due()) {
                meter_.emit(static_cast<double>(sector) / sectors);
            }
        }
        bool present = false;
        const bool same = holds(track, sector, offset_, present);
        if (!present) {
            ++result.unreadable;
            continue;
        }
        ++result.sectors;
        if (same) {
            continue;
        }
        if (findOffset(track, sector)) {
            return true;
        }
        ++result.differing;
        result.firstBadLba = result.firstBadLba.value_or(track.startLba + sector);
    }
    return false;
}

// Moves on by as much as one command reads; what an offset may still reach back to stays.
Result<void> AudioReadBack::readMore(const Track &track) {
    const std::int32_t kept = std::min(count_, 2 * Margin + 1);
    std::memmove(window_.data(), window_.data() + static_cast<std::size_t>(count_ - kept) * SectorBytes,
                 static_cast<std::size_t>(kept) * SectorBytes);
    first_ += count_ - kept;
    count_ = kept;
    const std::int32_t next = first_ + count_;
    const auto left = static_cast<std::int32_t>(track.crcs.size()) - next;
    const std::int32_t count = std::min(left, sectorsPerRead_);
    const std::span target(window_.data() + static_cast<std::size_t>(count_) * SectorBytes,
                           static_cast<std::size_t>(count) * SectorBytes);
    if (control_.cancelled()) {
        return errorFromTable(status::E_REQUEST_CANCELLED);
    }
    TRY(readSectors(track.startLba + next, count, target));
    count_ += count;
    return {};
}

// A sector that the drive cannot read is a bad disc; a drive that does not answer any more is a matter of its own.
Result<void> AudioReadBack::readSectors(std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target) {
    auto read = read_(lba, count, target);
    if (read.ok() && *read == target.size()) {
        return {};
    }
    if (!read.ok() && !read.error().sense) {
        return std::move(read.error());
    }
    Error error(
        status::E_BURN_VERIFICATION_FAILED,
        "The disc cannot be read back at LBA " + std::to_string(lba) + "; do not trust this disc, burn another one.",
        read.ok() ? "READ CD moved " + std::to_string(*read) + " of " + std::to_string(target.size()) + " bytes"
                  : read.error().detail);
    error.lba = lba;
    if (!read.ok()) {
        error.sense = read.error().sense;
        error.cdb = read.error().cdb;
    }
    return error;
}

// Whether a sector's samples stand at a distance from their place. present: the window has them all.
bool AudioReadBack::holds(const Track &track, std::int32_t sector, std::int32_t offset, bool &present) const {
    const std::int64_t place = std::int64_t{sector - first_} * SectorBytes + std::int64_t{offset} * SampleBytes;
    const std::uint64_t before = static_cast<std::uint64_t>(sector) * SectorBytes;
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(SectorBytes, track.bytes - before));
    const std::int64_t end = std::int64_t{count_} * SectorBytes;
    present = place >= 0 && place + static_cast<std::int64_t>(length) <= end;
    if (!present) {
        return false;
    }
    const std::span samples(window_.data() + place, length);
    return crcOf(samples) == track.crcs[static_cast<std::size_t>(sector)];
}

// Only a sector that differs from its neighbours can tell: silence is found everywhere.
bool AudioReadBack::findOffset(const Track &track, std::int32_t sector) {
    const auto at = static_cast<std::size_t>(sector);
    const bool likePrevious = at > 0 && track.crcs[at] == track.crcs[at - 1];
    const bool likeNext = at + 1 < track.crcs.size() && track.crcs[at] == track.crcs[at + 1];
    if (searchesLeft_ == 0 || likePrevious || likeNext) {
        return false;
    }
    --searchesLeft_;
    for (std::int32_t distance = 1; distance <= LargestOffset; ++distance) {
        for (const std::int32_t candidate : {distance, -distance}) {
            bool present = false;
            if (candidate != offset_ && holds(track, sector, candidate, present)) {
                offset_ = candidate;
                return true;
            }
        }
    }
    return false;
}

}  // namespace burnish
