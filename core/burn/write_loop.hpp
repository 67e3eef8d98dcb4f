// SPDX-License-Identifier: LGPL-2.1-or-later
// WriteLoop: sends what lies in the fifo to the drive, chunk by chunk. It copies nothing and allocates nothing.
#pragma once

#include "burn/fifo.hpp"
#include "burn/progress_meter.hpp"
#include "burn/write_control.hpp"
#include "recorder/drive.hpp"

#include <cstdint>

namespace burnish {

// What the plan decided about the WRITE commands.
struct WriteExtent {
    std::int32_t startLba = 0;
    std::int32_t sectors = 0;
    std::int32_t sectorsPerChunk = 16;
    std::int32_t bytesPerSector = 2048;
    bool openEnd = false;  // sectors is the most that may come; it ends where the stream does
    // Where these are a part of what is written in one go: the sectors before them, and of all; 0: they are all.
    std::int32_t sectorsBefore = 0;
    std::int32_t sectorsOfAll = 0;
};

// What happened while it ran; also true after a failure.
struct WriteTally {
    std::int32_t written = 0;  // sectors that the drive accepted
    bool driveFailed = false;  // it was the drive that ended it
    bool moreToCome = false;   // the stream goes on past an open end's most
    std::uint32_t busyRetries = 0;
    std::int32_t lowestFifoPercent = 100;
    std::int32_t lowestDriveBufferPercent = -1;
};

class WriteLoop {
public:
    WriteLoop(Drive &drive, Fifo &fifo, WriteControl &control, ProgressMeter &meter);

    // E_REQUEST_CANCELLED, the reader's error, or the drive's.
    [[nodiscard]] Result<void> run(const WriteExtent &extent, WriteTally &tally);

private:
    [[nodiscard]] Result<void> noteRest();
    [[nodiscard]] Result<void> waitForData(bool (Fifo::*wait)(Fifo::Time));
    [[nodiscard]] Result<void> send(std::int32_t lba, std::span<std::uint8_t> chunk);
    [[nodiscard]] Result<void> resendWhileBusy(const mmc::Command &command, std::span<std::uint8_t> chunk);
    void tick();
    void refresh();
    void noteDriveBuffer();

    Drive &drive_;
    Fifo &fifo_;
    WriteControl &control_;
    ProgressMeter &meter_;
    WriteExtent extent_;
    WriteTally *tally_ = nullptr;
};

// Whether the drive asks for patience: 2/04/07 (an operation runs) or 2/04/08 (its buffer is full).
[[nodiscard]] bool isDriveBusy(const Error &error);

}  // namespace burnish
