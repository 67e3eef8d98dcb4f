// SPDX-License-Identifier: LGPL-2.1-or-later
// READ DISC INFORMATION (MMC-6, 6.22): state and sessions of the disc.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <optional>

namespace burnish::mmc {

inline constexpr std::size_t DiscInformationBytes = 34;

enum class DiscStatus : std::uint8_t { Blank = 0, Appendable = 1, Complete = 2, RandomlyWritable = 3 };
enum class SessionState : std::uint8_t { Empty = 0, Incomplete = 1, Damaged = 2, Complete = 3 };
enum class BackgroundFormat : std::uint8_t { None = 0, Stopped = 1, Running = 2, Complete = 3 };

struct DiscInformation {
    DiscStatus status = DiscStatus::Blank;
    SessionState lastSession = SessionState::Empty;
    bool erasable = false;
    std::uint16_t firstTrack = 0;
    std::uint16_t sessions = 0;  // the empty or incomplete one at the end included
    std::uint16_t firstTrackInLastSession = 0;
    std::uint16_t lastTrackInLastSession = 0;
    BackgroundFormat backgroundFormat = BackgroundFormat::None;
    std::uint8_t discType = 0xFF;  // 00h CD-DA or CD-ROM, 10h CD-I, 20h XA, FFh not known
    std::optional<std::uint32_t> discId;
    // As sent; on CD read them with lastSessionLeadIn() and lastPossibleLeadOut().
    std::uint32_t rawLastSessionLeadIn = 0xFFFFFFFF;
    std::uint32_t rawLastPossibleLeadOut = 0xFFFFFFFF;
    std::uint8_t opcTables = 0;

    // CD only: LBA; empty where the drive gives none.
    [[nodiscard]] std::optional<std::int32_t> lastSessionLeadIn() const;
    [[nodiscard]] std::optional<std::int32_t> lastPossibleLeadOut() const;
};

[[nodiscard]] Result<DiscInformation> parseDiscInformation(ByteView reply);

}  // namespace burnish::mmc
