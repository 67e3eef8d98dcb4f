// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding the nodes through sysfs. Events of the kernel only tell when to look again.
#include "nodes.hpp"

#include "kernel_file.hpp"

#include <linux/netlink.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace virtual_recorder::attach {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds LookAgain{200};  // udev's work comes without an event of the kernel

// The one entry of the folder; empty: none.
fs::path onlyEntry(const fs::path &folder) {
    std::error_code error;
    const fs::directory_iterator entry(folder, error);
    return error || entry == fs::directory_iterator() ? fs::path() : entry->path();
}

std::string nodeOf(const Places &places, const fs::path &device) {
    if (device.empty()) {
        return "";
    }
    std::error_code error;
    const std::string node = places.devices + "/" + device.filename().string();
    return fs::exists(node, error) ? node : "";
}

// Where udev is at work, a node has its owner and links once udev has written down what it found.
bool udevIsDone(const Places &places, const fs::path &device) {
    std::error_code error;
    const auto number = readLine(device / "dev");
    return !fs::exists(places.udev + "/control", error) || !number ||
           fs::exists(places.udev + "/data/b" + *number, error);
}

}  // namespace

std::optional<Nodes> findNodes(const Places &places, const std::string &scsiAddress) {
    const fs::path device = fs::path(places.sysfs) / "bus/scsi/devices" / scsiAddress;
    const fs::path block = onlyEntry(device / "block");
    const Nodes nodes{nodeOf(places, block), nodeOf(places, onlyEntry(device / "scsi_generic"))};
    const bool complete = !nodes.block.empty() && !nodes.generic.empty() && udevIsDone(places, block);
    return complete ? std::optional(nodes) : std::nullopt;
}

DeviceEvents::DeviceEvents() : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT)) {
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = 1;  // the kernel's own
    if (::bind(socket_, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;  // there is still looking again
    }
}

DeviceEvents::~DeviceEvents() {
    ::close(socket_);
}

void DeviceEvents::wait(std::chrono::milliseconds longest) const {
    pollfd events{socket_, POLLIN, 0};
    std::array<char, 8192> event{};
    if (::poll(&events, 1, static_cast<int>(longest.count())) > 0) {
        static_cast<void>(::recv(socket_, event.data(), event.size(), MSG_DONTWAIT));
    }
}

std::optional<Nodes> waitForNodes(const Places &places, const std::string &scsiAddress, const DeviceEvents &events,
                                  std::chrono::seconds longest, std::string &message) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (true) {
        if (const auto nodes = findNodes(places, scsiAddress)) {
            return nodes;
        }
        if (std::chrono::steady_clock::now() >= end) {
            message = "The kernel has the recorder as SCSI device " + scsiAddress +
                      ", but its nodes have not come in " + places.devices + " within " +
                      std::to_string(longest.count()) +
                      " seconds. Is devtmpfs mounted there, or udev at work? The kernel's log (dmesg) may say more.";
            return std::nullopt;
        }
        events.wait(LookAgain);
    }
}

}  // namespace virtual_recorder::attach
