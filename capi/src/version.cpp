// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/version.h
#include "burnish/version.h"

#include <algorithm>
#include <iterator>
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
    static constexpr std::string_view features[] = {
        "data",
        "virtual-recorder",
        "linux-sg",
#ifdef BURNISH_HAVE_SNDFILE
        "audio-files",
#endif
    };
    return name != nullptr && std::find(std::begin(features), std::end(features), name) != std::end(features) ? 1 : 0;
}

}  // extern "C"
