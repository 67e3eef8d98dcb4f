// SPDX-License-Identifier: LGPL-2.1-or-later
// virtual-recorder list, press, insert and detach: what is done to attached recorders from outside.
#include "../server/disc_argument.hpp"
#include "../server/program.hpp"
#include "attachment.hpp"
#include "commands.hpp"
#include "control.hpp"
#include "kernel_support.hpp"
#include "run_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace virtual_recorder::attach {

namespace {

using namespace server;

constexpr const char *NoName = "The name of an attached recorder is needed, such as vr0. Try: virtual-recorder list";

bool attached(const Places &places, const Identity &identity) {
    const auto all = attachmentsIn(places);
    return std::any_of(all.begin(), all.end(), [&](const Identity &each) { return each.number == identity.number; });
}

std::string notAttached(const std::string &name) {
    return "“" + name + "” is no attached recorder. Try: virtual-recorder list";
}

// The words of a command that has no options, the first of which is the name of a recorder.
int parseNamed(std::span<const std::string> words, std::size_t places, const std::string &needed, Identity &identity,
               CommandLine &line) {
    std::string message;
    if (!parseCommandLine(words, {}, line, message)) {
        return fail(message, Usage);
    }
    if (line.places.size() != places) {
        return fail(needed, Usage);
    }
    const auto parsed = Identity::parse(line.places[0]);
    if (!parsed) {
        return fail(notAttached(line.places[0]));
    }
    identity = *parsed;
    return Done;
}

int askAndTell(const std::string &command, const Identity &identity, const Request &request) {
    const Places places;
    std::string message;
    if (!permitted(command, message)) {
        return fail(message);
    }
    const auto answer = ask(places, identity, request);
    if (!answer) {
        return fail(attached(places, identity) ? identity.name() +
                                                     " was left behind by a process that is gone. Try: "
                                                     "virtual-recorder detach " +
                                                     identity.name()
                                               : notAttached(identity.name()));
    }
    message = answer->message;
    if (!answer->done) {
        return fail(message);
    }
    std::cout << message << '\n';
    return Done;
}

// Nobody may come or go between the question whether the process still runs and the clearing away.
bool detachOne(const Places &places, ConfigFs &files, const Identity &identity, bool force, std::string &message) {
    if (const auto answer = ask(places, identity, {.wish = Wish::Detach, .force = force})) {
        message = answer->message;
        return answer->done;
    }
    const auto lock = RunFolder::lock(places, message);
    if (!lock) {
        return false;
    }
    if (!attached(places, identity)) {
        message = notAttached(identity.name());
        return false;
    }
    return removeLeftovers(places, files, identity, message);
}

}  // namespace

int listCommand(std::span<const std::string> words) {
    const Places places;
    std::string message;
    if (!words.empty()) {
        return fail("“list” takes nothing.", Usage);
    }
    if (!permitted("list", message)) {
        return fail(message);
    }
    for (const Identity &identity : attachmentsIn(places)) {
        const auto answer = ask(places, identity, {.wish = Wish::Describe});
        std::cout << identity.name();
        if (answer) {
            std::cout << ' ' << answer->block << ' ' << answer->generic << ' ' << answer->disc << '\n';
        } else {
            std::cout << " left behind\n";
        }
    }
    return Done;
}

int pressCommand(std::span<const std::string> words) {
    Identity identity;
    CommandLine line;
    const int status = parseNamed(words, 1, NoName, identity, line);
    return status == Done ? askAndTell("press", identity, {.wish = Wish::Press}) : status;
}

int insertCommand(std::span<const std::string> words) {
    Identity identity;
    CommandLine line;
    if (const int status = parseNamed(words, 2, "The name of an attached recorder and the folder of a disc are needed.",
                                      identity, line);
        status != Done) {
        return status;
    }
    Options disc;
    std::string message;
    if (!parseDisc(line.places[1], disc, message)) {
        return fail(message, Usage);
    }
    std::error_code error;
    const std::string folder = std::filesystem::current_path(error);
    return askAndTell("insert", identity, {.wish = Wish::Insert, .disc = line.places[1], .folder = folder});
}

int detachCommand(std::span<const std::string> words) {
    constexpr OptionRule Rules[] = {{"--force", ""}, {"--all", ""}};
    const Places places;
    CommandLine line;
    std::string message;
    if (!parseCommandLine(words, Rules, line, message)) {
        return fail(message, Usage);
    }
    if (line.places.empty() != line.has("--all")) {
        return fail(line.has("--all") ? "Either --all or names, not both." : NoName, Usage);
    }
    if (!permitted("detach", message)) {
        return fail(message);
    }
    auto identities = line.has("--all") ? attachmentsIn(places) : std::vector<Identity>();
    for (const std::string &name : line.places) {
        const auto identity = Identity::parse(name);
        if (!identity) {
            return fail(notAttached(name));
        }
        identities.push_back(*identity);
    }
    KernelConfigFs files(places.target());
    int status = Done;
    for (const Identity &identity : identities) {
        if (!detachOne(places, files, identity, line.has("--force"), message)) {
            status = fail(message);
        }
    }
    return status;
}

}  // namespace virtual_recorder::attach
