// SPDX-License-Identifier: LGPL-2.1-or-later
// A virtual recorder that does not tell the truth.
#pragma once

#include "disc.hpp"
#include "transport/transport.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace test {

// A drive whose replies are changed on their way, and that refuses one kind of command: opcode, and byte 2 of its CDB.
class ForgingTransport final : public burnish::Transport {
public:
    using Forge = std::function<void(const burnish::mmc::Command &, std::span<std::uint8_t> reply)>;
    using Refuse = std::function<bool(const burnish::mmc::Command &)>;
    ForgingTransport(std::unique_ptr<burnish::Transport> real, Forge forge, Refuse refuse)
        : real_(std::move(real)), forge_(std::move(forge)), refuse_(std::move(refuse)) {}

    [[nodiscard]] burnish::Result<burnish::Completion> execute(const burnish::mmc::Command &command,
                                                               std::span<std::uint8_t> data) override {
        if (refuse_ && refuse_(command)) {
            burnish::Completion refusal;
            refusal.status = 0x02;
            refusal.senseLength = 18;
            refusal.sense = {0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x24, 0};
            return refusal;
        }
        auto completion = real_->execute(command, data);
        if (completion.ok() && completion->status == 0 && command.direction == burnish::mmc::Direction::FromDevice) {
            forge_(command, data.first(std::min(data.size(), completion->transferred)));
        }
        return completion;
    }
    [[nodiscard]] burnish::Result<void> setAccess(burnish::Access access, bool force,
                                                  const std::string &name) override {
        return real_->setAccess(access, force, name);
    }
    [[nodiscard]] std::string exclusiveOwner() const override { return real_->exclusiveOwner(); }
    [[nodiscard]] const std::string &device() const override { return real_->device(); }
    [[nodiscard]] std::size_t maximumTransfer() const override { return real_->maximumTransfer(); }

private:
    std::unique_ptr<burnish::Transport> real_;
    Forge forge_;
    Refuse refuse_;
};

[[nodiscard]] std::shared_ptr<burnish::Recorder> openForging(const Disc &disc, ForgingTransport::Forge forge,
                                                             ForgingTransport::Refuse refuse);
// refused, refusedByte2: operation code of a command that it refuses, and byte 2 of its CDB; -1: none.
[[nodiscard]] std::shared_ptr<burnish::Recorder> openForging(const Disc &disc, ForgingTransport::Forge forge,
                                                             int refused = -1, int refusedByte2 = -1);

}  // namespace test
