// SPDX-License-Identifier: LGPL-2.1-or-later
// INQUIRY's standard data.
#include "mmc/inquiry.hpp"

#include "mmc/invalid_reply.hpp"

namespace burnish::mmc {

// The additional length (byte 4) is not judged: old drives understate it, and only what arrived is used.
Result<Inquiry> parseInquiry(ByteView reply) {
    if (!reply.has(0, InquiryBytes)) {
        return shortReply("INQUIRY", reply.size(), InquiryBytes);
    }
    Inquiry inquiry;
    inquiry.deviceType = reply.u8(0) & 0x1F;
    inquiry.connected = reply.u8(0) >> 5 == 0;
    inquiry.removable = reply.bit(1, 7);
    inquiry.vendor = reply.text(8, 8);
    inquiry.product = reply.text(16, 16);
    inquiry.revision = reply.text(32, 4);
    return inquiry;
}

}  // namespace burnish::mmc
