// SPDX-License-Identifier: LGPL-2.1-or-later
// Recording: a transport that writes down what another one carries.
#pragma once

#include "transport/transport.hpp"

#include <memory>
#include <string>

namespace burnish {

struct Recording {
    std::string file;     // replaced where it exists
    bool redact = false;  // serial numbers, and what else names the machine, are made unreadable
};

// The transcript is complete when the transport goes. E_FAIL: the file cannot be written. Where writing fails later,
// the recording ends there and the drive does not notice.
[[nodiscard]] Result<std::unique_ptr<Transport>> recordTransport(std::unique_ptr<Transport> transport,
                                                                 const Recording &recording);

}  // namespace burnish
