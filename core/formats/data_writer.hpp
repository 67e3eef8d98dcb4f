// SPDX-License-Identifier: LGPL-2.1-or-later
// DataWriter: carries out one data write, stage by stage: validate, initialize, calibrate, write, close, inspect,
// verify.
#pragma once

#include "burn/content_digest.hpp"
#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "burn/write_control.hpp"
#include "burn/write_loop.hpp"
#include "burn/write_steps.hpp"
#include "formats/data_plan.hpp"
#include "stream/stream.hpp"

#include <functional>

namespace burnish {

class DataWriter {
public:
    DataWriter(const DataSettings &settings, Stream &stream, WriteControl &control, DataMeter &meter, Report &report);

    // S_OK or an "adjusted" success. The report is filled also on failure. The drive must be taken (DriveSession).
    [[nodiscard]] Result<Status> run();

private:
    [[nodiscard]] Result<void> stages();
    [[nodiscard]] Result<void> validate();
    [[nodiscard]] Result<void> initialize();
    [[nodiscard]] Result<void> sendWriteParameters();
    [[nodiscard]] Result<void> checkNextWritableAddress();
    [[nodiscard]] Result<void> calibrate();
    [[nodiscard]] Result<void> write();
    [[nodiscard]] Result<void> finalize();
    [[nodiscard]] Result<void> inspect();
    [[nodiscard]] Result<void> verify();

    [[nodiscard]] Result<void> checkCancelled() const;
    void describePlan();
    void bringToRest(const Error &error);

    const DataSettings &settings_;
    Stream &stream_;
    WriteControl &control_;
    DataMeter &meter_;
    Report &report_;
    Drive &drive_;
    WriteSteps steps_;
    DataPlan plan_;
    bool writing_ = false;                   // the drive was sent at least the start of a write that is not flushed yet
    std::vector<std::uint32_t> sectorCrcs_;  // of the stream, where it is to be read back
};

}  // namespace burnish
