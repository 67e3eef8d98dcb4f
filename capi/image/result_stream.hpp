// SPDX-License-Identifier: GPL-3.0-or-later
// A stream of this library as one of libburnish: callbacks through its public interface.
#pragma once

#include "burnish/stream.h"

#include "base/result.hpp"
#include "stream/stream.hpp"

#include <functional>
#include <memory>

namespace burnish::image {

// release: called when the stream is gone, last of all; may be empty.
[[nodiscard]] Result<Status> makePublicStream(std::unique_ptr<Stream> core, std::function<void()> release,
                                              burnish_stream **stream);

}  // namespace burnish::image
