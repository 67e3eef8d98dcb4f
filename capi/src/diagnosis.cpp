// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/diagnosis.h
#include "burnish/diagnosis.h"

#include "media/diagnosis.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

using burnish::Error;
using burnish::Result;
namespace capi = burnish::capi;
namespace status = burnish::status;

extern "C" {

int32_t burnish_diagnose(const char *device, int32_t *usable, char **json) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(usable);
        REQUIRE_POINTER(json);
        const auto diagnosis = device != nullptr ? burnish::diagnose(device) : burnish::diagnoseMachine();
        *json = capi::copyString(diagnosis.toJson());
        *usable = diagnosis.usable() ? 1 : 0;
        return {};
    });
}

}  // extern "C"
