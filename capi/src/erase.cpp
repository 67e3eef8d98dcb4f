// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/erase.h
#include "formats/erase_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

using burnish::EraseFormat;
using burnish::EraseProgress;
using burnish::EraseSettings;
using burnish::Medium;
using burnish::Result;
using burnish::Status;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace {

// Runs a body, and keeps its failure with the handle.
template <typename Body>
int32_t with(burnish_erase *erase, Body &&body) {
    return erase != nullptr ? capi::guarded(erase->lastError, body) : BURNISH_E_POINTER;
}

bool isEmptyTray(const Result<Medium> &medium) {
    return !medium.ok() && medium.error().status == status::E_RECORDER_MEDIA_NO_MEDIA;
}

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
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = new burnish_erase;
        return {};
    });
}

burnish_erase *burnish_erase_ref(burnish_erase *erase) {
    return capi::ref(erase);
}

void burnish_erase_unref(burnish_erase *erase) {
    capi::unref(erase);
}

int32_t burnish_erase_get_error(burnish_erase *erase, burnish_error **error) {
    return erase != nullptr ? erase->lastError.get(error) : BURNISH_E_POINTER;
}

int32_t burnish_erase_set_recorder(burnish_erase *erase, burnish_recorder *recorder) {
    return with(erase, [&]() -> Result<void> {
        std::shared_ptr<burnish::Recorder> core;
        if (recorder != nullptr) {
            TRY_ASSIGN(core, recorder->initialized());
        }
        const std::lock_guard lock(erase->mutex);
        TRY(erase->core.setRecorder(std::move(core)));
        erase->recorder.set(recorder);
        return {};
    });
}

int32_t burnish_erase_get_recorder(burnish_erase *erase, burnish_recorder **recorder) {
    return with(erase, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        const std::lock_guard lock(erase->mutex);
        *recorder = capi::ref(erase->recorder.get());
        return *recorder != nullptr ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_erase_set_client_name(burnish_erase *erase, const char *name) {
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(name);
        return erase->core.setClientName(name);
    });
}

int32_t burnish_erase_get_client_name(burnish_erase *erase, char **name) {
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(name);
        *name = capi::copyString(erase->core.settings().clientName);
        return {};
    });
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
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(type);
        auto medium = erase->core.medium();
        if (isEmptyTray(medium)) {
            *type = BURNISH_MEDIA_TYPE_UNKNOWN;
            return {};
        }
        TRY(medium);
        *type = static_cast<int32_t>(medium->type);
        return {};
    });
}

int32_t burnish_erase_get_media_physically_blank(burnish_erase *erase, int32_t *blank) {
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(blank);
        TRY_ASSIGN(const Medium medium, erase->core.medium());
        *blank = medium.physicallyBlank ? 1 : 0;
        return {};
    });
}

int32_t burnish_erase_is_recorder_supported(burnish_erase *erase, burnish_recorder *recorder, int32_t *supported) {
    return with(erase, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        REQUIRE_POINTER(supported);
        TRY_ASSIGN(const auto core, recorder->initialized());
        TRY_ASSIGN(const bool answer, EraseFormat::isRecorderSupported(*core));
        *supported = answer ? 1 : 0;
        return answer ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_erase_is_current_media_supported(burnish_erase *erase, burnish_recorder *recorder, int32_t *supported) {
    return with(erase, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        REQUIRE_POINTER(supported);
        TRY_ASSIGN(const auto core, recorder->initialized());
        auto answer = EraseFormat::isCurrentMediaSupported(*core);
        if (!answer.ok() && answer.error().status == status::E_RECORDER_MEDIA_NO_MEDIA) {
            *supported = 0;
        }
        TRY(answer);
        *supported = *answer ? 1 : 0;
        return *answer ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_erase_get_supported_media_types(burnish_erase *erase, int32_t *values, size_t capacity, size_t *count) {
    return with(erase, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        std::vector<std::int32_t> types;
        for (const burnish::MediaType type : EraseFormat::supportedMediaTypes()) {
            types.push_back(static_cast<std::int32_t>(type));
        }
        return capi::copyList(types, values, capacity, count);
    });
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
