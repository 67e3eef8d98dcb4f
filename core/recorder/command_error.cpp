// SPDX-License-Identifier: LGPL-2.1-or-later
// From a command's fate to an Error.
#include "recorder/command_error.hpp"

#include <cstdio>

namespace burnish {

namespace {

// SAM-5, 5.3
enum ScsiStatus : std::uint8_t {
    Good = 0x00,
    CheckCondition = 0x02,
    Busy = 0x08,
    ReservationConflict = 0x18,
    TaskSetFull = 0x28
};

std::string hexBytes(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02X", byte);
        text += (text.empty() ? "" : " ") + std::string(digits);
    }
    return text;
}

std::string describe(const mmc::Command &command, const std::string &device) {
    std::string text = std::string(command.name) + " [" + hexBytes(command.bytes()) + "] on " + device;
    if (command.lba) {
        text += ", LBA " + std::to_string(*command.lba);
    }
    return text;
}

std::string place(const mmc::Command &command) {
    return std::string(command.name) + (command.lba ? " at block " + std::to_string(*command.lba) : "");
}

Error attach(Error error, const mmc::Command &command) {
    const auto bytes = command.bytes();
    error.cdb.assign(bytes.begin(), bytes.end());
    if (command.lba) {
        error.lba = command.lba;
    }
    return error;
}

Status statusOfScsi(std::uint8_t scsi) {
    switch (scsi) {
        case Busy:
        case TaskSetFull:
            return status::E_RECORDER_MEDIA_BUSY;
        case ReservationConflict:
            return status::E_RECORDER_LOCKED;
        default:
            return status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;
    }
}

// IMAPI2 has one status for a drive without a disc; what to do differs.
std::string noDiscMessage(const SenseCode &sense) {
    constexpr std::uint8_t TrayClosed = 1;
    constexpr std::uint8_t TrayOpen = 2;
    switch (sense.ascq) {
        case TrayOpen:
            return "The tray is open; insert a disc and close it (burnish load).";
        case TrayClosed:
            return "There is no disc in the drive, and the tray is closed; open it (burnish eject) and insert one.";
        default:
            return errorFromTable(status::E_RECORDER_MEDIA_NO_MEDIA).message;
    }
}

// Where IMAPI2 has no better name than "unexpected", the drive's own words are the message.
std::string messageOf(Status code, const mmc::Command &command, const SenseCode &sense) {
    const std::string words = mmc::senseText(sense);
    if (sense.deferred) {
        return "The drive reports that an earlier command failed: " + words + ".";
    }
    if (code == status::E_UNEXPECTED_RESPONSE_FROM_DEVICE) {
        return "The drive could not carry out " + place(command) + ": " + words + ".";
    }
    if (code == status::E_RECORDER_MEDIA_NO_MEDIA) {
        return noDiscMessage(sense);
    }
    if (code == status::E_RECORDER_LOCKED) {
        return "The tray is locked; end the write or the program that locked it and try again.";
    }
    return errorFromTable(code).message;
}

bool helpsToRetry(const SenseCode &sense) {
    const bool wrongOrder = sense.key == mmc::sense_key::IllegalRequest && sense.asc == 0x2C;
    const bool trayLocked = sense.key == mmc::sense_key::IllegalRequest && sense.asc == 0x53;
    return mmc::isUnitAttention(sense) || mmc::isBecomingReady(sense) ||
           (!sense.deferred && (wrongOrder || trayLocked));
}

}  // namespace

bool carriedOut(const Completion &completion, const std::optional<mmc::Sense> &sense) {
    return completion.status == Good || (completion.status == CheckCondition && sense && !sense->code.deferred &&
                                         sense->code.key == mmc::sense_key::RecoveredError);
}

Error errorOfAnswer(const mmc::Command &command, const Completion &completion, const std::optional<mmc::Sense> &sense,
                    const std::string &device) {
    char number[8];
    std::snprintf(number, sizeof number, "%02Xh", completion.status);
    const std::string detail = describe(command, device) + ": status " + number;
    if (completion.status == CheckCondition && sense) {
        const Status code = mmc::statusOfSense(sense->code, command.cdb[0]);
        Error error(code, messageOf(code, command, sense->code), detail + ", " + mmc::senseText(sense->code));
        error.sense = sense->code;
        error.canRetry = helpsToRetry(sense->code);
        return attach(std::move(error), command);
    }
    Error error = errorFromTable(statusOfScsi(completion.status));
    error.canRetry = error.status != status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;
    if (!error.canRetry) {
        error.message = "The drive could not carry out " + place(command) + " and does not say why.";
    }
    error.detail = detail + (completion.status == CheckCondition ? ", no sense data" : "");
    return attach(std::move(error), command);
}

Error errorOfTransport(Error error, const mmc::Command &command, const std::string &device) {
    error.detail = describe(command, device) + (error.detail.empty() ? "" : ": " + error.detail);
    if (error.status == status::E_RECORDER_COMMAND_TIMEOUT) {
        error.detail += ", no answer within " + std::to_string(command.timeout.count()) + " ms";
    }
    if (error.status == status::E_UNEXPECTED_RESPONSE_FROM_DEVICE) {
        error.message =
            "The connection to the drive failed during " + place(command) + "; check the cable or the USB enclosure.";
    }
    return attach(std::move(error), command);
}

}  // namespace burnish
