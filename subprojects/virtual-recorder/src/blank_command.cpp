// SPDX-License-Identifier: LGPL-2.1-or-later
// BLANK. Which type does what is told by the medium's type.
#include "commands.hpp"

namespace virtual_recorder {

namespace {

constexpr double SecondsToSpinUp = 1.5;

// With pace; without, nothing takes time.
double secondsFor(const DriveState &drive, BlankAction action) {
    if (drive.options.pace <= 0) {
        return 0;
    }
    const MediumType &type = *drive.medium();
    const std::int32_t blocks = (action == BlankAction::Full ? type.capacity : 0) - type.leadInStart;
    return SecondsToSpinUp + blocks / drive.blocksPerSecond();
}

}  // namespace

// What was on the disc is gone from the first moment on, and the disc is of use only after the last. The start address
// in the CDB has no meaning for types that concern the whole disc.
Reply blankDisc(DriveState &drive, const Request &request) {
    if (!drive.medium()->erasable) {
        return refused(sense::CannotWriteMedium);
    }
    const BlankAction action = drive.medium()->blank[request.cdb[1] & 0x07];
    if (action == BlankAction::Refused) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (drive.writing) {
        return refused(sense::CommandSequenceError);
    }
    drive.session.reset();  // a cue sheet was one for the disc as it was
    drive.loaded->beginBlanking();
    if (!drive.store->erase(*drive.loaded)) {
        return refused(sense::WriteError);
    }
    drive.blanking = true;
    const Reply reply = drive.work(secondsFor(drive, action), (request.cdb[1] & 0x10) != 0);
    drive.settleBlanking();  // where it takes no time
    return reply;
}

}  // namespace virtual_recorder
