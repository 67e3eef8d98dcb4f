// SPDX-License-Identifier: LGPL-2.1-or-later
// What the skins of a recorder share.
#pragma once

#include "burnish/recorder.h"

#include "firewall.hpp"
#include "handles.hpp"

namespace burnish::capi {

// Runs a body with the core's recorder, and keeps its failure with the handle.
template <typename Body>
int32_t withRecorder(burnish_recorder *handle, Body &&body) {
    if (handle == nullptr) {
        return BURNISH_E_POINTER;
    }
    return guarded(handle->lastError, [&]() -> decltype(body(std::declval<Recorder &>())) {
        TRY_ASSIGN(const auto recorder, handle->initialized());
        return body(*recorder);
    });
}

}  // namespace burnish::capi
