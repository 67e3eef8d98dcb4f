// SPDX-License-Identifier: LGPL-2.1-or-later
// ReadBack: reads a burned extent through the drive and holds it against what the stream's digest remembers.
#pragma once

#include "burn/content_digest.hpp"
#include "burn/progress_meter.hpp"
#include "burn/write_control.hpp"
#include "recorder/drive.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace burnish {

struct ReadBackResult {
    std::int32_t sectors = 0;                 // read and compared
    std::int32_t differingExtents = 0;        // of 1 MiB
    std::optional<std::int32_t> firstBadLba;  // start of the first extent that differs, or the block that failed
};

class ReadBack {
public:
    ReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter);

    // level Full reads all; Quick reads the first, the last and up to 14 extents spread in between.
    // Errors: E_REQUEST_CANCELLED, E_BURN_VERIFICATION_FAILED (also for unreadable sectors), a drive that is gone.
    [[nodiscard]] Result<void> compare(std::int32_t startLba, std::int32_t sectors,
                                       const std::vector<std::uint32_t> &extents, VerificationLevel level,
                                       ReadBackResult &result);

private:
    [[nodiscard]] Result<std::uint32_t> digestOf(std::int32_t lba, std::int32_t sectors);
    [[nodiscard]] Result<void> readChunk(std::int32_t lba, std::int32_t sectors);

    Drive &drive_;
    WriteControl &control_;
    ProgressMeter &meter_;
    std::vector<std::uint8_t> buffer_;
};

}  // namespace burnish
