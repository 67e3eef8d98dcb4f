// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdSession: a disc between PrepareMedia and ReleaseMedia of the raw mode: the drive is taken and asked what it can,
// an image is written, the disc is looked at.
#pragma once

#include "burn/drive_session.hpp"
#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "burn/write_steps.hpp"
#include "formats/raw_cd_plan.hpp"
#include "formats/raw_cd_read_back.hpp"
#include "formats/raw_cd_settings.hpp"
#include "formats/raw_cd_writer.hpp"
#include "media/medium.hpp"
#include "mmc/features.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace burnish {

class RawCdSession {
public:
    RawCdSession(RawCdSettings settings, std::shared_ptr<Report> report);
    // Leaves the drive with the write parameters that it had, and free.
    ~RawCdSession();
    RawCdSession(const RawCdSession &) = delete;
    RawCdSession &operator=(const RawCdSession &) = delete;

    // S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> prepare();
    // settings: those of the prepared disc may have changed. streamStart: LBA of the stream's first sector. The report
    // is one of this write alone.
    [[nodiscard]] Result<void> write(const RawCdSettings &settings, Stream &stream, std::int32_t streamStart,
                                     WriteControl &control, const RawCdProgressHandler &progress,
                                     std::shared_ptr<Report> report);

    [[nodiscard]] const Medium &medium() const { return medium_; }
    [[nodiscard]] const RawCdRoom &room() const { return room_; }

private:
    [[nodiscard]] Result<void> findEnds();
    [[nodiscard]] Result<void> findAbilities();
    [[nodiscard]] Result<void> probeSectorTypes(const mmc::Feature *mastering);
    [[nodiscard]] Result<void> checkSimulate(const mmc::Feature *mastering) const;

    struct Write {
        RawCdImage image;
        WriteControl &control;
        RawCdMeter meter;
        WrittenCrcs crcs;
    };
    [[nodiscard]] Result<void> writeImage(Write &write);
    [[nodiscard]] Result<RawCdPlan> plan(RawCdMethod method, Write &write);
    [[nodiscard]] Result<void> carryOut(const RawCdPlan &plan, Write &write, bool &mayFallBack);
    [[nodiscard]] bool stillBlank();
    [[nodiscard]] Result<void> inspect(Write &write);
    void look();

    RawCdSettings settings_;
    std::shared_ptr<Report> report_;
    std::unique_ptr<DriveSession> taken_;
    Drive &drive_;
    Medium medium_;
    RawCdRoom room_;
    std::vector<std::uint8_t> parametersBefore_;  // mode page 05h; empty: not known
    bool touched_ = false;                        // a WRITE was sent for real
};

}  // namespace burnish
