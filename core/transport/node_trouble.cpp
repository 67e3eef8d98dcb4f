// SPDX-License-Identifier: LGPL-2.1-or-later
// Sentences about device nodes.
#include "transport/node_trouble.hpp"

namespace burnish {

namespace {

constexpr unsigned GroupReadWrite = 060;
constexpr unsigned OwnerReadWrite = 0600;

// "rw-rw----"
std::string modeText(unsigned mode) {
    std::string text;
    for (int bit = 8; bit >= 0; --bit) {
        text += (mode >> bit & 1U) != 0 ? "xwr"[bit % 3] : '-';
    }
    return text;
}

bool grants(unsigned mode, unsigned bits) {
    return (mode & bits) == bits;
}

// Why it is refused and what helps. A member who is refused all the same is stopped by something else.
std::string remedy(const NodeRights &rights) {
    const bool groupMay = grants(rights.mode, GroupReadWrite);
    if ((rights.isMember && groupMay) || (rights.isOwner && grants(rights.mode, OwnerReadWrite))) {
        return "you have the right to use it, so something else forbids it, such as a container or a sandbox; give the "
               "container the device, or run outside of it.";
    }
    if (rights.group == "root" || !groupMay) {
        return "no group may use it; udev gives drives to the group cdrom where it runs, so check that it does, or "
               "give "
               "yourself the right: setfacl -m u:" +
               rights.user + ":rw on the node.";
    }
    if (rights.isListed) {
        return "you were added to that group after you logged in; log out and in again.";
    }
    return "you are not in that group; add yourself (sudo usermod -aG " + rights.group + " " + rights.user +
           ") and log in again.";
}

}  // namespace

Error notScsi(const std::string &path) {
    return {status::E_NOT_A_RECORDER, path + " is no recorder; recorders are block devices such as /dev/sr0."};
}

Error errorOfKind(const std::string &path, NodeKind kind) {
    switch (kind) {
        case NodeKind::Missing:
            return {status::E_DEV_NOT_EXIST,
                    "There is no device " + path + "; check that the drive is plugged in and what it is called."};
        case NodeKind::Forbidden:
            return {status::E_ACCESSDENIED, "The folder of " + path + " may not be looked into."};
        case NodeKind::Directory:
            return {status::E_NOT_A_RECORDER,
                    path + " is a folder, not a recorder; a folder that holds a virtual disc is named virtual:" + path +
                        "."};
        case NodeKind::BlockDevice:
        case NodeKind::Other:
            break;
    }
    return notScsi(path);
}

Error errorOfRights(const std::string &path, const NodeRights &rights, const std::string &detail) {
    std::string message = "You may not use the drive " + path;
    if (rights.group.empty() || rights.user.empty()) {
        message += "; add yourself to its group (usermod -aG cdrom NAME) and log in again.";
    } else {
        message += ": it belongs to " + rights.owner + " and the group " + rights.group + " (" + modeText(rights.mode) +
                   "), and " + remedy(rights);
    }
    return {status::E_ACCESSDENIED, message, detail};
}

// A mount first, since it is certain; then the processes that have the node open, any of which it may be.
std::string holderOf(const std::vector<std::string> &mountPoints, const std::vector<std::string> &processes) {
    if (!mountPoints.empty()) {
        return "mounted on " + mountPoints.front();
    }
    std::string names;
    for (const auto &process : processes) {
        names += (names.empty() ? "" : ", ") + process;
    }
    return names.empty() ? "another program" : names;
}

Error errorOfHolder(const std::string &path, const std::string &holder, const std::string &detail) {
    const std::string_view advice = holder.starts_with("mounted") ? "; unmount the disc and try again."
                                                                  : "; wait until it has finished, or close it.";
    Error locked(status::E_RECORDER_LOCKED, "The drive " + path + " is in use: " + holder + std::string(advice),
                 detail);
    locked.canRetry = true;
    return locked;
}

}  // namespace burnish
