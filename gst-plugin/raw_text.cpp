// SPDX-License-Identifier: LGPL-2.1-or-later
// The texts of a disc and its tracks as CD-TEXT.
#include "raw_text.hpp"

#include <algorithm>
#include <array>

namespace discsink {

namespace {

struct Field {
    int32_t code;
    std::string Texts::*member;
};
constexpr std::array<Field, 6> Fields = {{{BURNISH_CD_TEXT_TITLE, &Texts::title},
                                          {BURNISH_CD_TEXT_PERFORMER, &Texts::performer},
                                          {BURNISH_CD_TEXT_SONGWRITER, &Texts::songwriter},
                                          {BURNISH_CD_TEXT_COMPOSER, &Texts::composer},
                                          {BURNISH_CD_TEXT_ARRANGER, &Texts::arranger},
                                          {BURNISH_CD_TEXT_MESSAGE, &Texts::message}}};

int32_t charsetOf(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::Ascii:
            return BURNISH_CD_TEXT_ASCII;
        case TextEncoding::MsJis:
            return BURNISH_CD_TEXT_MS_JIS;
        default:
            return BURNISH_CD_TEXT_LATIN1;
    }
}

// One language, as the tags have only one and do not say which: Japanese where its letters are asked for.
int32_t languageOf(TextEncoding encoding) {
    return encoding == TextEncoding::MsJis ? BURNISH_CD_TEXT_JAPANESE : BURNISH_CD_TEXT_ENGLISH;
}

// The codes of a disc that says nothing else are no reason for CD-TEXT.
bool saysNothing(const DiscText &disc, const std::vector<TrackText> &tracks) {
    return disc.texts.empty() && disc.genre.empty() &&
           std::all_of(tracks.begin(), tracks.end(), [](const TrackText &track) { return track.texts.empty(); });
}

int32_t setGenre(burnish_cd_text *text, const std::string &genre) {
    if (genre.empty()) {
        return BURNISH_S_OK;
    }
    const int32_t code = burnish_cd_text_genre_code(genre.c_str());
    return burnish_cd_text_set_genre(text, 0, code != 0 ? code : 1, code != 0 ? "" : genre.c_str());
}

int32_t fill(burnish_cd_text *text, const DiscText &disc, const std::vector<TrackText> &tracks, TextEncoding encoding) {
    int32_t block = 0;
    int32_t status = burnish_cd_text_add_block(text, languageOf(encoding), charsetOf(encoding), &block);
    const auto set = [&](int32_t field, std::size_t track, const std::string &value) {
        if (status >= 0 && !value.empty()) {
            status = burnish_cd_text_set_text(text, block, field, static_cast<int32_t>(track), value.c_str());
        }
    };
    for (const Field &field : Fields) {
        set(field.code, 0, disc.texts.*field.member);
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            set(field.code, i + 1, tracks[i].texts.*field.member);
        }
    }
    set(BURNISH_CD_TEXT_CODE, 0, disc.mcn);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        set(BURNISH_CD_TEXT_CODE, i + 1, tracks[i].isrc);
    }
    return status < 0 ? status : setGenre(text, disc.genre);
}

int32_t encode(const DiscText &disc, const std::vector<TrackText> &tracks, TextEncoding encoding, CdTextHandle &made) {
    burnish_cd_text *text = nullptr;
    int32_t status = burnish_cd_text_new(&text);
    made.reset(text);
    if (status >= 0) {
        status = fill(text, disc, tracks, encoding);
    }
    if (status >= 0) {
        status = burnish_cd_text_set_transliterate(text, 1);
    }
    return status < 0 ? status : burnish_cd_text_encode(text, 1, static_cast<int32_t>(tracks.size()));
}

}  // namespace

int32_t makeCdText(DiscText disc, std::vector<TrackText> tracks, TextEncoding encoding, const Warn &warn,
                   CdTextHandle &made) {
    made.reset();
    if (saysNothing(disc, tracks)) {
        return BURNISH_S_OK;
    }
    std::string left;
    int32_t status = encode(disc, tracks, encoding, made);
    std::string what;
    while (status == BURNISH_E_CD_TEXT_TOO_LONG && dropLeast(disc, tracks, &what)) {
        left += (left.empty() ? "" : ", ") + what;
        status = encode(disc, tracks, encoding, made);
    }
    if (status < 0) {
        return status;
    }
    if (!left.empty()) {
        warn("cd-text-truncated", 0, "The texts are more than CD-TEXT has room for; left out: " + left);
    }
    if (const std::string changes = stringOf(made.get(), burnish_cd_text_get_changes); !changes.empty()) {
        warn("cd-text-transliterated", 0,
             "CD-TEXT cannot hold some characters; what came nearest was taken: " + changes);
    }
    return status;
}

}  // namespace discsink
