// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/tao.h
#include "formats/track_at_once_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"
#include "settings_skin.hpp"
#include "speed_skin.hpp"

using burnish::Medium;
using burnish::Result;
using burnish::Status;
using burnish::TaoProgress;
using burnish::TaoRoom;
using burnish::TaoSettings;
using burnish::TaoTrackSettings;
using burnish::capi::format::with;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;
namespace status = burnish::status;

namespace {

// The struct's size in the release that brought it.
constexpr std::size_t FirstTrackSize = sizeof(burnish_tao_track);

template <typename Get>
int32_t giveOfMedium(burnish_tao *tao, int32_t *out, Get &&get) {
    return with(tao, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(const Medium medium, tao->core.medium());
        *out = static_cast<int32_t>(get(medium));
        return {};
    });
}

int32_t giveRoom(burnish_tao *tao, int32_t *sectors, std::int32_t TaoRoom::*which) {
    return with(tao, [&]() -> Result<void> {
        REQUIRE_POINTER(sectors);
        TRY_ASSIGN(const TaoRoom room, tao->core.room());
        *sectors = room.*which;
        return {};
    });
}

burnish_tao_progress toC(const TaoProgress &progress) {
    burnish_tao_progress converted{};
    converted.size = sizeof converted;
    converted.current_action = static_cast<int32_t>(progress.action);
    converted.current_track_number = progress.track;
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
burnish::TaoProgressHandler progressOf(burnish_tao *tao) {
    return [tao](const TaoProgress &event) {
        if (tao->progress == nullptr) {
            return;
        }
        const burnish_tao_progress converted = toC(event);
        try {
            tao->progress(tao, &converted, tao->userData);
        } catch (...) {
            (void)tao->core.cancelAddTrack().ok();
        }
    };
}

Result<TaoTrackSettings> trackSettings(const burnish_tao_track *track) {
    TaoTrackSettings settings;
    if (track != nullptr) {
        TRY(capi::checkArgumentSize(track, track->size, FirstTrackSize, sizeof(burnish_tao_track)));
        settings.preEmphasis = track->pre_emphasis != 0;
        settings.copyPermitted = track->copy_permitted != 0;
        settings.isrc = track->isrc != nullptr ? track->isrc : "";
    }
    return settings;
}

}  // namespace

