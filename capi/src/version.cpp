// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/version.h
#include "burnish/version.h"

#include <algorithm>
#include <array>
#include <string_view>

#define BURNISH_TEXT2(number) #number
#define BURNISH_TEXT(number) BURNISH_TEXT2(number)

extern "C" {

int32_t burnish_version(void) {
    return BURNISH_VERSION_MAJOR * 1000000 + BURNISH_VERSION_MINOR * 1000 + BURNISH_VERSION_PATCH;
}

const char *burnish_version_string(void) {
    return BURNISH_TEXT(BURNISH_VERSION_MAJOR) "." BURNISH_TEXT(BURNISH_VERSION_MINOR) "." BURNISH_TEXT(
        BURNISH_VERSION_PATCH);
}

int32_t burnish_has_feature(const char *name) {
    static constexpr std::array<std::string_view, 3> features{"data", "virtual-recorder", "linux-sg"};
    return name != nullptr && std::find(features.begin(), features.end(), name) != features.end() ? 1 : 0;
}

}  // extern "C"
