// SPDX-License-Identifier: LGPL-2.1-or-later
// MODE SENSE(10): taking pages out of the reply, and mode page 2A, the drive's capabilities.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "mmc/performance.hpp"

#include <cstdint>
#include <vector>

namespace burnish::mmc {

inline constexpr std::size_t ModeHeaderBytes = 8;

namespace mode_page {
inline constexpr std::uint8_t WriteParameters = 0x05, Capabilities = 0x2A, All = 0x3F;
}

// How many bytes the reply has, by its header alone.
[[nodiscard]] Result<std::size_t> modeReplyBytes(ByteView reply);
// One page, from its page code on; header and block descriptors are skipped.
[[nodiscard]] Result<std::vector<std::uint8_t>> extractModePage(ByteView reply, std::uint8_t page);
// The codes of all pages in the reply.
[[nodiscard]] Result<std::vector<std::uint8_t>> listModePages(ByteView reply);

// Mode page 2A. Old, but every drive has it.
struct Capabilities {
    bool writesCdR = false, writesCdRw = false, writesDvdR = false, writesDvdRam = false;
    bool testWrite = false;
    bool bufferUnderrunFree = false;
    std::uint8_t loadingMechanism = 0;  // 0 caddy, 1 tray, 2 pop-up
    bool canEject = false;
    std::uint16_t bufferKib = 0;
    std::uint16_t maximumWriteKb = 0;  // kB/s
    std::uint16_t currentWriteKb = 0;
    Rotation currentRotation = Rotation::Default;  // as selected for writing
    std::vector<WriteSpeed> writeSpeeds;
};

// page: as extractModePage() gives it.
[[nodiscard]] Result<Capabilities> parseCapabilities(ByteView page);

}  // namespace burnish::mmc
