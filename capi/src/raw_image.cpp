// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/raw_image.h
#include "cd/identifiers.hpp"

#include "cd_handles.hpp"
#include "convert.hpp"
#include "firewall.hpp"
#include "format_skin.hpp"
#include "raw_image_handle.hpp"

#include <algorithm>

using burnish::Error;
using burnish::Result;
using burnish::Status;
using burnish::Stream;
using burnish::capi::format::with;
using burnish::cd::RawImage;
using burnish::cd::RawTrackInfo;
using burnish::cd::RawTrackOptions;
using burnish::cd::RawTrackSettings;
namespace capi = burnish::capi;
namespace cd = burnish::cd;
namespace status = burnish::status;

namespace {

// The struct's size in the release that brought it.
constexpr std::size_t FirstTrackSize = sizeof(burnish_raw_image_track);

template <typename Value>
int32_t give(burnish_raw_image *image, int32_t *out, Value (RawImage::*get)() const) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = static_cast<int32_t>((image->core.*get)());
        return {};
    });
}

int32_t giveResult(burnish_raw_image *image, int32_t *out, Result<std::int32_t> (RawImage::*get)() const) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(*out, (image->core.*get)());
        return {};
    });
}

template <typename Get>
int32_t giveOfTrack(burnish_raw_image *image, int32_t index, int32_t *out, Get &&get) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(const RawTrackInfo info, image->core.track(index));
        *out = static_cast<int32_t>(get(info));
        return {};
    });
}

template <typename Apply>
int32_t changeTrack(burnish_raw_image *image, int32_t index, Apply &&apply) {
    return with(image, [&] {
        return image->core.changeTrack(index, [&](RawTrackSettings &settings) -> Result<void> {
            apply(settings);
            return {};
        });
    });
}

// What a client passes must be taken by one call: nothing stays claimed where it fails.
Result<RawTrackOptions> optionsOf(const burnish_raw_image_track *track) {
    RawTrackOptions options;
    if (track == nullptr) {
        return options;
    }
    TRY(capi::checkArgumentSize(track, track->size, FirstTrackSize, sizeof(burnish_raw_image_track)));
    if (track->set_pregap != 0) {
        if (track->pregap < 0) {
            return Error(status::E_INVALIDARG, "A pre-gap has 0 sectors or more.");
        }
        options.pregap = track->pregap;
    }
    options.silentPregap = track->silent_pregap != 0;
    if (track->rw_packs != nullptr) {
        TRY_ASSIGN(options.rwPacks, capi::keepStream(track->rw_packs));
    }
    return options;
}

Result<std::vector<cd::CdTextPack>> packsOf(const std::uint8_t *bytes, std::size_t length) {
    if (length % cd::CdTextPackBytes != 0) {
        return Error(status::E_INVALIDARG, "Packs of CD-TEXT have 18 bytes each.");
    }
    std::vector<cd::CdTextPack> packs(length / cd::CdTextPackBytes);
    for (std::size_t i = 0; i < packs.size(); ++i) {
        std::copy_n(bytes + i * cd::CdTextPackBytes, cd::CdTextPackBytes, packs[i].begin());
    }
    return packs;
}

}  // namespace

namespace burnish::capi {

Result<std::shared_ptr<Stream>> keepStream(burnish_stream *stream) {
    if (stream->inUse.exchange(true)) {
        return Error(status::E_INVALIDARG, "The stream belongs to another image or stream, or to a write that runs.");
    }
    return std::shared_ptr<Stream>(stream->core.get(), [handle = ref(stream)](Stream *) {
        handle->inUse = false;
        unref(handle);
    });
}

}  // namespace burnish::capi

extern "C" {

int32_t burnish_raw_image_new(burnish_raw_image **out) {
    return capi::format::create(out);
}

burnish_raw_image *burnish_raw_image_ref(burnish_raw_image *image) {
    return capi::ref(image);
}

void burnish_raw_image_unref(burnish_raw_image *image) {
    capi::unref(image);
}

int32_t burnish_raw_image_get_error(burnish_raw_image *image, burnish_error **error) {
    return capi::format::getError(image, error);
}

int32_t burnish_raw_image_add_track(burnish_raw_image *image, int32_t sector_type, burnish_stream *stream,
                                    int32_t *index) {
    return burnish_raw_image_add_track_with(image, sector_type, stream, nullptr, index);
}

int32_t burnish_raw_image_add_track_with(burnish_raw_image *image, int32_t sector_type, burnish_stream *stream,
                                         const burnish_raw_image_track *track, int32_t *index) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        REQUIRE_POINTER(index);
        TRY_ASSIGN(const RawTrackOptions options, optionsOf(track));
        TRY_ASSIGN(std::shared_ptr<Stream> source, capi::keepStream(stream));
        TRY_ASSIGN(*index, image->core.addTrack(static_cast<cd::SectorType>(sector_type), std::move(source), options));
        return {};
    });
}

