// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/erase.h
#include "formats/erase_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "format_functions.hpp"
#include "handles.hpp"

using burnish::EraseProgress;
using burnish::EraseSettings;
using burnish::capi::format::with;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;

namespace {

// An exception of the client's must not fly through an erase, which goes on.
void report(burnish_erase *erase, const EraseProgress &event) noexcept {
    burnish_erase_progress converted{};
    converted.size = sizeof converted;
    converted.elapsed_seconds = event.elapsedSeconds;
    converted.estimated_total_seconds = event.estimatedTotalSeconds;
    converted.progress = event.progress;
    try {
        erase->progress(erase, &converted, erase->userData);
    } catch (...) {  // there is nobody to tell, and nothing to cancel
    }
}

}  // namespace

extern "C" {

FORMAT_OBJECT(erase);
FORMAT_FLAG(erase, full_erase, &EraseSettings::fullErase);

int32_t burnish_erase_get_media_physically_blank(burnish_erase *erase, int32_t *blank) {
    return format::getPhysicallyBlank(erase, blank);
}

int32_t burnish_erase_get_media_heuristically_blank(burnish_erase *erase, int32_t *blank) {
    return format::getMediaHeuristicallyBlank(erase, blank);
}

int32_t burnish_erase_set_progress(burnish_erase *erase, burnish_erase_progress_callback callback, void *user_data) {
    return with(erase, [&] {
        return erase->core.change([&](EraseSettings &) {
            erase->progress = callback;
            erase->userData = user_data;
        });
    });
}

int32_t burnish_erase_erase_media(burnish_erase *erase) {
    const capi::Reference<burnish_erase> alive(erase);  // a progress callback may drop the client's last one
    return with(erase, [&] {
        return erase->core.eraseMedia([erase](const EraseProgress &event) {
            if (erase->progress != nullptr) {
                report(erase, event);
            }
        });
    });
}

}  // extern "C"
