// SPDX-License-Identifier: LGPL-2.1-or-later
// The seam between the engine and the virtual recorder: the only place in the engine that knows it.
#include "transport/virtual.hpp"

#include <virtual_recorder/recorder.hpp>

#include <algorithm>
#include <cerrno>

namespace burnish {

namespace {

namespace vr = virtual_recorder;

// What a real drive behind a common USB bridge takes at once.
constexpr std::size_t MaximumTransfer = std::size_t{64} << 10;

vr::Direction directionOf(mmc::Direction direction) {
    switch (direction) {
        case mmc::Direction::FromDevice:
            return vr::Direction::FromDevice;
        case mmc::Direction::ToDevice:
            return vr::Direction::ToDevice;
        case mmc::Direction::None:
            break;
    }
    return vr::Direction::None;
}

Status statusOfTrouble(vr::Trouble trouble) {
    switch (trouble) {
        case vr::Trouble::BadOption:
        case vr::Trouble::UnknownMedium:
        case vr::Trouble::BadFaults:
            return status::E_INVALIDARG;
        case vr::Trouble::NotADisc:
            return status::E_NOT_A_DISC_FOLDER;
        case vr::Trouble::MediumContradicts:
            return status::E_MEDIUM_CONTRADICTS_DISC;
        case vr::Trouble::InUse:
            return status::E_RECORDER_LOCKED;
        case vr::Trouble::NoPermission:
            return status::E_ACCESSDENIED;
        case vr::Trouble::InputOutput:
        case vr::Trouble::None:
            break;
    }
    return status::E_FAIL;
}

Error errorOfFailure(const vr::Failure &failure, const std::string &device) {
    Error error = errorFromTable(statusOfTrouble(failure.trouble));
    if (!failure.message.empty()) {
        error.message = failure.message;
    }
    error.detail = "opening " + device;
    if (!failure.holder.empty()) {
        error.detail += ", held by " + failure.holder;
        if (error.message.find(failure.holder) == std::string::npos) {
            error.message += " It is held by " + failure.holder + ".";
        }
    }
    error.canRetry = failure.trouble == vr::Trouble::InUse;
    return error;
}

class VirtualTransport final : public Transport {
public:
    VirtualTransport(std::string device, std::string lastingName, std::unique_ptr<vr::Recorder> recorder)
        : device_(std::move(device)), lastingName_(std::move(lastingName)), recorder_(std::move(recorder)) {}

    [[nodiscard]] Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) override;

    // Opening the disc's folder has taken it already: nobody else can hold it.
    [[nodiscard]] Result<void> setAccess(Access, bool, const std::string &) override { return {}; }
    [[nodiscard]] std::string exclusiveOwner() const override { return {}; }
    [[nodiscard]] const std::string &device() const override { return device_; }
    [[nodiscard]] std::size_t maximumTransfer() const override { return MaximumTransfer; }
    [[nodiscard]] Adapter adapter() const override { return {BusType::Virtual, "virtual-recorder"}; }
    [[nodiscard]] std::string lastingName() const override { return lastingName_; }

private:
    std::string device_;
    std::string lastingName_;
    std::unique_ptr<vr::Recorder> recorder_;
};

Result<Completion> VirtualTransport::execute(const mmc::Command &command, std::span<std::uint8_t> data) {
    const auto moved = command.direction == mmc::Direction::None ? std::span<std::uint8_t>() : data;
    const auto answer = recorder_->execute(command.bytes(), directionOf(command.direction), moved, command.timeout);
    switch (answer.host) {
        case vr::Host::TimedOut:
            return errorFromTable(status::E_RECORDER_COMMAND_TIMEOUT);
        case vr::Host::Gone:
            return errorFromTable(status::E_DEV_NOT_EXIST);
        case vr::Host::Delivered:
            break;
    }
    Completion completion;
    completion.status = answer.status;
    completion.transferred = std::min(answer.transferred, moved.size());
    completion.sense = answer.sense;
    completion.senseLength = std::min(answer.senseLength, answer.sense.size());
    return completion;
}

}  // namespace

Result<std::unique_ptr<Transport>> openVirtual(const std::string &device, const VirtualDevice &target) {
    vr::Options options;
    options.folder = target.folder;
    options.medium = target.medium;
    options.empty = target.empty;
    options.noRaw = target.noRaw;
    options.discard = target.discard;
    options.pace = target.pace;
    options.bufferKib = target.bufferKib;
    options.faultsFile = target.faultsFile;
    options.holder = program_invocation_short_name;
    vr::Failure failure;
    auto recorder = vr::Recorder::open(options, failure);
    if (!recorder) {
        return errorOfFailure(failure, device);
    }
    return std::unique_ptr<Transport>(
        std::make_unique<VirtualTransport>(device, absoluteDevice("virtual:", target.folder), std::move(recorder)));
}

}  // namespace burnish
