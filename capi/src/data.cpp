// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/data.h
#include "formats/data_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "format_functions.hpp"
#include "handles.hpp"

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
template <typename Number>
auto numberOf(Number Medium::*number, Result<Medium> (DataFormat::*inspect)()) {
    return [number, inspect](DataFormat &core) -> Result<Number> {
        TRY_ASSIGN(const Medium medium, (core.*inspect)());
        return medium.*number;
    };
}

}  // namespace

burnish_data_progress capi::toC(const DataProgress &progress) {
    auto converted = format::eventOf<burnish_data_progress>(progress);
    converted.current_action = static_cast<int32_t>(progress.action);
    return converted;
}

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

FORMAT_OBJECT(data);
FORMAT_WRITING(data, DataSettings);

FORMAT_FLAG(data, force_media_to_be_closed, &DataSettings::forceMediaToBeClosed);
FORMAT_FLAG(data, force_overwrite, &DataSettings::forceOverwrite);
FORMAT_FLAG(data, buffer_underrun_free_disabled, &DataSettings::bufferUnderrunFreeDisabled);
FORMAT_FLAG(data, disable_consumer_dvd_compatibility_mode, &DataSettings::disableConsumerDvdCompatibilityMode);
FORMAT_FLAG(data, postgap_already_in_image, &DataSettings::postgapAlreadyInImage);

FORMAT_NUMBER(data, current_media_status, state, numberOf(&Medium::state, &DataFormat::medium));
FORMAT_NUMBER(data, write_protect_status, protection, numberOf(&Medium::writeProtect, &DataFormat::medium));
FORMAT_NUMBER(data, media_physically_blank, blank, numberOf(&Medium::physicallyBlank, &DataFormat::medium));

int32_t burnish_data_get_media_heuristically_blank(burnish_data *data, int32_t *blank) {
    return format::getMediaHeuristicallyBlank(data, blank);
}

FORMAT_NUMBER(data, total_sectors_on_media, sectors, numberOf(&Medium::totalSectors, &DataFormat::supportedMedium));
FORMAT_NUMBER(data, free_sectors_on_media, sectors, numberOf(&Medium::freeSectors, &DataFormat::supportedMedium));
FORMAT_NUMBER(data, next_writable_address, lba, numberOf(&Medium::nextWritableAddress, &DataFormat::supportedMedium));
FORMAT_NUMBER(data, start_address_of_previous_session, lba,
              numberOf(&Medium::startOfPreviousSession, &DataFormat::supportedMedium));
FORMAT_NUMBER(data, last_written_address_of_previous_session, lba,
              numberOf(&Medium::lastWrittenOfPreviousSession, &DataFormat::supportedMedium));

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
        return data->core.write(*stream->core,
                                format::progressOf<DataProgress>(data, capi::toC, &DataFormat::cancelWrite));
    });
}

int32_t burnish_data_cancel_write(burnish_data *data) {
    return with(data, [&] { return data->core.cancelWrite(); });
}

}  // extern "C"
