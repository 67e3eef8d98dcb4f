// SPDX-License-Identifier: LGPL-2.1-or-later
// Transcripts to lines and back.
#include "transport/transcript.hpp"

#include "base/gcrypt_setup.hpp"

#include <gcrypt.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace burnish {

namespace {

using nlohmann::ordered_json;
using Bytes = std::vector<std::uint8_t>;

constexpr int Version = 1;
// Replies and parameter lists stay whole, and so do up to two sectors.
constexpr std::size_t LargestWhole = 4096;
constexpr std::size_t LargestDataPhase = std::size_t{16} << 20;

std::string hexOf(std::span<const std::uint8_t> bytes, const char *separator) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02X", byte);
        text += (text.empty() ? "" : separator) + std::string(digits);
    }
    return text;
}

int digitOf(char character) {
    constexpr std::string_view Digits = "0123456789ABCDEF";
    const auto at = Digits.find(character >= 'a' && character <= 'f' ? static_cast<char>(character - 0x20) : character);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// Pairs of digits, blanks between them or not.
std::optional<Bytes> bytesOf(const std::string &text) {
    Bytes bytes;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ') {
            ++i;
            continue;
        }
        const int high = digitOf(text[i]);
        const int low = i + 1 < text.size() ? digitOf(text[i + 1]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
        i += 2;
    }
    return bytes;
}

