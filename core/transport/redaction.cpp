// SPDX-License-Identifier: LGPL-2.1-or-later
// Where serial numbers stand: INQUIRY and its pages (SPC-4), feature 0108h, media serial numbers and keys (MMC-6).
#include "transport/redaction.hpp"

#include "base/bytes.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::uint8_t Mark = 'X';

void cover(std::span<std::uint8_t> bytes, std::size_t from, std::size_t to = SIZE_MAX) {
    const std::size_t end = std::min(to, bytes.size());
    if (from < end) {
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(end),
                  Mark);
    }
}

// Bytes 36 to 55 of the standard reply are the vendor's own, and many keep a serial number there.
void redactInquiry(std::span<const std::uint8_t> cdb, std::span<std::uint8_t> reply) {
    const bool page = (cdb[1] & 0x01) != 0;
    if (!page) {
        cover(reply, 36, 56);
    } else if (cdb[2] == 0x80 || cdb[2] == 0x83) {  // unit serial number, device identification
        cover(reply, 4);
    }
}

void redactFeatures(std::span<std::uint8_t> reply) {
    constexpr std::uint16_t SerialNumber = 0x0108;
    constexpr std::size_t Header = 8;
    for (std::size_t at = Header; at + 4 <= reply.size();) {
        const std::size_t next = at + 4 + reply[at + 3];
        if (ByteView(reply).u16(at) == SerialNumber) {
            cover(reply, at + 4, next);
        }
        at = next;
    }
}

// Volume and media identifiers of copy protection.
bool identifiesDisc(std::uint8_t format) {
    return format == 0x06 || (format >= 0x80 && format <= 0x82);
}

}  // namespace

void redactSerials(std::span<const std::uint8_t> cdb, std::span<std::uint8_t> reply) {
    if (cdb.size() < 6) {
        return;
    }
    switch (cdb[0]) {
        case 0x12:
            redactInquiry(cdb, reply);
            break;
        case 0x46:  // GET CONFIGURATION
            redactFeatures(reply);
            break;
        case 0xAB:  // READ MEDIA SERIAL NUMBER
        case 0xA4:  // REPORT KEY
        case 0xA1:  // ATA PASS-THROUGH
        case 0x85:
            cover(reply, 4);
            break;
        case 0xAD:  // READ DISC STRUCTURE
            if (cdb.size() > 7 && identifiesDisc(cdb[7])) {
                cover(reply, 4);
            }
            break;
        default:
            break;
    }
}

}  // namespace burnish
