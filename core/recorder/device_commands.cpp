// SPDX-License-Identifier: LGPL-2.1-or-later
// The checks of a program's own commands, and the replies that are given as they come.
#include "recorder/device_commands.hpp"

#include "mmc/commands.hpp"
#include "mmc/invalid_reply.hpp"
#include "recorder/command_error.hpp"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <string_view>

namespace burnish {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t ShortestCdb = 6, LongestCdb = 16;
constexpr std::size_t ReplyHeader = 4;
constexpr std::size_t LargestAllocation = 0xFFFF;
constexpr std::uint8_t CheckCondition = 0x02;

// Codes whose group says one length and that were used with others.
bool hasAnyLength(std::uint8_t opcode) {
    constexpr std::string_view Codes =
        "\x02\x05\x06\x09\x0C\x0D\x0E\x0F\x10\x13\x14\x19\x20\x21\x22\x23\x24\x26\x27\x29\x2C\x2D";
    return Codes.find(static_cast<char>(opcode)) != std::string_view::npos;
}

// By the group in the operation code (SPC-4, 4.3); 0 where the group leaves it open.
std::size_t lengthOfGroup(std::uint8_t opcode) {
    constexpr std::array<std::size_t, 8> Lengths{6, 10, 10, 0, 16, 12, 0, 0};
    return hasAnyLength(opcode) ? 0 : Lengths[opcode >> 5];
}

Result<void> checkCdb(std::span<const std::uint8_t> cdb) {
    if (cdb.size() < ShortestCdb || cdb.size() > LongestCdb) {
        return Error(status::E_INVALIDARG, "A command has 6 to 16 bytes, not " + std::to_string(cdb.size()) + ".");
    }
    const std::size_t length = lengthOfGroup(cdb[0]);
    if (length != 0 && length != cdb.size()) {
        char code[8];
        std::snprintf(code, sizeof code, "%02Xh", cdb[0]);
        return Error(status::E_INVALIDARG, "A command with operation code " + std::string(code) + " has " +
                                               std::to_string(length) + " bytes, not " + std::to_string(cdb.size()) +
                                               ".");
    }
    return {};
}

Result<void> checkData(mmc::Direction direction, std::size_t bytes, std::size_t most) {
    if (direction == mmc::Direction::None || (bytes > 0 && bytes <= most)) {
        return {};
    }
    return Error(status::E_INVALIDARG, "One command carries 1 to " + std::to_string(most) + " bytes of data, not " +
                                           std::to_string(bytes) + ".");
}

Result<std::chrono::milliseconds> timeoutOf(int seconds) {
    if (seconds < 0 || seconds > INT_MAX / 1000) {
        return Error(status::E_INVALIDARG, "The timeout of a command is 0 (the default of 10) to 2147483 seconds.");
    }
    return std::chrono::milliseconds(std::chrono::seconds(seconds != 0 ? seconds : DefaultCommandTimeout));
}

// Fixed format as it came; what came in descriptor format is put into it, as far as that has a place.
std::array<std::uint8_t, SenseBufferBytes> fixedSense(const Completion &completion, const mmc::Sense &sense) {
    std::array<std::uint8_t, SenseBufferBytes> bytes{};
    const std::size_t length = std::min(completion.senseLength, completion.sense.size());
    if ((completion.sense[0] & 0x7E) == 0x70) {
        std::copy_n(completion.sense.begin(), std::min(length, bytes.size()), bytes.begin());
        return bytes;
    }
    bytes[0] = sense.code.deferred ? 0x71 : 0x70;
    bytes[2] = sense.code.key;
    bytes[7] = SenseBufferBytes - 8;
    bytes[12] = sense.code.asc;
    bytes[13] = sense.code.ascq;
    if (sense.progress) {
        bytes[15] = 0x80;
        storeU16(&bytes[16], static_cast<std::uint16_t>(std::min(*sense.progress * 65536, 65535.0)));
    }
    return bytes;
}

std::optional<mmc::Sense> senseOf(const Completion &completion) {
    const std::size_t length = std::min(completion.senseLength, completion.sense.size());
    const bool checked = completion.status == CheckCondition && length != 0;
    return checked ? mmc::decodeSense(ByteView({completion.sense.data(), length})) : std::nullopt;
}

// What arrived of a reply, no more than was asked for.
Result<Bytes> fetch(Drive &drive, const mmc::Command &command) {
    Bytes reply(command.dataLength);
    TRY_ASSIGN(const std::size_t arrived, drive.ask(command, reply));
    reply.resize(std::min(arrived, reply.size()));
    return reply;
}

// A reply that begins with its own length: the header first, then exactly all.
template <typename Make>
Result<Bytes> fetchWhole(Drive &drive, Make &&make) {
    const mmc::Command probe = make(static_cast<std::uint16_t>(ReplyHeader));
    TRY_ASSIGN(const Bytes header, fetch(drive, probe));
    const std::size_t announced = std::size_t{ByteView(header).u16(0)} + 2;
    if (header.size() < ReplyHeader || announced < ReplyHeader) {
        return mmc::invalidReply(probe.name,
                                 std::to_string(header.size()) + " bytes, which announce " + std::to_string(announced));
    }
    const std::size_t whole = std::min(announced, LargestAllocation);
    TRY_ASSIGN(Bytes reply, fetch(drive, make(static_cast<std::uint16_t>(whole))));
    if (reply.size() < whole) {
        return mmc::shortReply(probe.name, reply.size(), whole);
    }
    return reply;
}

}  // namespace

