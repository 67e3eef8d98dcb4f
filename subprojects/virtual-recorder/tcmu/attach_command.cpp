// SPDX-License-Identifier: LGPL-2.1-or-later
// virtual-recorder attach: a recorder as a drive of this machine until the program is told to stop, the drive is gone,
// or another command detaches it.
#include "../server/disc_argument.hpp"
#include "../server/program.hpp"
#include "attachment.hpp"
#include "commands.hpp"
#include "control.hpp"
#include "kernel_support.hpp"
#include "loaded_recorder.hpp"
#include "users.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <iostream>

namespace virtual_recorder::attach {

namespace {

using namespace server;

constexpr std::chrono::seconds HostOpensWithin{8};

struct Arguments {
    Options options;
    std::string log;
};

bool parse(std::span<const std::string> words, Arguments &arguments, std::string &message) {
    constexpr OptionRule Rules[] = {{"--log", "the name of a file"}};
    CommandLine line;
    if (!parseCommandLine(words, Rules, line, message)) {
        return false;
    }
    if (line.places.size() != 1) {
        message = "The folder of a disc is needed.";
        return false;
    }
    arguments.log = line.valueOf("--log");
    return parseDisc(line.places[0], arguments.options, message);
}

// The running command.
class Host {
public:
    Host(const Places &places, LoadedRecorder &recorder, Attachment &attachment, std::string disc)
        : places_(places), recorder_(recorder), attachment_(attachment), disc_(std::move(disc)) {}

    int run(int stop);

private:
    [[nodiscard]] bool answer(ControlClient &client);  // false: it was detached
    [[nodiscard]] Reply insert(const Request &request);
    [[nodiscard]] int detach();

    const Places &places_;
    LoadedRecorder &recorder_;
    Attachment &attachment_;
    std::string disc_;
};

int Host::detach() {
    std::string message;
    return attachment_.end(message) ? Done : fail(message);
}

int Host::run(int stop) {
    std::array<pollfd, 3> waits{
        {{stop, POLLIN, 0}, {attachment_.goneDescriptor(), POLLIN, 0}, {attachment_.control().socket(), POLLIN, 0}}};
    while (true) {
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) {
            return fail("Waiting has ended: " + std::generic_category().message(errno) + ".");
        }
        if (waits[0].revents != 0) {
            if (const auto users = usersOf(places_, attachment_.nodes()); !users.empty()) {
                std::cerr << "virtual-recorder: the drive is taken away from its users: " << joined(users) << ".\n";
            }
            return detach();
        }
        if (waits[1].revents != 0) {
            static_cast<void>(detach());
            return fail("The recorder is gone, and was detached.");
        }
        if (waits[2].revents != 0) {
            if (ControlClient client(attachment_.control().accept()); !answer(client)) {
                return Done;
            }
        }
    }
}

Reply Host::insert(const Request &request) {
    Options disc;
    std::string message;
    if (!parseDisc(request.value("disc", ""), disc, message)) {
        return reply(false, message);
    }
    disc.folder = std::filesystem::path(request.value("folder", "/")) / disc.folder;
    disc.holder = "virtual-recorder";
    const bool done = recorder_.insert(disc, HostOpensWithin, message);
    disc_ = done ? disc.folder : disc_;
    return reply(done, message);
}

bool Host::answer(ControlClient &client) {
    const auto request = client.receive();
    const std::string what = request ? request->value("do", "") : "";
    std::string message;
    if (what == "press") {
        const bool done = recorder_.press(message);
        client.answer(reply(done, message));
    } else if (what == "insert") {
        client.answer(insert(*request));
    } else if (what == "describe") {
        client.answer({{"done", true},
                       {"message", ""},
                       {"block", attachment_.nodes().block},
                       {"generic", attachment_.nodes().generic},
                       {"process", ::getpid()},
                       {"disc", disc_}});
    } else if (what == "detach") {
        const auto users = usersOf(places_, attachment_.nodes());
        if (!users.empty() && !request->value("force", false)) {
            client.answer(reply(false, attachment_.identity().name() + " is in use: " + joined(users) +
                                           ". End that first (umount, eject), or take the drive away with --force."));
            return true;
        }
        const bool done = attachment_.end(message);
        client.answer(reply(done, message));
        return false;
    } else {
        client.answer(reply(false, "The attached recorder is of another version: it does not understand that."));
    }
    return true;
}

int attach(Arguments &arguments) {
    const Places places;
    std::string message;
    const int stop = stopSignals();
    if (stop < 0) {
        return fail("Signals cannot be received: " + std::generic_category().message(errno) + ".");
    }
    CommandLog log;
    Failure failure;
    arguments.options.holder = "virtual-recorder";
    arguments.options.hostWaits = true;
    if (!permitted("attach", message) || !log.open(arguments.log, message) || !prepareKernel(places, message)) {
        return fail(message);
    }
    auto opened = Recorder::open(arguments.options, failure);
    if (!opened) {
        return fail(failure.message);
    }
    LoadedRecorder recorder(std::move(opened), log);
    KernelConfigFs files(places.target());
    const auto carryOut = [&](auto cdb, auto direction, auto data) { return recorder.execute(cdb, direction, data); };
    const auto attachment = Attachment::open(places, files, carryOut, message);
    if (!attachment) {
        return fail(message);
    }
    std::cout << "block: " << attachment->nodes().block << "\ngeneric: " << attachment->nodes().generic
              << "\nready: " << attachment->identity().name() << std::endl;
    const int status = Host(places, recorder, *attachment, arguments.options.folder).run(stop);
    ::close(stop);
    return log.whole(message) ? status : fail(message);
}

}  // namespace

int attachCommand(std::span<const std::string> words) {
    Arguments arguments;
    std::string message;
    return parse(words, arguments, message) ? attach(arguments) : fail(message, Usage);
}

}  // namespace virtual_recorder::attach
