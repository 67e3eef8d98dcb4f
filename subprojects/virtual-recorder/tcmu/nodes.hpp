// SPDX-License-Identifier: LGPL-2.1-or-later
// The nodes that the kernel makes for an attached recorder.
#pragma once

#include "places.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace virtual_recorder::attach {

struct Nodes {
    std::string block;    // /dev/sr0
    std::string generic;  // /dev/sg0
};

// Those of the SCSI device; nothing as long as one of them is missing, or udev has not dealt with it.
[[nodiscard]] std::optional<Nodes> findNodes(const Places &places, const std::string &scsiAddress);

// Hears from the kernel when devices come; opened before one is made that is waited for.
class DeviceEvents {
public:
    DeviceEvents();
    ~DeviceEvents();
    DeviceEvents(const DeviceEvents &) = delete;
    DeviceEvents &operator=(const DeviceEvents &) = delete;

    // Until something has come, or the time is over.
    void wait(std::chrono::milliseconds longest) const;

private:
    int socket_;
};

// Nothing, and a sentence for people, where they do not come within the time.
[[nodiscard]] std::optional<Nodes> waitForNodes(const Places &places, const std::string &scsiAddress,
                                                const DeviceEvents &events, std::chrono::seconds longest,
                                                std::string &message);

}  // namespace virtual_recorder::attach
