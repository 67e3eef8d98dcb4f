// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/tao.h
#include "formats/track_at_once_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "format_functions.hpp"
#include "handles.hpp"

using burnish::Result;
using burnish::TaoProgress;
using burnish::TaoRoom;
using burnish::TaoSettings;
using burnish::TaoTrackSettings;
using burnish::capi::format::with;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;

namespace {

// The struct's size in the release that brought it.
constexpr std::size_t FirstTrackSize = sizeof(burnish_tao_track);

int32_t giveRoom(burnish_tao *tao, int32_t *sectors, std::int32_t TaoRoom::*which) {
    return format::giveNumber(tao, sectors, "sectors", [which](auto &core) -> Result<std::int32_t> {
        TRY_ASSIGN(const TaoRoom room, core.room());
        return room.*which;
    });
}

burnish_tao_progress toC(const TaoProgress &progress) {
    auto converted = format::eventOf<burnish_tao_progress>(progress);
    converted.current_action = static_cast<int32_t>(progress.action);
    converted.current_track_number = progress.track;
    return converted;
}

burnish::TaoProgressHandler progressOf(burnish_tao *tao) {
    return format::progressOf<TaoProgress>(tao, toC, &burnish::TrackAtOnceFormat::cancelAddTrack);
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

FORMAT_OBJECT(tao);
FORMAT_WRITING(tao, TaoSettings);

int32_t burnish_tao_set_buffer_underrun_free_disabled(burnish_tao *tao, int32_t value) {
    return with(tao, [&] { return tao->core.setBufferUnderrunFreeDisabled(value != 0); });
}

FORMAT_FLAG_GETTER(tao, buffer_underrun_free_disabled, &TaoSettings::bufferUnderrunFreeDisabled);

int32_t burnish_tao_set_do_not_finalize_media(burnish_tao *tao, int32_t value) {
    return with(tao, [&] { return tao->core.setDoNotFinalizeMedia(value != 0); });
}

FORMAT_FLAG_GETTER(tao, do_not_finalize_media, &TaoSettings::doNotFinalizeMedia);

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

int32_t burnish_tao_get_media_physically_blank(burnish_tao *tao, int32_t *blank) {
    return format::getPhysicallyBlank(tao, blank);
}

int32_t burnish_tao_get_media_heuristically_blank(burnish_tao *tao, int32_t *blank) {
    return format::getPhysicallyBlank(tao, blank);
}

int32_t burnish_tao_set_progress(burnish_tao *tao, burnish_tao_progress_callback callback, void *user_data) {
    return format::setProgress(tao, callback, user_data);
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
        TRY_ASSIGN(const auto claim, format::claim(tao, stream));
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

FORMAT_NUMBER(tao, number_of_existing_tracks, tracks, [](auto &core) { return core.numberOfExistingTracks(); });

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

}  // extern "C"
