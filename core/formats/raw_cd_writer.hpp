// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdWriter: carries a RawCdPlan out: set the drive up, send the blocks from the lead-in or the first pause on,
// flush.
#pragma once

#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "burn/write_control.hpp"
#include "burn/write_loop.hpp"
#include "burn/write_steps.hpp"
#include "formats/raw_cd_plan.hpp"
#include "formats/raw_cd_streams.hpp"
#include "media/medium.hpp"
#include "recorder/drive.hpp"

#include <cstdint>
#include <vector>

namespace burnish {

class RawCdWriter {
public:
    RawCdWriter(const RawCdPlan &plan, RawCdImage &image, const Medium &medium, Drive &drive, WriteControl &control,
                RawCdMeter &meter, Report &report);

    [[nodiscard]] Result<void> run();
    // The drive took blocks; a laser may have been on.
    [[nodiscard]] bool touched() const { return written_ > 0; }
    // It failed, and by the drive's doing, before that took any block.
    [[nodiscard]] bool refusedByDrive() const { return refused_; }
    // By LBA; for full verification, after a success.
    [[nodiscard]] std::vector<std::uint32_t> takeCrcs() { return std::move(crcs_); }
    // Of R to W; empty where they carry nothing.
    [[nodiscard]] std::vector<std::uint32_t> takeRwCrcs() { return std::move(rwCrcs_); }

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> calibrate();
    [[nodiscard]] Result<void> sendCue();
    [[nodiscard]] Result<void> send();
    [[nodiscard]] Result<void> sendRun(Stream &stream, std::int32_t start, std::int32_t end, std::size_t blockBytes);
    [[nodiscard]] Result<void> sendSession();
    void note(const WriteTally &tally);
    void endEarly(const Error &error);

    const RawCdPlan &plan_;
    RawCdImage &image_;
    const Medium &medium_;
    Drive &drive_;
    WriteControl &control_;
    RawCdMeter &meter_;
    Report &report_;
    WriteSteps steps_;
    std::int32_t written_ = 0;  // blocks
    bool refused_ = false;
    bool calibrated_ = false;
    std::vector<std::uint32_t> crcs_;
    std::vector<std::uint32_t> rwCrcs_;
};

}  // namespace burnish
