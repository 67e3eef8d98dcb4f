// SPDX-License-Identifier: GPL-3.0-or-later
// burnish/image.h: what an image's descriptors say: volume fields and boot images.
#include "image_handle.hpp"

using burnish::BootEmulation;
using burnish::BootOptions;
using burnish::BootPlatform;
using burnish::Error;
using burnish::Result;
using burnish::VolumeText;
using burnish::VolumeTime;
using namespace burnish::image;
namespace status = burnish::status;

namespace {

Result<VolumeText> textField(int32_t field) {
    if (field < 0 || field >= static_cast<int32_t>(burnish::VolumeTexts)) {
        return Error(status::E_INVALIDARG, "There is no volume text " + std::to_string(field) + ".");
    }
    return static_cast<VolumeText>(field);
}

Result<VolumeTime> timeField(int32_t time) {
    if (time < 0 || time >= static_cast<int32_t>(burnish::VolumeTimes)) {
        return Error(status::E_INVALIDARG, "There is no volume time " + std::to_string(time) + ".");
    }
    return static_cast<VolumeTime>(time);
}

Result<BootOptions> readOptions(const burnish_boot_options *options) {
    BootOptions read;
    if (options == nullptr) {
        return read;
    }
    TRY(checkOptions(options));
    const bool inRange = options->platform_id >= 0 && options->platform_id <= 0xFF && options->load_segment >= 0 &&
                         options->load_segment <= 0xFFFF && options->load_sectors >= 0 &&
                         options->load_sectors <= 0xFFFF;
    if (!inRange) {
        return Error(status::E_INVALID_PARAM, "A boot image's platform has 8 bits, its load segment and sectors 16.");
    }
    read.platform = static_cast<BootPlatform>(options->platform_id);
    read.emulation = static_cast<BootEmulation>(options->emulation);
    read.loadSegment = static_cast<std::uint16_t>(options->load_segment);
    read.loadSectors = static_cast<std::uint16_t>(options->load_sectors);
    read.infoTable = options->info_table != 0;
    read.manufacturer = options->manufacturer != nullptr ? options->manufacturer : "";
    return read;
}

}  // namespace

extern "C" {

int32_t burnish_image_set_volume_id(burnish_image *image, const char *volume_id) {
    return with(image,
                [&]() -> Result<void> { return image->core->setVolumeId(volume_id != nullptr ? volume_id : ""); });
}

int32_t burnish_image_set_volume_text(burnish_image *image, int32_t field, const char *text) {
    return with(image, [&]() -> Result<void> {
        if (text == nullptr) {
            return nullArgument("text");
        }
        TRY_ASSIGN(const VolumeText which, textField(field));
        return image->core->setVolumeText(which, text);
    });
}

int32_t burnish_image_get_volume_text(burnish_image *image, int32_t field, char **text) {
    return with(image, [&]() -> Result<void> {
        if (text == nullptr) {
            return nullArgument("text");
        }
        TRY_ASSIGN(const VolumeText which, textField(field));
        *text = copyString(image->core->volumeText(which));
        return {};
    });
}

int32_t burnish_image_set_volume_time(burnish_image *image, int32_t which, int64_t seconds) {
    return with(image, [&]() -> Result<void> {
        TRY_ASSIGN(const VolumeTime time, timeField(which));
        return image->core->setVolumeTime(time, seconds);
    });
}

int32_t burnish_image_get_volume_time(burnish_image *image, int32_t which, int64_t *seconds) {
    return with(image, [&]() -> Result<void> {
        if (seconds == nullptr) {
            return nullArgument("seconds");
        }
        TRY_ASSIGN(const VolumeTime time, timeField(which));
        *seconds = image->core->volumeTime(time);
        return {};
    });
}

int32_t burnish_image_add_boot_image(burnish_image *image, const char *path, const burnish_boot_options *options) {
    return with(image, [&]() -> Result<void> {
        if (path == nullptr) {
            return nullArgument("path");
        }
        TRY_ASSIGN(const BootOptions read, readOptions(options));
        return image->core->addBootImageFile(path, read);
    });
}

int32_t burnish_image_add_boot_image_bytes(burnish_image *image, const void *data, size_t length,
                                           const burnish_boot_options *options) {
    return with(image, [&]() -> Result<void> {
        if (data == nullptr && length > 0) {
            return nullArgument("data");
        }
        TRY_ASSIGN(const BootOptions read, readOptions(options));
        std::vector<std::uint8_t> copy(length);
        if (length > 0) {
            std::memcpy(copy.data(), data, length);
        }
        return image->core->addBootImage(std::move(copy), read);
    });
}

int32_t burnish_image_remove_boot_images(burnish_image *image) {
    return with(image, [&]() -> Result<void> { return image->core->removeBootImages(); });
}

}  // extern "C"
