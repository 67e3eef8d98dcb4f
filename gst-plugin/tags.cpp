// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc takes from tags.
#include "tags.hpp"

#include <cstring>
#include <initializer_list>

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

// Vorbis comments that are no tag of GStreamer's come as KEY=value. The first one that has one of the keys.
void takeComment(const GstTagList *tags, std::initializer_list<const char *> keys, std::string &target) {
    for (guint i = 0; i < gst_tag_list_get_tag_size(tags, GST_TAG_EXTENDED_COMMENT); ++i) {
        const gchar *comment = nullptr;
        if (!gst_tag_list_peek_string_index(tags, GST_TAG_EXTENDED_COMMENT, i, &comment) || comment == nullptr) {
            continue;
        }
        for (const char *key : keys) {
            if (g_ascii_strncasecmp(comment, key, std::strlen(key)) == 0) {
                target = comment + std::strlen(key);
                return;
            }
        }
    }
}

}  // namespace

void takeTags(const GstTagList *tags, TrackText &text) {
    takeString(tags, GST_TAG_TITLE, text.texts.title);
    takeString(tags, GST_TAG_PERFORMER, text.texts.performer);
    takeString(tags, GST_TAG_ARTIST, text.texts.performer);
    takeString(tags, GST_TAG_COMPOSER, text.texts.composer);
    takeString(tags, GST_TAG_INTERPRETED_BY, text.texts.arranger);
    takeComment(tags, {"ARRANGER="}, text.texts.arranger);
    takeComment(tags, {"SONGWRITER=", "LYRICIST="}, text.texts.songwriter);
    const gchar *isrc = nullptr;
    if (gst_tag_list_peek_string_index(tags, GST_TAG_ISRC, 0, &isrc) && isrc != nullptr) {
        text.isrc = isrc;
    }
}

void takeAlbumTags(const GstTagList *tags, AlbumText &text) {
    takeString(tags, GST_TAG_ALBUM, text.album);
    takeString(tags, GST_TAG_ALBUM_ARTIST, text.albumArtist);
    takeString(tags, GST_TAG_GENRE, text.genre);
}

DiscText discTextFrom(const GstTagList *tags) {
    TrackText own;
    AlbumText album;
    takeTags(tags, own);
    takeAlbumTags(tags, album);
    DiscText disc;
    disc.texts = own.texts;
    overlay(disc.texts, {album.album, album.albumArtist, {}, {}, {}, {}});
    takeString(tags, GST_TAG_COMMENT, disc.texts.message);
    disc.genre = album.genre;
    disc.mcn = catalogNumberOf(tags);
    return disc;
}

// There is no tag for it.
std::string catalogNumberOf(const GstTagList *tags) {
    std::string number;
    takeComment(tags, {"BARCODE=", "UPC=", "EAN=", "MCN="}, number);
    return number;
}

}  // namespace discsink
