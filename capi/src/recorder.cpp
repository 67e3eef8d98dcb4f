// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/recorder.h
#include "recorder/recorder.hpp"

#include "mmc/commands.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"
#include "recorder_skin.hpp"

#include <algorithm>
#include <span>

using burnish::Error;
using burnish::Recorder;
using burnish::Result;
using burnish::Status;
using burnish::capi::withRecorder;
namespace capi = burnish::capi;
namespace status = burnish::status;

burnish::Result<std::shared_ptr<Recorder>> burnish_recorder::initialized() {
    const std::lock_guard lock(mutex);
    if (!core) {
        return Error(status::E_RECORDER_REQUIRED,
                     "The recorder is bound to no device yet; call burnish_recorder_initialize_disc_recorder() first.");
    }
    return core;
}

namespace {

constexpr std::size_t BlockBytes = 2048;

int32_t giveString(burnish_recorder *handle, char **out, const std::string &(Recorder::*get)() const) {
    return withRecorder(handle, [&](Recorder &recorder) -> Result<void> {
        REQUIRE_POINTER(out);
        *out = capi::copyString((recorder.*get)());
        return {};
    });
}

template <typename Get>
int32_t giveList(burnish_recorder *handle, int32_t *values, size_t capacity, size_t *count, Get &&get) {
    return withRecorder(handle, [&](Recorder &recorder) -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto list, get(recorder));
        return capi::copyList(list, values, capacity, count);
    });
}

// One READ(10) after the other, each as long as the adapter carries.
Result<void> readBlocks(burnish::Drive &drive, std::int32_t lba, std::span<std::uint8_t> target) {
    const std::size_t most = std::clamp<std::size_t>(drive.transport().maximumTransfer() / BlockBytes, 1, 32);
    while (!target.empty()) {
        const std::size_t blocks = std::min(most, target.size() / BlockBytes);
        const auto command = burnish::mmc::read10(lba, static_cast<std::uint16_t>(blocks), BlockBytes);
        TRY_ASSIGN(const std::size_t moved, drive.ask(command, target.first(blocks * BlockBytes)));
        if (moved != blocks * BlockBytes) {
            return Error(status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                         "The drive gave less than was asked for; the disc or the drive may be damaged.",
                         "READ(10) at LBA " + std::to_string(lba) + " moved " + std::to_string(moved) + " of " +
                             std::to_string(blocks * BlockBytes) + " bytes");
        }
        lba += static_cast<std::int32_t>(blocks);
        target = target.subspan(blocks * BlockBytes);
    }
    return {};
}

}  // namespace

extern "C" {

int32_t burnish_recorder_new(burnish_recorder **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = new burnish_recorder;
        return {};
    });
}

burnish_recorder *burnish_recorder_ref(burnish_recorder *recorder) {
    return capi::ref(recorder);
}

void burnish_recorder_unref(burnish_recorder *recorder) {
    capi::unref(recorder);
}

int32_t burnish_recorder_get_error(burnish_recorder *recorder, burnish_error **error) {
    return recorder != nullptr ? recorder->lastError.get(error) : BURNISH_E_POINTER;
}

int32_t burnish_recorder_set_recording(burnish_recorder *recorder, const char *path, int32_t redact) {
    if (recorder == nullptr) {
        return BURNISH_E_POINTER;
    }
    return capi::guarded(recorder->lastError, [&]() -> Result<void> {
        const std::lock_guard lock(recorder->mutex);
        if (recorder->core) {
            return Error(status::E_INVALIDARG,
                         "A recording begins with the first command: set it before the recorder "
                         "is bound to its device.");
        }
        recorder->recording.reset();
        if (path != nullptr) {
            recorder->recording = burnish::Recording{path, redact != 0};
        }
        return {};
    });
}

int32_t burnish_recorder_initialize_disc_recorder(burnish_recorder *recorder, const char *device) {
    if (recorder == nullptr) {
        return BURNISH_E_POINTER;
    }
    return capi::guarded(recorder->lastError, [&]() -> Result<void> {
        REQUIRE_POINTER(device);
        const std::lock_guard lock(recorder->mutex);
        if (recorder->core) {
            return Error(status::E_INVALIDARG, "This recorder is bound to " + recorder->device +
                                                   " already; make another one for another device.");
        }
        std::string name = device;
        TRY_ASSIGN(recorder->core, Recorder::open(name, recorder->recording));
        recorder->device = std::move(name);
        return {};
    });
}

int32_t burnish_recorder_get_active_disc_recorder(burnish_recorder *recorder, char **device) {
    return withRecorder(recorder, [&](Recorder &) -> Result<void> {
        REQUIRE_POINTER(device);
        const std::lock_guard lock(recorder->mutex);
        *device = capi::copyString(recorder->device);
        return {};
    });
}

int32_t burnish_recorder_get_vendor_id(burnish_recorder *recorder, char **vendor_id) {
    return giveString(recorder, vendor_id, &Recorder::vendorId);
}

int32_t burnish_recorder_get_product_id(burnish_recorder *recorder, char **product_id) {
    return giveString(recorder, product_id, &Recorder::productId);
}

int32_t burnish_recorder_get_product_revision(burnish_recorder *recorder, char **product_revision) {
    return giveString(recorder, product_revision, &Recorder::productRevision);
}

