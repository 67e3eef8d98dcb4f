// SPDX-License-Identifier: LGPL-2.1-or-later
// The first steps of a session with a prepared disc.
#include "formats/prepared_disc.hpp"

#include "burn/progress_meter.hpp"
#include "burn/write_speed.hpp"
#include "burn/write_steps.hpp"

namespace burnish {

Result<void> checkBlankCd(const Medium &medium, const BlankCdNeed &need) {
    const std::string name(mediaTypeName(medium.type)), what(need.what);
    if (medium.type != MediaType::CdR && medium.type != MediaType::CdRw) {
        return Error(need.notSupported, what + " needs a blank CD-R or CD-RW; the disc in the drive is " + name + ".");
    }
    if (!medium.physicallyBlank) {
        return Error(need.notBlank, what + " needs a blank disc, and this " + name + " is not (" +
                                        mediaStateText(medium.state) + "); insert a blank one" +
                                        (medium.erasable ? ", or erase this one." : "."));
    }
    return {};
}

Result<std::unique_ptr<DriveSession>> takeDrive(const PreparedSettings &settings, Medium &medium, Report &report) {
    TRY_ASSIGN(auto taken, DriveSession::take(settings.recorder, settings.clientName));
    Drive &drive = settings.recorder->drive();
    report.sleepInhibited = taken->sleepInhibited();
    ProgressMeter silent({}, settings.simulate);
    TRY(WriteSteps(drive, silent, report).waitUntilReady());
    TRY_ASSIGN(medium, inspectMedium(drive));
    report.mediaType = medium.type;
    report.before = medium;
    return taken;
}

// A drive that does not obey burns at its own speed.
Result<Status> applySpeed(const PreparedSettings &settings, bool note, Medium &medium, Report &report) {
    const auto speed = chooseSpeed(settings.requestedWriteSpeed, settings.requestedPureCav, medium.speedDescriptors);
    auto granted = setWriteSpeed(settings.recorder->drive(), medium.type, speed.sectorsPerSecond,
                                 medium.totalSectors - 1, speed.pureCav);
    if (granted.ok()) {
        report.writeSpeed = *granted;
        medium.currentWriteSpeed = *granted;
    } else if (isGone(granted.error())) {
        return std::move(granted.error());
    } else {
        report.adjustments.push_back("the drive keeps its own speed: " + granted.error().message);
    }
    if (note && speed.adjusted != status::S_OK) {
        report.adjustments.push_back(std::string(findStatus(speed.adjusted)->meaning));
    }
    return speed.adjusted;
}

}  // namespace burnish