int32_t burnish_raw_image_add_special_pregap(burnish_raw_image *image, burnish_stream *stream) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        TRY_ASSIGN(std::shared_ptr<Stream> source, capi::keepStream(stream));
        return image->core.addSpecialPregap(std::move(source));
    });
}

int32_t burnish_raw_image_add_subcode_rw_generator(burnish_raw_image *image, burnish_stream *stream) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        TRY_ASSIGN(std::shared_ptr<Stream> source, capi::keepStream(stream));
        return image->core.addSubcodeRwGenerator(std::move(source));
    });
}

int32_t burnish_raw_image_set_resulting_image_type(burnish_raw_image *image, int32_t type) {
    return with(image, [&] { return image->core.setResultingImageType(static_cast<cd::SubChannelType>(type)); });
}

int32_t burnish_raw_image_get_resulting_image_type(burnish_raw_image *image, int32_t *type) {
    return give(image, type, &RawImage::resultingImageType);
}

int32_t burnish_raw_image_set_starting_track_number(burnish_raw_image *image, int32_t number) {
    return with(image, [&] { return image->core.setStartingTrackNumber(number); });
}

int32_t burnish_raw_image_get_starting_track_number(burnish_raw_image *image, int32_t *number) {
    return give(image, number, &RawImage::startingTrackNumber);
}

int32_t burnish_raw_image_set_start_of_leadout_limit(burnish_raw_image *image, int32_t lba) {
    return with(image, [&] { return image->core.setStartOfLeadoutLimit(lba); });
}

int32_t burnish_raw_image_get_start_of_leadout_limit(burnish_raw_image *image, int32_t *lba) {
    return give(image, lba, &RawImage::startOfLeadoutLimit);
}

int32_t burnish_raw_image_set_disable_gapless_audio(burnish_raw_image *image, int32_t value) {
    return with(image, [&] { return image->core.setDisableGaplessAudio(value != 0); });
}

int32_t burnish_raw_image_get_disable_gapless_audio(burnish_raw_image *image, int32_t *value) {
    return give(image, value, &RawImage::disableGaplessAudio);
}

int32_t burnish_raw_image_set_gapless_audio(burnish_raw_image *image, int32_t value) {
    return with(image, [&] { return image->core.setDisableGaplessAudio(value == 0); });
}

int32_t burnish_raw_image_get_gapless_audio(burnish_raw_image *image, int32_t *value) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(value);
        *value = image->core.disableGaplessAudio() ? 0 : 1;
        return {};
    });
}

int32_t burnish_raw_image_set_media_catalog_number(burnish_raw_image *image, const char *number) {
    return with(image, [&] { return image->core.setMediaCatalogNumber(number != nullptr ? number : ""); });
}

int32_t burnish_raw_image_get_media_catalog_number(burnish_raw_image *image, char **number) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(number);
        *number = capi::copyString(image->core.mediaCatalogNumber());
        return {};
    });
}

int32_t burnish_raw_image_set_cd_text(burnish_raw_image *image, burnish_cd_text *cd_text) {
    return with(image, [&]() -> Result<void> {
        if (cd_text == nullptr) {
            return image->core.setCdText({}, {});
        }
        const std::lock_guard lock(cd_text->mutex);
        return image->core.setCdText(cd_text->contents.blocks, cd_text->options);
    });
}

int32_t burnish_raw_image_set_cd_text_packs(burnish_raw_image *image, const uint8_t *bytes, size_t length) {
    return with(image, [&]() -> Result<void> {
        if (length > 0) {
            REQUIRE_POINTER(bytes);
        }
        TRY_ASSIGN(auto packs, packsOf(bytes, length));
        return image->core.setCdTextPacks(std::move(packs));
    });
}

int32_t burnish_raw_image_get_number_of_existing_tracks(burnish_raw_image *image, int32_t *tracks) {
    return give(image, tracks, &RawImage::numberOfExistingTracks);
}

int32_t burnish_raw_image_get_start_of_leadout(burnish_raw_image *image, int32_t *lba) {
    return giveResult(image, lba, &RawImage::startOfLeadout);
}

