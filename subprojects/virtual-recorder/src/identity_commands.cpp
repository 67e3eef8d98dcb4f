// SPDX-License-Identifier: LGPL-2.1-or-later
// TEST UNIT READY, REQUEST SENSE, INQUIRY, GET CONFIGURATION.
#include "commands.hpp"
#include "features.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace virtual_recorder {

// A drive that closes a session says it is ready; only commands that touch the disc find out. One that blanks does not.
Reply testUnitReady(DriveState &drive, const Request &) {
    if (!drive.blanking) {
        return good();
    }
    Sense busy = sense::OperationInProgress;
    busy.progress = drive.operation.refuse(drive.time());
    return refused(busy);
}

// Tells, and so takes away, what the next command would have been refused with.
Reply requestSense(DriveState &drive, const Request &request) {
    Sense pending = sense::NoSense;
    if (drive.deferred) {
        pending = *std::exchange(drive.deferred, std::nullopt);
    } else if (std::exchange(drive.poweredOn, false)) {
        pending = sense::PowerOn;
    } else if (const auto refusal = drive.tray.refusal()) {
        pending = *refusal;
    } else if (drive.tray.takeMediumChanged()) {
        pending = sense::MediumChanged;
    } else if (drive.operation.running(drive.time())) {
        pending = sense::OperationInProgress;
        pending.progress = drive.operation.refuse(drive.time());
    }
    return answered(request, encode(pending), request.cdb[4]);
}

Reply inquiry(DriveState &, const Request &request) {
    constexpr std::string_view Vendor = "BURNISH ", Product = "VIRTUAL RECORDER", Revision = "0.1 ";
    Bytes reply(36);
    reply[0] = 0x05;  // CD/DVD device
    reply[1] = 0x80;  // removable
    reply[2] = 0x05;  // SPC-3
    reply[3] = 0x02;  // response data format
    reply[4] = static_cast<std::uint8_t>(reply.size() - 5);
    std::copy(Vendor.begin(), Vendor.end(), reply.begin() + 8);
    std::copy(Product.begin(), Product.end(), reply.begin() + 16);
    std::copy(Revision.begin(), Revision.end(), reply.begin() + 32);
    return answered(request, reply, get16(request.cdb, 3));
}

Reply getConfiguration(DriveState &drive, const Request &request) {
    const std::uint8_t selection = request.cdb[1] & 0x03;
    if (selection > static_cast<std::uint8_t>(FeatureSelection::One)) {
        return refused(sense::InvalidFieldInCdb);
    }
    return answered(request, configuration(drive, static_cast<FeatureSelection>(selection), get16(request.cdb, 2)),
                    get16(request.cdb, 7));
}

}  // namespace virtual_recorder
