// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscEraser: the stages of an erase. It asks the drive for no more than it needs, so that discs that cannot be read
// any more can still be erased.
#include "formats/disc_eraser.hpp"

#include "burn/write_loop.hpp"
#include "mmc/commands.hpp"

#include <algorithm>
#include <cmath>

namespace burnish {

namespace {

using namespace std::chrono_literals;

// Some drives say that they are ready before they have begun; a disc that is not blank gets this long to become it.
constexpr std::chrono::seconds SettleBudget{5};
constexpr std::int32_t LeadInSectors = 12'500;       // what a quick erase overwrites, about
constexpr std::int32_t UsualCdSectors = 360'000;     // of a disc that does not tell
constexpr std::int32_t UsualSectorsPerSecond = 300;  // 4x

Error withStatus(Status code, const Error &cause) {
    Error error = errorFromTable(code);
    error.detail = cause.detail.empty() ? cause.message : cause.detail;
    error.sense = cause.sense;
    error.cdb = cause.cdb;
    return error;
}

bool isTooShort(const Error &error) {
    return error.status == status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE;
}

bool isRefused(const Error &error) {
    return error.sense && mmc::isRefusal(*error.sense);
}

// Sense that tells of something else than the erase: no disc any more.
bool hasStatusOfItsOwn(const Error &error) {
    return !error.sense || error.status == status::E_RECORDER_MEDIA_NO_MEDIA;
}

Error notErasable(MediaType type) {
    return {status::E_ERASE_MEDIA_IS_NOT_ERASABLE,
            "The disc in the drive (" + std::string(mediaTypeName(type)) +
                ") cannot be erased: what is written on it stays. Insert a rewritable disc."};
}

Error notSupported(MediaType type) {
    return {status::E_ERASE_MEDIA_IS_NOT_SUPPORTED, "Discs of this kind (" + std::string(mediaTypeName(type)) +
                                                        ") cannot be erased by this version; insert a CD-RW."};
}

}  // namespace

bool isErasableHere(MediaType type) {
    return type == MediaType::CdRw;
}

DiscEraser::DiscEraser(Drive &drive, bool full, const EraseProgressHandler &progress)
    : drive_(drive), full_(full), progress_(progress), started_(drive.clock().now()), lastEvent_(started_) {}

Result<void> DiscEraser::run() {
    TRY(check());
    emit(-1);
    TRY(spinUp());
    TRY(blank());
    TRY(waitUntilBlank());
    emit(1);
    return {};
}

// Before anything is done. The drive's page of capabilities gives the speed that the first estimate needs.
Result<void> DiscEraser::check() {
    auto ready = drive_.waitUntilReady(Limit);
    if (!ready.ok() && !isTooShort(ready.error()) && !isRefused(ready.error())) {
        return ready;
    }
    auto disc = drive_.discInformation();
    if (!disc.ok() && isTooShort(disc.error())) {
        return withStatus(status::E_ERASE_DISC_INFORMATION_TOO_SMALL, disc.error());
    }
    if (!disc.ok() && !isRefused(disc.error())) {
        return std::move(disc.error());
    }
    auto features = drive_.features();
    if (!features.ok() && features.error().status != status::E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED) {
        return std::move(features.error());
    }
    const bool erasable = disc.ok() && disc->erasable;
    const MediaType type = features.ok() ? mediaTypeOfProfile(features->currentProfile)
                                         : (erasable ? MediaType::CdRw : MediaType::Unknown);
    if (!erasable) {
        return notErasable(type);
    }
    if (!isErasableHere(type)) {
        return notSupported(type);
    }
    auto capabilities = drive_.capabilities();
    if (!capabilities.ok() && isTooShort(capabilities.error())) {
        return withStatus(status::E_ERASE_MODE_PAGE_2A_TOO_SMALL, capabilities.error());
    }
    if (!capabilities.ok() && !isRefused(capabilities.error())) {
        return std::move(capabilities.error());
    }
    const std::int32_t told = capabilities.ok() ? sectorsPerSecondOfKb(type, capabilities->currentWriteKb) : 0;
    const std::int32_t sectors = LeadInSectors + (full_ ? disc->lastPossibleLeadOut().value_or(UsualCdSectors) : 0);
    guessedSeconds_ = sectors / (told > 0 ? told : UsualSectorsPerSecond) + 1;
    return {};
}

// Not every drive knows the command; those that do not spin by themselves.
Result<void> DiscEraser::spinUp() {
    auto started = drive_.ask(mmc::startStopUnit(mmc::StartStop::Start, false));
    if (started.ok() || isRefused(started.error())) {
        return {};
    }
    return hasStatusOfItsOwn(started.error())
               ? std::move(started.error())
               : withStatus(status::E_ERASE_DRIVE_FAILED_SPINUP_COMMAND, started.error());
}

// Sent as it is: a unit attention at this place means that the disc may be another one, and it must not be erased.
Result<void> DiscEraser::blank() {
    const auto command = mmc::blank(full_ ? mmc::BlankType::Full : mmc::BlankType::Minimal, true);
    auto sent = drive_.run(command);
    for (int attempt = 0; attempt < 3 && !sent.ok() && isDriveBusy(sent.error()); ++attempt) {
        TRY(drive_.waitUntilReady(Limit));
        sent = drive_.run(command);
    }
    if (sent.ok()) {
        return {};
    }
    if (hasStatusOfItsOwn(sent.error())) {
        return std::move(sent.error());
    }
    const bool attention = mmc::isUnitAttention(*sent.error().sense);
    return withStatus(
        attention ? status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE : status::E_ERASE_DRIVE_FAILED_ERASE_COMMAND,
        sent.error());
}

// The disc itself has the last word.
Result<void> DiscEraser::waitUntilBlank() {
    const auto whileWaiting = [this](double progress) {
        if (drive_.clock().now() - lastEvent_ >= Period) {
            emit(progress);
        }
    };
    Clock::Duration readyFor{};
    for (;;) {
        auto waited = drive_.waitUntilReady(std::max<Clock::Duration>(Limit - elapsed(), 0s), whileWaiting);
        if (!waited.ok()) {
            return judge(std::move(waited.error()));
        }
        auto disc = drive_.discInformation();
        if (!disc.ok() && !isDriveBusy(disc.error())) {
            return judge(std::move(disc.error()));
        }
        if (disc.ok() && disc->status == mmc::DiscStatus::Blank) {
            return {};
        }
        if (readyFor >= SettleBudget) {
            return Error(status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
                         "The drive says that it has erased the disc, but the disc is not blank. Try a full erase; if "
                         "that does not help either, use another disc.");
        }
        drive_.clock().sleepFor(Period);
        readyFor += Period;
    }
}

// What a failure while the drive erased is in IMAPI2's terms: an hour that is over and a bad disc have one code.
Error DiscEraser::judge(Error error) const {
    if (elapsed() >= Limit && (error.status == status::E_RECORDER_COMMAND_TIMEOUT || isDriveBusy(error))) {
        return withStatus(status::E_ERASE_TOOK_LONGER_THAN_ONE_HOUR, error);
    }
    if (isTooShort(error)) {
        return withStatus(status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE, error);
    }
    if (hasStatusOfItsOwn(error)) {
        return error;
    }
    if (error.sense->key == mmc::sense_key::MediumError) {
        Error bad = withStatus(status::E_ERASE_TOOK_LONGER_THAN_ONE_HOUR, error);
        bad.message =
            "The drive failed to erase the disc: it is dirty, damaged or worn out. Clean it and try again, or "
            "use another disc.";
        return bad;
    }
    return withStatus(status::E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE, error);
}

Clock::Duration DiscEraser::elapsed() const {
    return drive_.clock().now() - started_;
}

// The drive's own progress makes the better estimate, once there is some.
void DiscEraser::emit(double fraction) {
    lastEvent_ = drive_.clock().now();
    const double seconds = std::chrono::duration<double>(elapsed()).count();
    const double total = fraction > 0 ? seconds / fraction : std::max<double>(guessedSeconds_, seconds);
    if (progress_) {
        progress_({static_cast<std::int32_t>(seconds), static_cast<std::int32_t>(std::ceil(total)), fraction});
    }
}

}  // namespace burnish
