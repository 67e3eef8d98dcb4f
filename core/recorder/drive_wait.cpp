// SPDX-License-Identifier: LGPL-2.1-or-later
// Waiting for a drive. TEST UNIT READY alone is no sign: some drives say GOOD to it while they still close a disc, and
// only READ DISC INFORMATION tells.
#include "mmc/commands.hpp"
#include "recorder/drive.hpp"

#include <algorithm>

namespace burnish {

namespace {

using namespace std::chrono_literals;

constexpr Clock::Duration ShortestPause = 2ms;
constexpr Clock::Duration LongestPause = 500ms;

bool passesByWaiting(const Error &error) {
    if (error.sense) {
        return mmc::isBecomingReady(*error.sense) || mmc::isUnitAttention(*error.sense);
    }
    return error.status == status::E_RECORDER_MEDIA_BUSY;  // SCSI status BUSY
}

Error waitedInVain(const Error &last, Clock::Duration limit) {
    Error error = errorFromTable(status::E_RECORDER_COMMAND_TIMEOUT);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
    error.detail = "not ready after " + std::to_string(seconds) + " s; the last answer was: " + last.detail;
    error.sense = last.sense;
    error.cdb = last.cdb;
    return error;
}

}  // namespace

Result<void> Drive::poll(std::optional<mmc::Sense> &sense) {
    TRY(send(mmc::testUnitReady(), {}, &sense));
    std::vector<std::uint8_t> reply(mmc::DiscInformationBytes);
    TRY_ASSIGN(const std::size_t arrived, send(mmc::readDiscInformation(mmc::DiscInformationBytes), reply, &sense));
    TRY(mmc::parseDiscInformation(ByteView(reply).sub(0, arrived)));
    return {};
}

// REQUEST SENSE serves for the number only; whether the drive is ready, poll() tells.
double Drive::askProgress(const std::optional<mmc::Sense> &sense) {
    if (sense && sense->progress) {
        return *sense->progress;
    }
    constexpr std::uint8_t FixedSenseBytes = 18;
    const auto reply = fetch(mmc::requestSense(FixedSenseBytes));
    const auto asked = reply.ok() ? mmc::decodeSense(ByteView(*reply)) : std::nullopt;
    return asked && asked->progress ? *asked->progress : -1.0;
}

Result<void> Drive::waitUntilReady(Clock::Duration limit, const Waiting &whileWaiting) {
    const auto giveUp = clock_.now() + limit;
    for (auto pause = ShortestPause;; pause = std::min(pause * 2, LongestPause)) {
        std::optional<mmc::Sense> sense;
        auto polled = poll(sense);
        if (polled.ok() || !passesByWaiting(polled.error())) {
            return polled;
        }
        const auto left = giveUp - clock_.now();
        if (left <= Clock::Duration::zero()) {
            return waitedInVain(polled.error(), limit);
        }
        if (whileWaiting) {
            whileWaiting(askProgress(sense));
        }
        clock_.sleepFor(std::min(pause, left));
    }
}

}  // namespace burnish
