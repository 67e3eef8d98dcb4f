// SPDX-License-Identifier: LGPL-2.1-or-later
// Sense data in codes, in words and as status.
#include "mmc/sense.hpp"

#include <cstdio>

namespace burnish::mmc {

namespace {

constexpr int Any = -1;

struct Meaning {
    int asc;
    int ascq;
    const char *text;
};

constexpr Meaning Meanings[] = {
#include "mmc/sense_meanings.inc"
};

enum Opcode : std::uint8_t {
    GetConfiguration = 0x46,
    ModeSense10 = 0x5A,
    ModeSense6 = 0x1A,
    ReadDiscStructure = 0xAD,
};

const char *meaningOf(const SenseCode &code) {
    const char *general = "a reason that has no name here";
    for (const auto &meaning : Meanings) {
        if (meaning.asc == code.asc && meaning.ascq == code.ascq) {
            return meaning.text;
        }
        if (meaning.asc == code.asc && meaning.ascq == Any) {
            general = meaning.text;
        }
    }
    return general;
}

std::optional<double> progressField(ByteView field) {
    if (!field.has(0, 3) || !field.bit(0, 7)) {
        return std::nullopt;
    }
    return field.u16(1) / 65536.0;
}

// In the fixed format a progress indication stands at bytes 15 to 17, for keys that know no other use of them.
Sense decodeFixed(ByteView bytes) {
    Sense sense;
    sense.code = {static_cast<std::uint8_t>(bytes.u8(2) & 0x0F), bytes.u8(12), bytes.u8(13), bytes.bit(0, 0)};
    if (sense.code.key == sense_key::NoSense || sense.code.key == sense_key::NotReady) {
        sense.progress = progressField(bytes.sub(15, 3));
    }
    return sense;
}

// In the descriptor format it stands in a sense key specific descriptor (02h) or one of its own (0Ah).
Sense decodeDescriptors(ByteView bytes) {
    Sense sense;
    sense.code = {static_cast<std::uint8_t>(bytes.u8(1) & 0x0F), bytes.u8(2), bytes.u8(3), bytes.bit(0, 0)};
    const ByteView descriptors = bytes.sub(8, bytes.u8(7));
    for (std::size_t offset = 0; descriptors.has(offset, 2); offset += std::size_t{descriptors.u8(offset + 1)} + 2) {
        const bool specific = descriptors.u8(offset) == 0x02;
        if (specific && (sense.code.key == sense_key::NoSense || sense.code.key == sense_key::NotReady)) {
            sense.progress = progressField(descriptors.sub(offset + 4, 3));
        }
        if (descriptors.u8(offset) == 0x0A && descriptors.has(offset, 8)) {
            sense.progress = descriptors.u16(offset + 6) / 65536.0;
        }
    }
    return sense;
}

Status statusOfNotReady(const SenseCode &code) {
    if (code.asc == 0x3A) {
        return status::E_RECORDER_MEDIA_NO_MEDIA;
    }
    if (code.asc != 0x04) {
        return status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;
    }
    switch (code.ascq) {
        case 0x01:
            return status::E_RECORDER_MEDIA_BECOMING_READY;
        case 0x04:
            return status::E_RECORDER_MEDIA_FORMAT_IN_PROGRESS;
        default:
            return status::E_RECORDER_MEDIA_BUSY;
    }
}

Status statusOfIncompatible(const SenseCode &code, std::uint8_t opcode) {
    if (opcode == ReadDiscStructure && code.ascq == 0x02) {
        return status::E_RECORDER_DVD_STRUCTURE_NOT_PRESENT;
    }
    switch (code.ascq) {
        case 0x10:
            return status::E_RECORDER_MEDIA_NOT_FORMATTED;
        case 0x11:
            return status::E_RECORDER_MEDIA_SPEED_MISMATCH;
        default:
            return status::E_RECORDER_MEDIA_INCOMPATIBLE;
    }
}

Status statusOfIllegalRequest(const SenseCode &code, std::uint8_t opcode) {
    if (code.asc == 0x20 && opcode == GetConfiguration) {
        return status::E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED;
    }
    if (code.asc == 0x24 && (opcode == ModeSense10 || opcode == ModeSense6)) {
        return status::E_RECORDER_NO_SUCH_MODE_PAGE;
    }
    if (code.asc == 0x24 && opcode == ReadDiscStructure) {
        return status::E_RECORDER_DVD_STRUCTURE_NOT_PRESENT;
    }
    return code.asc == 0x26 ? status::E_RECORDER_INVALID_MODE_PARAMETERS : status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;
}

}  // namespace

std::optional<Sense> decodeSense(ByteView bytes) {
    switch (bytes.u8(0) & 0x7F) {
        case 0x70:
        case 0x71:
            return bytes.has(0, 3) ? std::optional(decodeFixed(bytes)) : std::nullopt;
        case 0x72:
        case 0x73:
            return bytes.has(0, 4) ? std::optional(decodeDescriptors(bytes)) : std::nullopt;
        default:
            return std::nullopt;
    }
}

std::string senseText(const SenseCode &code) {
    char numbers[32];
    std::snprintf(numbers, sizeof numbers, " (%X/%02X/%02X%s)", code.key, code.asc, code.ascq,
                  code.deferred ? ", deferred" : "");
    return meaningOf(code) + std::string(numbers);
}

// What the additional code says alone comes first, then what the key makes of it.
Status statusOfSense(const SenseCode &code, std::uint8_t opcode) {
    switch (code.asc) {
        case 0x0C:
            if (code.ascq == 0x09) {
                return status::E_LOSS_OF_STREAMING;
            }
            break;
        case 0x06:
            return status::E_RECORDER_MEDIA_UPSIDE_DOWN;
        case 0x30:
            return statusOfIncompatible(code, opcode);
        case 0x27:
            return status::E_RECORDER_MEDIA_WRITE_PROTECTED;
        case 0x63:
            return status::E_END_OF_MEDIUM;
        case 0x72:
            return status::E_SESSION_FIXATION;
        case 0x73:
            return status::E_POWER_CALIBRATION;
        default:
            break;
    }
    if (code.asc == 0x53 && code.ascq == 0x02) {
        return status::E_RECORDER_LOCKED;
    }
    if (code.key == sense_key::NotReady) {
        return statusOfNotReady(code);
    }
    return code.key == sense_key::IllegalRequest ? statusOfIllegalRequest(code, opcode)
                                                 : status::E_UNEXPECTED_RESPONSE_FROM_DEVICE;
}

bool isUnitAttention(const SenseCode &code) {
    return !code.deferred && code.key == sense_key::UnitAttention &&
           (code.asc == 0x28 || code.asc == 0x29 || code.asc == 0x2A);
}

// 04/02 waits for START UNIT and 04/03 for a person: neither passes by waiting.
bool isBecomingReady(const SenseCode &code) {
    return !code.deferred && code.key == sense_key::NotReady && code.asc == 0x04 && code.ascq != 0x02 &&
           code.ascq != 0x03;
}

bool isRefusal(const SenseCode &code) {
    return !code.deferred && code.key == sense_key::IllegalRequest;
}

}  // namespace burnish::mmc
