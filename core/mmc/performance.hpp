// SPDX-License-Identifier: LGPL-2.1-or-later
// How large, how fast, how protected: READ CAPACITY, READ BUFFER CAPACITY, the write speeds of GET PERFORMANCE (type
// 3), the write protection of READ DISC STRUCTURE.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <vector>

namespace burnish::mmc {

inline constexpr std::size_t PerformanceHeaderBytes = 8;
inline constexpr std::size_t PerformanceDescriptorBytes = 16;

struct BufferCapacity {
    std::uint32_t totalBytes = 0;
    std::uint32_t freeBytes = 0;  // as the drive says; not always at most totalBytes
};

struct Capacity {
    std::uint32_t lastLba = 0;
    std::uint32_t blockBytes = 0;
};

// READ DISC STRUCTURE, format C0h.
inline constexpr std::size_t WriteProtectionBytes = 8;
struct WriteProtection {
    bool untilPowerdown = false;
    bool persistent = false;     // stored on the disc
    bool cartridge = false;      // its tab
    bool mediaSpecific = false;  // the medium itself forbids it
};

// MMC's write rotation control.
enum class Rotation : std::uint8_t { Default = 0, Cav = 1 };

struct WriteSpeed {
    Rotation rotation = Rotation::Default;
    std::uint32_t writeKb = 0;  // kB/s, 1000 bytes each
    std::uint32_t readKb = 0;
};

[[nodiscard]] Result<BufferCapacity> parseBufferCapacity(ByteView reply);
[[nodiscard]] Result<Capacity> parseCapacity(ByteView reply);
[[nodiscard]] Result<WriteProtection> parseWriteProtection(ByteView reply);

// How many descriptors GET PERFORMANCE has, by its header alone.
[[nodiscard]] Result<std::size_t> performanceDescriptors(ByteView reply);
// The descriptors that arrived; speeds of 0 are left out.
[[nodiscard]] Result<std::vector<WriteSpeed>> parseWriteSpeeds(ByteView reply);

}  // namespace burnish::mmc
