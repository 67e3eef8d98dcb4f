// SPDX-License-Identifier: LGPL-2.1-or-later
// The transport to a drive through libcdio. Only in builds with the option cdio, since libcdio's licence is the GPL.
#pragma once

#include "transport/device_string.hpp"
#include "transport/transport.hpp"

namespace burnish {

// device: the device string.
[[nodiscard]] Result<std::unique_ptr<Transport>> openCdio(const std::string &device, const CdioDevice &target);

}  // namespace burnish
