// SPDX-License-Identifier: LGPL-2.1-or-later
// Users of a node, from the tables that the kernel shows in /proc.
#include "users.hpp"

#include "kernel_file.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace virtual_recorder::attach {

namespace {

namespace fs = std::filesystem;

std::optional<struct stat> deviceAt(const std::string &path) {
    struct stat status {};
    const bool device = ::stat(path.c_str(), &status) == 0 && (S_ISBLK(status.st_mode) || S_ISCHR(status.st_mode));
    return device ? std::optional(status) : std::nullopt;
}

bool sameDevice(const struct stat &one, const struct stat &other) {
    return one.st_rdev == other.st_rdev && (one.st_mode & S_IFMT) == (other.st_mode & S_IFMT);
}

void findMounts(const Places &places, const std::string &node, const struct stat &device,
                std::vector<std::string> &users) {
    const std::string number = std::to_string(major(device.st_rdev)) + ":" + std::to_string(minor(device.st_rdev));
    std::ifstream table(places.processes + "/self/mountinfo");
    for (std::string line; S_ISBLK(device.st_mode) && std::getline(table, line);) {
        std::istringstream fields(line);
        std::string id, parent, mounted, root, point;
        if (fields >> id >> parent >> mounted >> root >> point && mounted == number) {
            users.push_back(node + " is mounted at " + point);
        }
    }
}

bool hasOpen(const fs::path &process, const struct stat &device) {
    std::error_code error;
    for (fs::directory_iterator each(process / "fd", error), end; !error && each != end; each.increment(error)) {
        const auto open = deviceAt(each->path());
        if (open && sameDevice(*open, device)) {
            return true;
        }
    }
    return false;
}

bool isNumber(const std::string &text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void findProcesses(const Places &places, const std::string &node, const struct stat &device,
                   std::vector<std::string> &users) {
    std::error_code error;
    for (fs::directory_iterator each(places.processes, error), end; !error && each != end; each.increment(error)) {
        const std::string number = each->path().filename();
        if (isNumber(number) && hasOpen(each->path(), device)) {
            users.push_back("process " + number + " (" + readLine(each->path() / "comm").value_or("?") + ") has " +
                            node + " open");
        }
    }
}

}  // namespace

std::vector<std::string> usersOf(const Places &places, const Nodes &nodes) {
    std::vector<std::string> users;
    for (const std::string &node : {nodes.block, nodes.generic}) {
        if (const auto device = deviceAt(node)) {
            findMounts(places, node, *device, users);
            findProcesses(places, node, *device, users);
        }
    }
    return users;
}

std::string joined(const std::vector<std::string> &parts) {
    std::string text;
    for (const std::string &part : parts) {
        text += (text.empty() ? "" : "; ") + part;
    }
    return text;
}

}  // namespace virtual_recorder::attach
