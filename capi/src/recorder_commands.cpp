// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/recorder_commands.h
#include "recorder/device_commands.hpp"

#include "burnish/recorder_commands.h"
#include "convert.hpp"
#include "recorder_skin.hpp"

#include <algorithm>

using burnish::PassedCommand;
using burnish::Recorder;
using burnish::Result;
using burnish::Status;
using burnish::mmc::Direction;
namespace capi = burnish::capi;
namespace status = burnish::status;

static_assert(BURNISH_SENSE_BUFFER_SIZE == burnish::SenseBufferBytes);
static_assert(BURNISH_DEFAULT_COMMAND_TIMEOUT == burnish::DefaultCommandTimeout);

namespace {

// Sizes in the release that brought them.
constexpr std::size_t FirstAdapterSize = sizeof(burnish_adapter_descriptor);
constexpr std::size_t FirstDeviceSize = sizeof(burnish_device_descriptor);

// Linux copies where an adapter could not take a buffer as it lies.
constexpr std::uint32_t AlignmentMask = 0;

struct Passing {
    const uint8_t *cdb;
    size_t cdbSize;
    uint8_t *senseBuffer;
    int32_t timeout;
    Direction direction = Direction::None;
    std::span<std::uint8_t> data = {};
};

// Sense data are no failure, but they are kept as one: they have words.
int32_t pass(burnish_recorder *handle, const Passing &passing, size_t *transferred) {
    return capi::withRecorder(handle, [&](Recorder &recorder) -> Result<Status> {
        REQUIRE_POINTER(passing.cdb);
        REQUIRE_POINTER(passing.senseBuffer);
        TRY_ASSIGN(PassedCommand passed, burnish::passCommand(recorder.drive(), std::span(passing.cdb, passing.cdbSize),
                                                              passing.direction, passing.data, passing.timeout));
        std::copy(passed.sense.begin(), passed.sense.end(), passing.senseBuffer);
        if (transferred != nullptr) {
            *transferred = passed.transferred;
        }
        if (!passed.trouble) {
            return status::S_OK;
        }
        handle->lastError.keep(std::move(*passed.trouble));
        return status::S_COMMAND_HAS_SENSE_DATA;
    });
}

template <typename Get>
int32_t giveReply(burnish_recorder *handle, uint8_t *data, size_t capacity, size_t *count, Get &&get) {
    return capi::withRecorder(handle, [&](Recorder &recorder) -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto bytes, get(recorder.drive()));
        return capi::copyList(bytes, data, capacity, count);
    });
}

std::uint32_t maximumTransfer(Recorder &recorder) {
    return static_cast<std::uint32_t>(recorder.drive().transport().maximumTransfer());
}

int32_t giveMaximumTransfer(burnish_recorder *handle, uint32_t *bytes) {
    return capi::withRecorder(handle, [&](Recorder &recorder) -> Result<void> {
        REQUIRE_POINTER(bytes);
        *bytes = maximumTransfer(recorder);
        return {};
    });
}

}  // namespace

extern "C" {

int32_t burnish_recorder_send_command_no_data(burnish_recorder *recorder, const uint8_t *cdb, size_t cdb_size,
                                              uint8_t *sense_buffer, int32_t timeout) {
    return pass(recorder, {cdb, cdb_size, sense_buffer, timeout}, nullptr);
}

int32_t burnish_recorder_send_command_send_data_to_device(burnish_recorder *recorder, const uint8_t *cdb,
                                                          size_t cdb_size, uint8_t *sense_buffer, int32_t timeout,
                                                          const uint8_t *buffer, size_t buffer_size) {
    // A transport only reads what goes to the device.
    const std::span data(const_cast<uint8_t *>(buffer), buffer != nullptr ? buffer_size : 0);
    if (recorder != nullptr && buffer == nullptr) {
        return capi::withRecorder(recorder, [](Recorder &) -> Result<void> { return capi::nullArgument("buffer"); });
    }
    return pass(recorder, {cdb, cdb_size, sense_buffer, timeout, Direction::ToDevice, data}, nullptr);
}

int32_t burnish_recorder_send_command_get_data_from_device(burnish_recorder *recorder, const uint8_t *cdb,
                                                           size_t cdb_size, uint8_t *sense_buffer, int32_t timeout,
                                                           uint8_t *buffer, size_t buffer_size,
                                                           size_t *buffer_fetched) {
    if (recorder != nullptr && (buffer == nullptr || buffer_fetched == nullptr)) {
        return capi::withRecorder(recorder, [&](Recorder &) -> Result<void> {
            return capi::nullArgument(buffer == nullptr ? "buffer" : "buffer_fetched");
        });
    }
    return pass(recorder, {cdb, cdb_size, sense_buffer, timeout, Direction::FromDevice, std::span(buffer, buffer_size)},
                buffer_fetched);
}

int32_t burnish_recorder_read_dvd_structure(burnish_recorder *recorder, uint32_t format, uint32_t address,
                                            uint32_t layer, uint32_t agid, uint8_t *data, size_t capacity,
                                            size_t *count) {
    return giveReply(recorder, data, capacity, count, [&](burnish::Drive &drive) {
        return burnish::readDvdStructure(drive, format, address, layer, agid);
    });
}

int32_t burnish_recorder_send_dvd_structure(burnish_recorder *recorder, uint32_t format, const uint8_t *data,
                                            size_t count) {
    return capi::withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(data);
        return burnish::sendDvdStructure(core.drive(), format, std::span(data, count));
    });
}

