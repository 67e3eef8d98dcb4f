// SPDX-License-Identifier: LGPL-2.1-or-later
// Capacities, speeds and write protection.
#include "mmc/performance.hpp"

#include "mmc/invalid_reply.hpp"

namespace burnish::mmc {

namespace {

// Drives have up to a dozen; more than this is no list of speeds.
constexpr std::size_t MostPerformanceDescriptors = 256;

}  // namespace

Result<BufferCapacity> parseBufferCapacity(ByteView reply) {
    constexpr std::size_t Needed = 12;
    if (!reply.has(0, Needed)) {
        return shortReply("READ BUFFER CAPACITY", reply.size(), Needed);
    }
    return BufferCapacity{reply.u32(4), reply.u32(8)};
}

Result<Capacity> parseCapacity(ByteView reply) {
    constexpr std::size_t Needed = 8;
    if (!reply.has(0, Needed)) {
        return shortReply("READ CAPACITY", reply.size(), Needed);
    }
    return Capacity{reply.u32(0), reply.u32(4)};
}

Result<WriteProtection> parseWriteProtection(ByteView reply) {
    if (!reply.has(0, WriteProtectionBytes)) {
        return shortReply("READ DISC STRUCTURE, format C0h", reply.size(), WriteProtectionBytes);
    }
    return WriteProtection{reply.bit(4, 0), reply.bit(4, 1), reply.bit(4, 2), reply.bit(4, 3)};
}

Result<std::size_t> performanceDescriptors(ByteView reply) {
    if (!reply.has(0, PerformanceHeaderBytes)) {
        return shortReply("GET PERFORMANCE", reply.size(), PerformanceHeaderBytes);
    }
    const std::size_t announced = std::size_t{reply.u32(0)} + 4;
    if (announced < PerformanceHeaderBytes) {
        return invalidReply("GET PERFORMANCE", "the data length is " + std::to_string(announced - 4));
    }
    const std::size_t count = (announced - PerformanceHeaderBytes) / PerformanceDescriptorBytes;
    if (count > MostPerformanceDescriptors) {
        return invalidReply("GET PERFORMANCE", std::to_string(count) + " speeds");
    }
    return count;
}

Result<std::vector<WriteSpeed>> parseWriteSpeeds(ByteView reply) {
    TRY_ASSIGN(const std::size_t announced, performanceDescriptors(reply));
    std::vector<WriteSpeed> speeds;
    for (std::size_t i = 0; i < announced; ++i) {
        const std::size_t offset = PerformanceHeaderBytes + i * PerformanceDescriptorBytes;
        if (!reply.has(offset, PerformanceDescriptorBytes)) {
            break;
        }
        const bool cav = (reply.u8(offset) >> 3 & 3) == 1;
        if (const std::uint32_t write = reply.u32(offset + 12); write != 0) {
            speeds.push_back({cav ? Rotation::Cav : Rotation::Default, write, reply.u32(offset + 8)});
        }
    }
    return speeds;
}

}  // namespace burnish::mmc
