// SPDX-License-Identifier: LGPL-2.1-or-later
// Replaying a transcript, line by line.
#include "transport/replay.hpp"

#include "transport/transcript.hpp"

#include <algorithm>
#include <cstdio>

namespace burnish {

namespace {

constexpr std::uint8_t ReadBufferCapacity = 0x5C;

std::string shown(const std::string &name, std::span<const std::uint8_t> cdb) {
    std::string text = name + " [";
    for (const std::uint8_t byte : cdb) {
        char digits[4];
        std::snprintf(digits, sizeof digits, "%02X", byte);
        text += (text.back() == '[' ? "" : " ") + std::string(digits);
    }
    return text + "]";
}

std::string shown(const AccessChange &change) {
    return change.exclusive ? "taking exclusive access" : "giving exclusive access back";
}

// The display asks for the drive's buffer now and then, by the clock: where that stands proves nothing.
bool isByTheClock(const TranscriptEntry &entry) {
    const auto *exchange = std::get_if<Exchange>(&entry);
    return exchange != nullptr && exchange->cdb.front() == ReadBufferCapacity;
}

Result<Completion> answerOf(const Exchange &exchange, std::span<std::uint8_t> data, bool anyContents) {
    if (exchange.failed) {
        return *exchange.failed;
    }
    Completion completion;
    completion.status = exchange.status;
    completion.transferred = exchange.transferred;
    completion.senseLength = exchange.sense.size();
    std::copy(exchange.sense.begin(), exchange.sense.end(), completion.sense.begin());
    if (exchange.direction != mmc::Direction::FromDevice) {
        return completion;
    }
    const auto target = data.first(std::min(exchange.transferred, data.size()));
    if (exchange.data.bytes) {
        std::copy_n(exchange.data.bytes->begin(), target.size(), target.begin());
    } else if (exchange.data.fill || anyContents || target.empty()) {
        std::fill(target.begin(), target.end(), exchange.data.fill.value_or(0));
    } else {
        return Error(status::E_REPLAY_DIFFERS,
                     "The transcript has only the digest of what was read here, and the bytes cannot be given again; "
                     "with contents=any they are zeros.",
                     shown(exchange.name, exchange.cdb));
    }
    return completion;
}

class ReplayTransport final : public Transport {
public:
    ReplayTransport(std::string device, Transcript transcript, bool anyContents)
        : device_(std::move(device)), transcript_(std::move(transcript)), anyContents_(anyContents) {}

    [[nodiscard]] Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) override;
    [[nodiscard]] Result<void> setAccess(Access access, bool force, const std::string &clientName) override;
    [[nodiscard]] std::string exclusiveOwner() const override { return {}; }
    [[nodiscard]] const std::string &device() const override { return device_; }
    [[nodiscard]] std::size_t maximumTransfer() const override { return transcript_.header.maximumTransfer; }
    [[nodiscard]] Adapter adapter() const override { return transcript_.header.adapter; }

private:
    [[nodiscard]] const TranscriptEntry *next() const;
    [[nodiscard]] Error differs(const std::string &asked, const std::string &why);
    [[nodiscard]] std::string difference(const Exchange &recorded, const mmc::Command &command,
                                         std::span<const std::uint8_t> data) const;
    [[nodiscard]] bool sameContents(const Contents &recorded, std::span<const std::uint8_t> data) const;
    [[nodiscard]] Result<Completion> bufferCapacity(const mmc::Command &command, std::span<std::uint8_t> data);

