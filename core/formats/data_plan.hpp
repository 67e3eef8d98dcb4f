// SPDX-License-Identifier: LGPL-2.1-or-later
// DataPlan: all that a data write will do, decided and checked before it does anything.
#pragma once

#include "burn/write_speed.hpp"
#include "formats/data_settings.hpp"
#include "media/medium.hpp"
#include "mmc/replies.hpp"
#include "mmc/write_parameters.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace burnish {

enum class Closing : std::uint8_t {
    None,              // a test write closes nothing
    Session,           // CD, DVD+R: close the session, the disc stays appendable
    Disc,              // CD: the last session; DVD+R: finalize
    DiscForConsumers,  // DVD+R: finalize with at least the radius that players want
};

struct DataPlan {
    MediaType mediaType = MediaType::Unknown;
    std::int32_t startLba = 0;
    std::int32_t sectors = 0;         // of the stream
    std::int32_t paddingSectors = 0;  // zeros: the shortest track on CD, the last packet on DVD+R
    std::int32_t postgapSectors = 0;  // zeros: CD's post-gap
    std::int32_t sectorsPerChunk = 16;
    Closing closing = Closing::Session;
    bool closedForLackOfSpace = false;  // the 2 % rule
    bool simulate = false;
    std::optional<mmc::WriteParameters> writeParameters;  // mode page 05; none on DVD+R
    std::int32_t writeSpeed = -1;                         // to ask for, sectors per second; -1: the drive's own
    bool writePureCav = false;
    Status adjusted = status::S_OK;  // whether the speed is not what was asked for

    [[nodiscard]] std::int32_t totalSectors() const { return sectors + paddingSectors + postgapSectors; }
};

[[nodiscard]] const char *closingText(Closing closing);

// Refusals: E_DF2DATA_STREAM_NOT_SUPPORTED, E_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
// E_DF2DATA_MEDIA_NOT_BLANK (overwriting not permitted), E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
// E_RECORDER_FEATURE_IS_NOT_CURRENT (simulate).
[[nodiscard]] Result<DataPlan> planDataWrite(const DataSettings &settings, const Medium &medium,
                                             const mmc::Features &features, std::uint64_t streamBytes);

// 0403 for a length that is no multiple of 2048, zero, or more than any address can name.
[[nodiscard]] Result<std::int32_t> sectorsOfStream(std::uint64_t streamBytes);

// What is written is a multiple of this: 1 on CD, 16 on DVD.
[[nodiscard]] std::int32_t writeUnitSectors(MediaType type);

}  // namespace burnish
