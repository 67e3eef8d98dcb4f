// SPDX-License-Identifier: LGPL-2.1-or-later
// Request and Reply: one command on its way through the drive.
#pragma once

#include "buffer_model.hpp"
#include "bytes.hpp"
#include "sense.hpp"
#include "virtual_recorder/recorder.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace virtual_recorder {

struct Request {
    ByteView cdb;
    Direction direction = Direction::None;
    std::span<std::uint8_t> data;
};

struct Reply {
    std::optional<Sense> sense = {};
    std::size_t transferred = 0;
    Duration takes{};  // how long a real drive would let the host wait
};

// The command was carried out.
[[nodiscard]] Reply good(std::size_t transferred = 0);
// It was not.
[[nodiscard]] Reply refused(const Sense &sense);
// A reply of data, cut to the allocation length.
[[nodiscard]] Reply answered(const Request &request, ByteView reply, std::size_t allocation);
// The data phase is one to the device, of this length.
[[nodiscard]] bool sends(const Request &request, std::size_t length);
// The data phase is one from the device, with room for this length.
[[nodiscard]] bool receives(const Request &request, std::size_t length);

// The blocks that a READ or WRITE names; nothing for other commands.
struct BlockRange {
    std::int64_t lba = 0;
    std::int64_t blocks = 0;
    [[nodiscard]] bool touches(std::int64_t block) const { return block >= lba && block < lba + blocks; }
};
[[nodiscard]] std::optional<BlockRange> blockRange(ByteView cdb);

// Length of a CDB by its operation code; 0 for codes that MMC does not use.
[[nodiscard]] std::size_t cdbLength(std::uint8_t operationCode);

}  // namespace virtual_recorder
