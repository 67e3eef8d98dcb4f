// SPDX-License-Identifier: LGPL-2.1-or-later
// START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL, GET EVENT STATUS NOTIFICATION.
#include "commands.hpp"

namespace virtual_recorder {

Reply startStopUnit(DriveState &drive, const Request &request) {
    enum Operation : std::uint8_t { Stop = 0, Start = 1, Eject = 2, Load = 3 };
    switch (request.cdb[4] & 0x03) {
        case Eject:
            if (drive.tray.locked()) {
                return refused(sense::RemovalPrevented);
            }
            if (drive.writing) {
                return refused(sense::CommandSequenceError);
            }
            drive.openTray();
            return good();
        case Load:
            drive.tray.close();
            return good();
        default:  // spinning up and down is nothing that anybody could see
            if (const auto refusal = drive.tray.refusal()) {
                return refused(*refusal);
            }
            return good();
    }
}

Reply preventAllow(DriveState &drive, const Request &request) {
    drive.tray.setLocked((request.cdb[4] & 0x01) != 0);
    return good();
}

// Polled only, and of the classes only media.
Reply getEventStatus(DriveState &drive, const Request &request) {
    constexpr std::uint8_t MediaClass = 4, MediaClassBit = 1 << MediaClass, NoEventAvailable = 0x80;
    if ((request.cdb[1] & 0x01) == 0) {
        return refused(sense::InvalidFieldInCdb);
    }
    const std::size_t allocation = get16(request.cdb, 7);
    if ((request.cdb[4] & MediaClassBit) == 0) {
        const Bytes header = {0, 2, NoEventAvailable, MediaClassBit};
        return answered(request, header, allocation);
    }
    const auto status = static_cast<std::uint8_t>((drive.tray.isOpen() ? 1 : 0) | (drive.discPresent() ? 2 : 0));
    Bytes reply = {0, 6, MediaClass, MediaClassBit, 0, status, 0, 0};
    if (allocation > 4) {  // an event counts as told only when it was
        reply[4] = static_cast<std::uint8_t>(drive.tray.takeEvent());
    }
    return answered(request, reply, allocation);
}

}  // namespace virtual_recorder
