// SPDX-License-Identifier: LGPL-2.1-or-later
// Attaching and detaching in their order. While the kernel looks at a device or lets go of one, it sends commands and
// waits for them: the bridge is there before the unit comes, and until it is gone.
#include "attachment.hpp"

#include "kernel_file.hpp"
#include "run_folder.hpp"

#include <unistd.h>

#include <utility>

namespace virtual_recorder::attach {

namespace {

constexpr std::chrono::seconds NodesComeWithin{20};

bool takeApart(Target &target, std::unique_ptr<Bridge> bridge, std::string &message) {
    if (bridge) {
        bridge->refuseAll();
    }
    const bool disconnected = target.disconnect(message);
    bridge.reset();
    return target.removeDevice(message) && disconnected;
}

}  // namespace

Attachment::Attachment(const Places &places, ConfigFs &files, Identity identity,
                       std::unique_ptr<server::Listener> control)
    : places_(places), target_(files, identity), identity_(identity), control_(std::move(control)) {}

// The lowest number that nobody has. What a killed process left behind keeps its number until it is cleaned up.
std::unique_ptr<Attachment> Attachment::claim(const Places &places, ConfigFs &files, std::string &message) {
    const auto lock = RunFolder::lock(places, message);
    if (!lock) {
        return nullptr;
    }
    for (unsigned number = 0; number < MostAttachments; ++number) {
        const Identity identity{number};
        auto control = server::Listener::open(socketOf(places, identity), message);
        if (!control) {
            continue;
        }
        Target target(files, identity);
        switch (target.claim(message)) {
            case Claim::Made:
                return std::unique_ptr<Attachment>(new Attachment(places, files, identity, std::move(control)));
            case Claim::Failed:
                return nullptr;
            case Claim::Taken:
                break;
        }
    }
    message = "There are " + std::to_string(MostAttachments) + " attached recorders; detach some of them.";
    return nullptr;
}

std::unique_ptr<Attachment> Attachment::open(const Places &places, ConfigFs &files, CarryOut carryOut,
                                             std::string &message) {
    auto attachment = claim(places, files, message);
    if (!attachment || !attachment->setUp(std::move(carryOut), message)) {
        return nullptr;
    }
    return attachment;
}

bool Attachment::setUp(CarryOut carryOut, std::string &message) {
    if (!target_.makeDevice(message)) {
        return false;
    }
    auto memory = SharedMemory::open(places_, identity_, message);
    if (!memory || !(bridge_ = Bridge::start(std::move(memory), std::move(carryOut), message))) {
        return false;
    }
    const DeviceEvents events;
    if (!target_.connect(message)) {
        return false;
    }
    const auto nodes = waitForNodes(places_, target_.scsiAddress(), events, NodesComeWithin, message);
    nodes_ = nodes.value_or(Nodes{});
    return nodes.has_value();
}

bool Attachment::end(std::string &message) {
    if (std::exchange(ended_, true)) {
        return true;
    }
    message.clear();
    return takeApart(target_, std::move(bridge_), message);
}

Attachment::~Attachment() {
    std::string message;
    static_cast<void>(end(message));
}

// Commands may wait in the ring for an answer of the process that is gone. Somebody must answer them, or the kernel
// never lets go. A device that was never enabled has no ring.
bool removeLeftovers(const Places &places, ConfigFs &files, const Identity &identity, std::string &message) {
    std::unique_ptr<Bridge> bridge;
    if (SharedMemory::exists(places, identity)) {
        auto memory = SharedMemory::open(places, identity, message);
        const auto nobody = [](auto, auto, auto) { return answerOfNobody(); };
        if (!memory || !(bridge = Bridge::start(std::move(memory), nobody, message))) {
            return false;
        }
    }
    Target target(files, identity);
    message.clear();
    if (!takeApart(target, std::move(bridge), message)) {
        return false;
    }
    ::unlink(socketOf(places, identity).c_str());  // nobody listens there
    return true;
}

}  // namespace virtual_recorder::attach
