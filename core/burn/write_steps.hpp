// SPDX-License-Identifier: LGPL-2.1-or-later
// WriteSteps: what every mode asks of a drive before and after its WRITE commands.
#pragma once

#include "burn/progress_meter.hpp"
#include "burn/report.hpp"
#include "mmc/write_parameters.hpp"
#include "recorder/drive.hpp"

#include <cstddef>
#include <cstdint>

namespace burnish {

// CLOSE TRACK SESSION, MMC-6 6.3.
enum CloseFunction : std::uint8_t { CloseTrack = 1, CloseSession = 2, FinalizeMinimalRadius = 5, FinalizeDisc = 6 };

class WriteSteps {
public:
    // meter: shows events while the drive is waited for. report: takes what was adjusted.
    WriteSteps(Drive &drive, ProgressMeter &meter, Report &report) : drive_(drive), meter_(meter), report_(report) {}

    [[nodiscard]] Result<void> waitUntilReady();
    [[nodiscard]] Result<void> sendWriteParameters(const mmc::WriteParameters &parameters);
    // SEND OPC INFORMATION.
    [[nodiscard]] Result<void> calibrate();
    // SYNCHRONIZE CACHE; on CD that ends the track.
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] Result<void> close(CloseFunction function, std::uint16_t track);

    // After a failure. Whether the drive still answers.
    [[nodiscard]] bool stillAnswers(const Error &error);
    // SYNCHRONIZE CACHE, best effort: the failure that came first is the one that counts.
    void stopWriting();

private:
    Drive &drive_;
    ProgressMeter &meter_;
    Report &report_;
};

// Gone from the bus, or silent.
[[nodiscard]] bool isGone(const Error &error);

// The size of the buffer between stream and drive: asked, or where that is 0 five seconds of the speed, no more than
// all there is to write. sectorsPerSecond 0 or less: not known.
[[nodiscard]] std::size_t fifoBytes(std::size_t asked, MediaType type, std::int32_t sectorsPerSecond,
                                    std::int32_t sectors, std::int32_t bytesPerSector);

}  // namespace burnish