std::string written(const ordered_json &object) {
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

double rounded(double seconds) {
    return std::round(seconds * 1e6) / 1e6;
}

const char *directionName(mmc::Direction direction) {
    switch (direction) {
        case mmc::Direction::FromDevice:
            return "in";
        case mmc::Direction::ToDevice:
            return "out";
        case mmc::Direction::None:
            break;
    }
    return "none";
}

void putFailure(ordered_json &object, const std::optional<Error> &failed) {
    if (failed) {
        object["failed"] = {{"status", failed->status},
                            {"message", failed->message},
                            {"detail", failed->detail},
                            {"can_retry", failed->canRetry}};
    }
}

std::string lineOf(const Exchange &exchange) {
    ordered_json object{{"time", rounded(exchange.seconds)},
                        {"name", exchange.name},
                        {"cdb", hexOf(exchange.cdb, " ")},
                        {"direction", directionName(exchange.direction)},
                        {"length", exchange.length}};
    if (exchange.failed) {
        putFailure(object, exchange.failed);
    } else {
        object["status"] = exchange.status;
        object["transferred"] = exchange.transferred;
    }
    if (!exchange.sense.empty()) {
        object["sense"] = hexOf(exchange.sense, " ");
        object["words"] = exchange.words;
    }
    if (exchange.data.fill) {
        object["fill"] = *exchange.data.fill;
    } else if (exchange.data.bytes) {
        object["data"] = hexOf(*exchange.data.bytes, "");
    } else if (!exchange.data.sha256.empty()) {
        object["sha256"] = exchange.data.sha256;
    }
    return written(object);
}

std::string lineOf(const AccessChange &change) {
    ordered_json object{{"time", rounded(change.seconds)},
                        {"access", change.exclusive ? "exclusive" : "inspect"},
                        {"force", change.force}};
    putFailure(object, change.failed);
    return written(object);
}

// Members of an object, with the first that is not as it must be remembered.
class Members {
public:
    explicit Members(const ordered_json &object) : object_(object) {}

    [[nodiscard]] bool has(const char *name) const { return object_.contains(name); }
    [[nodiscard]] const std::string &wrong() const { return wrong_; }

    std::string text(const char *name, bool needed = true) {
        const auto found = object_.find(name);
        const bool there = found != object_.end() && found->is_string();
        return there ? found->get<std::string>() : (complain(name, needed || found != object_.end()), std::string());
    }
    std::int64_t number(const char *name, std::int64_t least, std::int64_t most, bool needed = true) {
        const auto found = object_.find(name);
        if (found == object_.end() || !found->is_number_integer()) {
            complain(name, needed || found != object_.end());
            return least;
        }
        const auto value = found->get<std::int64_t>();
        complain(name, value < least || value > most);
        return std::clamp(value, least, most);
    }
    double seconds(const char *name) {
        const auto found = object_.find(name);
        const bool there = found != object_.end() && found->is_number();
        complain(name, !there);
        return there ? found->get<double>() : 0;
    }
    bool flag(const char *name) {
        const auto found = object_.find(name);
        const bool there = found != object_.end() && found->is_boolean();
        complain(name, found != object_.end() && !there);
        return there && found->get<bool>();
    }
    Bytes bytes(const char *name, bool needed = true) {
        auto decoded = bytesOf(text(name, needed));
        complain(name, !decoded);
        return decoded.value_or(Bytes());
    }
    std::optional<Error> failure() {
        const auto found = object_.find("failed");
        if (found == object_.end()) {
            return std::nullopt;
        }
        Members members(*found);
        const auto code = members.number("status", INT32_MIN, -1);
        Error error(static_cast<Status>(code), members.text("message"), members.text("detail", false));
        error.canRetry = members.flag("can_retry");
        complain("failed", !found->is_object() || !members.wrong().empty());
        return error;
    }
    void complain(const char *name, bool bad) {
        if (bad && wrong_.empty()) {
            wrong_ = name;
        }
    }

private:
    const ordered_json &object_;
    std::string wrong_;
};

Contents contentsIn(Members &members) {
    Contents contents;
    if (members.has("fill")) {
        contents.fill = static_cast<std::uint8_t>(members.number("fill", 0, 0xFF));
    } else if (members.has("data")) {
        contents.bytes = members.bytes("data");
    } else if (members.has("sha256")) {
        contents.sha256 = members.text("sha256");
    }
    return contents;
}

Exchange exchangeIn(Members &members) {
    Exchange exchange;
    exchange.seconds = members.seconds("time");
    exchange.name = members.text("name");
    exchange.words = members.text("words", false);
    exchange.cdb = members.bytes("cdb");
    members.complain("cdb", exchange.cdb.empty() || exchange.cdb.size() > 16);
    const std::string direction = members.text("direction");
    members.complain("direction", direction != "in" && direction != "out" && direction != "none");
    exchange.direction = direction == "in"    ? mmc::Direction::FromDevice
                         : direction == "out" ? mmc::Direction::ToDevice
                                              : mmc::Direction::None;
    exchange.length = static_cast<std::size_t>(members.number("length", 0, LargestDataPhase));
    exchange.failed = members.failure();
    exchange.status = static_cast<std::uint8_t>(members.number("status", 0, 0xFF, !exchange.failed));
    exchange.transferred = static_cast<std::size_t>(
        members.number("transferred", 0, static_cast<std::int64_t>(exchange.length), !exchange.failed));
    exchange.sense = members.bytes("sense", false);
    members.complain("sense", exchange.sense.size() > 32);
    exchange.data = contentsIn(members);
    const bool arrived = exchange.direction == mmc::Direction::FromDevice && exchange.data.bytes;
    members.complain("data", arrived && exchange.data.bytes->size() != exchange.transferred);
    return exchange;
}

AccessChange accessIn(Members &members) {
    AccessChange change;
    change.seconds = members.seconds("time");
    const std::string access = members.text("access");
    members.complain("access", access != "exclusive" && access != "inspect");
    change.exclusive = access == "exclusive";
    change.force = members.flag("force");
    change.failed = members.failure();
    return change;
}

Error noTranscript(const std::string &path, std::size_t line, const std::string &why) {
    return {status::E_NOT_A_TRANSCRIPT, path + " is no transcript of a drive, or it is damaged: " + why + ".",
            path + ", line " + std::to_string(line)};
}

Result<TranscriptHeader> headerIn(const std::string &path, Members &members) {
    const auto version = members.number("burnish_transcript", 0, INT32_MAX);
    if (!members.wrong().empty() || version != Version) {
        return noTranscript(path, 1, "its first line does not say \"burnish_transcript\": 1");
    }
    TranscriptHeader header;
    header.device = members.text("device");
    header.maximumTransfer = static_cast<std::size_t>(members.number("maximum_transfer", 2352, LargestDataPhase));
    header.adapter.bus = static_cast<BusType>(members.number("bus", 0, 0xFF));
    header.adapter.driver = members.text("driver", false);
    header.redacted = members.flag("redacted");
    if (!members.wrong().empty()) {
        return noTranscript(path, 1, "\"" + members.wrong() + "\" is missing or not as it must be");
    }
    return header;
}

// One line into the transcript.
Result<void> take(Transcript &transcript, const std::string &path, std::size_t line, const ordered_json &object) {
    Members members(object);
    if (line == 1) {
        TRY_ASSIGN(transcript.header, headerIn(path, members));
        return {};
    }
    if (transcript.complete) {
        return noTranscript(path, line, "it goes on after its end");
    }
    if (members.has("end")) {
        const auto entries = members.number("end", 0, INT64_MAX);
        transcript.complete = static_cast<std::size_t>(entries) == transcript.entries.size();
        members.complain("end", !transcript.complete);
    } else if (members.has("access")) {
        transcript.entries.emplace_back(accessIn(members));
    } else {
        transcript.entries.emplace_back(exchangeIn(members));
    }
    if (!members.wrong().empty()) {
        return noTranscript(path, line, "\"" + members.wrong() + "\" is missing or not as it must be");
    }
    return {};
}

}  // namespace

