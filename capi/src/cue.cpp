// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/cue.h
#include "burnish/cue.h"

#include "cd/album.hpp"
#include "cd/cd_text_names.hpp"
#include "cd/toc_file.hpp"

#include "cd_handles.hpp"
#include "convert.hpp"
#include "error_out.hpp"
#include "firewall.hpp"
#include "raw_image_handle.hpp"

using burnish::Error;
using burnish::Result;
using burnish::Status;
using burnish::cd::CueRemarks;
using burnish::cd::CueSheet;
using burnish::cd::CueTrack;
namespace capi = burnish::capi;
namespace cd = burnish::cd;
namespace status = burnish::status;

namespace {

template <typename Body>
int32_t with(burnish_cue *cue, Body &&body) {
    return cue != nullptr ? capi::guarded(cue->lastError, [&] { return body(cue->core.sheet); }) : BURNISH_E_POINTER;
}

// One of a list; first: the number of its first entry.
template <typename T>
Result<const T *> entryOf(const std::vector<T> &list, std::int32_t number, std::int32_t first, const char *what) {
    const std::int64_t place = std::int64_t{number} - first;
    if (place < 0 || place >= static_cast<std::int64_t>(list.size())) {
        return Error(status::E_INVALIDARG, std::string("The sheet has no ") + what + " " + std::to_string(number) +
                                               "; there are " + std::to_string(list.size()) + ".");
    }
    return &list[static_cast<std::size_t>(place)];
}

Result<const CueTrack *> trackOf(const CueSheet &sheet, std::int32_t track) {
    return entryOf(sheet.tracks, track, 1, "track");
}

Result<const CueRemarks *> remarksOf(const CueSheet &sheet, std::int32_t track) {
    if (track == 0) {
        return &sheet.remarks;
    }
    TRY_ASSIGN(const CueTrack *const found, trackOf(sheet, track));
    return &found->remarks;
}

Result<Status> giveText(const std::string &text, const char **out) {
    *out = text.c_str();
    return text.empty() ? status::S_FALSE : status::S_OK;
}

burnish_cue_track toC(const CueTrack &track) {
    burnish_cue_track out{};
    out.number = track.number;
    out.sector_type = static_cast<std::int32_t>(track.type);
    out.sector_bytes = static_cast<std::int32_t>(track.sectorBytes);
    out.file = static_cast<std::int32_t>(track.file);
    out.pregap = track.pregap;
    out.postgap = track.postgap;
    out.index_count = static_cast<std::int32_t>(track.indexes.size());
    out.pre_emphasis = track.preEmphasis ? 1 : 0;
    out.copy_permitted = track.copyPermitted ? 1 : 0;
    out.scms = track.scms ? 1 : 0;
    out.four_channels = track.fourChannels ? 1 : 0;
    out.line = track.line;
    return out;
}

const std::string *findText(const std::map<cd::CdTextField, std::string> &texts, std::int32_t field) {
    const auto found = texts.find(static_cast<cd::CdTextField>(field));
    return found != texts.end() ? &found->second : nullptr;
}

}  // namespace

extern "C" {

int32_t burnish_cue_open(const char *path, burnish_cue **out, burnish_error **error) {
    capi::ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(path);
        REQUIRE_POINTER(out);
        TRY_ASSIGN(auto file, cd::openSheet(path));
        *out = new burnish_cue(std::move(file));
        return {};
    });
}

int32_t burnish_cue_parse(const char *bytes, size_t length, const char *folder, burnish_cue **out,
                          burnish_error **error) {
    capi::ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(bytes);
        REQUIRE_POINTER(out);
        TRY_ASSIGN(auto sheet, cd::parseSheet({bytes, length}));
        *out = new burnish_cue({std::move(sheet), folder != nullptr ? folder : ""});
        return {};
    });
}

burnish_cue *burnish_cue_ref(burnish_cue *cue) {
    return capi::ref(cue);
}

void burnish_cue_unref(burnish_cue *cue) {
    capi::unref(cue);
}

int32_t burnish_cue_get_error(burnish_cue *cue, burnish_error **error) {
    return cue != nullptr ? cue->lastError.get(error) : BURNISH_E_POINTER;
}

int32_t burnish_cue_get_track_count(burnish_cue *cue, int32_t *count) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(count);
        *count = static_cast<std::int32_t>(sheet.tracks.size());
        return {};
    });
}

int32_t burnish_cue_get_track(burnish_cue *cue, int32_t track, burnish_cue_track *out) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(out);
        TRY(capi::checkResultSize(out->size, sizeof(burnish_cue_track)));
        TRY_ASSIGN(const CueTrack *const found, trackOf(sheet, track));
        const burnish_cue_track content = toC(*found);
        capi::fillResult(out, out->size, &content, sizeof content);
        return {};
    });
}

int32_t burnish_cue_get_index(burnish_cue *cue, int32_t track, int32_t index, int32_t *number, int32_t *file,
                              int32_t *offset) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(number);
        REQUIRE_POINTER(file);
        REQUIRE_POINTER(offset);
        TRY_ASSIGN(const CueTrack *const owner, trackOf(sheet, track));
        TRY_ASSIGN(const cd::CueIndex *const found, entryOf(owner->indexes, index, 0, "index"));
        *number = found->number;
        *file = static_cast<std::int32_t>(found->file);
        *offset = found->offset;
        return {};
    });
}

