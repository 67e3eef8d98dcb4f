// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoTrackWriter: writes one audio track: set the drive up, send the samples, end the track, look at it.
#pragma once

#include "burn/content_digest.hpp"
#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "burn/stream_reader.hpp"
#include "burn/write_control.hpp"
#include "burn/write_loop.hpp"
#include "burn/write_steps.hpp"
#include "formats/tao_session.hpp"
#include "formats/tao_settings.hpp"
#include "mmc/write_parameters.hpp"
#include "stream/stream.hpp"

#include <cstdint>

namespace burnish {

inline constexpr std::int32_t AudioSectorBytes = 2352;

struct TaoTrackPlan {
    std::int32_t number = 1;
    std::int32_t sectors = -1;  // of the stream; -1: it ends where it ends
    std::int32_t limit = 0;     // the most sectors that the track may have
    std::int32_t lowestStart = 0;
    bool calibrate = false;
    bool simulate = false;
    mmc::WriteParameters parameters;
    std::size_t fifoBytes = 0;
    bool hash = true;
    bool sectorCrcs = false;
};

class TaoTrackWriter {
public:
    TaoTrackWriter(const TaoTrackPlan &plan, Stream &stream, Drive &drive, WriteControl &control, TaoMeter &meter,
                   Report &report, TrackReport &track);

    // After a failure, too, there may be a track: hasTrack().
    [[nodiscard]] Result<void> run();
    // The drive was sent samples that it did not refuse.
    [[nodiscard]] bool touched() const { return tally_.written > 0; }
    [[nodiscard]] bool hasTrack() const { return result_.end > result_.start; }
    [[nodiscard]] TaoTrack takeTrack() { return std::move(result_); }

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> write();
    // What goes to the drive at one go.
    struct Piece {
        Stream &stream;
        std::int32_t start = 0;
        std::int32_t sectors = 0;
        bool openEnd = false;
        Padding padding;
        std::size_t fifoBytes = 0;
    };
    [[nodiscard]] Result<void> send(const Piece &piece, ContentDigest &digest, WriteControl &control,
                                    WriteTally &tally);
    [[nodiscard]] Result<void> judgeEnd();
    void describe(ContentDigest &digest);
    [[nodiscard]] Result<void> finish();
    void endEarly(const Error &error);
    [[nodiscard]] Result<void> padShortTrack();
    void adopt();

    const TaoTrackPlan &plan_;
    Stream &stream_;
    Drive &drive_;
    WriteControl &control_;
    TaoMeter &meter_;
    Report &report_;
    TrackReport &track_;
    WriteSteps steps_;
    WriteTally tally_;
    std::uint64_t streamBytes_ = 0;
    bool sending_ = false;  // a WRITE was sent, and the track is not ended yet
    TaoTrack result_;
};

}  // namespace burnish
