// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading /proc/self/mountinfo and /proc/PID/fd.
#include "transport/device_holders.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

namespace burnish {

namespace {

namespace fs = std::filesystem;

std::optional<dev_t> deviceOfNode(const std::string &node) {
    struct stat info {};
    if (::stat(node.c_str(), &info) != 0 || !S_ISBLK(info.st_mode)) {
        return std::nullopt;
    }
    return info.st_rdev;
}

// mountinfo writes blank, tab, newline and backslash as \040 and so on.
std::string unescaped(const std::string &field) {
    const auto octal = [&field](std::size_t i) { return field[i] >= '0' && field[i] <= '7'; };
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '\\' && i + 3 < field.size() && octal(i + 1) && octal(i + 2) && octal(i + 3)) {
            text.push_back(
                static_cast<char>((field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + field[i + 3] - '0'));
            i += 3;
        } else {
            text.push_back(field[i]);
        }
    }
    return text;
}

bool hasOpen(const fs::path &process, dev_t device) {
    std::error_code error;
    for (fs::directory_iterator entry(process / "fd", error), end; !error && entry != end; entry.increment(error)) {
        struct stat info {};
        if (::stat(entry->path().c_str(), &info) == 0 && S_ISBLK(info.st_mode) && info.st_rdev == device) {
            return true;
        }
    }
    return false;
}

std::string describe(const fs::path &process) {
    std::ifstream file(process / "comm");
    std::string name;
    std::getline(file, name);
    return (name.empty() ? "a program" : name) + " (pid " + process.filename().string() + ")";
}

bool isProcess(const std::string &name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::vector<std::string> mountPointsIn(std::string_view mountinfo, unsigned major, unsigned minor) {
    const std::string wanted = std::to_string(major) + ":" + std::to_string(minor);
    std::vector<std::string> points;
    std::istringstream lines{std::string(mountinfo)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string id, parent, device, root, point;
        if (fields >> id >> parent >> device >> root >> point && device == wanted) {
            points.push_back(unescaped(point));
        }
    }
    return points;
}

std::vector<std::string> mountPointsOfDevice(const std::string &node) {
    const auto device = deviceOfNode(node);
    std::ifstream file("/proc/self/mountinfo");
    if (!device || !file) {
        return {};
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return mountPointsIn(text, major(*device), minor(*device));
}

// This process is left out: it has the node open to look.
std::vector<std::string> processesWithOpen(const std::string &node) {
    const auto device = deviceOfNode(node);
    if (!device) {
        return {};
    }
    std::vector<std::string> found;
    std::error_code error;
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (isProcess(name) && name != std::to_string(::getpid()) && hasOpen(entry->path(), *device)) {
            found.push_back(describe(entry->path()));
        }
    }
    return found;
}

}  // namespace burnish
