// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/master.h
#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

#include <chrono>
#include <optional>

using burnish::DeviceEvent;
using burnish::Error;
using burnish::Result;
using burnish::Status;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace {

// The event's size in the release that brought it.
constexpr std::size_t FirstEventSize = sizeof(burnish_master_event);

burnish_master_event toC(burnish_master &master, const DeviceEvent &event) {
    burnish_master_event converted{};
    converted.size = sizeof converted;
    converted.kind = static_cast<int32_t>(event.kind);
    converted.device = master.strings.keep(event.device);
    return converted;
}

}  // namespace

extern "C" {

int32_t burnish_master_new(burnish_master **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(auto core, burnish::DiscMaster::enumerate());
        *out = new burnish_master(std::move(core));
        return {};
    });
}

burnish_master *burnish_master_ref(burnish_master *master) {
    return capi::ref(master);
}

void burnish_master_unref(burnish_master *master) {
    capi::unref(master);
}

int32_t burnish_master_get_count(burnish_master *master, int32_t *count) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(master);
        REQUIRE_POINTER(count);
        *count = static_cast<int32_t>(master->core.devices().size());
        return {};
    });
}

int32_t burnish_master_get_item(burnish_master *master, int32_t index, const char **device) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(master);
        REQUIRE_POINTER(device);
        const auto devices = master->core.devices();
        if (index < 0 || static_cast<std::size_t>(index) >= devices.size()) {
            return Error(status::E_INVALIDARG, "There is no recorder with that index.");
        }
        *device = master->strings.keep(devices[static_cast<std::size_t>(index)]);
        return {};
    });
}

int32_t burnish_master_get_is_supported_environment(burnish_master *master, int32_t *supported) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(master);
        REQUIRE_POINTER(supported);
        *supported = master->core.isSupportedEnvironment() ? 1 : 0;
        return {};
    });
}

int32_t burnish_master_get_fd(burnish_master *master, int32_t *fd) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(master);
        REQUIRE_POINTER(fd);
        TRY_ASSIGN(*fd, master->core.fd());
        return {};
    });
}

int32_t burnish_master_next_event(burnish_master *master, burnish_master_event *event) {
    return capi::guarded([&]() -> Result<Status> {
        REQUIRE_POINTER(master);
        REQUIRE_POINTER(event);
        TRY(capi::checkResultSize(event->size, FirstEventSize));
        TRY_ASSIGN(const auto taken, master->core.nextEvent());
        if (!taken) {
            return status::S_FALSE;
        }
        const burnish_master_event converted = toC(*master, *taken);
        capi::fillResult(event, event->size, &converted, sizeof converted);
        return status::S_OK;
    });
}

int32_t burnish_master_wait_events(burnish_master *master, int32_t timeout_ms, burnish_master_event_callback callback,
                                   void *user_data) {
    return capi::guarded([&]() -> Result<Status> {
        REQUIRE_POINTER(master);
        REQUIRE_POINTER(callback);
        const capi::Reference<burnish_master> alive(master);
        std::optional<std::chrono::milliseconds> time;
        if (timeout_ms >= 0) {
            time.emplace(timeout_ms);
        }
        TRY_ASSIGN(auto event, master->core.waitForEvent(time));
        const Status found = event ? status::S_OK : status::S_FALSE;
        while (event) {
            const burnish_master_event converted = toC(*master, *event);
            callback(master, &converted, user_data);
            TRY_ASSIGN(event, master->core.nextEvent());
        }
        return found;
    });
}

}  // extern "C"
