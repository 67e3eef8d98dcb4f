// SPDX-License-Identifier: LGPL-2.1-or-later
// A drive may say GOOD to everything and leave the disc blank. The disc itself has the last word, at every
// verification level.
#include "formats/data_inspection.hpp"

#include <string>

namespace burnish {

Error differsFromPlan(const std::string &what) {
    return {status::E_BURN_VERIFICATION_FAILED,
            "The drive reported success, but the disc is not what was planned: " + what +
                ". Do not trust this disc; try another one, or another drive."};
}

Result<void> compareUntouched(const Medium &before, const Medium &after) {
    if (after.state != before.state || after.nextWritableAddress != before.nextWritableAddress ||
        after.tracks.size() != before.tracks.size()) {
        return differsFromPlan("the test write changed it from " + mediaStateText(before.state) + " to " +
                               mediaStateText(after.state));
    }
    return {};
}

namespace {

std::string number(std::int32_t value) {
    return std::to_string(value);
}

// Drives count the run-out of a CD track as a part of it, and DVD+R rounds up to whole packets.
Result<void> compareTrack(const DataPlan &plan, const Track &track) {
    if (track.start != plan.startLba) {
        return differsFromPlan("the new track starts at LBA " + number(track.start) + " instead of " +
                               number(plan.startLba));
    }
    const std::int32_t slack = isCd(plan.mediaType) ? RunOutSectors : 0;
    if (track.sectors < plan.totalSectors() || track.sectors > plan.totalSectors() + slack) {
        return differsFromPlan("the new track has " + number(track.sectors) + " sectors instead of " +
                               number(plan.totalSectors()));
    }
    if (!track.data || track.damaged) {
        return differsFromPlan(track.damaged ? "the new track is damaged" : "the new track is no data track");
    }
    return {};
}

Result<void> compareState(const DataPlan &plan, const Medium &after) {
    const bool shouldBeAppendable = plan.closing == Closing::Session;
    const std::int32_t wanted = shouldBeAppendable ? media_state::Appendable : media_state::Finalized;
    if ((after.state & wanted) == 0 || (after.state & media_state::NonEmptySession) != 0) {
        return differsFromPlan("it is " + mediaStateText(after.state) + " instead of " + mediaStateText(wanted));
    }
    if (shouldBeAppendable && after.nextWritableAddress < plan.startLba + plan.totalSectors()) {
        return differsFromPlan("the next writable address did not move past the data");
    }
    return {};
}

}  // namespace

Result<void> compareWithPlan(const DataPlan &plan, const Medium &before, const Medium &after) {
    if (plan.simulate) {
        return compareUntouched(before, after);
    }
    if (after.physicallyBlank || after.tracks.empty()) {
        return differsFromPlan("it is still blank");
    }
    if (after.sessions != before.sessions + 1) {
        return differsFromPlan("it has " + number(after.sessions) + " complete sessions instead of " +
                               number(before.sessions + 1));
    }
    TRY(compareTrack(plan, after.tracks.back()));
    return compareState(plan, after);
}

}  // namespace burnish
