// SPDX-License-Identifier: LGPL-2.1-or-later
// Words, signals and endings of the program's commands.
#include "program.hpp"

#include <sys/signalfd.h>

#include <algorithm>
#include <csignal>
#include <iostream>

namespace virtual_recorder::server {

int fail(const std::string &message, ExitStatus status) {
    std::cerr << "virtual-recorder: " << message << '\n';
    if (status == Usage) {
        std::cerr << "Try: virtual-recorder --help\n";
    }
    return status;
}

std::string CommandLine::valueOf(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? "" : found->second;
}

bool parseCommandLine(std::span<const std::string> words, std::span<const OptionRule> rules, CommandLine &line,
                      std::string &message) {
    bool options = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &word = words[i];
        if (!options || !word.starts_with("-")) {
            line.places.push_back(word);
            continue;
        }
        if (word == "--") {
            options = false;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto &each) { return each.name == name; });
        if (rule == rules.end() || (rule->takes.empty() && equals != std::string::npos)) {
            message = "There is no option “" + word + "”.";
            return false;
        }
        const bool apart = !rule->takes.empty() && equals == std::string::npos;
        const std::string value = apart ? (++i < words.size() ? words[i] : "")
                                        : word.substr(name.size() + (equals != std::string::npos ? 1 : 0));
        if (!rule->takes.empty() && value.empty()) {
            message = "After " + name + ", " + std::string(rule->takes) + " is missing.";
            return false;
        }
        line.options[name] = value;
    }
    return true;
}

// They are read like everything else: a burn is not interrupted in the midst of a command.
int stopSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    return sigprocmask(SIG_BLOCK, &signals, nullptr) == 0 ? signalfd(-1, &signals, SFD_CLOEXEC) : -1;
}

}  // namespace virtual_recorder::server
