// SPDX-License-Identifier: LGPL-2.1-or-later
// What all commands share: replies, data phases, and the block range of READ and WRITE.
#include "request.hpp"

#include "msf.hpp"

#include <algorithm>

namespace virtual_recorder {

Reply good(std::size_t transferred) {
    Reply reply;
    reply.transferred = transferred;
    return reply;
}

Reply refused(const Sense &sense) {
    Reply reply;
    reply.sense = sense;
    return reply;
}

Reply answered(const Request &request, ByteView reply, std::size_t allocation) {
    if (request.direction != Direction::FromDevice) {
        return good();
    }
    const std::size_t length = std::min({reply.size(), allocation, request.data.size()});
    std::copy_n(reply.begin(), length, request.data.begin());
    return good(length);
}

bool sends(const Request &request, std::size_t length) {
    return request.direction == Direction::ToDevice && request.data.size() == length;
}

bool receives(const Request &request, std::size_t length) {
    return request.direction == Direction::FromDevice && request.data.size() >= length;
}

// Of READ CD MSF, which names the first block and the one behind the last by their times.
static std::optional<BlockRange> timeRange(ByteView cdb) {
    const auto start = lbaOfMsf({cdb[3], cdb[4], cdb[5]}), end = lbaOfMsf({cdb[6], cdb[7], cdb[8]});
    if (!start || !end || *start > *end) {
        return std::nullopt;
    }
    return BlockRange{*start, *end - *start};
}

std::optional<BlockRange> blockRange(ByteView cdb) {
    if (cdb.empty() || cdb.size() < cdbLength(cdb[0])) {
        return std::nullopt;
    }
    const auto lba = [&] { return static_cast<std::int32_t>(get32(cdb, 2)); };
    switch (cdb[0]) {
        case 0x28:
        case 0x2A:
            return BlockRange{lba(), get16(cdb, 7)};
        case 0xA8:
        case 0xAA:
            return BlockRange{lba(), get32(cdb, 6)};
        case 0xB9:
            return timeRange(cdb);
        case 0xBE:
            return BlockRange{lba(), get24(cdb, 6)};
        default:
            return std::nullopt;
    }
}

std::size_t cdbLength(std::uint8_t operationCode) {
    switch (operationCode >> 5) {
        case 0:
            return 6;
        case 1:
        case 2:
            return 10;
        case 4:
            return 16;
        case 5:
            return 12;
        default:
            return 0;
    }
}

}  // namespace virtual_recorder
