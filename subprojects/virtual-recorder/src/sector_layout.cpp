// SPDX-License-Identifier: LGPL-2.1-or-later
// The fields of sectors: ECMA-130 for modes 0, 1 and 2, and the sub-header and forms of CD-ROM XA.
#include "sector_layout.hpp"

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

constexpr std::uint8_t Sync = 0x80, SubHeader = 0x40, Header = 0x20, UserData = 0x10, EdcEcc = 0x08;
constexpr std::size_t SubHeaderAt = 16, SubHeaderSize = 4, Submode = SubHeaderAt + 2;

// Audio has no parts: whatever is asked for, it comes whole.
constexpr std::array<SectorField, 1> AudioFields = {{{0xF8, 0, 2352}}};
constexpr std::array<SectorField, 3> PlainFields = {{{Sync, 0, 12}, {Header, 12, 4}, {UserData, 16, 2336}}};
constexpr std::array<SectorField, 4> Mode1Fields = {
    {{Sync, 0, 12}, {Header, 12, 4}, {UserData, 16, 2048}, {EdcEcc, 2064, 288}}};
constexpr std::array<SectorField, 5> Form1Fields = {
    {{Sync, 0, 12}, {Header, 12, 4}, {SubHeader, 16, 8}, {UserData, 24, 2048}, {EdcEcc, 2072, 280}}};
// The EDC that may stand at the end counts as data.
constexpr std::array<SectorField, 4> Form2Fields = {
    {{Sync, 0, 12}, {Header, 12, 4}, {SubHeader, 16, 8}, {UserData, 24, 2328}}};

}  // namespace

bool hasForm2(ByteView sector) {
    return (sector[Submode] & 0x20) != 0;
}

bool hasEqualSubHeaders(ByteView sector) {
    return std::equal(sector.begin() + SubHeaderAt, sector.begin() + SubHeaderAt + SubHeaderSize,
                      sector.begin() + SubHeaderAt + SubHeaderSize);
}

SectorKind kindOf(const TrackKind &track, ByteView sector) {
    if (track.audio()) {
        return SectorKind::Audio;
    }
    switch (track.mode) {
        case SectorMode::Zero:
            return SectorKind::Mode0;
        case SectorMode::One:
            return SectorKind::Mode1;
        case SectorMode::Formless:
            return SectorKind::Formless;
        default:
            return hasForm2(sector) ? SectorKind::Form2 : SectorKind::Form1;
    }
}

std::span<const SectorField> fieldsOf(SectorKind kind) {
    switch (kind) {
        case SectorKind::Audio:
            return AudioFields;
        case SectorKind::Mode1:
            return Mode1Fields;
        case SectorKind::Form1:
            return Form1Fields;
        case SectorKind::Form2:
            return Form2Fields;
        default:
            return PlainFields;
    }
}

std::optional<std::size_t> blockIn(SectorKind kind) {
    switch (kind) {
        case SectorKind::Mode1:
            return 16;
        case SectorKind::Form1:
            return 24;
        default:
            return std::nullopt;
    }
}

}  // namespace virtual_recorder
