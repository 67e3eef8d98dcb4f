// SPDX-License-Identifier: LGPL-2.1-or-later
// What the commands of the program share: how they end, their words, and the signals that stop them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace virtual_recorder::server {

enum ExitStatus { Done = 0, Failed = 1, Usage = 2 };

// Says on standard error why it ends.
int fail(const std::string &message, ExitStatus status = Failed);

// An option of a command; what it takes is named as in "the name of a file", empty where it takes nothing.
struct OptionRule {
    std::string_view name;  // "--log"
    std::string_view takes;
};

struct CommandLine {
    std::map<std::string, std::string, std::less<>> options;
    std::vector<std::string> places;  // what is no option

    [[nodiscard]] bool has(std::string_view option) const { return options.contains(option); }
    [[nodiscard]] std::string valueOf(std::string_view option) const;
};

// False, and a sentence for people, where the words are not understood.
[[nodiscard]] bool parseCommandLine(std::span<const std::string> words, std::span<const OptionRule> rules,
                                    CommandLine &line, std::string &message);

// Becomes readable when SIGTERM, SIGINT or SIGHUP comes; negative, and errno set, where it cannot be had.
[[nodiscard]] int stopSignals();

// The commands; words are those behind the command.
int serveCommand(std::span<const std::string> words);

}  // namespace virtual_recorder::server
