// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/speed.h
#include "speed_skin.hpp"

namespace capi = burnish::capi;

namespace {

// A descriptor remembers no failure: none of its functions asks a drive.
int32_t giveNumber(const burnish_speed *speed, int32_t *out, int32_t (*get)(const burnish::SpeedDescriptor &)) {
    if (speed == nullptr || out == nullptr) {
        return BURNISH_E_POINTER;
    }
    *out = get(speed->core);
    return BURNISH_S_OK;
}

}  // namespace

extern "C" {

burnish_speed *burnish_speed_ref(burnish_speed *speed) {
    return capi::ref(speed);
}

void burnish_speed_unref(burnish_speed *speed) {
    capi::unref(speed);
}

int32_t burnish_speed_get_media_type(const burnish_speed *speed, int32_t *type) {
    return giveNumber(speed, type, [](const auto &core) { return static_cast<int32_t>(core.mediaType); });
}

int32_t burnish_speed_get_rotation_type_is_pure_cav(const burnish_speed *speed, int32_t *pure_cav) {
    return giveNumber(speed, pure_cav, [](const auto &core) { return core.pureCav ? 1 : 0; });
}

int32_t burnish_speed_get_write_speed(const burnish_speed *speed, int32_t *sectors_per_second) {
    return giveNumber(speed, sectors_per_second, [](const auto &core) { return core.sectorsPerSecond; });
}

}  // extern "C"
