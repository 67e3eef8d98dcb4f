// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoSession: a disc between PrepareMedia and ReleaseMedia: the drive is taken, tracks are written, the session is
// closed.
#pragma once

#include "burn/drive_session.hpp"
#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "burn/write_steps.hpp"
#include "formats/tao_settings.hpp"
#include "media/medium.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace burnish {

using TaoProgressHandler = std::function<void(const TaoProgress &)>;

// A track as the drive has it.
struct TaoTrack {
    std::int32_t start = 0;
    std::int32_t written = 0;  // sectors sent
    std::int32_t end = 0;      // first sector past the track, the run-out included as far as the drive counts it
    std::uint8_t control = 0;
    std::size_t told = 0;             // its place in Report::tracks
    std::vector<std::uint32_t> crcs;  // of each sector of the stream, for full verification
};

// Sectors of 2352 bytes.
struct TaoRoom {
    std::int32_t total = 0;  // for one track on the blank disc
    std::int32_t free = 0;   // for the next track
    std::int32_t used = 0;
};

struct TaoTrackPlan;

class TaoSession {
public:
    TaoSession(TaoSettings settings, std::shared_ptr<Report> report);

    // Takes the drive and looks at the disc. S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> prepare();
    // settings: those of the prepared disc may have changed. Whatever comes of it, the session goes on.
    [[nodiscard]] Result<void> addTrack(const TaoSettings &settings, Stream &stream, const TaoTrackSettings &track,
                                        WriteControl &control, const TaoProgressHandler &progress);
    // Closes and looks whether the disc is what it should be. The drive is free afterwards in any case.
    [[nodiscard]] Result<void> release(WriteControl &control, const TaoProgressHandler &progress,
                                       const std::function<void()> &closed);

    [[nodiscard]] const Medium &medium() const { return medium_; }
    [[nodiscard]] TaoRoom room() const;
    [[nodiscard]] std::int32_t trackCount() const { return static_cast<std::int32_t>(tracks_.size()); }
    // READ TOC format 2; there must be a track.
    [[nodiscard]] std::vector<std::uint8_t> expectedToc() const;

private:
    [[nodiscard]] Result<void> refreshRoom();
    [[nodiscard]] mmc::WriteParameters writeParameters(const TaoTrackSettings &track) const;
    [[nodiscard]] Result<std::int32_t> checkStream(const Stream &stream) const;
    [[nodiscard]] TaoTrackPlan planTrack(std::int32_t sectors, const TaoTrackSettings &track) const;
    void noteTrack(TaoTrack track);
    void addStages(const ProgressMeter &meter);

    [[nodiscard]] Result<void> close(TaoMeter &meter, WriteControl &control, const std::function<void()> &closed);
    [[nodiscard]] Result<void> inspect();
    [[nodiscard]] Result<void> compareDisc() const;
    [[nodiscard]] Result<void> verifyNames();
    [[nodiscard]] Result<void> readBack(TaoMeter &meter, WriteControl &control);

    TaoSettings settings_;
    std::shared_ptr<Report> report_;
    std::unique_ptr<DriveSession> taken_;
    Drive &drive_;
    Medium medium_;  // as it was when it was prepared; what changes stands below
    bool underrunProtection_ = true;
    bool calibrated_ = false;
    bool roomKnown_ = true;
    bool touched_ = false;        // a WRITE was sent for real
    std::int32_t simulated_ = 0;  // sectors that test writes would have used
    std::int32_t total_ = 0;      // sectors for a track on the blank disc
    std::int32_t free_ = 0;       // sectors for a track there
    std::vector<TaoTrack> tracks_;
};

}  // namespace burnish
