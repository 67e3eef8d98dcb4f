// SPDX-License-Identifier: LGPL-2.1-or-later
// What every parser answers to a reply that is too short or contradicts itself.
#pragma once

#include "base/error.hpp"

#include <string>

namespace burnish::mmc {

// command: as MMC spells it; why: "12 bytes instead of 24".
[[nodiscard]] inline Error invalidReply(const std::string &command, const std::string &why) {
    Error error = errorFromTable(status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    error.detail = "reply to " + command + ": " + why;
    return error;
}

[[nodiscard]] inline Error shortReply(const std::string &command, std::size_t bytes, std::size_t needed) {
    return invalidReply(command, std::to_string(bytes) + " bytes, at least " + std::to_string(needed) + " are needed");
}

}  // namespace burnish::mmc
