// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdPlan: how an image goes on a disc, decided before the laser is on. Execution decides nothing more.
#pragma once

#include "burn/report.hpp"
#include "formats/raw_cd_image.hpp"
#include "formats/raw_cd_settings.hpp"
#include "formats/session_cue.hpp"
#include "mmc/write_parameters.hpp"

#include <cstdint>
#include <vector>

namespace burnish {

enum class RawCdMethod : std::uint8_t { Raw, SessionAtOnce };

// What is known of the drive and its blank disc.
struct RawCdRoom {
    std::vector<cd::SubChannelType> sectorTypes;  // that the drive writes raw
    bool sessionAtOnce = false;                   // the drive takes cue sheets
    bool underrunProtection = true;
    std::int32_t leadInStart = 0;
    std::int32_t lastLeadOut = 0;

    [[nodiscard]] bool writes(cd::SubChannelType type) const;
};

struct RawCdPlan {
    RawCdMethod method = RawCdMethod::Raw;
    mmc::WriteParameters parameters;
    std::int32_t start = 0;
    std::int32_t end = 0;
    SessionCueOptions cueOptions;
    std::vector<CueVariant> cues;  // of session at once, to be tried in order
    std::vector<SessionRun> runs;
    bool simulate = false;
    bool hash = true;
    bool sectorCrcs = false;
    std::size_t fifoBytes = 0;  // as asked

    [[nodiscard]] std::int32_t sectors() const { return end - start; }
};

// Which way, by what is asked for and what the drive offers. E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
// E_DF2RAW_RECORDER_NOT_SUPPORTED.
[[nodiscard]] Result<RawCdMethod> chooseMethod(const RawCdSettings &settings, const RawCdRoom &room);

// Of an examined image; for session at once of a surveyed one. E_DF2RAW_NOT_ENOUGH_SPACE,
// E_DF2RAW_STREAM_NOT_SUPPORTED.
[[nodiscard]] Result<RawCdPlan> planRawCd(RawCdMethod method, const RawCdSettings &settings, const RawCdRoom &room,
                                          const RawCdImage &image);

// "raw", "session at once"
[[nodiscard]] const char *methodName(RawCdMethod method);
// Tells the plan in the report.
void describePlan(const RawCdPlan &plan, const RawCdImage &image, Report &report);
// What is known of the disc when the image was read.
void describeLayout(const cd::DiscLayout &layout, bool onDisc, Report &report);

}  // namespace burnish
