// SPDX-License-Identifier: LGPL-2.1-or-later
// Each command becomes a line, in the file before the next one is sent: what a crash leaves tells how far it came.
#include "transport/record.hpp"

#include "mmc/sense.hpp"
#include "transport/redaction.hpp"
#include "transport/transcript.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

namespace burnish {

namespace {

using Time = std::chrono::steady_clock;

// The contents of discs are long, and nobody else's business.
bool writesSectors(std::uint8_t opcode) {
    return opcode == 0x2A || opcode == 0x2E || opcode == 0xAA || opcode == 0x0A;
}

// Links such as /dev/disk/by-id and folders tell more than what kind of device it is.
std::string redactedDevice(const std::string &device) {
    if (device.starts_with("/dev/sr") || device == "/dev/cdrom") {
        return device;
    }
    const std::size_t colon = device.starts_with('/') ? std::string::npos : device.find(':');
    return colon == std::string::npos ? "/dev/…" : device.substr(0, colon) + ":…";
}

class RecordingTransport final : public Transport {
public:
    RecordingTransport(std::unique_ptr<Transport> inner, std::ofstream file, bool redact)
        : inner_(std::move(inner)), file_(std::move(file)), redact_(redact), start_(Time::now()) {
        const std::string device = redact ? redactedDevice(inner_->device()) : inner_->device();
        write(toLine(TranscriptHeader{device, inner_->maximumTransfer(), inner_->adapter(), redact}));
    }
    ~RecordingTransport() override { write(lastLine(entries_)); }
    RecordingTransport(const RecordingTransport &) = delete;
    RecordingTransport &operator=(const RecordingTransport &) = delete;

    [[nodiscard]] Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) override;
    [[nodiscard]] Result<void> setAccess(Access access, bool force, const std::string &clientName) override;
    [[nodiscard]] std::string exclusiveOwner() const override { return inner_->exclusiveOwner(); }
    [[nodiscard]] const std::string &device() const override { return inner_->device(); }
    [[nodiscard]] std::size_t maximumTransfer() const override { return inner_->maximumTransfer(); }
    [[nodiscard]] std::vector<std::string> mountPoints() const override { return inner_->mountPoints(); }
    [[nodiscard]] Result<void> checkWritable() const override { return inner_->checkWritable(); }
    [[nodiscard]] Adapter adapter() const override { return inner_->adapter(); }
    [[nodiscard]] std::string lastingName() const override { return inner_->lastingName(); }
    [[nodiscard]] Result<void> suspendMediaEvents() override { return inner_->suspendMediaEvents(); }
    void resumeMediaEvents() override { inner_->resumeMediaEvents(); }

private:
    void write(const std::string &line) { file_ << line << '\n' << std::flush; }
    void keep(const TranscriptEntry &entry) {
        write(toLine(entry));
        ++entries_;
    }
    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(Time::now() - start_).count(); }
    [[nodiscard]] Error shown(Error error) const;
    [[nodiscard]] Contents arrived(std::span<const std::uint8_t> cdb, std::span<const std::uint8_t> reply) const;

    std::unique_ptr<Transport> inner_;
    std::ofstream file_;
    const bool redact_;
    const Time::time_point start_;
    std::size_t entries_ = 0;
};

// Messages name devices, programs and mount points.
Error RecordingTransport::shown(Error error) const {
    if (redact_) {
        error.message = errorFromTable(error.status).message;
        error.detail.clear();
    }
    return error;
}

Contents RecordingTransport::arrived(std::span<const std::uint8_t> cdb, std::span<const std::uint8_t> reply) const {
    if (!redact_) {
        return contentsOf(reply, true);
    }
    std::vector<std::uint8_t> copy(reply.begin(), reply.end());
    redactSerials(cdb, copy);
    return contentsOf(copy, true);
}

Result<Completion> RecordingTransport::execute(const mmc::Command &command, std::span<std::uint8_t> data) {
    Exchange exchange;
    exchange.seconds = seconds();
    exchange.name = command.name;
    exchange.cdb.assign(command.bytes().begin(), command.bytes().end());
    exchange.direction = command.direction;
    exchange.length = command.direction == mmc::Direction::None ? 0 : data.size();
    if (command.direction == mmc::Direction::ToDevice) {
        exchange.data = contentsOf(data, !writesSectors(command.cdb[0]));
    }
    auto answer = inner_->execute(command, data);
    if (!answer.ok()) {
        exchange.failed = shown(answer.error());
        keep(exchange);
        return answer;
    }
    exchange.status = answer->status;
    exchange.transferred = answer->transferred;
    const auto sense = std::span(answer->sense).first(std::min(answer->senseLength, answer->sense.size()));
    exchange.sense.assign(sense.begin(), sense.end());
    if (const auto decoded = mmc::decodeSense(ByteView(sense))) {
        exchange.words = mmc::senseText(decoded->code);
    }
    if (command.direction == mmc::Direction::FromDevice && answer->transferred != 0) {
        exchange.data = arrived(exchange.cdb, data.first(std::min(answer->transferred, data.size())));
    }
    keep(exchange);
    return answer;
}

Result<void> RecordingTransport::setAccess(Access access, bool force, const std::string &clientName) {
    AccessChange change{seconds(), access == Access::Exclusive, force, std::nullopt};
    auto changed = inner_->setAccess(access, force, clientName);
    if (!changed.ok()) {
        change.failed = shown(changed.error());
    }
    keep(change);
    return changed;
}

}  // namespace

Result<std::unique_ptr<Transport>> recordTransport(std::unique_ptr<Transport> transport, const Recording &recording) {
    std::ofstream file(recording.file, std::ios::binary | std::ios::trunc);
    if (!file) {
        return Error(status::E_FAIL,
                     "The transcript " + recording.file + " cannot be written: " + std::strerror(errno) + ".");
    }
    return std::unique_ptr<Transport>(
        std::make_unique<RecordingTransport>(std::move(transport), std::move(file), recording.redact));
}

}  // namespace burnish
