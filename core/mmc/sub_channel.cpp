// SPDX-License-Identifier: LGPL-2.1-or-later
// Replies to READ SUB-CHANNEL.
#include "mmc/sub_channel.hpp"

#include "mmc/invalid_reply.hpp"

namespace burnish::mmc {

Result<std::string> parseSubChannelText(ByteView reply, SubChannelFormat format) {
    constexpr const char *Name = "READ SUB-CHANNEL";
    constexpr std::size_t HeaderBytes = 4, Valid = 8, Text = 9;
    constexpr unsigned ValidBit = 7;
    const std::size_t characters = format == SubChannelFormat::Isrc ? 12 : 13;
    const std::size_t announced = reply.has(0, HeaderBytes) ? std::size_t{reply.u16(2)} + HeaderBytes : 0;
    if (announced < Text + characters || !reply.has(0, Text + characters)) {
        return shortReply(Name, reply.size(), Text + characters);
    }
    if (reply.u8(HeaderBytes) != static_cast<std::uint8_t>(format)) {
        return invalidReply(Name, "format " + std::to_string(reply.u8(HeaderBytes)));
    }
    return reply.bit(Valid, ValidBit) ? reply.text(Text, characters) : std::string();
}

}  // namespace burnish::mmc
