// SPDX-License-Identifier: LGPL-2.1-or-later
// AudioReadBack: reads audio tracks through the drive and holds them against what was remembered of each sector.
#pragma once

#include "burn/progress_meter.hpp"
#include "burn/write_control.hpp"
#include "recorder/drive.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace burnish {

struct AudioReadBackResult {
    std::int32_t sectors = 0;     // compared
    std::int32_t unreadable = 0;  // at the edges, where the drive's offset reaches past the track
    std::int32_t differing = 0;
    std::optional<std::int32_t> firstBadLba;
};

class AudioReadBack {
public:
    static constexpr std::int32_t LargestOffset = 2000;  // samples

    // Fills the target with whole sectors of 2352 bytes and tells how many bytes came.
    using ReadSectors =
        std::function<Result<std::size_t>(std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target)>;

    AudioReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter);
    // Where more is read along with the samples.
    AudioReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter, ReadSectors read);

    // crcs: CRC-32 of each sector of the stream; the last sector may end early, bytes counts all.
    // Errors: E_REQUEST_CANCELLED, E_BURN_VERIFICATION_FAILED (also for unreadable sectors), a drive that is gone.
    [[nodiscard]] Result<void> compare(std::int32_t startLba, std::uint64_t bytes,
                                       const std::vector<std::uint32_t> &crcs, AudioReadBackResult &result);

    // By how many samples the drive reads late; found where a track says so, and kept for the tracks that follow.
    [[nodiscard]] std::int32_t offset() const { return offset_; }

private:
    struct Track {
        std::int32_t startLba;
        std::uint64_t bytes;
        const std::vector<std::uint32_t> &crcs;
    };
    [[nodiscard]] Result<bool> pass(const Track &track, AudioReadBackResult &result);
    [[nodiscard]] Result<void> readMore(const Track &track);
    [[nodiscard]] Result<void> readSectors(std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target);
    [[nodiscard]] bool holds(const Track &track, std::int32_t sector, std::int32_t offset, bool &present) const;
    [[nodiscard]] bool findOffset(const Track &track, std::int32_t sector);

    WriteControl &control_;
    ProgressMeter &meter_;
    ReadSectors read_;
    std::int32_t offset_ = 0;
    int searchesLeft_ = 8;
    std::int32_t sectorsPerRead_;
    // What was read: sectors first_ to first_ + count_ - 1 of the track.
    std::vector<std::uint8_t> window_;
    std::int32_t first_ = 0;
    std::int32_t count_ = 0;
};

}  // namespace burnish
