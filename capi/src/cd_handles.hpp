// SPDX-License-Identifier: LGPL-2.1-or-later
// What stands behind the handles of CD-TEXT and cue sheets.
#pragma once

#include "burnish/cd_text.h"

#include "cd/cd_text.hpp"
#include "cd/sheet_file.hpp"

#include "handles.hpp"

#include <mutex>
#include <vector>

struct burnish_cd_text : burnish::capi::Counted {
    std::mutex mutex;  // guards all but lastError and strings
    burnish::cd::CdTextContents contents;
    burnish::cd::CdTextOptions options;
    burnish::cd::CdTextPacks packs;
    burnish::capi::LastError lastError;
    burnish::capi::KeptStrings strings;
};

struct burnish_cue : burnish::capi::Counted {
    explicit burnish_cue(burnish::cd::SheetFile content) : core(std::move(content)) {}
    const burnish::cd::SheetFile core;
    std::atomic<bool> transliterate = false;
    burnish::capi::LastError lastError;
};
