// SPDX-License-Identifier: LGPL-2.1-or-later
// Requests into values and replies into bytes.
#include "protocol.hpp"

namespace virtual_recorder::server {

namespace {

// What belongs to one operation must not come with another: a client that is out of step is noticed at once.
bool makesSense(const Header &header) {
    const bool moves = header.direction != Direction::None;
    switch (header.operation) {
        case Operation::Command:
            return header.cdbLength >= 1 && header.cdbLength <= LongestCdb && (moves || header.dataLength == 0) &&
                   header.dataLength <= LargestData;
        case Operation::TakeExclusive:
            return header.cdbLength == 0 && header.dataLength <= LongestName &&
                   header.direction == (header.dataLength > 0 ? Direction::ToDevice : Direction::None);
        case Operation::ReleaseExclusive:
        case Operation::AskHolder:
            return header.cdbLength == 0 && header.dataLength == 0 && !moves;
    }
    return false;
}

}  // namespace

std::size_t Header::following() const {
    return cdbLength + (direction == Direction::ToDevice ? dataLength : 0);
}

std::optional<Header> decodeHeader(std::span<const std::uint8_t, HeaderLength> bytes) {
    const bool known = bytes[0] == ProtocolVersion && bytes[1] >= 1 && bytes[1] <= 4 && bytes[2] <= 2;
    if (!known || get32(bytes, 12) != 0) {
        return std::nullopt;
    }
    Header header;
    header.operation = static_cast<Operation>(bytes[1]);
    header.direction = static_cast<Direction>(bytes[2]);
    header.cdbLength = bytes[3];
    header.timeout = std::chrono::milliseconds(get32(bytes, 4));
    header.dataLength = get32(bytes, 8);
    return makesSense(header) ? std::optional(header) : std::nullopt;
}

Bytes encode(const Response &response) {
    Bytes bytes(HeaderLength);
    bytes.reserve(HeaderLength + response.sense.size() + response.data.size());
    bytes[0] = ProtocolVersion;
    bytes[1] = static_cast<std::uint8_t>(response.result);
    bytes[2] = response.status;
    bytes[3] = static_cast<std::uint8_t>(response.sense.size());
    put32(bytes, 4, static_cast<std::uint32_t>(response.residual));
    put32(bytes, 8, static_cast<std::uint32_t>(response.data.size()));
    bytes.insert(bytes.end(), response.sense.begin(), response.sense.end());
    bytes.insert(bytes.end(), response.data.begin(), response.data.end());
    return bytes;
}

}  // namespace virtual_recorder::server
