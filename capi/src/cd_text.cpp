// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/cd_text.h
#include "burnish/cd_text.h"

#include "cd/cd_text_names.hpp"

#include "cd_handles.hpp"
#include "convert.hpp"
#include "error_out.hpp"
#include "firewall.hpp"

#include <algorithm>

using burnish::Error;
using burnish::Result;
using burnish::Status;
using burnish::cd::CdTextBlock;
using burnish::cd::CdTextCharset;
using burnish::cd::CdTextField;
namespace capi = burnish::capi;
namespace cd = burnish::cd;
namespace status = burnish::status;

namespace {

constexpr int LastTrack = 99, LastLanguage = 0x7F, MostBlocks = 8;

template <typename Body>
int32_t with(burnish_cd_text *handle, Body &&body) {
    if (handle == nullptr) {
        return BURNISH_E_POINTER;
    }
    return capi::guarded(handle->lastError, [&] {
        const std::lock_guard lock(handle->mutex);
        return body();
    });
}

Result<void> checkBlock(const burnish_cd_text *handle, std::int32_t number) {
    if (number < 0 || static_cast<std::size_t>(number) >= handle->contents.blocks.size()) {
        return Error(status::E_INVALIDARG, "There is no block " + std::to_string(number) + " of CD-TEXT; there are " +
                                               std::to_string(handle->contents.blocks.size()) + ".");
    }
    return {};
}

template <typename Body>
int32_t withBlock(burnish_cd_text *handle, std::int32_t number, Body &&body) {
    return with(handle, [&]() -> Result<Status> {
        TRY(checkBlock(handle, number));
        return capi::asStatus(body(handle->contents.blocks[static_cast<std::size_t>(number)]));
    });
}

template <typename Get>
int32_t give(burnish_cd_text *handle, std::int32_t *out, Get &&get) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = static_cast<std::int32_t>(get(handle->contents));
        return {};
    });
}

template <typename Get>
int32_t giveOfBlock(burnish_cd_text *handle, std::int32_t block, std::int32_t *out, Get &&get) {
    return withBlock(handle, block, [&](const CdTextBlock &content) -> Result<void> {
        REQUIRE_POINTER(out);
        *out = static_cast<std::int32_t>(get(content));
        return {};
    });
}

Result<CdTextCharset> charsetOf(std::int32_t value) {
    if (value != BURNISH_CD_TEXT_LATIN1 && value != BURNISH_CD_TEXT_ASCII && value != BURNISH_CD_TEXT_MS_JIS) {
        return Error(status::E_INVALIDARG, "CD-TEXT has no character set " + std::to_string(value) +
                                               "; it is one of BURNISH_CD_TEXT_LATIN1, "
                                               "_ASCII and _MS_JIS.");
    }
    return static_cast<CdTextCharset>(value);
}

Result<CdTextField> fieldOf(std::int32_t field, std::int32_t track) {
    const auto known = field >= 0 && field <= UINT8_MAX ? cd::fieldOf(static_cast<std::uint8_t>(field)) : std::nullopt;
    if (!known) {
        return Error(status::E_INVALIDARG, "CD-TEXT has no field " + std::to_string(field) + ".");
    }
    if (track < 0 || track > LastTrack || (track != 0 && cd::isOfDiscOnly(*known))) {
        return Error(status::E_INVALIDARG,
                     "The " + std::string(cd::nameOf(*known)) + " has no track " + std::to_string(track) + ".");
    }
    return *known;
}

Result<void> addBlock(burnish_cd_text *handle, std::int32_t language, std::int32_t charset, std::int32_t *block) {
    REQUIRE_POINTER(block);
    TRY_ASSIGN(const CdTextCharset set, charsetOf(charset));
    auto &blocks = handle->contents.blocks;
    if (language < 0 || language > LastLanguage || blocks.size() == MostBlocks) {
        return Error(status::E_INVALIDARG, "CD-TEXT has up to eight languages, with codes 0x00 to 0x7F.");
    }
    if (std::any_of(blocks.begin(), blocks.end(),
                    [&](const CdTextBlock &other) { return other.language == language; })) {
        return Error(status::E_INVALIDARG,
                     "There is a block in " + cd::languageName(static_cast<std::uint8_t>(language)) + " already.");
    }
    *block = static_cast<std::int32_t>(blocks.size());
    CdTextBlock added;
    added.language = static_cast<std::uint8_t>(language);
    added.charset = set;
    blocks.push_back(std::move(added));
    return {};
}

