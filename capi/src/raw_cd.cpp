// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/raw_cd.h
#include "formats/raw_cd_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"
#include "settings_skin.hpp"
#include "speed_skin.hpp"

using burnish::Error;
using burnish::Medium;
using burnish::RawCdProgress;
using burnish::RawCdSettings;
using burnish::Result;
using burnish::SessionAtOncePolicy;
using burnish::Status;
using burnish::capi::format::with;
using burnish::cd::SubChannelType;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;
namespace status = burnish::status;

namespace {

template <typename Get>
int32_t giveOfMedium(burnish_raw_cd *raw_cd, int32_t *out, Get &&get) {
    return with(raw_cd, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(const Medium medium, raw_cd->core.medium());
        *out = static_cast<int32_t>(get(medium));
        return {};
    });
}

burnish_raw_cd_progress toC(const RawCdProgress &progress) {
    burnish_raw_cd_progress converted{};
    converted.size = sizeof converted;
    converted.current_action = static_cast<int32_t>(progress.action);
    converted.session_at_once = progress.sessionAtOnce ? 1 : 0;
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

// An exception of the client's must not fly through a write: it cancels, and the drive is brought to rest.
burnish::RawCdProgressHandler progressOf(burnish_raw_cd *raw_cd) {
    return [raw_cd](const RawCdProgress &event) {
        if (raw_cd->progress == nullptr) {
            return;
        }
        const burnish_raw_cd_progress converted = toC(event);
        try {
            raw_cd->progress(raw_cd, &converted, raw_cd->userData);
        } catch (...) {
            (void)raw_cd->core.cancelWrite().ok();
        }
    };
}

// The claim makes the stream this write's own.
template <typename Write>
int32_t writeClaimed(burnish_raw_cd *raw_cd, burnish_stream *image, Write &&write) {
    const capi::Reference<burnish_raw_cd> alive(raw_cd);  // a progress callback may drop the client's last one
    return with(raw_cd, [&]() -> Result<void> {
        REQUIRE_POINTER(image);
        TRY_ASSIGN(const auto claim,
                   capi::StreamClaim::take(image, [raw_cd] { return raw_cd->core.whereNothingRuns([] {}); }));
        return write(*image->core, progressOf(raw_cd));
    });
}

template <typename Get>
int32_t giveNumber(burnish_raw_cd *raw_cd, int32_t *out, Get &&get) {
    return with(raw_cd, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(const auto value, get(raw_cd->core));
        *out = static_cast<int32_t>(value);
        return {};
    });
}

}  // namespace

