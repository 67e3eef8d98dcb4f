// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/raw_cd.h
#include "formats/raw_cd_format.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "format_functions.hpp"
#include "handles.hpp"

using burnish::Error;
using burnish::RawCdProgress;
using burnish::RawCdSettings;
using burnish::Result;
using burnish::SessionAtOncePolicy;
using burnish::capi::format::with;
using burnish::cd::SubChannelType;
namespace capi = burnish::capi;
namespace format = burnish::capi::format;
namespace status = burnish::status;

namespace {

burnish_raw_cd_progress toC(const RawCdProgress &progress) {
    auto converted = format::eventOf<burnish_raw_cd_progress>(progress);
    converted.current_action = static_cast<int32_t>(progress.action);
    converted.session_at_once = progress.sessionAtOnce ? 1 : 0;
    return converted;
}

burnish::RawCdProgressHandler progressOf(burnish_raw_cd *raw_cd) {
    return format::progressOf<RawCdProgress>(raw_cd, toC, &burnish::RawCdFormat::cancelWrite);
}

template <typename Write>
int32_t writeClaimed(burnish_raw_cd *raw_cd, burnish_stream *image, Write &&write) {
    const capi::Reference<burnish_raw_cd> alive(raw_cd);  // a progress callback may drop the client's last one
    return with(raw_cd, [&]() -> Result<void> {
        REQUIRE_POINTER(image);
        TRY_ASSIGN(const auto claim, format::claim(raw_cd, image));
        return write(*image->core, progressOf(raw_cd));
    });
}

}  // namespace

extern "C" {

FORMAT_OBJECT(raw_cd);
FORMAT_WRITING(raw_cd, RawCdSettings);

int32_t burnish_raw_cd_set_buffer_underrun_free_disabled(burnish_raw_cd *raw_cd, int32_t value) {
    return with(raw_cd, [&] { return raw_cd->core.setBufferUnderrunFreeDisabled(value != 0); });
}

FORMAT_FLAG_GETTER(raw_cd, buffer_underrun_free_disabled, &RawCdSettings::bufferUnderrunFreeDisabled);

int32_t burnish_raw_cd_set_requested_sector_type(burnish_raw_cd *raw_cd, int32_t type) {
    return with(raw_cd, [&] { return raw_cd->core.setRequestedSectorType(static_cast<SubChannelType>(type)); });
}

FORMAT_NUMBER(raw_cd, requested_sector_type, type, [](auto &core) { return core.requestedSectorType(); });

int32_t burnish_raw_cd_set_session_at_once(burnish_raw_cd *raw_cd, int32_t policy) {
    return with(raw_cd, [&]() -> Result<void> {
        if (policy < BURNISH_RAW_CD_SESSION_AT_ONCE_ALLOW || policy > BURNISH_RAW_CD_SESSION_AT_ONCE_FORBID) {
            return Error(status::E_INVALIDARG, "Session at once is allowed (0), required (1) or forbidden (2).");
        }
        return raw_cd->core.change(
            [&](RawCdSettings &settings) { settings.sessionAtOnce = static_cast<SessionAtOncePolicy>(policy); });
    });
}

FORMAT_NUMBER(raw_cd, session_at_once, policy,
              [](auto &core) -> Result<SessionAtOncePolicy> { return core.settings().sessionAtOnce; });

int32_t burnish_raw_cd_get_media_physically_blank(burnish_raw_cd *raw_cd, int32_t *blank) {
    return format::getPhysicallyBlank(raw_cd, blank);
}

int32_t burnish_raw_cd_get_media_heuristically_blank(burnish_raw_cd *raw_cd, int32_t *blank) {
    return format::getPhysicallyBlank(raw_cd, blank);
}

int32_t burnish_raw_cd_set_progress(burnish_raw_cd *raw_cd, burnish_raw_cd_progress_callback callback,
                                    void *user_data) {
    return format::setProgress(raw_cd, callback, user_data);
}

int32_t burnish_raw_cd_prepare_media(burnish_raw_cd *raw_cd) {
    return with(raw_cd, [&] { return raw_cd->core.prepareMedia(); });
}

FORMAT_NUMBER(raw_cd, start_of_next_session, lba, [](auto &core) { return core.startOfNextSession(); });

FORMAT_NUMBER(raw_cd, last_possible_start_of_leadout, lba,
              [](auto &core) { return core.lastPossibleStartOfLeadout(); });

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

FORMAT_NUMBER(raw_cd, writes_session_at_once, value, [](auto &core) { return core.writesSessionAtOnce(); });

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

}  // extern "C"