// Empty where libgcrypt cannot be used.
std::string sha256Of(std::span<const std::uint8_t> bytes) {
    if (!prepareGcrypt()) {
        return {};
    }
    std::array<std::uint8_t, 32> digest{};
    gcry_md_hash_buffer(GCRY_MD_SHA256, digest.data(), bytes.data(), bytes.size());
    return hexOf(digest, "");
}

// Many equal bytes, such as a blank disc's, are their value: they can be given again.
Contents contentsOf(std::span<const std::uint8_t> bytes, bool whole) {
    Contents contents;
    const bool equal = std::adjacent_find(bytes.begin(), bytes.end(), std::not_equal_to<>()) == bytes.end();
    if (bytes.size() > 16 && equal) {
        contents.fill = bytes.front();
    } else if (whole && bytes.size() <= LargestWhole) {
        contents.bytes = Bytes(bytes.begin(), bytes.end());
    } else {
        contents.sha256 = sha256Of(bytes);
    }
    return contents;
}

std::string toLine(const TranscriptHeader &header) {
    return written({{"burnish_transcript", Version},
                    {"device", header.device},
                    {"maximum_transfer", header.maximumTransfer},
                    {"bus", static_cast<std::int32_t>(header.adapter.bus)},
                    {"driver", header.adapter.driver},
                    {"redacted", header.redacted}});
}

std::string toLine(const TranscriptEntry &entry) {
    return std::visit([](const auto &content) { return lineOf(content); }, entry);
}

std::string lastLine(std::size_t entries) {
    return written({{"end", entries}});
}

// A line that was being written when the program died ends the transcript; it is not complete then.
Result<Transcript> readTranscript(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Error(status::E_FAIL, "The transcript " + path + " cannot be read: " + std::strerror(errno) + ".");
    }
    Transcript transcript;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const auto object = ordered_json::parse(line, nullptr, false);
        if (!object.is_object() && number > 1 && file.eof()) {
            return transcript;
        }
        if (!object.is_object()) {
            return noTranscript(path, number, "line " + std::to_string(number) + " is no JSON object");
        }
        TRY(take(transcript, path, number, object));
    }
    if (number == 0) {
        return noTranscript(path, 1, "it is empty");
    }
    return transcript;
}

}  // namespace burnish