void setText(CdTextBlock &block, CdTextField field, std::int32_t track, const char *text) {
    if (*text != '\0') {
        block.text[field][track] = text;
    } else if (const auto texts = block.text.find(field); texts != block.text.end()) {
        texts->second.erase(track);
    }
}

const std::string *findText(const CdTextBlock &block, CdTextField field, std::int32_t track) {
    const auto texts = block.text.find(field);
    if (texts == block.text.end()) {
        return nullptr;
    }
    const auto text = texts->second.find(track);
    return text == texts->second.end() ? nullptr : &text->second;
}

}  // namespace

extern "C" {

int32_t burnish_cd_text_new(burnish_cd_text **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = new burnish_cd_text;
        return {};
    });
}

int32_t burnish_cd_text_new_from_packs(const uint8_t *bytes, size_t length, burnish_cd_text **out,
                                       burnish_error **error) {
    capi::ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(bytes);
        REQUIRE_POINTER(out);
        TRY_ASSIGN(auto contents, cd::decodeCdText({bytes, length}));
        auto handle = std::make_unique<burnish_cd_text>();
        handle->contents = std::move(contents);
        *out = handle.release();
        return {};
    });
}

burnish_cd_text *burnish_cd_text_ref(burnish_cd_text *cd_text) {
    return capi::ref(cd_text);
}

void burnish_cd_text_unref(burnish_cd_text *cd_text) {
    capi::unref(cd_text);
}

int32_t burnish_cd_text_get_error(burnish_cd_text *cd_text, burnish_error **error) {
    return cd_text != nullptr ? cd_text->lastError.get(error) : BURNISH_E_POINTER;
}

int32_t burnish_cd_text_add_block(burnish_cd_text *cd_text, int32_t language, int32_t charset, int32_t *block) {
    return with(cd_text, [&] { return addBlock(cd_text, language, charset, block); });
}

int32_t burnish_cd_text_get_block_count(burnish_cd_text *cd_text, int32_t *count) {
    return give(cd_text, count, [](const auto &contents) { return contents.blocks.size(); });
}

int32_t burnish_cd_text_get_language(burnish_cd_text *cd_text, int32_t block, int32_t *language) {
    return giveOfBlock(cd_text, block, language, [](const CdTextBlock &content) { return content.language; });
}

int32_t burnish_cd_text_get_charset(burnish_cd_text *cd_text, int32_t block, int32_t *charset) {
    return giveOfBlock(cd_text, block, charset, [](const CdTextBlock &content) { return content.charset; });
}

int32_t burnish_cd_text_set_charset(burnish_cd_text *cd_text, int32_t block, int32_t charset) {
    return withBlock(cd_text, block, [&](CdTextBlock &content) -> Result<void> {
        TRY_ASSIGN(content.charset, charsetOf(charset));
        return {};
    });
}

int32_t burnish_cd_text_set_text(burnish_cd_text *cd_text, int32_t block, int32_t field, int32_t track,
                                 const char *text) {
    return withBlock(cd_text, block, [&](CdTextBlock &content) -> Result<void> {
        REQUIRE_POINTER(text);
        TRY_ASSIGN(const CdTextField known, fieldOf(field, track));
        setText(content, known, track, text);
        return {};
    });
}