int32_t burnish_raw_image_get_last_used_user_sector_in_image(burnish_raw_image *image, int32_t *lba) {
    return giveResult(image, lba, &RawImage::lastUsedUserSectorInImage);
}

int32_t burnish_raw_image_get_expected_table_of_contents(burnish_raw_image *image, uint8_t *bytes, size_t capacity,
                                                         size_t *count) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto toc, image->core.expectedTableOfContents());
        return capi::copyList(toc, bytes, capacity, count);
    });
}

int32_t burnish_raw_image_get_track_starting_lba(burnish_raw_image *image, int32_t index, int32_t *lba) {
    return giveOfTrack(image, index, lba, [](const RawTrackInfo &info) { return info.startingLba; });
}

int32_t burnish_raw_image_get_track_sector_count(burnish_raw_image *image, int32_t index, int32_t *sectors) {
    return giveOfTrack(image, index, sectors, [](const RawTrackInfo &info) { return info.sectorCount; });
}

int32_t burnish_raw_image_get_track_number(burnish_raw_image *image, int32_t index, int32_t *number) {
    return giveOfTrack(image, index, number, [](const RawTrackInfo &info) { return info.trackNumber; });
}

int32_t burnish_raw_image_get_track_sector_type(burnish_raw_image *image, int32_t index, int32_t *type) {
    return giveOfTrack(image, index, type, [](const RawTrackInfo &info) { return info.type; });
}

int32_t burnish_raw_image_get_track_pregap(burnish_raw_image *image, int32_t index, int32_t *sectors) {
    return giveOfTrack(image, index, sectors, [](const RawTrackInfo &info) { return info.pregap; });
}

int32_t burnish_raw_image_get_track_padding(burnish_raw_image *image, int32_t index, int32_t *bytes) {
    return giveOfTrack(image, index, bytes, [](const RawTrackInfo &info) { return info.padding; });
}

int32_t burnish_raw_image_set_track_isrc(burnish_raw_image *image, int32_t index, const char *isrc) {
    return changeTrack(image, index, [&](RawTrackSettings &settings) { settings.isrc = isrc != nullptr ? isrc : ""; });
}

int32_t burnish_raw_image_get_track_isrc(burnish_raw_image *image, int32_t index, char **isrc) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(isrc);
        TRY_ASSIGN(const RawTrackInfo info, image->core.track(index));
        *isrc = capi::copyString(cd::hyphenatedIsrc(info.settings.isrc));
        return {};
    });
}

int32_t burnish_raw_image_set_track_digital_audio_copy_setting(burnish_raw_image *image, int32_t index,
                                                               int32_t setting) {
    return changeTrack(image, index,
                       [&](RawTrackSettings &settings) { settings.copy = static_cast<cd::DigitalCopy>(setting); });
}

int32_t burnish_raw_image_get_track_digital_audio_copy_setting(burnish_raw_image *image, int32_t index,
                                                               int32_t *setting) {
    return giveOfTrack(image, index, setting, [](const RawTrackInfo &info) { return info.settings.copy; });
}

int32_t burnish_raw_image_set_track_audio_has_preemphasis(burnish_raw_image *image, int32_t index, int32_t value) {
    return changeTrack(image, index, [&](RawTrackSettings &settings) { settings.preEmphasis = value != 0; });
}

int32_t burnish_raw_image_get_track_audio_has_preemphasis(burnish_raw_image *image, int32_t index, int32_t *value) {
    return giveOfTrack(image, index, value, [](const RawTrackInfo &info) { return info.settings.preEmphasis; });
}

int32_t burnish_raw_image_get_track_indexes(burnish_raw_image *image, int32_t index, int32_t *values, size_t capacity,
                                            size_t *count) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const RawTrackInfo info, image->core.track(index));
        return capi::copyList(info.indexes, values, capacity, count);
    });
}

int32_t burnish_raw_image_add_track_index(burnish_raw_image *image, int32_t index, int32_t offset) {
    return with(image, [&] { return image->core.addTrackIndex(index, offset); });
}

int32_t burnish_raw_image_clear_track_index(burnish_raw_image *image, int32_t index, int32_t offset) {
    return with(image, [&] { return image->core.clearTrackIndex(index, offset); });
}

int32_t burnish_raw_image_create_result_image(burnish_raw_image *image, burnish_stream **out) {
    return with(image, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        TRY_ASSIGN(std::unique_ptr<Stream> core, image->core.createResultImage());
        *out = new burnish_stream(std::move(core));
        return {};
    });
}

}  // extern "C"
