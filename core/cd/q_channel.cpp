// SPDX-License-Identifier: LGPL-2.1-or-later
// Q frames: control and mode in the first byte, nine bytes as the mode has them, CRC.
#include "cd/q_channel.hpp"

#include "base/msf.hpp"
#include "cd/crc16.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace burnish::cd {

namespace {

constexpr std::size_t CrcAt = 10;
constexpr std::size_t CatalogDigits = 13, IsrcLetters = 5, IsrcDigits = 7;
constexpr std::uint8_t LettersFrom = 0x11;  // of six bits: A is 11h, Z is 2Ah

std::uint8_t bcdOf(int value) {
    return static_cast<std::uint8_t>(value / 10 << 4 | value % 10);
}

// What is no BCD number is none here.
std::optional<std::uint8_t> binaryOf(std::uint8_t bcd) {
    if ((bcd & 0x0F) > 9 || bcd > 0x99) {
        return {};
    }
    return static_cast<std::uint8_t>((bcd >> 4) * 10 + (bcd & 0x0F));
}

std::optional<Msf> msfOf(std::span<const std::uint8_t, 3> bcd) {
    const auto minute = binaryOf(bcd[0]), second = binaryOf(bcd[1]), frame = binaryOf(bcd[2]);
    if (!minute || !second || !frame || !isMsf(*minute, *second, *frame)) {
        return {};
    }
    return Msf{*minute, *second, *frame};
}

QFrame startFrame(std::uint8_t control, int mode) {
    QFrame frame{};
    frame[0] = static_cast<std::uint8_t>(control << 4 | mode);
    return frame;
}

std::uint16_t invertedCrc(const QFrame &frame) {
    return static_cast<std::uint16_t>(~crc16(std::span(frame).first<CrcAt>()));
}

QFrame finished(QFrame frame) {
    const std::uint16_t crc = invertedCrc(frame);
    frame[CrcAt] = static_cast<std::uint8_t>(crc >> 8);
    frame[CrcAt + 1] = static_cast<std::uint8_t>(crc);
    return frame;
}

void putMsf(QFrame &frame, std::size_t at, const std::array<std::uint8_t, 3> &bcd) {
    std::copy(bcd.begin(), bcd.end(), frame.begin() + static_cast<std::ptrdiff_t>(at));
}

// Digits two a byte, the first one in the upper half.
void putDigits(QFrame &frame, std::size_t at, const std::string &text, std::size_t from, std::size_t count) {
    for (std::size_t i = 0; i < count && from + i < text.size(); ++i) {
        const int digit = (text[from + i] - '0') & 0x0F;
        frame[at + i / 2] = static_cast<std::uint8_t>(frame[at + i / 2] | (i % 2 == 0 ? digit << 4 : digit));
    }
}

std::optional<std::string> takeDigits(const QFrame &frame, std::size_t at, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        const int digit = i % 2 == 0 ? frame[at + i / 2] >> 4 : frame[at + i / 2] & 0x0F;
        if (digit > 9) {
            return {};
        }
        text += static_cast<char>('0' + digit);
    }
    return text;
}

std::uint8_t sixBitsOf(char c) {
    return static_cast<std::uint8_t>((c >= 'A' ? c - 'A' + LettersFrom : c - '0') & 0x3F);
}

std::optional<char> characterOf(std::uint32_t sixBits) {
    if (sixBits <= 9) {
        return static_cast<char>('0' + sixBits);
    }
    if (sixBits >= LettersFrom && sixBits < LettersFrom + 26U) {
        return static_cast<char>('A' + (sixBits - LettersFrom));
    }
    return {};
}

bool isTocPoint(std::uint8_t point) {
    return point == FirstTrackPoint || point == LastTrackPoint || point == LeadOutPoint;
}

QContent decodePosition(const QFrame &frame) {
    const auto relative = msfOf(std::span(frame).subspan<3, 3>()), absolute = msfOf(std::span(frame).subspan<7, 3>());
    const auto index = binaryOf(frame[2]);
    const auto track = frame[1] == LeadOutTrack ? std::optional(LeadOutTrack) : binaryOf(frame[1]);
    if (!relative || !absolute || !index || !track || *track == 0) {
        return QUnknown{};
    }
    return QPosition{static_cast<std::uint8_t>(frame[0] >> 4), *track, *index,
                     lbaOfProgramMsf(relative->minute, relative->second, relative->frame) - lbaOfProgramMsf(0, 0, 0),
                     lbaOfProgramMsf(absolute->minute, absolute->second, absolute->frame)};
}

