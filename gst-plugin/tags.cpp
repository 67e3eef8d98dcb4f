// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc takes from tags.
#include "tags.hpp"

#include <array>
#include <cstring>

namespace discsink {

namespace {

void takeString(const GstTagList *tags, const char *name, std::string &target) {
    std::string joined;
    for (guint i = 0; i < gst_tag_list_get_tag_size(tags, name); ++i) {
        const gchar *value = nullptr;
        if (gst_tag_list_peek_string_index(tags, name, i, &value) && value != nullptr) {
            joined += (joined.empty() ? "" : ", ");
            joined += value;
        }
    }
    if (!joined.empty()) {
        target = joined;
    }
}

}  // namespace

void takeTags(const GstTagList *tags, TrackText &text) {
    takeString(tags, GST_TAG_TITLE, text.title);
    takeString(tags, GST_TAG_PERFORMER, text.performer);
    takeString(tags, GST_TAG_ARTIST, text.performer);
    const gchar *isrc = nullptr;
    if (gst_tag_list_peek_string_index(tags, GST_TAG_ISRC, 0, &isrc) && isrc != nullptr) {
        text.isrc = isrc;
    }
}

// There is no tag for it: Vorbis comments bring it as KEY=value.
std::string catalogNumberOf(const GstTagList *tags) {
    static constexpr std::array<const char *, 4> Keys = {"BARCODE=", "UPC=", "EAN=", "MCN="};
    for (guint i = 0; i < gst_tag_list_get_tag_size(tags, GST_TAG_EXTENDED_COMMENT); ++i) {
        const gchar *comment = nullptr;
        if (!gst_tag_list_peek_string_index(tags, GST_TAG_EXTENDED_COMMENT, i, &comment) || comment == nullptr) {
            continue;
        }
        for (const char *key : Keys) {
            if (g_ascii_strncasecmp(comment, key, std::strlen(key)) == 0) {
                return comment + std::strlen(key);
            }
        }
    }
    return {};
}

}  // namespace discsink
