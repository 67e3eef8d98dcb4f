// SPDX-License-Identifier: LGPL-2.1-or-later
// virtual-recorder serve: a recorder at a Unix socket until the program is told to stop.
#include "disc_argument.hpp"
#include "program.hpp"
#include "server.hpp"

#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>

namespace virtual_recorder::server {

namespace {

struct Arguments {
    std::string socket;
    Options options;
    std::string log;
};

bool parse(std::span<const std::string> words, Arguments &arguments, std::string &message) {
    constexpr OptionRule Rules[] = {{"--log", "the name of a file"}};
    CommandLine line;
    if (!parseCommandLine(words, Rules, line, message)) {
        return false;
    }
    if (line.places.size() != 2) {
        message = "A socket and the folder of a disc are needed.";
        return false;
    }
    arguments.log = line.valueOf("--log");
    arguments.socket = line.places[0];
    return parseDisc(line.places[1], arguments.options, message);
}

// The disc is taken before the socket is touched: two servers of one disc cannot get into each other's way.
int serve(Arguments &arguments) {
    const int stop = stopSignals();
    if (stop < 0) {
        return fail("Signals cannot be received: " + std::generic_category().message(errno) + ".");
    }
    CommandLog log;
    std::string message;
    if (!log.open(arguments.log, message)) {
        return fail(message);
    }
    Failure failure;
    arguments.options.holder = "virtual-recorder";
    const auto recorder = Recorder::open(arguments.options, failure);
    if (!recorder) {
        return fail(failure.message);
    }
    const auto listener = Listener::open(arguments.socket, message);
    if (!listener) {
        return fail(message);
    }
    std::cout << "ready: " << arguments.socket << std::endl;
    if (!Server(*recorder, *listener, log).run(stop)) {
        return fail("Serving has ended: " + std::generic_category().message(errno) + ".");
    }
    ::close(stop);
    return log.whole(message) ? Done : fail(message);
}

}  // namespace

int serveCommand(std::span<const std::string> words) {
    Arguments arguments;
    std::string message;
    return parse(words, arguments, message) ? serve(arguments) : fail(message, Usage);
}

}  // namespace virtual_recorder::server