int32_t burnish_cd_text_get_text(burnish_cd_text *cd_text, int32_t block, int32_t field, int32_t track,
                                 const char **text) {
    return withBlock(cd_text, block, [&](const CdTextBlock &content) -> Result<Status> {
        REQUIRE_POINTER(text);
        TRY_ASSIGN(const CdTextField known, fieldOf(field, track));
        const std::string *found = findText(content, known, track);
        *text = found != nullptr ? cd_text->strings.keep(*found) : "";
        return found != nullptr ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_cd_text_set_genre(burnish_cd_text *cd_text, int32_t block, int32_t code, const char *text) {
    return withBlock(cd_text, block, [&](CdTextBlock &content) -> Result<void> {
        REQUIRE_POINTER(text);
        if (code < 0 || code > cd::LastGenreCode) {
            return Error(status::E_INVALIDARG, "Genres have codes 0 to 28, not " + std::to_string(code) + ".");
        }
        content.genre = {static_cast<std::uint16_t>(code), text};
        return {};
    });
}

int32_t burnish_cd_text_get_genre(burnish_cd_text *cd_text, int32_t block, int32_t *code, const char **text) {
    return withBlock(cd_text, block, [&](const CdTextBlock &content) -> Result<void> {
        REQUIRE_POINTER(code);
        REQUIRE_POINTER(text);
        *text = cd_text->strings.keep(content.genre.text);
        *code = content.genre.code;
        return {};
    });
}

// The names are literals, which end with a zero.
const char *burnish_cd_text_genre_name(int32_t code) {
    return code > 0 && code <= cd::LastGenreCode ? cd::genreName(static_cast<std::uint16_t>(code)).data() : nullptr;
}

int32_t burnish_cd_text_genre_code(const char *name) {
    int32_t code = 0;
    const Status unused = capi::guarded([&]() -> Result<void> {
        code = name != nullptr ? cd::genreCode(name) : 0;
        return {};
    });
    return burnish::failed(unused) ? 0 : code;
}

int32_t burnish_cd_text_set_copyright_flags(burnish_cd_text *cd_text, int32_t block, int32_t flags) {
    return withBlock(cd_text, block, [&](CdTextBlock &content) -> Result<void> {
        if (flags < 0 || flags > UINT8_MAX) {
            return Error(status::E_INVALIDARG, "The copyright flags are a byte, 0 to 255.");
        }
        content.copyrightFlags = static_cast<std::uint8_t>(flags);
        return {};
    });
}

int32_t burnish_cd_text_get_copyright_flags(burnish_cd_text *cd_text, int32_t block, int32_t *flags) {
    return giveOfBlock(cd_text, block, flags, [](const CdTextBlock &content) { return content.copyrightFlags; });
}

int32_t burnish_cd_text_set_transliterate(burnish_cd_text *cd_text, int32_t value) {
    return with(cd_text, [&]() -> Result<void> {
        cd_text->options.transliterate = value != 0;
        return {};
    });
}

int32_t burnish_cd_text_get_transliterate(burnish_cd_text *cd_text, int32_t *value) {
    return give(cd_text, value, [&](const auto &) { return cd_text->options.transliterate ? 1 : 0; });
}

int32_t burnish_cd_text_encode(burnish_cd_text *cd_text, int32_t first_track, int32_t last_track) {
    return with(cd_text, [&]() -> Result<void> {
        TRY_ASSIGN(cd_text->packs,
                   cd::encodeCdText(cd_text->contents.blocks, first_track, last_track, cd_text->options));
        return {};
    });
}

int32_t burnish_cd_text_get_packs(burnish_cd_text *cd_text, uint8_t *values, size_t capacity, size_t *count) {
    return with(cd_text, [&]() -> Result<void> {
        std::vector<std::uint8_t> bytes;
        for (const cd::CdTextPack &pack : cd_text->packs.packs) {
            bytes.insert(bytes.end(), pack.begin(), pack.end());
        }
        return capi::copyList(bytes, values, capacity, count);
    });
}

int32_t burnish_cd_text_get_packs_of_block(burnish_cd_text *cd_text, int32_t block, int32_t *packs) {
    return withBlock(cd_text, block, [&](const CdTextBlock &) -> Result<void> {
        REQUIRE_POINTER(packs);
        const auto &all = cd_text->packs.packsOfBlock;
        *packs = static_cast<std::size_t>(block) < all.size() ? all[static_cast<std::size_t>(block)] : 0;
        return {};
    });
}

int32_t burnish_cd_text_get_changes(burnish_cd_text *cd_text, char **lines) {
    return with(cd_text, [&]() -> Result<void> {
        REQUIRE_POINTER(lines);
        *lines = capi::copyString(capi::joined(cd_text->packs.changed));
        return {};
    });
}

int32_t burnish_cd_text_get_first_track(burnish_cd_text *cd_text, int32_t *track) {
    return give(cd_text, track, [](const auto &contents) { return contents.firstTrack; });
}

int32_t burnish_cd_text_get_last_track(burnish_cd_text *cd_text, int32_t *track) {
    return give(cd_text, track, [](const auto &contents) { return contents.lastTrack; });
}

int32_t burnish_cd_text_get_bad_packs(burnish_cd_text *cd_text, int32_t *count) {
    return give(cd_text, count, [](const auto &contents) { return contents.badPacks; });
}

int32_t burnish_cd_text_get_warnings(burnish_cd_text *cd_text, char **lines) {
    return with(cd_text, [&]() -> Result<void> {
        REQUIRE_POINTER(lines);
        *lines = capi::copyString(capi::joined(cd_text->contents.warnings));
        return {};
    });
}

}  // extern "C"
