// SPDX-License-Identifier: LGPL-2.1-or-later
// Parsing of device strings.
#include "transport/device_string.hpp"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string_view>

namespace burnish {

namespace {

constexpr std::string_view VirtualPrefix = "virtual:";
constexpr std::string_view ReplayPrefix = "replay:";
constexpr std::string_view UnixPrefix = "virtual+unix:";
constexpr std::string_view CdioPrefix = "cdio:";

Error invalid(const std::string &text, const std::string &why) {
    return {status::E_INVALIDARG, "The device \"" + text + "\" is not understood: " + why};
}

std::optional<unsigned> hexDigit(char character) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    const char lower = static_cast<char>(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? std::optional<unsigned>(lower - 'a' + 10) : std::nullopt;
}

// Empty where a '%' is not followed by two hexadecimal digits, or where a NUL comes out.
std::optional<std::string> percentDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        const auto high = i + 2 < text.size() ? hexDigit(text[i + 1]) : std::nullopt;
        const auto low = high ? hexDigit(text[i + 2]) : std::nullopt;
        if (!low || (*high == 0 && *low == 0)) {
            return std::nullopt;
        }
        decoded.push_back(static_cast<char>(*high << 4 | *low));
        i += 2;
    }
    return decoded;
}

// Each setter takes a decoded value, or tells in words what would be permitted.
using Refusal = std::optional<std::string>;

Refusal setFlag(bool &flag, const std::string &value) {
    if (value != "0" && value != "1") {
        return "permitted are 0 and 1";
    }
    flag = value == "1";
    return std::nullopt;
}

Refusal setText(std::string &target, const std::string &value, const char *permitted) {
    if (value.empty()) {
        return permitted;
    }
    target = value;
    return std::nullopt;
}

Refusal setPace(double &pace, const std::string &value) {
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || !std::isfinite(number) || number < 0) {
        return "permitted is a speed such as 16 (times 1x), or 0 for none";
    }
    pace = number;
    return std::nullopt;
}

Refusal setBuffer(std::uint32_t &kib, const std::string &value) {
    constexpr std::uint32_t Smallest = 64;
    constexpr std::uint32_t Largest = 1U << 20;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number < Smallest || number > Largest) {
        return "permitted is a number of KiB from " + std::to_string(Smallest) + " to " + std::to_string(Largest);
    }
    kib = number;
    return std::nullopt;
}

// std::nullopt where there is no such key.
std::optional<Refusal> setOption(VirtualDevice &target, const std::string &key, const std::string &value) {
    if (key == "medium") {
        return setText(target.medium, value, "permitted is a kind of disc such as cd-r-80 or dvd+r");
    }
    if (key == "faults") {
        return setText(target.faultsFile, value, "the name of a file is missing");
    }
    if (key == "empty") {
        return setFlag(target.empty, value);
    }
    if (key == "no-raw") {
        return setFlag(target.noRaw, value);
    }
    if (key == "discard") {
        return setFlag(target.discard, value);
    }
    if (key == "pace") {
        return setPace(target.pace, value);
    }
    if (key == "buffer") {
        return setBuffer(target.bufferKib, value);
    }
    return std::nullopt;
}

Result<void> parseOption(const std::string &text, std::string_view option, std::set<std::string> &seen,
                         VirtualDevice &target) {
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos) {
        return invalid(text, "after the question mark stand options such as medium=dvd+r, joined by '&'.");
    }
    const std::string key(option.substr(0, equals));
    const auto value = percentDecoded(option.substr(equals + 1));
    if (!value) {
        return invalid(text,
                       "in the value of " + key + ", '%' must be followed by two hexadecimal digits (%25 is '%').");
    }
    if (!seen.insert(key).second) {
        return invalid(text, "the option " + key + " is given twice.");
    }
    const auto refused = setOption(target, key, *value);
    if (!refused) {
        return invalid(text, "there is no option \"" + key +
                                 "\"; permitted are medium, empty, pace, buffer, no-raw, discard and faults.");
    }
    if (*refused) {
        return invalid(text, key + "=" + *value + " is no value for that option; " + **refused + ".");
    }
    return {};
}

