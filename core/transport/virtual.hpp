// SPDX-License-Identifier: LGPL-2.1-or-later
// The transport to a virtual recorder in this process.
#pragma once

#include "transport/device_string.hpp"
#include "transport/transport.hpp"

namespace burnish {

// device: the device string without options.
[[nodiscard]] Result<std::unique_ptr<Transport>> openVirtual(const std::string &device, const VirtualDevice &target);

}  // namespace burnish
