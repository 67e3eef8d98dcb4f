// SPDX-License-Identifier: LGPL-2.1-or-later
// Parsing of a disc's name and options. Whether the values fit is for the recorder to say.
#include "disc_argument.hpp"

#include <charconv>
#include <optional>
#include <set>
#include <string_view>

namespace virtual_recorder::server {

namespace {

constexpr std::string_view Prefix = "virtual:";

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        const char *end = text.data() + std::min(i + 3, text.size());
        const auto [stop, error] = std::from_chars(text.data() + i + 1, end, value, 16);
        if (error != std::errc() || stop != text.data() + i + 3 || value == 0) {
            return std::nullopt;
        }
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

template <typename Number>
bool number(const std::string &text, Number &target) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    return error == std::errc() && end == text.data() + text.size();
}

bool flag(const std::string &text, bool &target) {
    target = text == "1";
    return text == "0" || text == "1";
}

bool words(const std::string &text, std::string &target) {
    target = text;
    return !text.empty();
}

// Nothing where there is no such key.
std::optional<bool> setOption(Options &options, const std::string &key, const std::string &value) {
    if (key == "medium") {
        return words(value, options.medium);
    }
    if (key == "faults") {
        return words(value, options.faultsFile);
    }
    if (key == "empty") {
        return flag(value, options.empty);
    }
    if (key == "no-raw") {
        return flag(value, options.noRaw);
    }
    if (key == "discard") {
        return flag(value, options.discard);
    }
    if (key == "pace") {
        return number(value, options.pace);
    }
    if (key == "buffer") {
        return number(value, options.bufferKib);
    }
    return std::nullopt;
}

bool parseOption(std::string_view option, std::set<std::string> &seen, Options &options, std::string &message) {
    const std::size_t equals = option.find('=');
    const std::string key(option.substr(0, equals));
    const auto value = equals == std::string_view::npos ? std::nullopt : decoded(option.substr(equals + 1));
    if (!value) {
        message = "“" + std::string(option) + "” is no option; options are written key=value, joined by '&'.";
        return false;
    }
    if (!seen.insert(key).second) {
        message = "The option “" + key + "” is given twice.";
        return false;
    }
    const auto fits = setOption(options, key, *value);
    if (!fits) {
        message = "There is no option “" + key + "”. Use medium, empty, pace, buffer, no-raw, discard or faults.";
    } else if (!*fits) {
        message = "“" + *value + "” is no value for the option “" + key + "”.";
    }
    return fits && *fits;
}

}  // namespace

bool parseDisc(const std::string &text, Options &options, std::string &message) {
    std::string_view rest = text;
    if (rest.starts_with(Prefix)) {
        rest.remove_prefix(Prefix.size());
    }
    std::size_t question = rest.find('?');
    const auto folder = decoded(rest.substr(0, question));
    if (!folder) {
        message = "In “" + text + "”, '%' must be followed by two hexadecimal digits (%25 is '%').";
        return false;
    }
    options.folder = *folder;
    std::set<std::string> seen;
    while (question != std::string_view::npos) {
        const std::size_t end = rest.find('&', question + 1);
        const std::size_t length = end == std::string_view::npos ? end : end - question - 1;
        if (!parseOption(rest.substr(question + 1, length), seen, options, message)) {
            return false;
        }
        question = end;
    }
    return true;
}

}  // namespace virtual_recorder::server
