// SPDX-License-Identifier: LGPL-2.1-or-later
// The lines of a cue sheet.
#include "cd/cue_lines.hpp"

#include <algorithm>
#include <cstdio>

namespace burnish::cd {

namespace {

constexpr std::string_view Blanks = " \t\v\f";
constexpr std::int32_t FramesASecond = 75, FramesAMinute = 60 * FramesASecond;

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(Blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(Blanks) - first + 1));
}

}  // namespace

std::vector<CueLine> cueLines(std::string_view text) {
    std::vector<CueLine> lines;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t length = std::min(text.find_first_of("\r\n"), text.size());
        CueLine line;
        line.number = number;
        line.arguments = trimmed(text.substr(0, length));
        line.command = upperCase(takeWord(line.arguments));
        lines.push_back(std::move(line));
        text.remove_prefix(length);
        text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
    }
    return lines;
}

std::string takeWord(std::string &text) {
    const std::size_t length = std::min(text.find_first_of(Blanks), text.size());
    std::string word = text.substr(0, length);
    text = trimmed(std::string_view(text).substr(length));
    return word;
}

std::optional<std::string> unquoted(const std::string &text) {
    if (text.empty() || text.front() != '"') {
        return text;
    }
    if (text.size() < 2 || text.back() != '"') {
        return std::nullopt;
    }
    return text.substr(1, text.size() - 2);
}

// The last quote of the line is the one that closes.
std::optional<NameAndRest> nameAndRest(const std::string &text) {
    if (text.empty() || text.front() != '"') {
        std::string rest = text;
        // A name without quotes may have blanks: the last word is what follows it.
        const std::size_t blank = text.find_last_of(Blanks);
        if (blank == std::string::npos) {
            return NameAndRest{text, {}};
        }
        return NameAndRest{trimmed(std::string_view(text).substr(0, blank)), text.substr(blank + 1)};
    }
    const std::size_t closing = text.rfind('"');
    if (closing == 0) {
        return std::nullopt;
    }
    return NameAndRest{text.substr(1, closing - 1), trimmed(std::string_view(text).substr(closing + 1))};
}

std::string upperCase(std::string text) {
    for (char &c : text) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

std::optional<int> numberOf(std::string_view text) {
    constexpr std::size_t MostDigits = 9;
    if (text.empty() || text.size() > MostDigits) {
        return std::nullopt;
    }
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    return number;
}

std::optional<std::int32_t> sectorsOfTime(std::string_view text) {
    constexpr int MostMinutes = 9999;
    const std::size_t first = text.find(':');
    const std::size_t second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos) {
        return std::nullopt;
    }
    const auto minutes = numberOf(text.substr(0, first));
    const auto seconds = numberOf(text.substr(first + 1, second - first - 1));
    const auto frames = numberOf(text.substr(second + 1));
    const bool valid =
        minutes && seconds && frames && *minutes <= MostMinutes && *seconds < 60 && *frames < FramesASecond;
    return valid ? std::optional(*minutes * FramesAMinute + *seconds * FramesASecond + *frames) : std::nullopt;
}

std::string timeOfSectors(std::int32_t sectors) {
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d", sectors / FramesAMinute, sectors / FramesASecond % 60,
                  sectors % FramesASecond);
    return text;
}

std::string atLine(int line, const std::string &what) {
    return "Line " + std::to_string(line) + ": " + what;
}

Error cueError(int line, const std::string &what) {
    return Error(status::E_CUE_SYNTAX, atLine(line, what));
}

}  // namespace burnish::cd
