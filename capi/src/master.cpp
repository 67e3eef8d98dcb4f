// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/master.h
#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

using burnish::Error;
using burnish::Result;
namespace capi = burnish::capi;
namespace status = burnish::status;

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
        const auto &devices = master->core.devices();
        if (index < 0 || static_cast<std::size_t>(index) >= devices.size()) {
            return Error(status::E_INVALIDARG, "There is no recorder with that index.");
        }
        *device = devices[static_cast<std::size_t>(index)].c_str();
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

}  // extern "C"
