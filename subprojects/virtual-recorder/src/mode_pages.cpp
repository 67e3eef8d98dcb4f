// SPDX-License-Identifier: LGPL-2.1-or-later
// The mode pages: 01 error recovery, 05 write parameters, 08 caching, 0E CD audio control, 1A power condition,
// 1D timeout and protect.
#include "mode_pages.hpp"

#include "identifiers.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

constexpr std::size_t WriteParametersLength = 52;

Bytes page(std::uint8_t code, std::size_t length) {
    Bytes bytes(length);
    bytes[0] = code;
    bytes[1] = static_cast<std::uint8_t>(length - 2);
    return bytes;
}

Bytes page(std::uint8_t code, std::size_t length, std::initializer_list<std::pair<std::size_t, std::uint8_t>> values) {
    Bytes bytes = page(code, length);
    for (const auto &[at, value] : values) {
        bytes[at] = value;
    }
    return bytes;
}

Bytes changeableWriteParameters() {
    Bytes mask = page(WriteParametersPage, WriteParametersLength,
                      {{2, 0x7F}, {3, 0xFF}, {4, 0x0F}, {5, 0xFF}, {7, 0x3F}, {8, 0xFF}});
    std::fill(mask.begin() + 10, mask.end(), std::uint8_t{0xFF});
    return mask;
}

// A number of the sub-channel: a byte that marks it as valid, and its characters.
std::optional<std::string> identifier(ByteView page, std::size_t at, std::size_t length) {
    constexpr std::uint8_t Valid = 0x80;
    const ByteView characters = page.subspan(at + 1, length);
    return (page[at] & Valid) != 0 ? std::optional<std::string>({characters.begin(), characters.end()}) : std::nullopt;
}

WriteParameters parse(ByteView page) {
    WriteParameters parameters;
    parameters.underrunProtection = (page[2] & 0x40) != 0;
    parameters.testWrite = (page[2] & 0x10) != 0;
    parameters.writeType = page[2] & 0x0F;
    parameters.multiSession = page[3] >> 6;
    parameters.fixedPacket = (page[3] & 0x20) != 0;
    parameters.trackMode = page[3] & 0x0F;
    parameters.blockType = page[4] & 0x0F;
    parameters.sessionFormat = page[8];
    parameters.alternatingCopy = (page[3] & 0x10) != 0;
    parameters.audioPause = get16(page, 14);
    parameters.mcn = identifier(page, 16, 13);
    parameters.isrc = identifier(page, 32, 12);
    return parameters;
}

// Mode 1 in data tracks, raw blocks in audio tracks of two channels. The pause of two seconds is the only one.
bool blocksFitTrack(const WriteParameters &parameters) {
    constexpr std::uint8_t Mode1 = 8, OnlyPause = 150;
    const std::uint8_t kind = parameters.trackMode & 0x0C;
    if (parameters.audio()) {
        return kind == 0 && parameters.audioPause == OnlyPause && (!parameters.isrc || validIsrc(*parameters.isrc));
    }
    return parameters.blockType == Mode1 && kind == 0x04;
}

// Session at once, the cue sheet tells what the blocks are, so that the page's block type has no meaning, except that
// there must be such a type. Raw, the block type tells which sub-channel comes with each sector, and no session
// follows.
bool blocksFitWriteType(const WriteParameters &parameters, bool raw) {
    constexpr std::uint8_t LastRawType = 3, Mode1 = 8;
    switch (parameters.writeType) {
        case WriteType::TrackAtOnce:
            return blocksFitTrack(parameters);
        case WriteType::SessionAtOnce:
            return parameters.blockType <= LastRawType || parameters.blockType == Mode1;
        case WriteType::Raw:
            return raw && parameters.blockType >= 1 && parameters.blockType <= LastRawType &&
                   parameters.multiSession == 0;
        default:
            return false;
    }
}

bool canWrite(const WriteParameters &parameters, bool raw) {
    constexpr std::uint8_t ReservedMultiSession = 2;
    const bool format =
        parameters.sessionFormat == 0x00 || parameters.sessionFormat == 0x10 || parameters.sessionFormat == 0x20;
    return blocksFitWriteType(parameters, raw) && format && !parameters.fixedPacket &&
           parameters.multiSession != ReservedMultiSession && (!parameters.mcn || validMcn(*parameters.mcn));
}

}  // namespace

ModePages::ModePages(bool raw) : raw_(raw) {
    add(page(0x01, 12, {{3, 0x20}}), page(0x01, 12, {{2, 0xFF}, {3, 0xFF}, {8, 0xFF}}));
    add(page(WriteParametersPage, WriteParametersLength, {{2, 0x41}, {3, 0x04}, {4, 0x08}, {15, 150}}),
        changeableWriteParameters());
    add(page(0x08, 12, {{2, 0x04}}), page(0x08, 12, {{2, 0x05}}));
    add(page(0x0E, 16, {{2, 0x04}, {8, 0x01}, {9, 0xFF}, {10, 0x02}, {11, 0xFF}}),
        page(0x0E, 16, {{2, 0x02}, {8, 0x0F}, {9, 0xFF}, {10, 0x0F}, {11, 0xFF}}));
    add(page(0x1A, 12),
        page(0x1A, 12,
             {{3, 0x03}, {4, 0xFF}, {5, 0xFF}, {6, 0xFF}, {7, 0xFF}, {8, 0xFF}, {9, 0xFF}, {10, 0xFF}, {11, 0xFF}}));
    add(page(0x1D, 12, {{7, 0x3C}, {9, 0x3C}}),
        page(0x1D, 12, {{4, 0x0F}, {6, 0xFF}, {7, 0xFF}, {8, 0xFF}, {9, 0xFF}}));
}

void ModePages::add(Bytes defaults, Bytes changeable) {
    const std::uint8_t code = defaults[0];
    pages_[code] = {defaults, std::move(changeable), defaults};
}

const Bytes *ModePages::find(std::uint8_t code, PageControl control) const {
    const auto found = pages_.find(code);
    if (found == pages_.end()) {
        return nullptr;
    }
    switch (control) {
        case PageControl::Changeable:
            return &found->second.changeable;
        case PageControl::Default:
            return &found->second.defaults;
        default:
            return &found->second.current;
    }
}

std::vector<std::uint8_t> ModePages::codes() const {
    std::vector<std::uint8_t> codes;
    for (const auto &[code, page] : pages_) {
        codes.push_back(code);
    }
    return codes;
}

std::optional<Sense> ModePages::select(ByteView page, bool strict) {
    const auto found = pages_.find(page[0] & 0x3F);
    if (found == pages_.end() || (page[0] & 0xC0) != 0 || page[1] != found->second.current[1]) {
        return sense::InvalidFieldInParameters;
    }
    Page &known = found->second;
    for (std::size_t i = 2; i < known.current.size(); ++i) {
        if (((page[i] ^ known.current[i]) & ~known.changeable[i]) != 0) {
            return sense::InvalidFieldInParameters;
        }
    }
    const bool writeParameters = found->first == WriteParametersPage;
    if (writeParameters && strict && !canWrite(parse(page), raw_)) {
        return sense::InvalidFieldInParameters;
    }
    known.current.assign(page.begin(), page.begin() + static_cast<std::ptrdiff_t>(known.current.size()));
    writeParametersSet_ = writeParametersSet_ || writeParameters;
    return std::nullopt;
}

WriteParameters ModePages::writeParameters() const {
    return parse(pages_.at(WriteParametersPage).current);
}

}  // namespace virtual_recorder
