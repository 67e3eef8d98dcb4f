// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/medium.h
#include "media/medium.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

using burnish::Error;
using burnish::Medium;
using burnish::Result;
namespace capi = burnish::capi;
namespace status = burnish::status;

burnish_medium::burnish_medium(Medium picture)
    : core(std::move(picture)),
      typeName(burnish::mediaTypeName(core.type)),
      stateText(burnish::mediaStateText(core.state)) {}

namespace {

// Hands out one number of the picture. A medium remembers no failure: none of its functions asks a drive.
template <typename Get>
int32_t giveNumber(const burnish_medium *medium, int32_t *out, Get &&get) {
    if (medium == nullptr || out == nullptr) {
        return BURNISH_E_POINTER;
    }
    *out = static_cast<int32_t>(get(medium->core));
    return BURNISH_S_OK;
}

int32_t giveText(const burnish_medium *medium, const char **out, const std::string burnish_medium::*text) {
    if (medium == nullptr || out == nullptr) {
        return BURNISH_E_POINTER;
    }
    *out = (medium->*text).c_str();
    return BURNISH_S_OK;
}

}  // namespace

extern "C" {

burnish_medium *burnish_medium_ref(burnish_medium *medium) {
    return capi::ref(medium);
}

void burnish_medium_unref(burnish_medium *medium) {
    capi::unref(medium);
}

int32_t burnish_medium_get_type(const burnish_medium *medium, int32_t *type) {
    return giveNumber(medium, type, [](const Medium &core) { return core.type; });
}

int32_t burnish_medium_get_type_name(const burnish_medium *medium, const char **name) {
    return giveText(medium, name, &burnish_medium::typeName);
}

int32_t burnish_medium_get_profile(const burnish_medium *medium, int32_t *profile) {
    return giveNumber(medium, profile, [](const Medium &core) { return core.profile; });
}

int32_t burnish_medium_get_state(const burnish_medium *medium, int32_t *state) {
    return giveNumber(medium, state, [](const Medium &core) { return core.state; });
}

int32_t burnish_medium_get_state_text(const burnish_medium *medium, const char **text) {
    return giveText(medium, text, &burnish_medium::stateText);
}

int32_t burnish_medium_get_physically_blank(const burnish_medium *medium, int32_t *blank) {
    return giveNumber(medium, blank, [](const Medium &core) { return core.physicallyBlank; });
}

int32_t burnish_medium_get_total_sectors(const burnish_medium *medium, int32_t *sectors) {
    return giveNumber(medium, sectors, [](const Medium &core) { return core.totalSectors; });
}

int32_t burnish_medium_get_free_sectors(const burnish_medium *medium, int32_t *sectors) {
    return giveNumber(medium, sectors, [](const Medium &core) { return core.freeSectors; });
}

int32_t burnish_medium_get_next_writable_address(const burnish_medium *medium, int32_t *lba) {
    return giveNumber(medium, lba, [](const Medium &core) { return core.nextWritableAddress; });
}

int32_t burnish_medium_get_start_address_of_previous_session(const burnish_medium *medium, int32_t *lba) {
    return giveNumber(medium, lba, [](const Medium &core) { return core.startOfPreviousSession; });
}

int32_t burnish_medium_get_last_written_address_of_previous_session(const burnish_medium *medium, int32_t *lba) {
    return giveNumber(medium, lba, [](const Medium &core) { return core.lastWrittenOfPreviousSession; });
}

int32_t burnish_medium_get_session_count(const burnish_medium *medium, int32_t *count) {
    return giveNumber(medium, count, [](const Medium &core) { return core.sessions; });
}

int32_t burnish_medium_get_track_count(const burnish_medium *medium, int32_t *count) {
    return giveNumber(medium, count, [](const Medium &core) { return core.tracks.size(); });
}

int32_t burnish_medium_get_track(const burnish_medium *medium, int32_t index, burnish_track_info *info) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(medium);
        REQUIRE_POINTER(info);
        TRY(capi::checkResultSize(info->size, sizeof(burnish_track_info)));
        const auto &tracks = medium->core.tracks;
        if (index < 0 || static_cast<std::size_t>(index) >= tracks.size()) {
            return Error(status::E_INVALIDARG, "The disc has no track with that index.");
        }
        const burnish::Track &track = tracks[static_cast<std::size_t>(index)];
        const burnish_track_info content{sizeof content, track.number,  track.session,
                                         track.start,    track.sectors, track.data ? 1 : 0};
        capi::fillResult(info, info->size, &content, sizeof content);
        return {};
    });
}

int32_t burnish_medium_get_write_speeds(const burnish_medium *medium, int32_t *values, size_t capacity, size_t *count) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(medium);
        return capi::copyList(medium->core.writeSpeeds, values, capacity, count);
    });
}

int32_t burnish_medium_get_sectors_per_second_at_1x(const burnish_medium *medium, int32_t *sectors) {
    return giveNumber(medium, sectors, [](const Medium &core) { return burnish::sectorsPerSecondAt1x(core.type); });
}

}  // extern "C"
