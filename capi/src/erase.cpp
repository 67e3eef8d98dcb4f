// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/erase.h
#include "formats/erase_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "format_skin.hpp"
#include "handles.hpp"

using burnish::EraseFormat;
using burnish::EraseProgress;
using burnish::EraseSettings;
using burnish::Medium;
using burnish::Result;
using burnish::Status;
using burnish::capi::format::with;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;
namespace status = burnish::status;

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

int32_t burnish_erase_new(burnish_erase **out) {
    return format::create(out);
}

burnish_erase *burnish_erase_ref(burnish_erase *erase) {
    return capi::ref(erase);
}

void burnish_erase_unref(burnish_erase *erase) {
    capi::unref(erase);
}

int32_t burnish_erase_get_error(burnish_erase *erase, burnish_error **error) {
    return format::getError(erase, error);
}

int32_t burnish_erase_set_recorder(burnish_erase *erase, burnish_recorder *recorder) {
    return format::setRecorder(erase, recorder);
}

int32_t burnish_erase_get_recorder(burnish_erase *erase, burnish_recorder **recorder) {
    return format::getRecorder(erase, recorder);
}

int32_t burnish_erase_set_client_name(burnish_erase *erase, const char *name) {
    return format::setClientName(erase, name);
}

int32_t burnish_erase_get_client_name(burnish_erase *erase, char **name) {
    return format::getClientName(erase, name);
}

int32_t burnish_erase_set_full_erase(burnish_erase *erase, int32_t value) {
    return with(erase,
                [&] { return erase->core.change([&](EraseSettings &settings) { settings.fullErase = value != 0; }); });
}

int32_t burnish_erase_get_full_erase(burnish_erase *erase, int32_t *value) {
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(value);
        *value = erase->core.settings().fullErase ? 1 : 0;
        return {};
    });
}

int32_t burnish_erase_get_current_physical_media_type(burnish_erase *erase, int32_t *type) {
    return format::getPhysicalMediaType(erase, type);
}

int32_t burnish_erase_get_media_physically_blank(burnish_erase *erase, int32_t *blank) {
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(blank);
        TRY_ASSIGN(const Medium medium, erase->core.medium());
        *blank = medium.physicallyBlank ? 1 : 0;
        return {};
    });
}

int32_t burnish_erase_get_media_heuristically_blank(burnish_erase *erase, int32_t *blank) {
    return format::getMediaHeuristicallyBlank(erase, blank);
}

int32_t burnish_erase_is_recorder_supported(burnish_erase *erase, burnish_recorder *recorder, int32_t *supported) {
    return format::isRecorderSupported(erase, recorder, supported);
}

int32_t burnish_erase_is_current_media_supported(burnish_erase *erase, burnish_recorder *recorder, int32_t *supported) {
    return format::isCurrentMediaSupported(erase, recorder, supported);
}

int32_t burnish_erase_get_supported_media_types(burnish_erase *erase, int32_t *values, size_t capacity, size_t *count) {
    return format::getSupportedMediaTypes(erase, values, capacity, count);
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
