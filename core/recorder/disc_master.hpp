// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscMaster: IMAPI2's IDiscMaster2: which recorders there are, and which come and go.
#pragma once

#include "base/result.hpp"
#include "recorder/optical_drives.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

// Any thread.
class DiscMaster {
public:
    // Looks once, now. drives must outlive the master.
    [[nodiscard]] static Result<DiscMaster> enumerate(OpticalDrives &drives = systemDrives());
    ~DiscMaster();
    DiscMaster(DiscMaster &&) noexcept;
    DiscMaster &operator=(DiscMaster &&) = delete;

    // Device strings for Recorder::open(): the recorder that BURNISH_DEVICE names comes first, then the optical drives
    // by number. Stays as it is until an event is taken.
    [[nodiscard]] std::vector<std::string> devices() const;
    // At least one of them is there and may be used; one that somebody else holds counts.
    [[nodiscard]] bool isSupportedEnvironment() const;

    // Readable while there may be events; take them until there is none. The first call of these three begins to watch.
    [[nodiscard]] Result<int> fd();
    // The next event, if there is one now; it has changed devices().
    [[nodiscard]] Result<std::optional<DeviceEvent>> nextEvent();
    // The same, but waits for one; none when the time is over or a signal came. Without a time: as long as it takes.
    [[nodiscard]] Result<std::optional<DeviceEvent>> waitForEvent(std::optional<std::chrono::milliseconds> time);

private:
    struct State;

    explicit DiscMaster(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace burnish
