// SPDX-License-Identifier: LGPL-2.1-or-later
// The texts of a disc and its tracks as CD-TEXT.
#pragma once

#include "disc_text.hpp"
#include "handles.hpp"
#include "settings.hpp"

#include <functional>
#include <string>
#include <vector>

namespace discsink {

// code and text of a disc-warning; track 0: none.
using Warn = std::function<void(const char *code, unsigned track, const std::string &text)>;

// CD-TEXT that has its packs; no handle where there is nothing to write. What does not fit is left out, and characters
// that there are none for are replaced, both with a warning. A failure's error is that of the handle.
[[nodiscard]] int32_t makeCdText(DiscText disc, std::vector<TrackText> tracks, TextEncoding encoding, const Warn &warn,
                                 CdTextHandle &made);

}  // namespace discsink