int32_t burnish_recorder_get_disc_information(burnish_recorder *recorder, uint8_t *data, size_t capacity,
                                              size_t *count) {
    return giveReply(recorder, data, capacity, count, burnish::discInformationReply);
}

int32_t burnish_recorder_get_track_information(burnish_recorder *recorder, uint32_t address, int32_t address_type,
                                               uint8_t *data, size_t capacity, size_t *count) {
    return giveReply(recorder, data, capacity, count, [&](burnish::Drive &drive) {
        return burnish::trackInformationReply(drive, address, address_type);
    });
}

int32_t burnish_recorder_get_supported_mode_pages_of_type(burnish_recorder *recorder, int32_t request_type,
                                                          int32_t *values, size_t capacity, size_t *count) {
    return capi::withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const auto pages, core.supportedModePages(request_type));
        return capi::copyList(pages, values, capacity, count);
    });
}

int32_t burnish_recorder_get_adapter_descriptor(burnish_recorder *recorder, burnish_adapter_descriptor *descriptor) {
    return capi::withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(descriptor);
        TRY(capi::checkResultSize(descriptor->size, FirstAdapterSize));
        const auto adapter = core.drive().transport().adapter();
        burnish_adapter_descriptor found{};
        found.bus_type = static_cast<int32_t>(adapter.bus);
        found.maximum_transfer_length = maximumTransfer(core);
        found.alignment_mask = AlignmentMask;
        found.driver = recorder->strings.keep(adapter.driver);
        capi::fillResult(descriptor, descriptor->size, &found, sizeof found);
        return {};
    });
}

int32_t burnish_recorder_get_device_descriptor(burnish_recorder *recorder, burnish_device_descriptor *descriptor) {
    return capi::withRecorder(recorder, [&](Recorder &core) -> Result<void> {
        REQUIRE_POINTER(descriptor);
        TRY(capi::checkResultSize(descriptor->size, FirstDeviceSize));
        TRY_ASSIGN(const std::string serial, burnish::serialNumber(core.drive()));
        burnish_device_descriptor found{};
        found.device_type = core.inquiry().deviceType;
        found.removable_media = core.inquiry().removable ? 1 : 0;
        found.bus_type = static_cast<int32_t>(core.drive().transport().adapter().bus);
        found.vendor_id = core.vendorId().c_str();
        found.product_id = core.productId().c_str();
        found.product_revision = core.productRevision().c_str();
        found.serial_number = recorder->strings.keep(serial);
        capi::fillResult(descriptor, descriptor->size, &found, sizeof found);
        return {};
    });
}

int32_t burnish_recorder_get_byte_alignment_mask(burnish_recorder *recorder, uint32_t *mask) {
    return capi::withRecorder(recorder, [&](Recorder &) -> Result<void> {
        REQUIRE_POINTER(mask);
        *mask = AlignmentMask;
        return {};
    });
}

int32_t burnish_recorder_get_maximum_non_page_aligned_transfer_size(burnish_recorder *recorder, uint32_t *bytes) {
    return giveMaximumTransfer(recorder, bytes);
}

int32_t burnish_recorder_get_maximum_page_aligned_transfer_size(burnish_recorder *recorder, uint32_t *bytes) {
    return giveMaximumTransfer(recorder, bytes);
}

}  // extern "C"
