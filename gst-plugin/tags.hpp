// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc takes from tags: each track's title, performer and ISRC, and the disc's media catalogue number.
#pragma once

#include "layout.hpp"

#include <gst/gst.h>

#include <string>

namespace discsink {

// Takes what the list holds into the text; the ISRC as it stands there, unchecked.
void takeTags(const GstTagList *tags, TrackText &text);
// The first BARCODE, UPC, EAN or MCN among the extended comments, unchecked; else empty.
[[nodiscard]] std::string catalogNumberOf(const GstTagList *tags);

}  // namespace discsink
