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
constexpr const char *Holder = "virtual-recorder";

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
    if (!parseDisc(line.places[0], arguments.options, message)) {
        return false;
    }
    if (!arguments.options.folder.empty()) {
        std::error_code error;  // for those who ask where the disc is
        arguments.options.folder = std::filesystem::absolute(arguments.options.folder, error);
    }
    return true;
}

// The running command.
class Host {
public:
    Host(const Places &places, LoadedRecorder &recorder, Attachment &attachment, std::string disc)
        : places_(places), recorder_(recorder), attachment_(attachment), disc_(std::move(disc)) {}

    int run(int stop);

private:
    [[nodiscard]] Reply answerTo(const Request &request);
    [[nodiscard]] Reply insert(const Request &request);
    [[nodiscard]] Reply detach(bool force);
    [[nodiscard]] int stopped();
    [[nodiscard]] int gone();
    void hear(ControlClient &client);

    const Places &places_;
    LoadedRecorder &recorder_;
    Attachment &attachment_;
    std::string disc_;
    bool ended_ = false;
};

// By a signal, which is not asked back: who uses the drive loses it.
int Host::stopped() {
    if (const auto users = usersOf(places_, attachment_.nodes()); !users.empty()) {
        std::cerr << "virtual-recorder: the drive is taken away from its users: " << joined(users) << ".\n";
    }
    std::string message;
    return attachment_.end(message) ? Done : fail(message);
}

int Host::gone() {
    std::string message;
    return fail(attachment_.end(message) ? "The recorder is gone, and was detached." : message);
}

// The client hears the end of the connection when this process has ended, and everything with it.
void Host::hear(ControlClient &client) {
    const auto request = client.receive();
    client.answer(request ? answerTo(*request)
                          : Reply{.message = "The attached recorder does not understand that; it may be of another "
                                             "version of this program."});
    if (ended_) {
        client.keep();
    }
}

int Host::run(int stop) {
    std::array<pollfd, 3> waits{
        {{stop, POLLIN, 0}, {attachment_.goneDescriptor(), POLLIN, 0}, {attachment_.control().socket(), POLLIN, 0}}};
    while (!ended_) {
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) {
            return fail("Waiting has ended: " + std::generic_category().message(errno) + ".");
        }
        if (waits[0].revents != 0) {
            return stopped();
        }
        if (waits[1].revents != 0) {
            return gone();
        }
        if (waits[2].revents != 0) {
            ControlClient client(attachment_.control().accept());
            hear(client);
        }
    }
    return Done;
}

Reply Host::insert(const Request &request) {
    Options disc;
    std::string message;
    if (!parseDisc(request.disc, disc, message)) {
        return {.message = message};
    }
    disc.folder = std::filesystem::path(request.folder) / disc.folder;
    disc.holder = Holder;
    const bool done = recorder_.insert(disc, HostOpensWithin, message);
    disc_ = done ? disc.folder : disc_;
    return {.done = done, .message = message};
}

Reply Host::detach(bool force) {
    const auto users = usersOf(places_, attachment_.nodes());
    if (!users.empty() && !force) {
        return {.message = attachment_.identity().name() + " is in use: " + joined(users) +
                           ". End that first (umount, eject), or take the drive away with --force."};
    }
    Reply reply;
    reply.done = attachment_.end(reply.message);
    ended_ = true;
    return reply;
}

Reply Host::answerTo(const Request &request) {
    Reply reply;
    switch (request.wish) {
        case Wish::Press:
            reply.done = recorder_.press(HostOpensWithin, reply.message);
            return reply;
        case Wish::Insert:
            return insert(request);
        case Wish::Detach:
            return detach(request.force);
        case Wish::Describe:
            break;
    }
    return {.done = true, .block = attachment_.nodes().block, .generic = attachment_.nodes().generic, .disc = disc_};
}

int attachTo(const Places &places, LoadedRecorder &recorder, const std::string &disc, int stop) {
    std::string message;
    KernelConfigFs files(places.target());
    const auto carryOut = [&](auto cdb, auto direction, auto data) { return recorder.execute(cdb, direction, data); };
    const auto attachment = Attachment::open(places, files, carryOut, message);
    if (!attachment) {
        return fail(message);
    }
    std::cout << "block: " << attachment->nodes().block << "\ngeneric: " << attachment->nodes().generic
              << "\nready: " << attachment->identity().name() << std::endl;
    return Host(places, recorder, *attachment, disc).run(stop);
}

// Signals are taken before there is a second thread.
int attach(Arguments &arguments) {
    const Places places;
    std::string message;
    const int stop = stopSignals();
    if (stop < 0) {
        return fail("Signals cannot be received: " + std::generic_category().message(errno) + ".");
    }
    CommandLog log;
    if (!permitted("attach", message) || !log.open(arguments.log, message) || !prepareKernel(places, message)) {
        return fail(message);
    }
    Failure failure;
    arguments.options.holder = Holder;
    arguments.options.hostWaits = true;
    auto opened = Recorder::open(arguments.options, failure);
    if (!opened) {
        return fail(failure.message);
    }
    LoadedRecorder recorder(std::move(opened), log);
    const int status = attachTo(places, recorder, arguments.options.folder, stop);
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
