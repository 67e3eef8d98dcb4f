// SPDX-License-Identifier: LGPL-2.1-or-later
// Stand-ins for tests: a clock that only moves when somebody sleeps, and a transport that a test writes line by line.
#pragma once

#include "base/clock.hpp"
#include "transport/transport.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace test {

using Bytes = std::vector<std::uint8_t>;

class FakeClock final : public burnish::Clock {
public:
    [[nodiscard]] Duration now() const override { return now_; }
    void sleepFor(Duration duration) override {
        now_ += duration;
        sleeps.push_back(duration);
    }

    std::vector<Duration> sleeps;

private:
    Duration now_{};
};

// What the drive says to one command.
struct Reply {
    std::uint8_t status = 0;
    Bytes data;
    Bytes sense;
    burnish::Status transport = burnish::status::S_OK;  // a failure: no answer
    std::size_t taken = SIZE_MAX;                       // of data sent to the drive
};

inline Reply good(Bytes data = {}) {
    return {0x00, std::move(data), {}};
}

inline Reply checkCondition(std::uint8_t key, std::uint8_t asc, std::uint8_t ascq, bool deferred = false) {
    Bytes sense(18);
    sense[0] = deferred ? 0x71 : 0x70;
    sense[2] = key;
    sense[7] = 10;
    sense[12] = asc;
    sense[13] = ascq;
    return {0x02, {}, sense};
}

// 2/04/07 with a progress field, in 65536ths.
inline Reply busy(std::uint16_t progress) {
    Reply reply = checkCondition(2, 0x04, 0x07);
    reply.sense[15] = 0x80;
    reply.sense[16] = static_cast<std::uint8_t>(progress >> 8);
    reply.sense[17] = static_cast<std::uint8_t>(progress);
    return reply;
}

inline Reply lost(burnish::Status status) {
    return {0, {}, {}, status};
}

// Answers by opcode: what is queued first, then the standing answer, else 5/20/00.
struct FakeDrive {
    std::map<std::uint8_t, std::deque<Reply>> queued;
    std::map<std::uint8_t, std::function<Reply(const burnish::mmc::Command &)>> standing;
    std::vector<Bytes> commands;       // every CDB that arrived
    std::vector<Bytes> sent;           // every data phase to the drive
    std::vector<std::size_t> lengths;  // of every data phase
    burnish::Status accessAnswer = burnish::status::S_OK;
    std::vector<std::string> accessLog;
    std::string owner;

    void always(std::uint8_t opcode, Reply reply) {
        standing[opcode] = [reply](const burnish::mmc::Command &) { return reply; };
    }
    [[nodiscard]] std::size_t count(std::uint8_t opcode) const {
        return static_cast<std::size_t>(
            std::count_if(commands.begin(), commands.end(), [opcode](const Bytes &cdb) { return cdb[0] == opcode; }));
    }
    Reply answer(const burnish::mmc::Command &command) {
        const std::uint8_t opcode = command.cdb[0];
        if (auto &queue = queued[opcode]; !queue.empty()) {
            Reply reply = queue.front();
            queue.pop_front();
            return reply;
        }
        const auto found = standing.find(opcode);
        return found == standing.end() ? checkCondition(5, 0x20, 0x00) : found->second(command);
    }
};

class FakeTransport final : public burnish::Transport {
public:
    explicit FakeTransport(std::shared_ptr<FakeDrive> drive) : drive_(std::move(drive)) {}

    [[nodiscard]] burnish::Result<burnish::Completion> execute(const burnish::mmc::Command &command,
                                                               std::span<std::uint8_t> data) override {
        const auto cdb = command.bytes();
        drive_->commands.emplace_back(cdb.begin(), cdb.end());
        drive_->lengths.push_back(data.size());
        const Reply reply = drive_->answer(command);
        if (burnish::failed(reply.transport)) {
            return burnish::errorFromTable(reply.transport);
        }
        burnish::Completion completion;
        completion.status = reply.status;
        if (command.direction == burnish::mmc::Direction::FromDevice) {
            completion.transferred = std::min(data.size(), reply.data.size());
            std::copy_n(reply.data.begin(), completion.transferred, data.begin());
        } else if (command.direction == burnish::mmc::Direction::ToDevice) {
            completion.transferred = std::min(data.size(), reply.taken);
            drive_->sent.emplace_back(data.begin(), data.end());
        }
        completion.senseLength = std::min(reply.sense.size(), completion.sense.size());
        std::copy_n(reply.sense.begin(), completion.senseLength, completion.sense.begin());
        return completion;
    }
    [[nodiscard]] burnish::Result<void> setAccess(burnish::Access access, bool force,
                                                  const std::string &name) override {
        drive_->accessLog.push_back((access == burnish::Access::Exclusive ? "exclusive" : "inspect") +
                                    std::string(force ? " force " : " ") + name);
        if (burnish::failed(drive_->accessAnswer)) {
            return burnish::errorFromTable(drive_->accessAnswer);
        }
        return {};
    }
    [[nodiscard]] std::string exclusiveOwner() const override { return drive_->owner; }
    [[nodiscard]] const std::string &device() const override { return name_; }
    [[nodiscard]] std::size_t maximumTransfer() const override { return 65536; }

private:
    std::shared_ptr<FakeDrive> drive_;
    std::string name_ = "fake:drive";
};

}  // namespace test