int32_t burnish_cue_get_file_count(burnish_cue *cue, int32_t *count) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(count);
        *count = static_cast<std::int32_t>(sheet.files.size());
        return {};
    });
}

int32_t burnish_cue_get_file(burnish_cue *cue, int32_t file, const char **name, const char **format) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(name);
        REQUIRE_POINTER(format);
        TRY_ASSIGN(const cd::CueFile *const found, entryOf(sheet.files, file, 0, "file"));
        *name = found->name.c_str();
        *format = found->format.c_str();
        return {};
    });
}

int32_t burnish_cue_get_catalog(burnish_cue *cue, const char **catalog) {
    return with(cue, [&](const CueSheet &sheet) -> Result<Status> {
        REQUIRE_POINTER(catalog);
        return giveText(sheet.catalog, catalog);
    });
}

int32_t burnish_cue_get_cd_text_file(burnish_cue *cue, const char **name) {
    return with(cue, [&](const CueSheet &sheet) -> Result<Status> {
        REQUIRE_POINTER(name);
        return giveText(sheet.cdTextFile, name);
    });
}

int32_t burnish_cue_get_genre(burnish_cue *cue, const char **genre) {
    return with(cue, [&](const CueSheet &sheet) -> Result<Status> {
        REQUIRE_POINTER(genre);
        return giveText(sheet.genre, genre);
    });
}

int32_t burnish_cue_get_isrc(burnish_cue *cue, int32_t track, const char **isrc) {
    return with(cue, [&](const CueSheet &sheet) -> Result<Status> {
        REQUIRE_POINTER(isrc);
        TRY_ASSIGN(const CueTrack *const found, trackOf(sheet, track));
        return giveText(found->isrc, isrc);
    });
}

int32_t burnish_cue_get_text(burnish_cue *cue, int32_t track, int32_t field, const char **text) {
    return with(cue, [&](const CueSheet &sheet) -> Result<Status> {
        REQUIRE_POINTER(text);
        if (field < 0 || field > UINT8_MAX || !cd::fieldOf(static_cast<std::uint8_t>(field))) {
            return Error(status::E_INVALIDARG, "CD-TEXT has no field " + std::to_string(field) + ".");
        }
        const auto *texts = &sheet.text;
        if (track != 0) {
            TRY_ASSIGN(const CueTrack *const found, trackOf(sheet, track));
            texts = &found->text;
        }
        const std::string *found = findText(*texts, field);
        *text = found != nullptr ? found->c_str() : "";
        return found != nullptr ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_cue_get_remark_count(burnish_cue *cue, int32_t track, int32_t *count) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const CueRemarks *const remarks, remarksOf(sheet, track));
        *count = static_cast<std::int32_t>(remarks->size());
        return {};
    });
}

int32_t burnish_cue_get_remark(burnish_cue *cue, int32_t track, int32_t remark, const char **key, const char **value) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(key);
        REQUIRE_POINTER(value);
        TRY_ASSIGN(const CueRemarks *const remarks, remarksOf(sheet, track));
        TRY_ASSIGN(const auto *const found, entryOf(*remarks, remark, 0, "remark"));
        *key = found->first.c_str();
        *value = found->second.c_str();
        return {};
    });
}

int32_t burnish_cue_get_warnings(burnish_cue *cue, char **lines) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(lines);
        *lines = capi::copyString(capi::joined(sheet.warnings));
        return {};
    });
}

int32_t burnish_cue_get_cd_text(burnish_cue *cue, burnish_cd_text **cd_text) {
    return with(cue, [&](const CueSheet &) -> Result<Status> {
        REQUIRE_POINTER(cd_text);
        TRY_ASSIGN(auto blocks, cd::readCdText(cue->core));
        *cd_text = nullptr;
        if (blocks.empty()) {
            return status::S_FALSE;
        }
        auto handle = std::make_unique<burnish_cd_text>();
        handle->contents.blocks = std::move(blocks);
        *cd_text = handle.release();
        return status::S_OK;
    });
}

int32_t burnish_cue_write_toc(burnish_cue *cue, char **toc) {
    return with(cue, [&](const CueSheet &sheet) -> Result<void> {
        REQUIRE_POINTER(toc);
        TRY_ASSIGN(const auto lengths, cd::fileLengths(cue->core));
        TRY_ASSIGN(const std::string text, cd::writeTocFile(sheet, lengths));
        *toc = capi::copyString(text);
        return {};
    });
}

int32_t burnish_cue_set_transliterate(burnish_cue *cue, int32_t value) {
    return with(cue, [&](const CueSheet &) -> Result<void> {
        cue->transliterate = value != 0;
        return {};
    });
}

int32_t burnish_cue_get_transliterate(burnish_cue *cue, int32_t *value) {
    return with(cue, [&](const CueSheet &) -> Result<void> {
        REQUIRE_POINTER(value);
        *value = cue->transliterate ? 1 : 0;
        return {};
    });
}

int32_t burnish_cue_add_to_raw_image(burnish_cue *cue, burnish_raw_image *image) {
    return with(cue, [&](const CueSheet &) -> Result<void> {
        REQUIRE_POINTER(image);
        return cd::addToRawImage(cue->core, {cue->transliterate}, image->core);
    });
}

}  // extern "C"