QContent decodeTocEntry(const QFrame &frame) {
    const auto point = isTocPoint(frame[2]) ? std::optional(frame[2]) : binaryOf(frame[2]);
    const auto time = msfOf(std::span(frame).subspan<3, 3>());
    const auto minute = binaryOf(frame[7]), frames = binaryOf(frame[9]);
    const auto second = frame[2] == FirstTrackPoint ? std::optional(frame[8]) : binaryOf(frame[8]);
    if (frame[1] != 0 || !point || *point == 0 || !time || !minute || !second || !frames) {
        return QUnknown{};
    }
    return QTocEntry{static_cast<std::uint8_t>(frame[0] >> 4),
                     *point,
                     *minute,
                     *second,
                     *frames,
                     lbaOfLeadInMsf(time->minute, time->second, time->frame)};
}

QContent decodeCatalogNumber(const QFrame &frame) {
    const auto number = takeDigits(frame, 1, CatalogDigits);
    const auto at = binaryOf(frame[9]);
    if (!number || !at) {
        return QUnknown{};
    }
    return QCatalogNumber{static_cast<std::uint8_t>(frame[0] >> 4), *number, *at};
}

QContent decodeIsrc(const QFrame &frame) {
    const std::uint32_t letters = std::uint32_t{frame[1]} << 24 | frame[2] << 16 | frame[3] << 8 | frame[4];
    std::string isrc;
    for (std::size_t i = 0; i < IsrcLetters; ++i) {
        const auto character = characterOf(letters >> (26 - 6 * i) & 0x3F);
        if (!character) {
            return QUnknown{};
        }
        isrc += *character;
    }
    const auto digits = takeDigits(frame, 5, IsrcDigits);
    const auto at = binaryOf(frame[9]);
    if (!digits || !at) {
        return QUnknown{};
    }
    return QIsrc{static_cast<std::uint8_t>(frame[0] >> 4), isrc + *digits, *at};
}

}  // namespace

QFrame encodeQ(const QPosition &position) {
    QFrame frame = startFrame(position.control, 1);
    frame[1] = position.track == LeadOutTrack ? LeadOutTrack : bcdOf(position.track);
    frame[2] = bcdOf(position.index);
    putMsf(frame, 3, bcdMsfOf(position.relative - 150));
    putMsf(frame, 7, bcdMsfOf(position.lba));
    return finished(frame);
}

// Point A0h has the disc type in place of the seconds, and it is no number in BCD: 10h and 20h go as they are.
QFrame encodeQ(const QTocEntry &entry) {
    QFrame frame = startFrame(entry.control, 1);
    frame[2] = isTocPoint(entry.point) ? entry.point : bcdOf(entry.point);
    putMsf(frame, 3, bcdMsfOf(entry.lba));
    frame[7] = bcdOf(entry.pMinute);
    frame[8] = entry.point == FirstTrackPoint ? entry.pSecond : bcdOf(entry.pSecond);
    frame[9] = bcdOf(entry.pFrame);
    return finished(frame);
}

QFrame encodeQ(const QCatalogNumber &number) {
    QFrame frame = startFrame(number.control, 2);
    putDigits(frame, 1, number.number, 0, CatalogDigits);
    frame[9] = bcdOf(number.frame);
    return finished(frame);
}

// Five characters of six bits each, two bits of zero, seven digits.
QFrame encodeQ(const QIsrc &isrc) {
    QFrame frame = startFrame(isrc.control, 3);
    std::uint32_t letters = 0;
    for (std::size_t i = 0; i < IsrcLetters && i < isrc.isrc.size(); ++i) {
        letters |= std::uint32_t{sixBitsOf(isrc.isrc[i])} << (26 - 6 * i);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        frame[1 + i] = static_cast<std::uint8_t>(letters >> (24 - 8 * i));
    }
    putDigits(frame, 5, isrc.isrc, IsrcLetters, IsrcDigits);
    frame[9] = bcdOf(isrc.frame);
    return finished(frame);
}

QContent decodeQ(const QFrame &frame, bool inLeadIn) {
    if (!crcHolds(frame)) {
        return QUnknown{};
    }
    switch (frame[0] & 0x0F) {
        case 1:
            return inLeadIn ? decodeTocEntry(frame) : decodePosition(frame);
        case 2:
            return decodeCatalogNumber(frame);
        case 3:
            return decodeIsrc(frame);
        default:
            return QUnknown{};
    }
}

bool crcHolds(const QFrame &frame) {
    const std::uint16_t crc = invertedCrc(frame);
    return frame[CrcAt] == crc >> 8 && frame[CrcAt + 1] == (crc & 0xFF);
}

}  // namespace burnish::cd