extern "C" {

int32_t burnish_raw_cd_new(burnish_raw_cd **out) {
    return format::create(out);
}

burnish_raw_cd *burnish_raw_cd_ref(burnish_raw_cd *raw_cd) {
    return capi::ref(raw_cd);
}

void burnish_raw_cd_unref(burnish_raw_cd *raw_cd) {
    capi::unref(raw_cd);
}

int32_t burnish_raw_cd_get_error(burnish_raw_cd *raw_cd, burnish_error **error) {
    return format::getError(raw_cd, error);
}

int32_t burnish_raw_cd_set_recorder(burnish_raw_cd *raw_cd, burnish_recorder *recorder) {
    return format::setRecorder(raw_cd, recorder);
}

int32_t burnish_raw_cd_get_recorder(burnish_raw_cd *raw_cd, burnish_recorder **recorder) {
    return format::getRecorder(raw_cd, recorder);
}

int32_t burnish_raw_cd_set_client_name(burnish_raw_cd *raw_cd, const char *name) {
    return format::setClientName(raw_cd, name);
}

int32_t burnish_raw_cd_get_client_name(burnish_raw_cd *raw_cd, char **name) {
    return format::getClientName(raw_cd, name);
}

int32_t burnish_raw_cd_set_buffer_underrun_free_disabled(burnish_raw_cd *raw_cd, int32_t value) {
    return with(raw_cd, [&] { return raw_cd->core.setBufferUnderrunFreeDisabled(value != 0); });
}

int32_t burnish_raw_cd_get_buffer_underrun_free_disabled(burnish_raw_cd *raw_cd, int32_t *value) {
    return format::getFlag(raw_cd, &RawCdSettings::bufferUnderrunFreeDisabled, value);
}

int32_t burnish_raw_cd_set_requested_sector_type(burnish_raw_cd *raw_cd, int32_t type) {
    return with(raw_cd, [&] { return raw_cd->core.setRequestedSectorType(static_cast<SubChannelType>(type)); });
}

int32_t burnish_raw_cd_get_requested_sector_type(burnish_raw_cd *raw_cd, int32_t *type) {
    return giveNumber(raw_cd, type, [](auto &core) { return core.requestedSectorType(); });
}

int32_t burnish_raw_cd_set_session_at_once(burnish_raw_cd *raw_cd, int32_t policy) {
    return with(raw_cd, [&]() -> Result<void> {
        if (policy < BURNISH_RAW_CD_SESSION_AT_ONCE_ALLOW || policy > BURNISH_RAW_CD_SESSION_AT_ONCE_FORBID) {
            return Error(status::E_INVALIDARG, "Session at once is allowed (0), required (1) or forbidden (2).");
        }
        return raw_cd->core.change(
            [&](RawCdSettings &settings) { settings.sessionAtOnce = static_cast<SessionAtOncePolicy>(policy); });
    });
}

int32_t burnish_raw_cd_get_session_at_once(burnish_raw_cd *raw_cd, int32_t *policy) {
    return with(raw_cd, [&]() -> Result<void> {
        REQUIRE_POINTER(policy);
        *policy = static_cast<int32_t>(raw_cd->core.settings().sessionAtOnce);
        return {};
    });
}

int32_t burnish_raw_cd_set_simulate(burnish_raw_cd *raw_cd, int32_t value) {
    return format::setFlag(raw_cd, &RawCdSettings::simulate, value);
}

int32_t burnish_raw_cd_get_simulate(burnish_raw_cd *raw_cd, int32_t *value) {
    return format::getFlag(raw_cd, &RawCdSettings::simulate, value);
}

int32_t burnish_raw_cd_set_hash(burnish_raw_cd *raw_cd, int32_t value) {
    return format::setFlag(raw_cd, &RawCdSettings::hash, value);
}

int32_t burnish_raw_cd_get_hash(burnish_raw_cd *raw_cd, int32_t *value) {
    return format::getFlag(raw_cd, &RawCdSettings::hash, value);
}

int32_t burnish_raw_cd_set_fifo_size(burnish_raw_cd *raw_cd, uint64_t bytes) {
    return format::setFifoSize(raw_cd, bytes);
}

int32_t burnish_raw_cd_get_fifo_size(burnish_raw_cd *raw_cd, uint64_t *bytes) {
    return format::getFifoSize(raw_cd, bytes);
}

int32_t burnish_raw_cd_set_burn_verification_level(burnish_raw_cd *raw_cd, int32_t level) {
    return format::setVerificationLevel(raw_cd, level);
}

int32_t burnish_raw_cd_get_burn_verification_level(burnish_raw_cd *raw_cd, int32_t *level) {
    return format::getVerificationLevel(raw_cd, level);
}

int32_t burnish_raw_cd_set_write_speed(burnish_raw_cd *raw_cd, int32_t sectors_per_second, int32_t pure_cav) {
    return format::setWriteSpeed(raw_cd, sectors_per_second, pure_cav);
}

int32_t burnish_raw_cd_get_requested_write_speed(burnish_raw_cd *raw_cd, int32_t *sectors_per_second) {
    return format::getRequestedWriteSpeed(raw_cd, sectors_per_second);
}

int32_t burnish_raw_cd_get_requested_rotation_type_is_pure_cav(burnish_raw_cd *raw_cd, int32_t *pure_cav) {
    return format::getRequestedRotationTypeIsPureCav(raw_cd, pure_cav);
}

int32_t burnish_raw_cd_get_current_write_speed(burnish_raw_cd *raw_cd, int32_t *sectors_per_second) {
    return format::getCurrentWriteSpeed(raw_cd, sectors_per_second);
}

int32_t burnish_raw_cd_get_current_rotation_type_is_pure_cav(burnish_raw_cd *raw_cd, int32_t *pure_cav) {
    return format::getCurrentRotationTypeIsPureCav(raw_cd, pure_cav);
}

int32_t burnish_raw_cd_get_supported_write_speeds(burnish_raw_cd *raw_cd, int32_t *values, size_t capacity,
                                                  size_t *count) {
    return format::getSupportedWriteSpeeds(raw_cd, values, capacity, count);
}

int32_t burnish_raw_cd_get_supported_write_speed_descriptors(burnish_raw_cd *raw_cd, burnish_speed **values,
                                                             size_t capacity, size_t *count) {
    return format::getSupportedWriteSpeedDescriptors(raw_cd, values, capacity, count);
}

int32_t burnish_raw_cd_get_current_physical_media_type(burnish_raw_cd *raw_cd, int32_t *type) {
    return format::getPhysicalMediaType(raw_cd, type);
}

int32_t burnish_raw_cd_get_media_physically_blank(burnish_raw_cd *raw_cd, int32_t *blank) {
    return giveOfMedium(raw_cd, blank, [](const Medium &medium) { return medium.physicallyBlank; });
}

int32_t burnish_raw_cd_get_media_heuristically_blank(burnish_raw_cd *raw_cd, int32_t *blank) {
    return giveOfMedium(raw_cd, blank, [](const Medium &medium) { return medium.physicallyBlank; });
}

int32_t burnish_raw_cd_is_recorder_supported(burnish_raw_cd *raw_cd, burnish_recorder *recorder, int32_t *supported) {
    return format::isRecorderSupported(raw_cd, recorder, supported);
}

int32_t burnish_raw_cd_is_current_media_supported(burnish_raw_cd *raw_cd, burnish_recorder *recorder,
                                                  int32_t *supported) {
    return format::isCurrentMediaSupported(raw_cd, recorder, supported);
}

int32_t burnish_raw_cd_get_supported_media_types(burnish_raw_cd *raw_cd, int32_t *values, size_t capacity,
                                                 size_t *count) {
    return format::getSupportedMediaTypes(raw_cd, values, capacity, count);
}

int32_t burnish_raw_cd_set_progress(burnish_raw_cd *raw_cd, burnish_raw_cd_progress_callback callback,
                                    void *user_data) {
    return with(raw_cd, [&] {
        return raw_cd->core.whereNothingRuns([&] {
            raw_cd->progress = callback;
            raw_cd->userData = user_data;
        });
    });
}

int32_t burnish_raw_cd_prepare_media(burnish_raw_cd *raw_cd) {
    return with(raw_cd, [&] { return raw_cd->core.prepareMedia(); });
}

int32_t burnish_raw_cd_get_start_of_next_session(burnish_raw_cd *raw_cd, int32_t *lba) {
    return giveNumber(raw_cd, lba, [](auto &core) { return core.startOfNextSession(); });
}

int32_t burnish_raw_cd_get_last_possible_start_of_leadout(burnish_raw_cd *raw_cd, int32_t *lba) {
    return giveNumber(raw_cd, lba, [](auto &core) { return core.lastPossibleStartOfLeadout(); });
}

int32_t burnish_raw_cd_get_supported_sector_types(burnish_raw_cd *raw_cd, int32_t *values, size_t capacity,
                                                  size_t *count) {
    return with(raw_cd, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto types, raw_cd->core.supportedSectorTypes());
        std::vector<std::int32_t> numbers;
        for (const SubChannelType type : types) {
            numbers.push_back(static_cast<std::int32_t>(type));
        }
        return capi::copyList(numbers, values, capacity, count);
    });
}