    const std::string device_;
    const Transcript transcript_;
    const bool anyContents_;
    std::size_t position_ = 0;
    std::optional<Error> failed_;  // the first difference: after it, nothing is as it was
};

const TranscriptEntry *ReplayTransport::next() const {
    return position_ < transcript_.entries.size() ? &transcript_.entries[position_] : nullptr;
}

Error ReplayTransport::differs(const std::string &asked, const std::string &why) {
    // The header is line 1.
    failed_ = Error(status::E_REPLAY_DIFFERS, "The transcript goes on otherwise: " + why + ".",
                    "asked: " + asked + "; line " + std::to_string(position_ + 2) + " of the transcript");
    return *failed_;
}

bool ReplayTransport::sameContents(const Contents &recorded, std::span<const std::uint8_t> data) const {
    if (recorded.fill) {
        return std::all_of(data.begin(), data.end(), [&](std::uint8_t byte) { return byte == *recorded.fill; });
    }
    if (recorded.bytes) {
        return std::equal(data.begin(), data.end(), recorded.bytes->begin(), recorded.bytes->end());
    }
    return recorded.sha256 == sha256Of(data);
}

std::string ReplayTransport::difference(const Exchange &recorded, const mmc::Command &command,
                                        std::span<const std::uint8_t> data) const {
    const auto cdb = command.bytes();
    const std::string expected = shown(recorded.name, recorded.cdb);
    if (!std::equal(cdb.begin(), cdb.end(), recorded.cdb.begin(), recorded.cdb.end())) {
        return expected + " came next";
    }
    if (command.direction != recorded.direction || data.size() != recorded.length) {
        return expected + " had " + std::to_string(recorded.length) + " bytes of data and not " +
               std::to_string(data.size());
    }
    const bool sectors = recorded.data.bytes == std::nullopt;
    if (command.direction == mmc::Direction::ToDevice && !(sectors && anyContents_) &&
        !sameContents(recorded.data, data)) {
        return expected + " sent other data";
    }
    return {};
}

// The answer that was recorded here, else the one before, else the first one of all.
Result<Completion> ReplayTransport::bufferCapacity(const mmc::Command &command, std::span<std::uint8_t> data) {
    const auto &entries = transcript_.entries;
    const auto here = entries.begin() + static_cast<std::ptrdiff_t>(position_);
    auto found = here;
    if (here == entries.end() || !isByTheClock(*here)) {
        const auto before = std::find_if(std::make_reverse_iterator(here), entries.rend(), isByTheClock);
        found = before != entries.rend() ? std::prev(before.base()) : std::find_if(here, entries.end(), isByTheClock);
    } else {
        ++position_;
    }
    if (found != entries.end()) {
        const auto &recorded = std::get<Exchange>(*found);
        if (const std::string why = difference(recorded, command, data); !why.empty()) {
            return differs(shown(command.name, command.bytes()), why);
        }
        return answerOf(recorded, data, anyContents_);
    }
    Completion unknown;  // never asked when it was recorded: 5/20/00
    unknown.status = 0x02;
    unknown.sense = {0x70, 0, 0x05, 0, 0, 0, 0, 0x0A, 0, 0, 0, 0, 0x20};
    unknown.senseLength = 18;
    return unknown;
}

Result<Completion> ReplayTransport::execute(const mmc::Command &command, std::span<std::uint8_t> data) {
    if (failed_) {
        return *failed_;
    }
    const auto moved = command.direction == mmc::Direction::None ? std::span<std::uint8_t>() : data;
    if (command.cdb[0] == ReadBufferCapacity) {
        return bufferCapacity(command, moved);
    }
    while (next() != nullptr && isByTheClock(*next())) {
        ++position_;
    }
    const std::string asked = shown(command.name, command.bytes());
    const auto *entry = next();
    if (entry == nullptr) {
        return differs(asked, transcript_.complete ? "it is over" : "it was cut off here");
    }
    const auto *recorded = std::get_if<Exchange>(entry);
    if (recorded == nullptr) {
        return differs(asked, shown(std::get<AccessChange>(*entry)) + " came next");
    }
    if (const std::string why = difference(*recorded, command, moved); !why.empty()) {
        return differs(asked, why);
    }
    ++position_;
    return answerOf(*recorded, moved, anyContents_);
}

Result<void> ReplayTransport::setAccess(Access access, bool force, const std::string &) {
    if (failed_) {
        return *failed_;
    }
    while (next() != nullptr && isByTheClock(*next())) {
        ++position_;
    }
    const AccessChange asked{0, access == Access::Exclusive, force, std::nullopt};
    const auto *recorded = next() != nullptr ? std::get_if<AccessChange>(next()) : nullptr;
    if (recorded == nullptr || recorded->exclusive != asked.exclusive || recorded->force != force) {
        return differs(shown(asked), "that was not done here");
    }
    ++position_;
    return recorded->failed ? Result<void>(*recorded->failed) : Result<void>();
}

}  // namespace

Result<std::unique_ptr<Transport>> openReplay(const std::string &device, const ReplayDevice &target) {
    TRY_ASSIGN(auto transcript, readTranscript(target.file));
    return std::unique_ptr<Transport>(
        std::make_unique<ReplayTransport>(device, std::move(transcript), target.anyContents));
}

}  // namespace burnish
