// SPDX-License-Identifier: GPL-3.0-or-later
// burnish/nrg_image.h
#include "burnish/nrg_image.h"

#include "image/nrg_image.hpp"
#include "image_handle.hpp"
#include "result_stream.hpp"

using burnish::Error;
using burnish::NrgImage;
using burnish::NrgTrack;
using burnish::Result;
using burnish::Status;
using namespace burnish::image;
namespace capi = burnish::capi;
namespace status = burnish::status;

struct burnish_nrg_image {
    std::atomic<std::uint32_t> references{1};
    std::unique_ptr<NrgImage> core;
    burnish::image::LastError lastError;
};

namespace {

template <typename Body>
int32_t withNrg(burnish_nrg_image *image, Body &&body) {
    return image != nullptr ? capi::guarded(image->lastError, body) : BURNISH_E_POINTER;
}

burnish_nrg_track publicTrack(const NrgTrack &track) {
    burnish_nrg_track made{};
    made.size = sizeof made;
    made.number = track.number;
    made.session = track.session;
    made.type = static_cast<int32_t>(track.layout.type);
    made.start = track.start;
    made.sectors = track.sectors;
    made.pregap = track.pregap;
    made.sector_bytes = static_cast<int32_t>(track.layout.sectorBytes);
    made.data_bytes = static_cast<int32_t>(track.layout.dataBytes);
    made.pre_emphasis = track.preEmphasis ? 1 : 0;
    made.copy_permitted = track.copyPermitted ? 1 : 0;
    made.isrc = track.isrc.c_str();
    return made;
}

}  // namespace

extern "C" {

int32_t burnish_nrg_image_open(const char *path, burnish_nrg_image **out, burnish_error **error) {
    Result<Status> result = capi::contain([&]() -> Result<void> {
        if (path == nullptr || out == nullptr) {
            return nullArgument(path == nullptr ? "path" : "out");
        }
        auto image = std::make_unique<burnish_nrg_image>();
        TRY_ASSIGN(image->core, NrgImage::open(path));
        *out = image.release();
        return {};
    });
    if (result.ok()) {
        return *result;
    }
    if (error != nullptr) {
        *error = burnish::image::toPublic(result.error()).release();
    }
    return result.error().status;
}

burnish_nrg_image *burnish_nrg_image_ref(burnish_nrg_image *image) {
    if (image != nullptr) {
        image->references.fetch_add(1, std::memory_order_relaxed);
    }
    return image;
}

void burnish_nrg_image_unref(burnish_nrg_image *image) {
    if (image != nullptr && image->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        delete image;
    }
}

int32_t burnish_nrg_image_get_error(burnish_nrg_image *image, burnish_error **error) {
    return image != nullptr ? image->lastError.get(error) : BURNISH_E_POINTER;
}

int32_t burnish_nrg_image_get_media_catalog_number(burnish_nrg_image *image, char **mcn) {
    return withNrg(image, [&]() -> Result<void> {
        if (mcn == nullptr) {
            return nullArgument("mcn");
        }
        *mcn = copyString(image->core->contents().catalog);
        return {};
    });
}

int32_t burnish_nrg_image_get_cd_text(burnish_nrg_image *image, const uint8_t **packs, size_t *count) {
    return withNrg(image, [&]() -> Result<void> {
        if (packs == nullptr || count == nullptr) {
            return nullArgument(packs == nullptr ? "packs" : "count");
        }
        constexpr std::size_t PackBytes = 18;
        const auto &text = image->core->contents().cdText;
        *packs = text.empty() ? nullptr : text.data();
        *count = text.size() / PackBytes;
        return {};
    });
}

int32_t burnish_nrg_image_get_track_count(burnish_nrg_image *image, int32_t *count) {
    return withNrg(image, [&]() -> Result<void> {
        if (count == nullptr) {
            return nullArgument("count");
        }
        *count = static_cast<int32_t>(image->core->contents().tracks.size());
        return {};
    });
}

int32_t burnish_nrg_image_get_track(burnish_nrg_image *image, int32_t index, burnish_nrg_track *track) {
    return withNrg(image, [&]() -> Result<void> {
        if (track == nullptr) {
            return nullArgument("track");
        }
        const auto &tracks = image->core->contents().tracks;
        if (track->size < sizeof *track || track->size > LargestOptions) {
            return Error(status::E_INVALIDARG, "Set the track's size to sizeof(burnish_nrg_track).");
        }
        if (index < 0 || static_cast<std::size_t>(index) >= tracks.size()) {
            return Error(status::E_INVALIDARG, "The NRG image has " + std::to_string(tracks.size()) +
                                                   " tracks, counted from 0; there is none at " +
                                                   std::to_string(index) + ".");
        }
        const burnish_nrg_track made = publicTrack(tracks[static_cast<std::size_t>(index)]);
        const uint32_t size = track->size;
        std::memcpy(track, &made, sizeof made);
        track->size = size;
        return {};
    });
}

int32_t burnish_nrg_image_create_track_stream(burnish_nrg_image *image, int32_t index, burnish_stream **stream) {
    return withNrg(image, [&]() -> Result<Status> {
        if (stream == nullptr) {
            return nullArgument("stream");
        }
        TRY_ASSIGN(auto made, image->core->createTrackStream(index));
        return makePublicStream(std::move(made), {}, stream);
    });
}

}  // extern "C"
