// SPDX-License-Identifier: LGPL-2.1-or-later
// The program virtual-recorder: serves a virtual recorder to other programs until it is told to stop.
#include "disc_argument.hpp"
#include "server.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iostream>
#include <system_error>
#include <vector>

namespace {

using namespace virtual_recorder;
using namespace virtual_recorder::server;

enum ExitStatus { Done = 0, Failed = 1, Usage = 2 };

constexpr const char *Help =
    R"(Usage: virtual-recorder serve [--log FILE] SOCKET PATH[?key=value&...]
       virtual-recorder --help | --version

Serves a virtual recorder, whose disc is the folder PATH, at a Unix socket.
Where there is no folder, a blank disc is made. It says "ready" when programs
can connect, and ends on SIGTERM, SIGINT or SIGHUP; the socket goes with it.

  --log FILE   appends every command and its answer to FILE, a line of JSON each

Options of the disc, percent-encoded (quote '?' and '&' in a shell):
  medium=KIND  cd-r-74, cd-r-80 (the default), cd-r-90, cd-r-99, cd-rw-74,
               cd-rw-80, dvd+r; only for a new disc
  empty=1      no disc in the drive
  pace=N       takes the time of a drive at N x
  buffer=KIB   size of the drive's buffer, 2048 unless told otherwise
  discard=1    keeps no contents
  no-raw=1     refuses raw writing
  faults=FILE  a script of faults

Exit status: 0 ended by a signal, 1 failed, 2 not understood.
)";

struct Arguments {
    std::string socket;
    Options options;
    std::string log;
};

int fail(const std::string &message, ExitStatus status = Failed) {
    std::cerr << "virtual-recorder: " << message << '\n';
    if (status == Usage) {
        std::cerr << "Try: virtual-recorder --help\n";
    }
    return status;
}

// False, and a sentence for people, where the command line is not understood.
bool parse(const std::vector<std::string> &words, Arguments &arguments, std::string &message) {
    std::vector<std::string> places;
    bool options = true;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string &word = words[i];
        if (options && word == "--") {
            options = false;
        } else if (options && word == "--log" && i + 1 < words.size()) {
            arguments.log = words[++i];
        } else if (options && word.starts_with("--log=") && word.size() > 6) {
            arguments.log = word.substr(6);
        } else if (options && word.starts_with("-")) {
            message = word == "--log" || word == "--log=" ? "After --log, the name of a file is missing."
                                                          : "There is no option “" + word + "”.";
            return false;
        } else {
            places.push_back(word);
        }
    }
    if (words.empty() || words[0] != "serve") {
        message = words.empty() ? "What shall be done?" : "There is no command “" + words[0] + "”.";
        return false;
    }
    if (places.size() != 2) {
        message = "A socket and the folder of a disc are needed.";
        return false;
    }
    arguments.socket = places[0];
    return parseDisc(places[1], arguments.options, message);
}

// Signals that end the program are read like everything else; a burn is not interrupted in the midst of a command.
int stopSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
        sigaddset(&signals, signal);
    }
    return sigprocmask(SIG_BLOCK, &signals, nullptr) == 0 ? signalfd(-1, &signals, SFD_CLOEXEC) : -1;
}

// The disc is taken before the socket is touched: two servers of one disc cannot get into each other's way.
int serve(Arguments &arguments) {
    const int stop = stopSignals();
    if (stop < 0) {
        return fail("Signals cannot be received: " + std::generic_category().message(errno) + ".");
    }
    CommandLog log;
    if (!arguments.log.empty() && !log.open(arguments.log)) {
        return fail("The log “" + arguments.log + "” cannot be written: " + std::generic_category().message(errno) +
                    ".");
    }
    Failure failure;
    arguments.options.holder = "virtual-recorder";
    const auto recorder = Recorder::open(arguments.options, failure);
    if (!recorder) {
        return fail(failure.message);
    }
    std::string message;
    const auto listener = Listener::open(arguments.socket, message);
    if (!listener) {
        return fail(message);
    }
    std::cout << "ready: " << arguments.socket << std::endl;
    if (!Server(*recorder, *listener, log).run(stop)) {
        return fail("Serving has ended: " + std::generic_category().message(errno) + ".");
    }
    ::close(stop);
    return log.whole() ? Done : fail("The log “" + arguments.log + "” is not whole: it could not be written.");
}

}  // namespace

int main(int count, char **words) {
    const std::vector<std::string> given(words + 1, words + count);
    if (!given.empty() && (given[0] == "--help" || given[0] == "-h" || given[0] == "help")) {
        std::cout << Help;
        return Done;
    }
    if (!given.empty() && given[0] == "--version") {
        std::cout << "virtual-recorder " VIRTUAL_RECORDER_VERSION "\n";
        return Done;
    }
    Arguments arguments;
    std::string message;
    if (!parse(given, arguments, message)) {
        return fail(message, Usage);
    }
    return serve(arguments);
}
