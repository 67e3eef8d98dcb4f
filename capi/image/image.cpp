// SPDX-License-Identifier: GPL-3.0-or-later
// burnish/image.h: the skin over core/image. To libburnish it is a client like any other.
#include "image_handle.hpp"
#include "result_stream.hpp"

using burnish::Error;
using burnish::Image;
using burnish::ImageOptions;
using burnish::Result;
using burnish::Status;
using namespace burnish::image;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace {

Result<ImageOptions> readOptions(const burnish_image_options *options) {
    ImageOptions read;
    if (options == nullptr) {
        return read;
    }
    TRY(checkOptions(options));
    read.joliet = options->no_joliet == 0;
    read.rockRidge = options->no_rock_ridge == 0;
    read.followLinks = options->follow_links != 0;
    read.volumeId = options->volume_id != nullptr ? options->volume_id : "";
    return read;
}

}  // namespace

extern "C" {

int32_t burnish_image_new(const burnish_image_options *options, burnish_image **out, burnish_error **error) {
    Result<Status> result = capi::contain([&]() -> Result<void> {
        if (out == nullptr) {
            return nullArgument("out");
        }
        TRY_ASSIGN(const auto read, readOptions(options));
        auto image = std::make_unique<burnish_image>();
        TRY_ASSIGN(image->core, Image::create(read));
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

burnish_image *burnish_image_ref(burnish_image *image) {
    if (image != nullptr) {
        image->references.fetch_add(1, std::memory_order_relaxed);
    }
    return image;
}

void burnish_image_unref(burnish_image *image) {
    if (image != nullptr && image->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        delete image;
    }
}

int32_t burnish_image_get_error(burnish_image *image, burnish_error **error) {
    return image != nullptr ? image->lastError.get(error) : BURNISH_E_POINTER;
}

int32_t burnish_image_add(burnish_image *image, const char *source, const char *target) {
    return with(image, [&]() -> Result<void> {
        if (source == nullptr || target == nullptr) {
            return nullArgument(source == nullptr ? "source" : "target");
        }
        return image->core->addPath(source, target);
    });
}

int32_t burnish_image_add_bytes(burnish_image *image, const void *data, size_t length, const char *target) {
    return with(image, [&]() -> Result<void> {
        if ((data == nullptr && length > 0) || target == nullptr) {
            return nullArgument(target == nullptr ? "target" : "data");
        }
        const auto *bytes = static_cast<const std::uint8_t *>(data);
        std::vector<std::uint8_t> copy;
        if (length > 0) {
            copy.assign(bytes, bytes + length);
        }
        return image->core->addBytes(std::move(copy), target);
    });
}

int32_t burnish_image_remove(burnish_image *image, const char *path) {
    return with(image, [&]() -> Result<void> {
        return path != nullptr ? image->core->remove(path, false) : Result<void>(nullArgument("path"));
    });
}

int32_t burnish_image_remove_tree(burnish_image *image, const char *path) {
    return with(image, [&]() -> Result<void> {
        return path != nullptr ? image->core->remove(path, true) : Result<void>(nullArgument("path"));
    });
}

int32_t burnish_image_exists(burnish_image *image, const char *path, int32_t *item) {
    return with(image, [&]() -> Result<void> {
        if (path == nullptr || item == nullptr) {
            return nullArgument(path == nullptr ? "path" : "item");
        }
        TRY_ASSIGN(const Image::Item found, image->core->find(path));
        *item = static_cast<int32_t>(found);
        return {};
    });
}

int32_t burnish_image_set_session_start_block(burnish_image *image, int32_t lba) {
    return with(image, [&]() -> Result<void> {
        if (lba < 0) {
            return Error(status::E_INVALIDARG, "A session starts at block 0 or later.");
        }
        return image->core->setStartBlock(static_cast<std::uint32_t>(lba));
    });
}

int32_t burnish_image_get_volume_id(burnish_image *image, char **volume_id) {
    return with(image, [&]() -> Result<void> {
        if (volume_id == nullptr) {
            return nullArgument("volume_id");
        }
        *volume_id = copyString(image->core->volumeId());
        return {};
    });
}

int32_t burnish_image_get_warnings(burnish_image *image, char **warnings) {
    return with(image, [&]() -> Result<void> {
        if (warnings == nullptr) {
            return nullArgument("warnings");
        }
        std::string lines;
        for (const auto &warning : image->core->warnings()) {
            lines += (lines.empty() ? "" : "\n") + warning;
        }
        *warnings = copyString(lines);
        return {};
    });
}

int32_t burnish_image_create_result_image(burnish_image *image, burnish_stream **stream) {
    return with(image, [&]() -> Result<Status> {
        if (stream == nullptr) {
            return nullArgument("stream");
        }
        TRY_ASSIGN(auto made, image->core->createStream());
        return makePublicStream(
            std::move(made), [held = burnish_image_ref(image)] { burnish_image_unref(held); }, stream);
    });
}

int32_t burnish_image_compare(burnish_image *image, burnish_recorder *recorder, int32_t session_start,
                              burnish_image_difference_callback callback, void *user_data) {
    return with(image, [&]() -> Result<void> {
        if (recorder == nullptr) {
            return nullArgument("recorder");
        }
        if (session_start < 0) {
            return Error(status::E_INVALIDARG, "A session starts at block 0 or later.");
        }
        const auto difference = [callback, user_data](const std::string &path, const std::string &what) {
            if (callback != nullptr) {
                callback(path.c_str(), what.c_str(), user_data);
            }
        };
        return image->core->compareWithDisc(blocksOf(recorder), static_cast<std::uint32_t>(session_start), difference);
    });
}

}  // extern "C"
