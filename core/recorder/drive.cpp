// SPDX-License-Identifier: LGPL-2.1-or-later
// Sending commands.
#include "recorder/drive.hpp"

#include "mmc/commands.hpp"
#include "recorder/command_error.hpp"

#include <algorithm>

namespace burnish {

namespace {

// A drive reports each unit attention once; one that never stops is broken.
constexpr int UnitAttentions = 8;
// The same for recovered errors of earlier commands.
constexpr int DeferredRecoveries = 8;

std::optional<mmc::Sense> senseOf(const Completion &completion) {
    const std::size_t length = std::min(completion.senseLength, completion.sense.size());
    return length == 0 ? std::nullopt : mmc::decodeSense(ByteView({completion.sense.data(), length}));
}

bool isRecoveredEarlier(const std::optional<mmc::Sense> &sense) {
    return sense && sense->code.deferred && sense->code.key == mmc::sense_key::RecoveredError;
}

}  // namespace

Drive::Drive(std::unique_ptr<Transport> transport, Clock &clock) : transport_(std::move(transport)), clock_(clock) {}

Result<std::size_t> Drive::run(const mmc::Command &command, std::span<std::uint8_t> data) {
    return send(command, data, nullptr);
}

Result<std::size_t> Drive::ask(const mmc::Command &command, std::span<std::uint8_t> data) {
    auto answer = run(command, data);
    for (int i = 1; i < UnitAttentions && !answer.ok(); ++i) {
        const auto &sense = answer.error().sense;
        if (!sense || !mmc::isUnitAttention(*sense)) {
            break;
        }
        answer = run(command, data);
    }
    return answer;
}

Result<Completion> Drive::pass(const mmc::Command &command, std::span<std::uint8_t> data) {
    const std::lock_guard lock(mutex_);
    auto completion = transport_->execute(command, data);
    if (!completion.ok()) {
        return errorOfTransport(std::move(completion.error()), command, transport_->device());
    }
    return completion;
}

// A deferred sense means that this command was not begun. One that tells of a recovered error of an earlier command
// needs no more than sending this one again; any other is a failure.
Result<std::size_t> Drive::send(const mmc::Command &command, std::span<std::uint8_t> data,
                                std::optional<mmc::Sense> *sense) {
    if (data.size() < command.dataLength) {
        return Error(status::E_INVALIDARG, "The buffer for a command's data is too small.",
                     std::string(command.name) + ": " + std::to_string(data.size()) + " bytes for " +
                         std::to_string(command.dataLength));
    }
    const auto moved = command.dataLength != 0 ? data.first(command.dataLength) : data;
    const std::lock_guard lock(mutex_);
    for (int i = 1;; ++i) {
        const auto completion = transport_->execute(command, moved);
        if (!completion.ok()) {
            return errorOfTransport(completion.error(), command, transport_->device());
        }
        const auto decoded = senseOf(*completion);
        if (sense != nullptr) {
            *sense = decoded;
        }
        if (carriedOut(*completion, decoded)) {
            return completion->transferred;
        }
        if (!isRecoveredEarlier(decoded) || i == DeferredRecoveries) {
            return errorOfAnswer(command, *completion, decoded, transport_->device());
        }
    }
}

Result<void> Drive::testUnitReady() {
    TRY(ask(mmc::testUnitReady()));
    return {};
}

Result<void> Drive::setAccess(Access access, bool force, const std::string &clientName) {
    const std::lock_guard lock(mutex_);
    return transport_->setAccess(access, force, clientName);
}

}  // namespace burnish
