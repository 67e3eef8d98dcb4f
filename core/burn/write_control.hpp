// SPDX-License-Identifier: LGPL-2.1-or-later
// WriteControl: how a write is told to stop, and what it tells while it runs.
#pragma once

#include "base/status.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>

namespace burnish {

// IMAPI_BURN_VERIFICATION_LEVEL
enum class VerificationLevel : std::int32_t { None = 0, Quick = 1, Full = 2 };

// IMAPI_FORMAT2_DATA_WRITE_ACTION
enum class DataAction : std::int32_t {
    ValidatingMedia = 0,
    FormattingMedia = 1,
    InitializingHardware = 2,
    CalibratingPower = 3,
    WritingData = 4,
    Finalization = 5,
    Completed = 6,
    Verifying = 7,
};

// IMAPI_FORMAT2_TAO_WRITE_ACTION
enum class TaoAction : std::int32_t { Unknown = 0, Preparing = 1, Writing = 2, Finishing = 3, Verifying = 4 };

// IMAPI_FORMAT2_RAW_CD_WRITE_ACTION, and beyond it Verifying.
enum class RawCdAction : std::int32_t { Unknown = 0, Preparing = 1, Writing = 2, Finishing = 3, Verifying = 4 };

// IWriteEngine2EventArgs and the times, with what they lack: what the events of every mode tell. LBAs in sectors of the
// mode's size, times in seconds.
struct WriteProgress {
    std::int32_t elapsedTime = 0;
    std::int32_t remainingTime = 0;  // estimate
    std::int32_t totalTime = 0;      // estimate
    std::int32_t startLba = 0;
    std::int32_t sectorCount = 0;  // -1: not known
    std::int32_t lastReadLba = 0;
    std::int32_t lastWrittenLba = 0;
    std::int32_t totalSystemBuffer = 0;
    std::int32_t usedSystemBuffer = 0;
    std::int32_t freeSystemBuffer = 0;
    // Beyond IMAPI2:
    bool simulate = false;
    std::int32_t currentWriteSpeed = 0;  // measured since the last event, sectors per second
    std::int32_t totalDriveBuffer = -1;  // bytes; -1: not known
    std::int32_t freeDriveBuffer = -1;
    double stageProgress = -1;  // 0 to 1 within the action where known, else -1
};

// IDiscFormat2DataEventArgs. Sectors of 2048 bytes.
struct DataProgress : WriteProgress {
    DataAction action = DataAction::ValidatingMedia;
};

// IDiscFormat2TrackAtOnceEventArgs. Sectors of 2352 bytes; sectorCount is -1 where the stream does not tell its length.
struct TaoProgress : WriteProgress {
    TaoAction action = TaoAction::Unknown;
    std::int32_t track = 0;
};

// IDiscFormat2RawCDEventArgs. Sectors of the image; startLba is negative.
struct RawCdProgress : WriteProgress {
    RawCdAction action = RawCdAction::Unknown;
    bool sessionAtOnce = false;  // the drive is written session at once, not raw
};

// Cancel from any thread. Whoever waits holds a Wake for the time of the wait.
class WriteControl {
public:
    void reset();
    void cancel();
    [[nodiscard]] bool cancelled() const;

    // For the time of a wait: wake is called by cancel(), under the lock.
    class Wake {
    public:
        Wake(WriteControl &control, std::function<void()> wake) : control_(control) {
            control_.setWake(std::move(wake));
        }
        ~Wake() { control_.setWake({}); }
        Wake(const Wake &) = delete;
        Wake &operator=(const Wake &) = delete;

    private:
        WriteControl &control_;
    };

private:
    void setWake(std::function<void()> wake);

    std::atomic<bool> cancelled_ = false;
    std::mutex mutex_;  // guards wake_
    std::function<void()> wake_;
};

}  // namespace burnish
