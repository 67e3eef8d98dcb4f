// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/data.h
#include "formats/data_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "format_skin.hpp"
#include "handles.hpp"
#include "settings_skin.hpp"
#include "speed_skin.hpp"

using burnish::DataFormat;
using burnish::DataProgress;
using burnish::DataSettings;
using burnish::Error;
using burnish::Medium;
using burnish::Result;
using burnish::Status;
using burnish::capi::format::with;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;
namespace status = burnish::status;

namespace {

// One number of the disc. inspect: DataFormat::medium, or supportedMedium for what only a usable disc has.
template <typename Get>
int32_t giveNumber(burnish_data *data, int32_t *out, Result<Medium> (DataFormat::*inspect)(), Get &&get) {
    return with(data, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(const Medium medium, (data->core.*inspect)());
        *out = static_cast<int32_t>(get(medium));
        return {};
    });
}

}  // namespace

burnish_data_progress capi::toC(const DataProgress &progress) {
    burnish_data_progress converted{};
    converted.size = sizeof converted;
    converted.current_action = static_cast<int32_t>(progress.action);
    converted.elapsed_time = progress.elapsedTime;
    converted.remaining_time = progress.remainingTime;
    converted.total_time = progress.totalTime;
    converted.start_lba = progress.startLba;
    converted.sector_count = progress.sectorCount;
    converted.last_read_lba = progress.lastReadLba;
    converted.last_written_lba = progress.lastWrittenLba;
    converted.total_system_buffer = progress.totalSystemBuffer;
    converted.used_system_buffer = progress.usedSystemBuffer;
    converted.free_system_buffer = progress.freeSystemBuffer;
    converted.simulate = progress.simulate ? 1 : 0;
    converted.current_write_speed = progress.currentWriteSpeed;
    converted.total_drive_buffer = progress.totalDriveBuffer;
    converted.free_drive_buffer = progress.freeDriveBuffer;
    converted.stage_progress = progress.stageProgress;
    return converted;
}

namespace {

// An exception of the client's must not fly through a write: it cancels, and the drive is brought to rest.
void report(burnish_data *data, const DataProgress &progress) {
    const burnish_data_progress converted = capi::toC(progress);
    try {
        data->progress(data, &converted, data->userData);
    } catch (...) {
        (void)data->core.cancelWrite().ok();
    }
}

}  // namespace

// Where the other write is this object's own, that is said.
Result<std::unique_ptr<capi::StreamClaim>> capi::StreamClaim::take(burnish_data *data, burnish_stream *stream) {
    return take(stream, [data] { return data->core.change([](DataSettings &) {}); });
}

Result<std::unique_ptr<capi::StreamClaim>> capi::StreamClaim::take(burnish_stream *stream,
                                                                   const std::function<Result<void>()> &busy) {
    std::unique_ptr<StreamClaim> claim(new StreamClaim(stream));
    claim->granted_ = !stream->inUse.exchange(true);
    if (!claim->granted_) {
        TRY(busy());
        return Error(status::E_INVALIDARG, "The stream belongs to another write that runs; give each its own.");
    }
    return claim;
}

capi::StreamClaim::~StreamClaim() {
    if (granted_) {
        stream_.get()->inUse = false;
    }
}

extern "C" {

int32_t burnish_data_new(burnish_data **out) {
    return format::create(out);
}

burnish_data *burnish_data_ref(burnish_data *data) {
    return capi::ref(data);
}

void burnish_data_unref(burnish_data *data) {
    capi::unref(data);
}

int32_t burnish_data_get_error(burnish_data *data, burnish_error **error) {
    return format::getError(data, error);
}

int32_t burnish_data_set_recorder(burnish_data *data, burnish_recorder *recorder) {
    return format::setRecorder(data, recorder);
}

int32_t burnish_data_get_recorder(burnish_data *data, burnish_recorder **recorder) {
    return format::getRecorder(data, recorder);
}

int32_t burnish_data_set_client_name(burnish_data *data, const char *name) {
    return format::setClientName(data, name);
}

int32_t burnish_data_get_client_name(burnish_data *data, char **name) {
    return format::getClientName(data, name);
}

int32_t burnish_data_set_force_media_to_be_closed(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::forceMediaToBeClosed, value);
}

