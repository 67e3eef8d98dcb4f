// SPDX-License-Identifier: LGPL-2.1-or-later
// The lines of the log. Keys stand in the order in which one reads them.
#include "command_log.hpp"

#include "../src/commands.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace virtual_recorder::server {

namespace {

std::string hex(ByteView bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        std::array<char, 4> digits{};
        std::snprintf(digits.data(), digits.size(), "%02X", byte);
        text += text.empty() ? "" : " ";
        text += digits.data();
    }
    return text;
}

const char *directionText(Direction direction) {
    switch (direction) {
        case Direction::FromDevice:
            return "from device";
        case Direction::ToDevice:
            return "to device";
        case Direction::None:
            break;
    }
    return "none";
}

const char *hostText(Host host) {
    switch (host) {
        case Host::TimedOut:
            return "timed out";
        case Host::Gone:
            return "gone";
        case Host::Delivered:
            break;
    }
    return "answered";
}

// Key/ASC/ASCQ, of a deferred error with its response code in front.
std::string senseText(ByteView sense) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%s%X/%02X/%02X", (sense[0] & 0x7F) == 0x71 ? "71h " : "", sense[2] & 0x0FU,
                  sense[12], sense[13]);
    return text.data();
}

}  // namespace

bool CommandLog::open(const std::string &path, std::string &message) {
    path_ = path;
    start_ = std::chrono::steady_clock::now();
    if (path.empty()) {
        return true;
    }
    file_.open(path, std::ios::app);
    if (!file_.is_open()) {
        message = "The log “" + path + "” cannot be written: " + std::generic_category().message(errno) + ".";
    }
    return file_.is_open();
}

bool CommandLog::whole(std::string &message) const {
    if (!file_.is_open() || !file_.fail()) {
        return true;
    }
    message = "The log “" + path_ + "” is not whole: it could not be written.";
    return false;
}

void CommandLog::write(const Asked &asked, const Answer &answer) {
    if (!file_.is_open()) {
        return;
    }
    const CommandEntry *entry = findCommand(asked.cdb[0]);
    const auto time = std::chrono::steady_clock::now() - start_;
    nlohmann::ordered_json line;
    line["time"] = static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1e6;
    line["client"] = asked.client;
    line["command"] = entry != nullptr ? std::string(entry->name) : "unknown";
    line["cdb"] = hex(asked.cdb);
    line["direction"] = directionText(asked.direction);
    line["length"] = asked.length;
    if (asked.timeout) {
        line["timeout_ms"] = asked.timeout->count();
    }
    line["result"] = hostText(answer.host);
    line["status"] = answer.status;
    if (answer.senseLength >= SenseLength) {
        const auto sense = ByteView(answer.sense).first(answer.senseLength);
        line["sense"] = senseText(sense);
        line["sense_bytes"] = hex(sense);
    }
    line["residual"] = asked.length - std::min(answer.transferred, asked.length);
    file_ << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n' << std::flush;
}

}  // namespace virtual_recorder::server