Result<DeviceString> parseVirtual(const std::string &text) {
    const std::size_t question = text.find('?');
    VirtualDevice target;
    const auto folder = percentDecoded(std::string_view(text).substr(0, question).substr(VirtualPrefix.size()));
    if (!folder) {
        return invalid(text, "'%' must be followed by two hexadecimal digits (%25 is '%').");
    }
    target.folder = *folder;
    std::set<std::string> seen;
    for (std::size_t start = question; start != std::string::npos;) {
        const std::size_t end = text.find('&', start + 1);
        const std::size_t length = end == std::string::npos ? end : end - start - 1;
        TRY(parseOption(text, std::string_view(text).substr(start + 1, length), seen, target));
        start = end;
    }
    if (target.folder.empty() && !target.empty) {
        return invalid(text, "the folder that holds the disc is missing, as in virtual:backup.disc.");
    }
    return DeviceString{text.substr(0, question), std::move(target)};
}

// Its one option stands alone.
Result<DeviceString> parseReplay(const std::string &text) {
    const std::size_t question = text.find('?');
    const auto file = percentDecoded(std::string_view(text).substr(0, question).substr(ReplayPrefix.size()));
    if (!file || file->empty()) {
        return invalid(text, "after replay: stands the name of a transcript; '%' in it is written %25.");
    }
    const std::string option = question == std::string::npos ? "" : text.substr(question + 1);
    if (question != std::string::npos && option != "contents=any" && option != "contents=same") {
        return invalid(text, "permitted are contents=same and contents=any.");
    }
    return DeviceString{text.substr(0, question), ReplayDevice{*file, option == "contents=any"}};
}

// Options belong to the server, which opens the disc.
Result<DeviceString> parseUnix(const std::string &text) {
    if (text.find('?') != std::string::npos) {
        return invalid(text, "virtual+unix: has no options; give them to the program that serves the recorder.");
    }
    const auto socket = percentDecoded(std::string_view(text).substr(UnixPrefix.size()));
    if (!socket) {
        return invalid(text, "'%' must be followed by two hexadecimal digits (%25 is '%').");
    }
    if (socket->empty()) {
        return invalid(text, "the socket is missing, as in virtual+unix:/run/user/1000/recorder.");
    }
    return DeviceString{text, UnixDevice{*socket}};
}

// A node, spelled as it is.
Result<DeviceString> parseCdio(const std::string &text) {
    const std::string path = text.substr(CdioPrefix.size());
    if (!path.starts_with('/')) {
        return invalid(text, "after cdio: stands the node of a drive, as in cdio:/dev/sr0.");
    }
    return DeviceString{text, CdioDevice{path}};
}

}  // namespace

Result<DeviceString> parseDeviceString(const std::string &text) {
    if (text.find('\0') != std::string::npos) {
        return Error(status::E_INVALIDARG, "The device's name contains a zero byte.");
    }
    if (text.starts_with(UnixPrefix)) {
        return parseUnix(text);
    }
    if (text.starts_with(CdioPrefix)) {
        return parseCdio(text);
    }
    if (text.starts_with(VirtualPrefix)) {
        return parseVirtual(text);
    }
    if (text.starts_with(ReplayPrefix)) {
        return parseReplay(text);
    }
    if (text.starts_with('/')) {
        return DeviceString{text, NodeDevice{text}};
    }
    return invalid(text, "permitted are a node such as /dev/sr0, and a virtual recorder such as virtual:backup.disc.");
}

std::string absoluteDevice(const std::string &prefix, const std::string &path) {
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error).lexically_normal();
    std::string text = prefix;
    for (const char character : error ? path : absolute.string()) {
        switch (character) {
            case '%':
                text += "%25";
                break;
            case '?':
                text += "%3F";
                break;
            default:
                text += character;
        }
    }
    return text;
}

}  // namespace burnish
