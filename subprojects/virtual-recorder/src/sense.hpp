// SPDX-License-Identifier: LGPL-2.1-or-later
// Sense data: why a command was not carried out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace virtual_recorder {

struct Sense {
    std::uint8_t key = 0;
    std::uint8_t asc = 0;
    std::uint8_t ascq = 0;
    bool deferred = false;                         // belongs to an earlier command
    std::optional<std::int32_t> information = {};  // the LBA concerned
    std::optional<std::uint16_t> progress = {};    // of a long operation, in 65536ths

    [[nodiscard]] Sense at(std::int32_t lba) const;
    friend bool operator==(const Sense &, const Sense &) = default;
};

inline constexpr std::size_t SenseLength = 18;

// Fixed format.
[[nodiscard]] std::array<std::uint8_t, SenseLength> encode(const Sense &sense);

namespace sense {
inline constexpr Sense NoSense{0, 0x00, 0x00};
inline constexpr Sense BecomingReady{2, 0x04, 0x01};
inline constexpr Sense OperationInProgress{2, 0x04, 0x07};
inline constexpr Sense LongWriteInProgress{2, 0x04, 0x08};
inline constexpr Sense NoMediumTrayClosed{2, 0x3A, 0x01};
inline constexpr Sense NoMediumTrayOpen{2, 0x3A, 0x02};
inline constexpr Sense WriteError{3, 0x0C, 0x00};
inline constexpr Sense LossOfStreaming{3, 0x0C, 0x09};
inline constexpr Sense UnrecoveredReadError{3, 0x11, 0x00};
inline constexpr Sense ParameterListLengthError{5, 0x1A, 0x00};
inline constexpr Sense InvalidCommand{5, 0x20, 0x00};
inline constexpr Sense AddressOutOfRange{5, 0x21, 0x00};
inline constexpr Sense InvalidAddressForWrite{5, 0x21, 0x02};
inline constexpr Sense InvalidFieldInCdb{5, 0x24, 0x00};
inline constexpr Sense InvalidFieldInParameters{5, 0x26, 0x00};
inline constexpr Sense CommandSequenceError{5, 0x2C, 0x00};
inline constexpr Sense CannotReadMedium{5, 0x30, 0x02};
inline constexpr Sense CannotWriteMedium{5, 0x30, 0x05};
inline constexpr Sense SessionNotFixated{5, 0x30, 0x09};
inline constexpr Sense SavingNotSupported{5, 0x39, 0x00};
inline constexpr Sense RemovalPrevented{5, 0x53, 0x02};
inline constexpr Sense EndOfUserArea{5, 0x63, 0x00};
inline constexpr Sense IllegalModeForTrack{5, 0x64, 0x00};
inline constexpr Sense IncompleteTrackInSession{5, 0x72, 0x03};
inline constexpr Sense MediumChanged{6, 0x28, 0x00};
inline constexpr Sense PowerOn{6, 0x29, 0x00};
}  // namespace sense

}  // namespace virtual_recorder
