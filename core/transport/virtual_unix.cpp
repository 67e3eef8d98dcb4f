// SPDX-License-Identifier: LGPL-2.1-or-later
// The client's side of the protocol that docs/virtual-recorder.md describes, version 1.
#include "transport/virtual_unix.hpp"

#include "transport/unix_channel.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace burnish {

namespace {

using std::chrono::milliseconds;

constexpr std::uint8_t ProtocolVersion = 1;
constexpr std::size_t HeaderLength = 16;
constexpr std::size_t LongestName = 255;
// What a real drive behind a common USB bridge takes at once.
constexpr std::size_t MaximumTransfer = std::size_t{64} << 10;
// The server keeps the command's own time; on top of that it may be busy with somebody else's command.
constexpr milliseconds Patience{10000};

enum class Operation : std::uint8_t { Command = 1, TakeExclusive = 2, ReleaseExclusive = 3, AskHolder = 4 };
enum class Outcome : std::uint8_t { Answered = 0, TimedOut = 1, Gone = 2, InUse = 3 };

void put32(std::span<std::uint8_t> bytes, std::size_t at, std::uint64_t value) {
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    }
}

std::size_t get32(std::span<const std::uint8_t> bytes, std::size_t at) {
    return std::size_t{bytes[at]} << 24 | std::size_t{bytes[at + 1]} << 16 | std::size_t{bytes[at + 2]} << 8 |
           bytes[at + 3];
}

struct Request {
    Operation operation = Operation::Command;
    mmc::Direction direction = mmc::Direction::None;
    std::span<const std::uint8_t> cdb = {};
    milliseconds timeout{0};
    std::span<std::uint8_t> data = {};
};

struct Reply {
    Outcome outcome = Outcome::Answered;
    Completion completion;
    std::size_t dataLength = 0;
};

std::uint8_t directionCode(mmc::Direction direction) {
    switch (direction) {
        case mmc::Direction::FromDevice:
            return 1;
        case mmc::Direction::ToDevice:
            return 2;
        case mmc::Direction::None:
            break;
    }
    return 0;
}

class VirtualUnix final : public Transport {
public:
    VirtualUnix(std::string device, std::string lastingName, UnixChannel channel)
        : device_(std::move(device)), lastingName_(std::move(lastingName)), channel_(std::move(channel)) {}

    [[nodiscard]] Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) override;
    [[nodiscard]] Result<void> setAccess(Access access, bool force, const std::string &clientName) override;
    [[nodiscard]] std::string exclusiveOwner() const override;
    [[nodiscard]] const std::string &device() const override { return device_; }
    [[nodiscard]] std::size_t maximumTransfer() const override { return MaximumTransfer; }
    [[nodiscard]] Adapter adapter() const override { return {BusType::Virtual, "virtual-recorder"}; }
    [[nodiscard]] std::string lastingName() const override { return lastingName_; }

    [[nodiscard]] Result<std::string> askHolder() const;

private:
    [[nodiscard]] Result<Reply> exchange(const Request &request, std::span<std::uint8_t> target) const;

    std::string device_;
    std::string lastingName_;
    mutable UnixChannel channel_;  // asking who holds the drive changes nothing about it
};