extern "C" {

int32_t burnish_tao_new(burnish_tao **out) {
    return format::create(out);
}

burnish_tao *burnish_tao_ref(burnish_tao *tao) {
    return capi::ref(tao);
}

void burnish_tao_unref(burnish_tao *tao) {
    capi::unref(tao);
}

int32_t burnish_tao_get_error(burnish_tao *tao, burnish_error **error) {
    return format::getError(tao, error);
}

int32_t burnish_tao_set_recorder(burnish_tao *tao, burnish_recorder *recorder) {
    return format::setRecorder(tao, recorder);
}

int32_t burnish_tao_get_recorder(burnish_tao *tao, burnish_recorder **recorder) {
    return format::getRecorder(tao, recorder);
}

int32_t burnish_tao_set_client_name(burnish_tao *tao, const char *name) {
    return format::setClientName(tao, name);
}

int32_t burnish_tao_get_client_name(burnish_tao *tao, char **name) {
    return format::getClientName(tao, name);
}

int32_t burnish_tao_set_buffer_underrun_free_disabled(burnish_tao *tao, int32_t value) {
    return with(tao, [&] { return tao->core.setBufferUnderrunFreeDisabled(value != 0); });
}

int32_t burnish_tao_get_buffer_underrun_free_disabled(burnish_tao *tao, int32_t *value) {
    return format::getFlag(tao, &TaoSettings::bufferUnderrunFreeDisabled, value);
}

int32_t burnish_tao_set_do_not_finalize_media(burnish_tao *tao, int32_t value) {
    return with(tao, [&] { return tao->core.setDoNotFinalizeMedia(value != 0); });
}

int32_t burnish_tao_get_do_not_finalize_media(burnish_tao *tao, int32_t *value) {
    return format::getFlag(tao, &TaoSettings::doNotFinalizeMedia, value);
}

int32_t burnish_tao_set_simulate(burnish_tao *tao, int32_t value) {
    return format::setFlag(tao, &TaoSettings::simulate, value);
}

int32_t burnish_tao_get_simulate(burnish_tao *tao, int32_t *value) {
    return format::getFlag(tao, &TaoSettings::simulate, value);
}

int32_t burnish_tao_set_hash(burnish_tao *tao, int32_t value) {
    return format::setFlag(tao, &TaoSettings::hash, value);
}

int32_t burnish_tao_get_hash(burnish_tao *tao, int32_t *value) {
    return format::getFlag(tao, &TaoSettings::hash, value);
}

int32_t burnish_tao_set_fifo_size(burnish_tao *tao, uint64_t bytes) {
    return format::setFifoSize(tao, bytes);
}

int32_t burnish_tao_get_fifo_size(burnish_tao *tao, uint64_t *bytes) {
    return format::getFifoSize(tao, bytes);
}

int32_t burnish_tao_set_burn_verification_level(burnish_tao *tao, int32_t level) {
    return format::setVerificationLevel(tao, level);
}

int32_t burnish_tao_get_burn_verification_level(burnish_tao *tao, int32_t *level) {
    return format::getVerificationLevel(tao, level);
}

int32_t burnish_tao_set_media_catalog_number(burnish_tao *tao, const char *number) {
    return with(tao, [&] { return tao->core.setMediaCatalogNumber(number != nullptr ? number : ""); });
}

int32_t burnish_tao_get_media_catalog_number(burnish_tao *tao, char **number) {
    return with(tao, [&]() -> Result<void> {
        REQUIRE_POINTER(number);
        *number = capi::copyString(tao->core.settings().mediaCatalogNumber);
        return {};
    });
}

int32_t burnish_tao_set_write_speed(burnish_tao *tao, int32_t sectors_per_second, int32_t pure_cav) {
    return format::setWriteSpeed(tao, sectors_per_second, pure_cav);
}

int32_t burnish_tao_get_requested_write_speed(burnish_tao *tao, int32_t *sectors_per_second) {
    return format::getRequestedWriteSpeed(tao, sectors_per_second);
}

int32_t burnish_tao_get_requested_rotation_type_is_pure_cav(burnish_tao *tao, int32_t *pure_cav) {
    return format::getRequestedRotationTypeIsPureCav(tao, pure_cav);
}

int32_t burnish_tao_get_current_write_speed(burnish_tao *tao, int32_t *sectors_per_second) {
    return format::getCurrentWriteSpeed(tao, sectors_per_second);
}

int32_t burnish_tao_get_current_rotation_type_is_pure_cav(burnish_tao *tao, int32_t *pure_cav) {
    return format::getCurrentRotationTypeIsPureCav(tao, pure_cav);
}

int32_t burnish_tao_get_supported_write_speeds(burnish_tao *tao, int32_t *values, size_t capacity, size_t *count) {
    return format::getSupportedWriteSpeeds(tao, values, capacity, count);
}

int32_t burnish_tao_get_supported_write_speed_descriptors(burnish_tao *tao, burnish_speed **values, size_t capacity,
                                                          size_t *count) {
    return format::getSupportedWriteSpeedDescriptors(tao, values, capacity, count);
}

int32_t burnish_tao_get_current_physical_media_type(burnish_tao *tao, int32_t *type) {
    return format::getPhysicalMediaType(tao, type);
}

int32_t burnish_tao_get_media_physically_blank(burnish_tao *tao, int32_t *blank) {
    return giveOfMedium(tao, blank, [](const Medium &medium) { return medium.physicallyBlank; });
}

int32_t burnish_tao_get_media_heuristically_blank(burnish_tao *tao, int32_t *blank) {
    return giveOfMedium(tao, blank, [](const Medium &medium) { return medium.physicallyBlank; });
}

int32_t burnish_tao_is_recorder_supported(burnish_tao *tao, burnish_recorder *recorder, int32_t *supported) {
    return format::isRecorderSupported(tao, recorder, supported);
}

int32_t burnish_tao_is_current_media_supported(burnish_tao *tao, burnish_recorder *recorder, int32_t *supported) {
    return format::isCurrentMediaSupported(tao, recorder, supported);
}

int32_t burnish_tao_get_supported_media_types(burnish_tao *tao, int32_t *values, size_t capacity, size_t *count) {
    return format::getSupportedMediaTypes(tao, values, capacity, count);
}

int32_t burnish_tao_set_progress(burnish_tao *tao, burnish_tao_progress_callback callback, void *user_data) {
    return with(tao, [&] {
        return tao->core.whereNothingRuns([&] {
            tao->progress = callback;
            tao->userData = user_data;
        });
    });
}

int32_t burnish_tao_prepare_media(burnish_tao *tao) {
    return with(tao, [&] { return tao->core.prepareMedia(); });
}

int32_t burnish_tao_add_audio_track(burnish_tao *tao, burnish_stream *stream) {
    return burnish_tao_add_audio_track_with(tao, stream, nullptr);
}

int32_t burnish_tao_add_audio_track_with(burnish_tao *tao, burnish_stream *stream, const burnish_tao_track *track) {
    const capi::Reference<burnish_tao> alive(tao);  // a progress callback may drop the client's last one
    return with(tao, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        TRY_ASSIGN(const auto settings, trackSettings(track));
        TRY_ASSIGN(const auto claim,
                   capi::StreamClaim::take(stream, [tao] { return tao->core.whereNothingRuns([] {}); }));
        return tao->core.addAudioTrack(*stream->core, settings, progressOf(tao));
    });
}

