// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc takes from tags: each track's texts and ISRC, its album's, and the disc's media catalogue number.
#pragma once

#include "layout.hpp"

#include <gst/gst.h>

#include <string>

namespace discsink {

// Takes what the list holds into the text; the ISRC as it stands there, unchecked.
void takeTags(const GstTagList *tags, TrackText &text);
void takeAlbumTags(const GstTagList *tags, AlbumText &text);
// What an application's tags say of the disc: album before title, album artist before artist.
[[nodiscard]] DiscText discTextFrom(const GstTagList *tags);
// The first BARCODE, UPC, EAN or MCN among the extended comments, unchecked; else empty.
[[nodiscard]] std::string catalogNumberOf(const GstTagList *tags);

}  // namespace discsink
