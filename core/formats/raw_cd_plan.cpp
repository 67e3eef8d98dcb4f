// SPDX-License-Identifier: LGPL-2.1-or-later
// The plan of a raw write, and of the session at once that stands in for it.
#include "formats/raw_cd_plan.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

mmc::WriteParameters parametersOf(RawCdMethod method, const RawCdSettings &settings, const RawCdRoom &room,
                                  std::uint8_t discType) {
    mmc::WriteParameters parameters;
    parameters.bufferUnderrunFree = room.underrunProtection && !settings.bufferUnderrunFreeDisabled;
    parameters.testWrite = settings.simulate;
    parameters.multiSession = mmc::MultiSession::None;
    parameters.trackMode = 0;
    parameters.sessionFormat = discType;
    if (method == RawCdMethod::Raw) {
        parameters.writeType = mmc::WriteType::Raw;
        parameters.dataBlockType = static_cast<std::uint8_t>(settings.requestedSectorType);
    } else {
        parameters.writeType = mmc::WriteType::SessionAtOnce;
        parameters.dataBlockType = 0;
    }
    return parameters;
}

Result<void> checkRoom(const cd::DiscLayout &layout, const RawCdRoom &room) {
    if (layout.leadOut <= room.lastLeadOut) {
        return {};
    }
    return Error(status::E_DF2RAW_NOT_ENOUGH_SPACE,
                 "The image's lead-out starts at LBA " + std::to_string(layout.leadOut) +
                     ", and on this disc it may start at LBA " + std::to_string(room.lastLeadOut) +
                     " at the latest; use a longer disc, or less.");
}

const char *sectorTypeName(cd::SubChannelType type) {
    switch (type) {
        case cd::SubChannelType::PqOnly:
            return "pq-only";
        case cd::SubChannelType::Cooked:
            return "cooked";
        case cd::SubChannelType::Raw:
            return "raw";
    }
    return "unknown";
}

}  // namespace

bool RawCdRoom::writes(cd::SubChannelType type) const {
    return std::find(sectorTypes.begin(), sectorTypes.end(), type) != sectorTypes.end();
}

const char *methodName(RawCdMethod method) {
    return method == RawCdMethod::Raw ? "raw" : "session at once";
}

Result<RawCdMethod> chooseMethod(const RawCdSettings &settings, const RawCdRoom &room) {
    const bool raw = room.writes(settings.requestedSectorType);
    if (raw && settings.sessionAtOnce != SessionAtOncePolicy::Require) {
        return RawCdMethod::Raw;
    }
    if (settings.sessionAtOnce == SessionAtOncePolicy::Forbid) {
        return Error(status::E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
                     "The drive does not write raw sectors of the requested type; request one that it supports, or "
                     "permit that the image is written session at once.");
    }
    if (!room.sessionAtOnce) {
        return Error(status::E_DF2RAW_RECORDER_NOT_SUPPORTED,
                     "The drive writes neither raw sectors of the requested type nor session at once; use another "
                     "recorder, or write track at once.");
    }
    return RawCdMethod::SessionAtOnce;
}

Result<RawCdPlan> planRawCd(RawCdMethod method, const RawCdSettings &settings, const RawCdRoom &room,
                            const RawCdImage &image) {
    const cd::DiscLayout &layout = image.layout();
    TRY(checkRoom(layout, room));
    RawCdPlan plan;
    plan.method = method;
    plan.parameters = parametersOf(method, settings, room, layout.discType);
    plan.simulate = settings.simulate;
    plan.hash = settings.hash;
    plan.sectorCrcs = settings.verification == VerificationLevel::Full && !settings.simulate;
    plan.fifoBytes = settings.fifoBytes;
    plan.start = image.firstSector();
    plan.end = image.end();
    if (method == RawCdMethod::Raw) {
        return plan;
    }
    TRY(checkSessionAtOnce(layout));
    plan.cueOptions.leadInStart = room.leadInStart;
    plan.cueOptions.subChannel = image.usesRw() ? image.type() : cd::SubChannelType::PqOnly;
    plan.cues = cueVariants(layout, plan.cueOptions);
    plan.runs = sessionRuns(layout, plan.cueOptions);
    plan.start = plan.runs.front().start;
    plan.end = plan.runs.back().end;
    return plan;
}

void describePlan(const RawCdPlan &plan, const RawCdImage &image, Report &report) {
    report.writeMethod = methodName(plan.method);
    report.sectorType = sectorTypeName(image.type());
    report.startLba = plan.start;
    report.sectors = plan.sectors();
    report.underrunProtectionDisabled = !plan.parameters.bufferUnderrunFree;
    report.closing = plan.simulate ? "nothing (test write)" : "finalize disc";
    if (plan.method == RawCdMethod::SessionAtOnce) {
        report.adjustments.emplace_back("written session at once by a cue sheet, not raw");
        if (plan.cueOptions.subChannel != cd::SubChannelType::PqOnly) {
            report.adjustments.emplace_back("sub-channels R to W go with the sectors, P and Q are the drive's own");
        }
    }
    if (const auto excess = image.excess(); excess > 0 && report.refusals.empty()) {  // else it was told before
        report.adjustments.push_back(std::to_string(excess) + " sectors of the image behind its lead-out are left out");
    }
    describeLayout(image.layout(), false, report);
}

void describeLayout(const cd::DiscLayout &layout, bool onDisc, Report &report) {
    report.startOfLeadout = layout.leadOut;
    report.mediaCatalogNumber = layout.mediaCatalogNumber;
    report.cdTextPacks = static_cast<std::int32_t>(layout.cdText.size());
    report.tracks.clear();
    for (const cd::LayoutTrack &track : layout.tracks) {
        TrackReport told;
        told.number = track.number;
        told.onDisc = onDisc;
        told.startLba = track.start;
        told.sectors = track.end - track.start;
        told.pregapSectors = track.start - track.pregap;
        told.isrc = track.isrc;
        told.preEmphasis = (track.control & 5) == 1;
        told.copyPermitted = (track.control & 2) != 0;
        told.data = (track.control & 4) != 0;
        told.proof = report.proof;
        report.tracks.push_back(std::move(told));
    }
}

}  // namespace burnish
