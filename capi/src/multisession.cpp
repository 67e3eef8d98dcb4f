// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/multisession.h
#include "formats/multisession.hpp"

#include "format_skin.hpp"
#include "formats/data_plan.hpp"

using burnish::Medium;
using burnish::MultisessionSequential;
using burnish::Result;
using burnish::Status;
using burnish::capi::format::with;
namespace capi = burnish::capi;
namespace status = burnish::status;

struct burnish_multisession : capi::Counted {
    burnish_multisession(std::shared_ptr<burnish::Recorder> core_, burnish_recorder *handle)
        : core(std::move(core_)), recorder(handle) {}

    MultisessionSequential core;
    const capi::Reference<burnish_recorder> recorder;
    capi::LastError lastError;
};

namespace {

// One number of the disc.
template <typename Get>
int32_t giveNumber(burnish_multisession *multisession, int32_t *out, Get &&get) {
    return with(multisession, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(const Medium medium, multisession->core.medium());
        *out = get(medium);
        return {};
    });
}

}  // namespace

extern "C" {

// Of the mechanisms that IMAPI2 knows there is one.
int32_t burnish_data_get_multisession_interfaces(burnish_data *data, burnish_multisession **values, size_t capacity,
                                                 size_t *count) {
    return with(data, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        std::vector<std::unique_ptr<burnish_multisession>> all;
        const std::lock_guard lock(data->mutex);
        all.push_back(std::make_unique<burnish_multisession>(data->core.settings().recorder, data->recorder.get()));
        return capi::format::giveList(all, values, capacity, count);
    });
}

burnish_multisession *burnish_multisession_ref(burnish_multisession *multisession) {
    return capi::ref(multisession);
}

void burnish_multisession_unref(burnish_multisession *multisession) {
    capi::unref(multisession);
}

int32_t burnish_multisession_get_error(burnish_multisession *multisession, burnish_error **error) {
    return capi::format::getError(multisession, error);
}

int32_t burnish_multisession_get_is_supported_on_current_media_state(burnish_multisession *multisession,
                                                                     int32_t *supported) {
    return with(multisession, [&]() -> Result<void> {
        REQUIRE_POINTER(supported);
        TRY_ASSIGN(const bool answer, multisession->core.isSupportedOnCurrentMediaState());
        *supported = answer ? 1 : 0;
        return {};
    });
}

int32_t burnish_multisession_set_in_use(burnish_multisession *multisession, int32_t value) {
    return with(multisession, [&]() -> Result<void> {
        multisession->core.setInUse(value != 0);
        return {};
    });
}

int32_t burnish_multisession_get_in_use(burnish_multisession *multisession, int32_t *value) {
    return with(multisession, [&]() -> Result<void> {
        REQUIRE_POINTER(value);
        *value = multisession->core.inUse() ? 1 : 0;
        return {};
    });
}

int32_t burnish_multisession_get_import_recorder(burnish_multisession *multisession, burnish_recorder **recorder) {
    return with(multisession, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        *recorder = capi::ref(multisession->recorder.get());
        return *recorder != nullptr ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_multisession_get_is_first_data_session(burnish_multisession *multisession, int32_t *first) {
    return giveNumber(multisession, first,
                      [](const Medium &medium) { return burnish::isFirstDataSession(medium) ? 1 : 0; });
}

int32_t burnish_multisession_get_start_address_of_previous_session(burnish_multisession *multisession, int32_t *lba) {
    return giveNumber(multisession, lba, [](const Medium &medium) { return medium.startOfPreviousSession; });
}

int32_t burnish_multisession_get_last_written_address_of_previous_session(burnish_multisession *multisession,
                                                                          int32_t *lba) {
    return giveNumber(multisession, lba, [](const Medium &medium) { return medium.lastWrittenOfPreviousSession; });
}

int32_t burnish_multisession_get_next_writable_address(burnish_multisession *multisession, int32_t *lba) {
    return giveNumber(multisession, lba, [](const Medium &medium) { return medium.nextWritableAddress; });
}

int32_t burnish_multisession_get_free_sectors_on_media(burnish_multisession *multisession, int32_t *sectors) {
    return giveNumber(multisession, sectors, [](const Medium &medium) { return medium.freeSectors; });
}

int32_t burnish_multisession_get_write_unit_size(burnish_multisession *multisession, int32_t *sectors) {
    return giveNumber(multisession, sectors,
                      [](const Medium &medium) { return burnish::writeUnitSectors(medium.type); });
}

}  // extern "C"