Result<PassedCommand> passCommand(Drive &drive, std::span<const std::uint8_t> cdb, mmc::Direction direction,
                                  std::span<std::uint8_t> data, int timeout) {
    TRY(checkCdb(cdb));
    TRY(checkData(direction, data.size(), drive.transport().maximumTransfer()));
    mmc::Command command;
    command.name = "the command";
    std::copy(cdb.begin(), cdb.end(), command.cdb.begin());
    command.length = static_cast<std::uint8_t>(cdb.size());
    command.direction = direction;
    TRY_ASSIGN(command.timeout, timeoutOf(timeout));
    TRY_ASSIGN(const Completion completion, drive.pass(command, data));
    const auto sense = senseOf(completion);
    const std::string &device = drive.transport().device();
    if (!sense && !carriedOut(completion, sense)) {
        return errorOfAnswer(command, completion, sense, device);
    }
    PassedCommand passed;
    passed.transferred = completion.transferred;
    if (sense) {
        passed.sense = fixedSense(completion, *sense);
        passed.trouble = errorOfAnswer(command, completion, sense, device);
        passed.trouble->status = status::S_COMMAND_HAS_SENSE_DATA;
    }
    return passed;
}

Result<std::vector<std::uint8_t>> readDvdStructure(Drive &drive, std::uint32_t format, std::uint32_t address,
                                                   std::uint32_t layer, std::uint32_t agid) {
    if (layer > 0xFF || agid > 3) {
        return Error(status::E_INVALIDARG,
                     "A layer has a number from 0 to 255, an authentication grant one from 0 to "
                     "3.");
    }
    TRY_ASSIGN(Bytes reply, fetchWhole(drive, [&](std::uint16_t allocation) {
                   return mmc::readDiscStructure(static_cast<std::uint8_t>(format), address,
                                                 static_cast<std::uint8_t>(layer), static_cast<std::uint8_t>(agid),
                                                 allocation);
               }));
    reply.erase(reply.begin(), reply.begin() + ReplyHeader);
    return reply;
}

Result<void> sendDvdStructure(Drive &drive, std::uint32_t format, std::span<const std::uint8_t> data) {
    constexpr std::size_t Most = LargestAllocation - ReplyHeader;
    if (data.empty() || data.size() > Most) {
        return Error(status::E_INVALIDARG, "A DVD structure has 1 to " + std::to_string(Most) + " bytes, not " +
                                               std::to_string(data.size()) + ".");
    }
    Bytes list(ReplyHeader);
    storeU16(list.data(), static_cast<std::uint16_t>(data.size() + 2));
    list.insert(list.end(), data.begin(), data.end());
    TRY(drive.ask(mmc::sendDiscStructure(static_cast<std::uint8_t>(format), static_cast<std::uint16_t>(list.size())),
                  list));
    return {};
}

Result<std::vector<std::uint8_t>> discInformationReply(Drive &drive) {
    return fetchWhole(drive, mmc::readDiscInformation);
}

Result<std::vector<std::uint8_t>> trackInformationReply(Drive &drive, std::uint32_t address, int addressType) {
    if (addressType < 0 || addressType > 2) {
        return Error(status::E_INVALIDARG,
                     "Track information is asked for by 0 (block address), 1 (track) or 2 (session number).");
    }
    return fetchWhole(drive, [&](std::uint16_t allocation) {
        return mmc::readTrackInformation(static_cast<mmc::TrackAddress>(addressType), address, allocation);
    });
}

Result<std::string> serialNumber(Drive &drive) {
    TRY_ASSIGN(const auto features, drive.features());
    const auto *found = features.find(mmc::feature::SerialNumber);
    return found != nullptr ? ByteView(found->data).text(0, found->data.size()) : std::string();
}

}  // namespace burnish
