// SPDX-License-Identifier: LGPL-2.1-or-later
// What Linux says about a command sent through SG_IO, judged: a drive's answer, or none. Pure.
#pragma once

#include "transport/transport.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace burnish {

// The fields of sg_io_hdr that the kernel fills, and errno where the call itself failed.
struct SgOutcome {
    const char *carrier = "SG_IO";  // who says so
    int error = 0;
    std::uint8_t status = 0;         // SCSI status byte
    std::uint16_t hostStatus = 0;    // DID_…
    std::uint16_t driverStatus = 0;  // DRIVER_…
    std::int32_t residual = 0;
    std::array<std::uint8_t, 32> sense{};
    std::size_t senseLength = 0;
};

// requested: bytes of the data phase.
[[nodiscard]] Result<Completion> judgeSg(const SgOutcome &outcome, std::size_t requested, const std::string &device);

}  // namespace burnish