int32_t burnish_data_get_force_media_to_be_closed(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::forceMediaToBeClosed, value);
}

int32_t burnish_data_set_force_overwrite(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::forceOverwrite, value);
}

int32_t burnish_data_get_force_overwrite(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::forceOverwrite, value);
}

int32_t burnish_data_set_buffer_underrun_free_disabled(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::bufferUnderrunFreeDisabled, value);
}

int32_t burnish_data_get_buffer_underrun_free_disabled(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::bufferUnderrunFreeDisabled, value);
}

int32_t burnish_data_set_disable_consumer_dvd_compatibility_mode(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::disableConsumerDvdCompatibilityMode, value);
}

int32_t burnish_data_get_disable_consumer_dvd_compatibility_mode(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::disableConsumerDvdCompatibilityMode, value);
}

int32_t burnish_data_set_postgap_already_in_image(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::postgapAlreadyInImage, value);
}

int32_t burnish_data_get_postgap_already_in_image(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::postgapAlreadyInImage, value);
}

int32_t burnish_data_set_simulate(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::simulate, value);
}

int32_t burnish_data_get_simulate(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::simulate, value);
}

int32_t burnish_data_set_hash(burnish_data *data, int32_t value) {
    return format::setFlag(data, &DataSettings::hash, value);
}

int32_t burnish_data_get_hash(burnish_data *data, int32_t *value) {
    return format::getFlag(data, &DataSettings::hash, value);
}

int32_t burnish_data_set_fifo_size(burnish_data *data, uint64_t bytes) {
    return format::setFifoSize(data, bytes);
}

int32_t burnish_data_get_fifo_size(burnish_data *data, uint64_t *bytes) {
    return format::getFifoSize(data, bytes);
}

int32_t burnish_data_set_burn_verification_level(burnish_data *data, int32_t level) {
    return format::setVerificationLevel(data, level);
}

int32_t burnish_data_get_burn_verification_level(burnish_data *data, int32_t *level) {
    return format::getVerificationLevel(data, level);
}

int32_t burnish_data_set_write_speed(burnish_data *data, int32_t sectors_per_second, int32_t pure_cav) {
    return format::setWriteSpeed(data, sectors_per_second, pure_cav);
}

int32_t burnish_data_get_requested_write_speed(burnish_data *data, int32_t *sectors_per_second) {
    return format::getRequestedWriteSpeed(data, sectors_per_second);
}

int32_t burnish_data_get_requested_rotation_type_is_pure_cav(burnish_data *data, int32_t *pure_cav) {
    return format::getRequestedRotationTypeIsPureCav(data, pure_cav);
}

int32_t burnish_data_get_current_write_speed(burnish_data *data, int32_t *sectors_per_second) {
    return format::getCurrentWriteSpeed(data, sectors_per_second);
}

int32_t burnish_data_get_current_rotation_type_is_pure_cav(burnish_data *data, int32_t *pure_cav) {
    return format::getCurrentRotationTypeIsPureCav(data, pure_cav);
}

int32_t burnish_data_get_supported_write_speeds(burnish_data *data, int32_t *values, size_t capacity, size_t *count) {
    return format::getSupportedWriteSpeeds(data, values, capacity, count);
}

int32_t burnish_data_get_supported_write_speed_descriptors(burnish_data *data, burnish_speed **values, size_t capacity,
                                                           size_t *count) {
    return format::getSupportedWriteSpeedDescriptors(data, values, capacity, count);
}

int32_t burnish_data_get_current_physical_media_type(burnish_data *data, int32_t *type) {
    return format::getPhysicalMediaType(data, type);
}