int32_t burnish_raw_cd_get_writes_session_at_once(burnish_raw_cd *raw_cd, int32_t *value) {
    return giveNumber(raw_cd, value, [](auto &core) { return core.writesSessionAtOnce(); });
}

int32_t burnish_raw_cd_write_media(burnish_raw_cd *raw_cd, burnish_stream *image) {
    return writeClaimed(raw_cd, image, [&](burnish::Stream &stream, const burnish::RawCdProgressHandler &progress) {
        return raw_cd->core.writeMedia(stream, progress);
    });
}

int32_t burnish_raw_cd_write_media2(burnish_raw_cd *raw_cd, burnish_stream *image, int32_t stream_lead_in_sectors) {
    return writeClaimed(raw_cd, image, [&](burnish::Stream &stream, const burnish::RawCdProgressHandler &progress) {
        return raw_cd->core.writeMedia2(stream, stream_lead_in_sectors, progress);
    });
}

int32_t burnish_raw_cd_cancel_write(burnish_raw_cd *raw_cd) {
    return with(raw_cd, [&] { return raw_cd->core.cancelWrite(); });
}

int32_t burnish_raw_cd_release_media(burnish_raw_cd *raw_cd) {
    return with(raw_cd, [&] { return raw_cd->core.releaseMedia(); });
}

int32_t burnish_raw_cd_get_report(burnish_raw_cd *raw_cd, burnish_report **report) {
    return with(raw_cd, [&]() -> Result<Status> {
        REQUIRE_POINTER(report);
        auto core = raw_cd->core.report();
        *report = core ? new burnish_report(std::move(core)) : nullptr;
        return *report != nullptr ? status::S_OK : status::S_FALSE;
    });
}

}  // extern "C"
