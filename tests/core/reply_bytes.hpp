// SPDX-License-Identifier: LGPL-2.1-or-later
// Replies as a drive would send them, composed by hand from MMC's tables.
#pragma once

#include "fake_drive.hpp"

#include <cstdint>
#include <string>

namespace test {

inline void put16(Bytes &bytes, std::size_t offset, std::uint32_t value) {
    bytes[offset] = static_cast<std::uint8_t>(value >> 8);
    bytes[offset + 1] = static_cast<std::uint8_t>(value);
}

inline void put32(Bytes &bytes, std::size_t offset, std::uint32_t value) {
    put16(bytes, offset, value >> 16);
    put16(bytes, offset + 2, value);
}

inline Bytes inquiryReply(std::uint8_t type = 5) {
    Bytes reply(36, ' ');
    reply[0] = type;
    reply[1] = 0x80;
    reply[4] = 31;
    const std::string text = "PIONEER BD-RW   BDR-209D1.10";
    std::copy(text.begin(), text.end(), reply.begin() + 8);
    return reply;
}

inline Bytes featuresReply(std::uint16_t profile, const std::vector<Bytes> &descriptors = {}) {
    Bytes reply(8);
    put16(reply, 6, profile);
    for (const auto &descriptor : descriptors) {
        reply.insert(reply.end(), descriptor.begin(), descriptor.end());
    }
    put32(reply, 0, static_cast<std::uint32_t>(reply.size() - 4));
    return reply;
}

// Fields of READ DISC INFORMATION that matter here.
struct DiscFields {
    int status = 0;
    int session = 0;
    bool erasable = false;
    int sessions = 1;
    int firstInLast = 1;
    int lastInLast = 1;
    int format = 0;
    std::uint32_t leadOut = 0x00000000 | 79U << 16 | 59U << 8 | 74U;
};

inline Bytes discReply(const DiscFields &fields) {
    Bytes reply(34);
    put16(reply, 0, 32);
    reply[2] = static_cast<std::uint8_t>((fields.erasable ? 0x10 : 0) | fields.session << 2 | fields.status);
    reply[3] = 1;
    reply[4] = static_cast<std::uint8_t>(fields.sessions);
    reply[5] = static_cast<std::uint8_t>(fields.firstInLast);
    reply[6] = static_cast<std::uint8_t>(fields.lastInLast);
    reply[7] = static_cast<std::uint8_t>(fields.format);
    put32(reply, 20, fields.leadOut);
    return reply;
}

struct TrackFields {
    int track = 1;
    int session = 1;
    int mode = 4;
    bool blank = false;
    bool damaged = false;
    bool nwaValid = false;
    std::int32_t start = 0;
    std::int32_t nwa = 0;
    std::uint32_t free = 0;
    std::uint32_t size = 0;
    std::int32_t lastRecorded = -1;
};

inline Bytes trackReply(const TrackFields &fields) {
    Bytes reply(36);
    put16(reply, 0, 34);
    reply[2] = static_cast<std::uint8_t>(fields.track);
    reply[3] = static_cast<std::uint8_t>(fields.session);
    reply[5] = static_cast<std::uint8_t>((fields.damaged ? 0x20 : 0) | fields.mode);
    reply[6] = static_cast<std::uint8_t>((fields.blank ? 0x40 : 0) | 1);
    reply[7] = static_cast<std::uint8_t>((fields.nwaValid ? 1 : 0) | (fields.lastRecorded >= 0 ? 2 : 0));
    put32(reply, 8, static_cast<std::uint32_t>(fields.start));
    put32(reply, 12, static_cast<std::uint32_t>(fields.nwa));
    put32(reply, 16, fields.free);
    put32(reply, 24, fields.size);
    put32(reply, 28, fields.lastRecorded >= 0 ? static_cast<std::uint32_t>(fields.lastRecorded) : 0);
    return reply;
}

inline Bytes tocReply(const std::vector<std::pair<int, std::int32_t>> &tracks, std::int32_t leadOut) {
    Bytes reply(4);
    reply[2] = static_cast<std::uint8_t>(tracks.front().first);
    reply[3] = static_cast<std::uint8_t>(tracks.back().first);
    auto all = tracks;
    all.emplace_back(0xAA, leadOut);
    for (const auto &[number, start] : all) {
        Bytes entry(8);
        entry[1] = 0x14;
        entry[2] = static_cast<std::uint8_t>(number);
        put32(entry, 4, static_cast<std::uint32_t>(start));
        reply.insert(reply.end(), entry.begin(), entry.end());
    }
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    return reply;
}

inline Bytes atipReply() {
    Bytes reply(28);
    put16(reply, 0, 26);
    reply[4] = 0x55;
    reply[6] = 0x00;
    reply[8] = 97;
    reply[9] = 26;
    reply[10] = 66;
    reply[12] = 79;
    reply[13] = 59;
    reply[14] = 74;
    return reply;
}

// Mode page 2A with 48x, 24x and 16x.
inline Bytes capabilitiesPage() {
    Bytes page(44);
    page[0] = 0x2A;
    page[1] = 42;
    page[3] = 0x37;
    page[4] = 0x80;
    page[6] = 0x29;
    put16(page, 12, 2048);
    put16(page, 18, 8467);
    put16(page, 20, 8467);
    put16(page, 28, 4234);
    put16(page, 30, 3);
    put16(page, 34, 8467);
    put16(page, 38, 4234);
    put16(page, 42, 2822);
    return page;
}

inline Bytes modeReply(const std::vector<Bytes> &pages, std::size_t blockDescriptorBytes = 0) {
    Bytes reply(8 + blockDescriptorBytes);
    put16(reply, 6, static_cast<std::uint32_t>(blockDescriptorBytes));
    for (const auto &page : pages) {
        reply.insert(reply.end(), page.begin(), page.end());
    }
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    return reply;
}

inline Bytes performanceReply(const std::vector<std::uint32_t> &writeKb) {
    Bytes reply(8);
    for (const std::uint32_t speed : writeKb) {
        Bytes descriptor(16);
        put32(descriptor, 4, 359848);
        put32(descriptor, 8, speed);
        put32(descriptor, 12, speed);
        reply.insert(reply.end(), descriptor.begin(), descriptor.end());
    }
    put32(reply, 0, static_cast<std::uint32_t>(reply.size() - 4));
    return reply;
}

inline Bytes capacityReply(std::uint32_t lastLba) {
    Bytes reply(8);
    put32(reply, 0, lastLba);
    put32(reply, 4, 2048);
    return reply;
}

}  // namespace test