int32_t burnish_data_get_current_media_status(burnish_data *data, int32_t *state) {
    return giveNumber(data, state, &DataFormat::medium, [](const Medium &medium) { return medium.state; });
}

int32_t burnish_data_get_write_protect_status(burnish_data *data, int32_t *protection) {
    return giveNumber(data, protection, &DataFormat::medium, [](const Medium &medium) { return medium.writeProtect; });
}

int32_t burnish_data_get_media_physically_blank(burnish_data *data, int32_t *blank) {
    return giveNumber(data, blank, &DataFormat::medium, [](const Medium &medium) { return medium.physicallyBlank; });
}

int32_t burnish_data_get_media_heuristically_blank(burnish_data *data, int32_t *blank) {
    return format::getMediaHeuristicallyBlank(data, blank);
}

int32_t burnish_data_get_total_sectors_on_media(burnish_data *data, int32_t *sectors) {
    return giveNumber(data, sectors, &DataFormat::supportedMedium,
                      [](const Medium &medium) { return medium.totalSectors; });
}

int32_t burnish_data_get_free_sectors_on_media(burnish_data *data, int32_t *sectors) {
    return giveNumber(data, sectors, &DataFormat::supportedMedium,
                      [](const Medium &medium) { return medium.freeSectors; });
}

int32_t burnish_data_get_next_writable_address(burnish_data *data, int32_t *lba) {
    return giveNumber(data, lba, &DataFormat::supportedMedium,
                      [](const Medium &medium) { return medium.nextWritableAddress; });
}

int32_t burnish_data_get_start_address_of_previous_session(burnish_data *data, int32_t *lba) {
    return giveNumber(data, lba, &DataFormat::supportedMedium,
                      [](const Medium &medium) { return medium.startOfPreviousSession; });
}

int32_t burnish_data_get_last_written_address_of_previous_session(burnish_data *data, int32_t *lba) {
    return giveNumber(data, lba, &DataFormat::supportedMedium,
                      [](const Medium &medium) { return medium.lastWrittenOfPreviousSession; });
}

int32_t burnish_data_is_recorder_supported(burnish_data *data, burnish_recorder *recorder, int32_t *supported) {
    return format::isRecorderSupported(data, recorder, supported);
}

int32_t burnish_data_is_current_media_supported(burnish_data *data, burnish_recorder *recorder, int32_t *supported) {
    return format::isCurrentMediaSupported(data, recorder, supported);
}

int32_t burnish_data_get_supported_media_types(burnish_data *data, int32_t *values, size_t capacity, size_t *count) {
    return format::getSupportedMediaTypes(data, values, capacity, count);
}

int32_t burnish_data_set_progress(burnish_data *data, burnish_data_progress_callback callback, void *user_data) {
    return with(data, [&] {
        return data->core.change([&](DataSettings &) {
            data->progress = callback;
            data->userData = user_data;
        });
    });
}

int32_t burnish_data_write(burnish_data *data, burnish_stream *stream) {
    const capi::Reference<burnish_data> alive(data);  // a progress callback may drop the client's last one
    return with(data, [&]() -> Result<Status> {
        REQUIRE_POINTER(stream);
        TRY_ASSIGN(const auto claim, capi::StreamClaim::take(data, stream));
        DataFormat::Progress progress = [data](const DataProgress &event) {
            if (data->progress != nullptr) {
                report(data, event);
            }
        };
        return data->core.write(*stream->core, progress);
    });
}

int32_t burnish_data_cancel_write(burnish_data *data) {
    return with(data, [&] { return data->core.cancelWrite(); });
}

int32_t burnish_data_get_report(burnish_data *data, burnish_report **report) {
    return with(data, [&]() -> Result<Status> {
        REQUIRE_POINTER(report);
        auto core = data->core.report();
        *report = core ? new burnish_report(std::move(core)) : nullptr;
        return *report != nullptr ? status::S_OK : status::S_FALSE;
    });
}

}  // extern "C"
