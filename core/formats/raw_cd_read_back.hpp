// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdReadBack: full verification of a raw image: every track is read with its sub-channel and held against what was
// sent, audio whatever the drive's constant offset is.
#pragma once

#include "burn/audio_read_back.hpp"
#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "formats/sub_channel_check.hpp"

#include <cstdint>
#include <vector>

namespace burnish {

// What was written, CRC-32s by LBA.
struct WrittenCrcs {
    std::vector<std::uint32_t> main;
    std::vector<std::uint32_t> rw;  // of sub-channels R to W; empty: they carry nothing
    bool rwAsSent = false;          // the disc has R to W as they were sent, with no parity and interleave by the drive
};

class RawCdReadBack {
public:
    RawCdReadBack(const cd::DiscLayout &layout, const WrittenCrcs &crcs, Drive &drive, WriteControl &control,
                  RawCdMeter &meter, Report &report);

    // E_BURN_VERIFICATION_FAILED, E_REQUEST_CANCELLED, a drive that is gone. The report tells of each track.
    [[nodiscard]] Result<void> run();

private:
    [[nodiscard]] Result<void> chooseSubChannel();
    [[nodiscard]] Result<void> compare(const cd::LayoutTrack &track, AudioReadBackResult &result);
    [[nodiscard]] Result<void> compareData(const cd::LayoutTrack &track, AudioReadBackResult &result);
    [[nodiscard]] Result<std::size_t> read(std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target);
    void take(std::int32_t lba, std::span<const std::uint8_t> sector, std::span<std::uint8_t> target);
    void note(const Result<void> &compared, const AudioReadBackResult &result, TrackReport &told);

    const cd::DiscLayout &layout_;
    const std::vector<std::uint32_t> &crcs_;  // of the main channel
    Drive &drive_;
    WriteControl &control_;
    RawCdMeter &meter_;
    Report &report_;
    mmc::ReadSubChannel subChannel_ = mmc::ReadSubChannel::Raw;
    SubChannelCheck check_;
    AudioReadBack audio_;
    std::int32_t checked_ = 0;  // LBA up to which the sub-channel was looked at
    std::vector<std::uint8_t> buffer_;
};

}  // namespace burnish