int32_t burnish_recorder_get_legacy_device_number(burnish_recorder *recorder, int32_t *number) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(number);
        *number = core.legacyDeviceNumber();
        return {};
    });
}

int32_t burnish_recorder_get_volume_path_names(burnish_recorder *recorder, char **paths) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(paths);
        std::string lines;
        for (const std::string &path : core.volumePathNames()) {
            lines += path + "\n";
        }
        *paths = capi::copyString(lines);
        return {};
    });
}

int32_t burnish_recorder_get_volume_name(burnish_recorder *recorder, char **name) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(name);
        *name = capi::copyString(core.volumeName());
        return {};
    });
}

int32_t burnish_recorder_get_device_can_load_media(burnish_recorder *recorder, int32_t *can_load) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(can_load);
        TRY_ASSIGN(const bool answer, core.deviceCanLoadMedia());
        *can_load = answer ? 1 : 0;
        return {};
    });
}

int32_t burnish_recorder_get_supported_feature_pages(burnish_recorder *recorder, int32_t *values, size_t capacity,
                                                     size_t *count) {
    return giveList(recorder, values, capacity, count,
                    [](Recorder &core) { return core.supportedFeaturePages(false); });
}

int32_t burnish_recorder_get_current_feature_pages(burnish_recorder *recorder, int32_t *values, size_t capacity,
                                                   size_t *count) {
    return giveList(recorder, values, capacity, count, [](Recorder &core) { return core.supportedFeaturePages(true); });
}

int32_t burnish_recorder_get_supported_profiles(burnish_recorder *recorder, int32_t *values, size_t capacity,
                                                size_t *count) {
    return giveList(recorder, values, capacity, count, [](Recorder &core) { return core.supportedProfiles(false); });
}

int32_t burnish_recorder_get_current_profiles(burnish_recorder *recorder, int32_t *values, size_t capacity,
                                              size_t *count) {
    return giveList(recorder, values, capacity, count, [](Recorder &core) { return core.supportedProfiles(true); });
}

int32_t burnish_recorder_get_supported_mode_pages(burnish_recorder *recorder, int32_t *values, size_t capacity,
                                                  size_t *count) {
    return giveList(recorder, values, capacity, count, [](Recorder &core) { return core.supportedModePages(); });
}

int32_t burnish_recorder_get_feature_page(burnish_recorder *recorder, int32_t feature, int32_t current_only,
                                          uint8_t *data, size_t capacity, size_t *count) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto bytes, core.featurePage(feature, current_only != 0));
        return capi::copyList(bytes, data, capacity, count);
    });
}

int32_t burnish_recorder_get_mode_page(burnish_recorder *recorder, int32_t page, int32_t request_type, uint8_t *data,
                                       size_t capacity, size_t *count) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto bytes, core.modePage(page, request_type));
        return capi::copyList(bytes, data, capacity, count);
    });
}

int32_t burnish_recorder_set_mode_page(burnish_recorder *recorder, const uint8_t *data, size_t length) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(data);
        return core.setModePage(std::span(data, length));
    });
}

int32_t burnish_recorder_eject_media(burnish_recorder *recorder) {
    return withRecorder(recorder, [](Recorder &core) { return core.ejectMedia(); });
}

int32_t burnish_recorder_close_tray(burnish_recorder *recorder) {
    return withRecorder(recorder, [](Recorder &core) { return core.closeTray(); });
}

int32_t burnish_recorder_acquire_exclusive_access(burnish_recorder *recorder, int32_t force, const char *client_name) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(client_name);
        return core.acquireExclusiveAccess(force != 0, client_name);
    });
}

int32_t burnish_recorder_release_exclusive_access(burnish_recorder *recorder) {
    return withRecorder(recorder, [](Recorder &core) { return core.releaseExclusiveAccess(); });
}

int32_t burnish_recorder_get_exclusive_access_owner(burnish_recorder *recorder, char **owner) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(owner);
        *owner = capi::copyString(core.exclusiveAccessOwner());
        return {};
    });
}

int32_t burnish_recorder_disable_mcn(burnish_recorder *recorder) {
    return withRecorder(recorder, [](Recorder &core) { return core.disableMcn(); });
}

int32_t burnish_recorder_enable_mcn(burnish_recorder *recorder) {
    return withRecorder(recorder, [](Recorder &core) { return core.enableMcn(); });
}

int32_t burnish_recorder_get_medium(burnish_recorder *recorder, burnish_medium **medium) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(medium);
        TRY_ASSIGN(auto picture, burnish::inspectMedium(core.drive()));
        *medium = new burnish_medium(std::move(picture));
        return {};
    });
}

int32_t burnish_recorder_read_blocks(burnish_recorder *recorder, int32_t lba, int32_t count, void *buffer) {
    return withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(buffer);
        if (lba < 0 || count < 1 || count - 1 > INT32_MAX - lba) {
            return Error(status::E_INVALIDARG,
                         "Blocks are read from LBA 0 on, at least one, and none past the last address.");
        }
        return readBlocks(core.drive(), lba,
                          std::span(static_cast<std::uint8_t *>(buffer), BlockBytes * static_cast<std::size_t>(count)));
    });
}

}  // extern "C"
