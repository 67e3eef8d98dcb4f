// SPDX-License-Identifier: LGPL-2.1-or-later
// The disc as one names it on the command line: PATH[?key=value&…], percent-encoded.
#pragma once

#include "virtual_recorder/recorder.hpp"

#include <string>

namespace virtual_recorder::server {

// False, and a sentence for people, where it is not understood. "virtual:" in front is permitted.
[[nodiscard]] bool parseDisc(const std::string &text, Options &options, std::string &message);

}  // namespace virtual_recorder::server
