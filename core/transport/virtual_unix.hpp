// SPDX-License-Identifier: LGPL-2.1-or-later
// The transport to a virtual recorder that another process serves at a Unix socket.
#pragma once

#include "transport/device_string.hpp"
#include "transport/transport.hpp"

namespace burnish {

// device: the device string.
[[nodiscard]] Result<std::unique_ptr<Transport>> openVirtualUnix(const std::string &device, const UnixDevice &target);

}  // namespace burnish
