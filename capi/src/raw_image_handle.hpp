// SPDX-License-Identifier: LGPL-2.1-or-later
// What stands behind the handle of raw images.
#pragma once

#include "burnish/raw_image.h"

#include "cd/raw_image.hpp"

#include "handles.hpp"

struct burnish_raw_image : burnish::capi::Counted {
    burnish::cd::RawImage core;
    burnish::capi::LastError lastError;
};

namespace burnish::capi {

// The stream behind a handle, and the handle's as long as anybody keeps it: nobody else may read it meanwhile.
// E_INVALIDARG: it serves another already.
[[nodiscard]] Result<std::shared_ptr<Stream>> keepStream(burnish_stream *stream);

}  // namespace burnish::capi
