// SPDX-License-Identifier: LGPL-2.1-or-later
// The steps in configfs, forwards and backwards.
#include "target.hpp"

#include "kernel_file.hpp"

#include <array>
#include <cerrno>
#include <filesystem>

namespace virtual_recorder::attach {

namespace {

// The size is told to nobody: READ CAPACITY is the recorder's to answer. 1 MiB at a time is what a program may send.
constexpr const char *Control =
    "dev_config=virtual-recorder,dev_size=1073741824,hw_block_size=2048,hw_max_sectors=1024,nl_reply_supported=-1";

constexpr const char *Loopback = "loopback";

bool step(int error, const std::string &path, std::string &message) {
    if (error != 0) {
        message = failed("The kernel refuses “" + path + "” in its target configuration", error);
    }
    return error == 0;
}

// The first trouble is the one to tell.
bool undone(int error, const std::string &path, std::string &message) {
    if (error == 0 || error == ENOENT) {
        return true;
    }
    if (message.empty()) {
        message = failed("“" + path + "” cannot be removed from the kernel's target configuration", error);
    }
    return false;
}

}  // namespace

Claim Target::claim(std::string &message) {
    const std::string path = "core/" + identity_.adapter();
    const int error = files_.makeFolder(path);
    if (error == EEXIST) {
        return Claim::Taken;
    }
    return step(error, path, message) ? Claim::Made : Claim::Failed;
}

// A recorder may take hours over a command, so no time is set for it. Older kernels do not tell of commands that were
// given up; that is no trouble where nothing has to be.
bool Target::makeDevice(std::string &message) {
    static_cast<void>(files_.makeFolder(device()));
    if (!step(files_.write(device() + "/control", Control), device() + "/control", message) ||
        !step(files_.write(device() + "/attrib/cmd_time_out", "0"), device() + "/attrib/cmd_time_out", message)) {
        return false;
    }
    static_cast<void>(files_.write(device() + "/attrib/tmr_notification", "1"));
    return step(files_.write(device() + "/enable", "1"), device() + "/enable", message);
}

// The folder of all loopback hosts is there as long as anybody has one: another process may just be removing it.
int Target::makeHost() {
    constexpr int Attempts = 5;
    int error = ENOENT;
    for (int i = 0; i < Attempts && error == ENOENT; ++i) {
        static_cast<void>(files_.makeFolder(Loopback));
        error = files_.makeFolder(host());
    }
    return error;
}

bool Target::connect(std::string &message) {
    return step(makeHost(), host(), message) && step(files_.makeFolder(group()), group(), message) &&
           step(files_.write(group() + "/nexus", identity_.nexusAddress()), group() + "/nexus", message) &&
           step(files_.makeFolder(unit()), unit(), message) &&
           step(files_.link(device(), unitLink()), unitLink(), message);
}

std::string Target::scsiAddress() {
    const std::string address = files_.read(group() + "/address");
    return address.empty() ? "" : address + ":0";
}

bool Target::disconnect(std::string &message) {
    bool good = undone(files_.unlink(unitLink()), unitLink(), message);
    good = undone(files_.removeFolder(unit()), unit(), message) && good;
    static_cast<void>(files_.write(group() + "/nexus", "NULL"));  // goes with its folder as well
    good = undone(files_.removeFolder(group()), group(), message) && good;
    good = undone(files_.removeFolder(host()), host(), message) && good;
    static_cast<void>(files_.removeFolder(Loopback));  // the last one
    return good;
}

bool Target::removeDevice(std::string &message) {
    const bool good = undone(files_.removeFolder(device()), device(), message);
    return undone(files_.removeFolder("core/" + identity_.adapter()), "core/" + identity_.adapter(), message) && good;
}

std::vector<Identity> attachmentsIn(const Places &places) {
    std::vector<Identity> found;
    for (unsigned number = 0; number < MostAttachments; ++number) {
        const Identity identity{number};
        std::error_code error;
        if (std::filesystem::exists(places.target() + "/core/" + identity.adapter(), error) ||
            std::filesystem::exists(places.target() + "/loopback/" + identity.targetAddress(), error)) {
            found.push_back(identity);
        }
    }
    return found;
}

}  // namespace virtual_recorder::attach
