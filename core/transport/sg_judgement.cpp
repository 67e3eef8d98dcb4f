// SPDX-License-Identifier: LGPL-2.1-or-later
// The three layers that can fail below a SCSI command: the ioctl, the host adapter with its driver, the drive.
#include "transport/sg_judgement.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace burnish {

namespace {

constexpr std::uint8_t CheckCondition = 0x02;

// Linux, scsi_status.h
enum HostStatus : std::uint16_t {
    Ok = 0x00,
    NoConnect = 0x01,
    TimeOut = 0x03,
    BadTarget = 0x04,
    TargetFailure = 0x10,
    AllocationFailure = 0x12,
    MediumError = 0x13,
};
constexpr std::uint16_t DriverCodeMask = 0x0F;  // the rest are suggestions
constexpr std::uint16_t DriverSense = 0x08;     // only says that there is sense data
constexpr std::uint16_t DriverTimeout = 0x06;

Error because(Status status, const std::string &device, const std::string &why) {
    Error error = errorFromTable(status);
    error.detail = device + ": " + why;
    return error;
}

std::string hex(unsigned value) {
    char text[16];
    std::snprintf(text, sizeof text, "%02Xh", value);
    return text;
}

Error callFailed(int number, const std::string &carrier, const std::string &device) {
    const std::string why = carrier + ": " + std::strerror(number);
    switch (number) {
        case ENODEV:
        case ENXIO:
            return because(status::E_DEV_NOT_EXIST, device, why);
        case ETIMEDOUT:
            return because(status::E_RECORDER_COMMAND_TIMEOUT, device, why);
        case EACCES:
        case EPERM:
            return because(status::E_ACCESSDENIED, device, why);
        case ENOMEM:
            return because(status::E_OUTOFMEMORY, device, why);
        case EOPNOTSUPP:
            return because(status::E_NOTIMPL, device, why);
        case ENOTTY:
        case ENOSYS:
            return because(status::E_NOT_A_RECORDER, device, why);
        default:
            return because(status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, device, why);
    }
}

// The kernel copies some sense keys into the host status; the drive did answer then, and its sense says more.
bool drivesOwnAnswer(const SgOutcome &outcome) {
    const bool copied = outcome.hostStatus == TargetFailure || outcome.hostStatus == AllocationFailure ||
                        outcome.hostStatus == MediumError;
    return outcome.hostStatus == Ok || (copied && outcome.status == CheckCondition && outcome.senseLength > 0);
}

}  // namespace

Result<Completion> judgeSg(const SgOutcome &outcome, std::size_t requested, const std::string &device) {
    if (outcome.error != 0) {
        return callFailed(outcome.error, outcome.carrier, device);
    }
    const unsigned driver = outcome.driverStatus & DriverCodeMask & ~DriverSense;
    const std::string why = "host status " + hex(outcome.hostStatus) + ", driver status " + hex(outcome.driverStatus);
    if (outcome.hostStatus == TimeOut || (outcome.hostStatus == Ok && driver == DriverTimeout)) {
        return because(status::E_RECORDER_COMMAND_TIMEOUT, device, why);
    }
    if (outcome.hostStatus == NoConnect || outcome.hostStatus == BadTarget) {
        return because(status::E_DEV_NOT_EXIST, device, why);
    }
    if (!drivesOwnAnswer(outcome) || driver != 0) {
        return because(status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, device, why);
    }
    Completion completion;
    completion.status = outcome.status;
    const auto residual = static_cast<std::size_t>(std::max(outcome.residual, 0));
    completion.transferred = requested - std::min(residual, requested);
    completion.sense = outcome.sense;
    completion.senseLength = std::min(outcome.senseLength, outcome.sense.size());
    return completion;
}

}  // namespace burnish
