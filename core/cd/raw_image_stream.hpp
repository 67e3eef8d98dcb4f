// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImageStream: the image of a disc, made on the fly from the sources of its tracks: sector after sector from the
// lead-in's 95:00:00 to the end of the lead-out, main channel and sub-channels. It never holds more than a few sectors.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/sub_channel.hpp"
#include "stream/stream.hpp"

namespace burnish::cd {

class RawImageStream : public Stream {
public:
    [[nodiscard]] virtual const DiscLayout &layout() const = 0;
    [[nodiscard]] virtual SubChannelType type() const = 0;
    // LBA of its first sector.
    [[nodiscard]] virtual std::int32_t start() const = 0;
};

}  // namespace burnish::cd