int32_t burnish_tao_cancel_add_track(burnish_tao *tao) {
    return with(tao, [&] { return tao->core.cancelAddTrack(); });
}

int32_t burnish_tao_release_media(burnish_tao *tao) {
    const capi::Reference<burnish_tao> alive(tao);
    return with(tao, [&] { return tao->core.releaseMedia(progressOf(tao)); });
}

int32_t burnish_tao_get_number_of_existing_tracks(burnish_tao *tao, int32_t *tracks) {
    return with(tao, [&]() -> Result<void> {
        REQUIRE_POINTER(tracks);
        TRY_ASSIGN(*tracks, tao->core.numberOfExistingTracks());
        return {};
    });
}

int32_t burnish_tao_get_total_sectors_on_media(burnish_tao *tao, int32_t *sectors) {
    return giveRoom(tao, sectors, &TaoRoom::total);
}

int32_t burnish_tao_get_free_sectors_on_media(burnish_tao *tao, int32_t *sectors) {
    return giveRoom(tao, sectors, &TaoRoom::free);
}

int32_t burnish_tao_get_used_sectors_on_media(burnish_tao *tao, int32_t *sectors) {
    return giveRoom(tao, sectors, &TaoRoom::used);
}

int32_t burnish_tao_get_expected_table_of_contents(burnish_tao *tao, uint8_t *bytes, size_t capacity, size_t *count) {
    return with(tao, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto toc, tao->core.expectedTableOfContents());
        return capi::copyList(toc, bytes, capacity, count);
    });
}

int32_t burnish_tao_get_report(burnish_tao *tao, burnish_report **report) {
    return with(tao, [&]() -> Result<Status> {
        REQUIRE_POINTER(report);
        auto core = tao->core.report();
        *report = core ? new burnish_report(std::move(core)) : nullptr;
        return *report != nullptr ? status::S_OK : status::S_FALSE;
    });
}

}  // extern "C"
