// SPDX-License-Identifier: LGPL-2.1-or-later
// What IDiscFormat2 asks about the disc, once for all formats. A handle is as format_skin.hpp wants it; its core has
// medium().
#pragma once

#include "format_skin.hpp"

#include "media/heuristic_blank.hpp"

namespace burnish::capi::format {

template <typename Handle>
int32_t getPhysicallyBlank(Handle *handle, int32_t *blank) {
    return giveNumber(handle, blank, "blank", [](auto &core) -> Result<bool> {
        TRY_ASSIGN(const Medium medium, core.medium());
        return medium.physicallyBlank;
    });
}

// An empty tray holds a medium of unknown type, as IMAPI2 has it.
template <typename Handle>
int32_t getPhysicalMediaType(Handle *handle, int32_t *type) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(type);
        auto medium = handle->core.medium();
        if (!medium.ok() && medium.error().status == status::E_RECORDER_MEDIA_NO_MEDIA) {
            *type = BURNISH_MEDIA_TYPE_UNKNOWN;
            return {};
        }
        TRY(medium);
        *type = static_cast<int32_t>(medium->type);
        return {};
    });
}

// Asks the recorder that is set: what is mounted counts, too.
template <typename Handle>
int32_t getMediaHeuristicallyBlank(Handle *handle, int32_t *blank) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(blank);
        const auto recorder = handle->core.settings().recorder;
        if (!recorder) {
            return errorFromTable(status::E_RECORDER_REQUIRED);
        }
        TRY_ASSIGN(const Medium medium, inspectMedium(recorder->drive()));
        const bool mounted = !recorder->volumePathNames().empty();
        TRY_ASSIGN(const bool answer, isHeuristicallyBlank(recorder->drive(), medium, mounted));
        *blank = answer ? 1 : 0;
        return {};
    });
}

}  // namespace burnish::capi::format
