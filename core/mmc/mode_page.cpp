// SPDX-License-Identifier: LGPL-2.1-or-later
// Mode pages.
#include "mmc/mode_page.hpp"

#include "mmc/invalid_reply.hpp"

#include <cstdio>

namespace burnish::mmc {

namespace {

constexpr const char *Name = "MODE SENSE(10)";

struct Page {
    std::uint8_t code = 0;
    ByteView bytes;
};

// The page at the front of what is left; sub-pages (SPF) have a longer length field.
Result<Page> firstPage(ByteView rest) {
    const bool subPage = rest.bit(0, 6);
    const std::size_t length = subPage ? std::size_t{rest.u16(2)} + 4 : std::size_t{rest.u8(1)} + 2;
    if (!rest.has(0, length)) {
        return invalidReply(Name, "a page of " + std::to_string(length) + " bytes, of which " +
                                      std::to_string(rest.size()) + " arrived");
    }
    return Page{static_cast<std::uint8_t>(rest.u8(0) & 0x3F), rest.sub(0, length)};
}

// What follows header and block descriptors; some bridges send block descriptors though none were asked for.
Result<ByteView> pagesOf(ByteView reply) {
    TRY_ASSIGN(const std::size_t announced, modeReplyBytes(reply));
    const std::size_t start = ModeHeaderBytes + reply.u16(6);
    const ByteView data = reply.sub(0, announced);
    if (start >= data.size()) {
        return invalidReply(Name, "no page in it");
    }
    return data.sub(start);
}

}  // namespace

Result<std::size_t> modeReplyBytes(ByteView reply) {
    if (!reply.has(0, ModeHeaderBytes)) {
        return shortReply(Name, reply.size(), ModeHeaderBytes);
    }
    const std::size_t announced = std::size_t{reply.u16(0)} + 2;
    if (announced < ModeHeaderBytes) {
        return invalidReply(Name, "the data length is " + std::to_string(announced - 2));
    }
    return announced;
}

Result<std::vector<std::uint8_t>> extractModePage(ByteView reply, std::uint8_t page) {
    TRY_ASSIGN(ByteView rest, pagesOf(reply));
    while (rest.size() > 0) {
        TRY_ASSIGN(const Page found, firstPage(rest));
        if (found.code == page) {
            const auto bytes = found.bytes.bytes();
            return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
        }
        rest = rest.sub(found.bytes.size());
    }
    char code[8];
    std::snprintf(code, sizeof code, "%02Xh", page);
    return invalidReply(Name, std::string("page ") + code + " is not in it");
}

Result<std::vector<std::uint8_t>> listModePages(ByteView reply) {
    TRY_ASSIGN(ByteView rest, pagesOf(reply));
    std::vector<std::uint8_t> codes;
    while (rest.size() > 0) {
        TRY_ASSIGN(const Page found, firstPage(rest));
        codes.push_back(found.code);
        rest = rest.sub(found.bytes.size());
    }
    return codes;
}

// MMC-1 drives end after the current write speed; later ones tell the selected speed and a list of speeds.
Result<Capabilities> parseCapabilities(ByteView page) {
    constexpr std::size_t Needed = 22;
    if (!page.has(0, Needed) || (page.u8(0) & 0x3F) != mode_page::Capabilities) {
        return shortReply("MODE SENSE(10), page 2Ah", page.size(), Needed);
    }
    Capabilities capabilities;
    capabilities.writesCdR = page.bit(3, 0);
    capabilities.writesCdRw = page.bit(3, 1);
    capabilities.testWrite = page.bit(3, 2);
    capabilities.writesDvdR = page.bit(3, 4);
    capabilities.writesDvdRam = page.bit(3, 5);
    capabilities.bufferUnderrunFree = page.bit(4, 7);
    capabilities.loadingMechanism = page.u8(6) >> 5;
    capabilities.canEject = page.bit(6, 3);
    capabilities.bufferKib = page.u16(12);
    capabilities.maximumWriteKb = page.u16(18);
    const bool selected = page.has(28, 2) && page.u16(28) != 0;
    capabilities.currentWriteKb = selected ? page.u16(28) : page.u16(20);
    capabilities.currentRotation = selected && (page.u8(27) & 3) == 1 ? Rotation::Cav : Rotation::Default;
    const std::size_t count = page.u16(30);
    for (std::size_t i = 0; i < count && page.has(32 + 4 * i, 4); ++i) {
        const std::size_t offset = 32 + 4 * i;
        if (const std::uint32_t speed = page.u16(offset + 2); speed != 0) {
            capabilities.writeSpeeds.push_back(
                {(page.u8(offset + 1) & 3) == 1 ? Rotation::Cav : Rotation::Default, speed, 0});
        }
    }
    return capabilities;
}

}  // namespace burnish::mmc