// target takes the data of the reply. A reply that cannot be one ends the connection: the two are out of step.
Result<Reply> VirtualUnix::exchange(const Request &request, std::span<std::uint8_t> target) const {
    const auto deadline = std::chrono::steady_clock::now() + request.timeout + Patience;
    std::vector<std::uint8_t> head(HeaderLength);
    head[0] = ProtocolVersion;
    head[1] = static_cast<std::uint8_t>(request.operation);
    head[2] = directionCode(request.direction);
    head[3] = static_cast<std::uint8_t>(request.cdb.size());
    put32(head, 4, static_cast<std::uint64_t>(std::clamp<std::int64_t>(request.timeout.count(), 0, UINT32_MAX)));
    put32(head, 8, request.data.size());
    head.insert(head.end(), request.cdb.begin(), request.cdb.end());
    TRY(channel_.send(head, deadline));
    if (request.direction == mmc::Direction::ToDevice) {
        TRY(channel_.send(request.data, deadline));
    }
    std::array<std::uint8_t, HeaderLength> bytes{};
    TRY(channel_.receive(bytes, deadline));
    Reply reply;
    reply.outcome = static_cast<Outcome>(bytes[1]);
    reply.completion.status = bytes[2];
    reply.completion.senseLength = bytes[3];
    const std::size_t residual = get32(bytes, 4);
    reply.dataLength = get32(bytes, 8);
    if (bytes[0] != ProtocolVersion || bytes[1] > static_cast<std::uint8_t>(Outcome::InUse) ||
        reply.completion.senseLength > reply.completion.sense.size() || residual > request.data.size() ||
        reply.dataLength > target.size()) {
        channel_.close();
        Error error = errorFromTable(status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        error.detail = "the server does not speak version 1 of the protocol";
        return error;
    }
    reply.completion.transferred = request.data.size() - residual;
    TRY(channel_.receive(std::span(reply.completion.sense).first(reply.completion.senseLength), deadline));
    TRY(channel_.receive(target.first(reply.dataLength), deadline));
    return reply;
}

Result<Completion> VirtualUnix::execute(const mmc::Command &command, std::span<std::uint8_t> data) {
    const auto moved = command.direction == mmc::Direction::None ? std::span<std::uint8_t>() : data;
    const bool answers = command.direction == mmc::Direction::FromDevice;
    const Request request{Operation::Command, command.direction, command.bytes(), command.timeout, moved};
    TRY_ASSIGN(const Reply reply, exchange(request, answers ? moved : std::span<std::uint8_t>()));
    switch (reply.outcome) {
        case Outcome::TimedOut:
            return errorFromTable(status::E_RECORDER_COMMAND_TIMEOUT);
        case Outcome::Gone:
            return errorFromTable(status::E_DEV_NOT_EXIST);
        case Outcome::InUse:  // no answer to a command
            return errorFromTable(status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        case Outcome::Answered:
            break;
    }
    return reply.completion;
}

Result<std::string> VirtualUnix::askHolder() const {
    std::array<std::uint8_t, 1024> name{};
    TRY_ASSIGN(const Reply reply, exchange({.operation = Operation::AskHolder}, name));
    return std::string(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(reply.dataLength));
}

std::string VirtualUnix::exclusiveOwner() const {
    auto holder = askHolder();
    return holder ? *holder : std::string();
}

// There is nothing to force: a virtual recorder is never mounted.
Result<void> VirtualUnix::setAccess(Access access, bool, const std::string &clientName) {
    std::array<std::uint8_t, 1024> holder{};
    std::vector<std::uint8_t> name;
    Request request{.operation = Operation::ReleaseExclusive};
    if (access == Access::Exclusive) {
        name.assign(clientName.begin(),
                    clientName.begin() + static_cast<std::ptrdiff_t>(std::min(clientName.size(), LongestName)));
        request.operation = Operation::TakeExclusive;
        request.direction = name.empty() ? mmc::Direction::None : mmc::Direction::ToDevice;
        request.data = name;
    }
    auto reply = exchange(request, holder);
    if (!reply) {
        reply.error().detail = "exclusive access to " + device_ + ": " + reply.error().detail;
        return std::move(reply.error());
    }
    if (reply->outcome == Outcome::InUse) {
        const std::string who(holder.begin(), holder.begin() + static_cast<std::ptrdiff_t>(reply->dataLength));
        Error locked(status::E_RECORDER_LOCKED,
                     "The drive " + device_ + " is in use: " + who + "; wait until it has finished, or close it.",
                     "exclusive access to " + device_ + ", held by " + who);
        locked.canRetry = true;
        return locked;
    }
    return {};
}

}  // namespace

// Asking who holds the drive shows at once whether a virtual recorder answers there.
Result<std::unique_ptr<Transport>> openVirtualUnix(const std::string &device, const UnixDevice &target) {
    TRY_ASSIGN(UnixChannel channel, UnixChannel::connect(target.socket));
    auto transport =
        std::make_unique<VirtualUnix>(device, absoluteDevice("virtual+unix:", target.socket), std::move(channel));
    if (auto holder = transport->askHolder(); !holder) {
        if (holder.error().status == status::E_RECORDER_COMMAND_TIMEOUT) {
            return std::move(holder.error());
        }
        return Error(status::E_NOT_A_RECORDER,
                     "What answers at " + target.socket + " is no virtual recorder of this version.",
                     device + ": " + holder.error().detail);
    }
    return std::unique_ptr<Transport>(std::move(transport));
}

}  // namespace burnish
