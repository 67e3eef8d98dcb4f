// SPDX-License-Identifier: LGPL-2.1-or-later
// EraseFormat: the state rules of IDiscFormat2Erase. What an erase does stands in disc_eraser.cpp.
#include "formats/erase_format.hpp"

#include "burn/drive_session.hpp"
#include "formats/client_name.hpp"

#include <algorithm>
#include <utility>

namespace burnish {

namespace {

Error busy() {
    return errorFromTable(status::E_ERASE_RECORDER_IN_USE);
}

}  // namespace

EraseSettings EraseFormat::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

// The one door to the settings: closed while an erase runs.
Result<void> EraseFormat::change(const std::function<void(EraseSettings &)> &apply) {
    const std::lock_guard lock(mutex_);
    if (erasing_) {
        return busy();
    }
    apply(settings_);
    return {};
}

// The recorder is asked without the lock, which a long answer would hold for long; so the rules are looked at twice.
Result<void> EraseFormat::setRecorder(std::shared_ptr<Recorder> recorder) {
    const auto permitted = [&]() -> Result<void> {
        if (erasing_) {
            return busy();
        }
        if (recorder && settings_.recorder && recorder != settings_.recorder) {
            return errorFromTable(status::E_ERASE_ONLY_ONE_RECORDER_SUPPORTED);
        }
        return {};
    };
    {
        const std::lock_guard lock(mutex_);
        TRY(permitted());
    }
    if (recorder) {
        TRY_ASSIGN(const bool supported, isRecorderSupported(*recorder));
        if (!supported) {
            return errorFromTable(status::E_ERASE_RECORDER_NOT_SUPPORTED);
        }
    }
    const std::lock_guard lock(mutex_);
    TRY(permitted());
    settings_.recorder = std::move(recorder);
    return {};
}

Result<void> EraseFormat::setClientName(const std::string &name) {
    TRY(change([](EraseSettings &) {}));
    TRY(checkClientName(name, status::E_ERASE_CLIENT_NAME_IS_NOT_VALID));
    return change([&name](EraseSettings &settings) { settings.clientName = name; });
}

std::vector<MediaType> EraseFormat::supportedMediaTypes() {
    return {MediaType::CdRw};
}

Result<bool> EraseFormat::isRecorderSupported(Recorder &recorder) {
    TRY_ASSIGN(const auto profiles, recorder.supportedProfiles(false));
    return std::any_of(profiles.begin(), profiles.end(), [](int profile) {
        return isErasableHere(mediaTypeOfProfile(static_cast<std::uint16_t>(profile)));
    });
}

Result<bool> EraseFormat::isCurrentMediaSupported(Recorder &recorder) {
    TRY_ASSIGN(const bool supported, isRecorderSupported(recorder));
    if (!supported) {
        return false;
    }
    TRY_ASSIGN(const Medium disc, inspectMedium(recorder.drive()));
    return disc.erasable && isErasableHere(disc.type);
}

Result<Medium> EraseFormat::medium() {
    const auto recorder = settings().recorder;
    if (!recorder) {
        return errorFromTable(status::E_RECORDER_REQUIRED);
    }
    return inspectMedium(recorder->drive());
}

Result<EraseSettings> EraseFormat::begin() {
    const std::lock_guard lock(mutex_);
    if (erasing_) {
        return busy();
    }
    if (!settings_.recorder) {
        return errorFromTable(status::E_RECORDER_REQUIRED);
    }
    TRY(checkClientName(settings_.clientName, status::E_ERASE_CLIENT_NAME_IS_NOT_VALID));
    erasing_ = true;
    return settings_;
}

void EraseFormat::end() {
    const std::lock_guard lock(mutex_);
    erasing_ = false;
}

Result<void> EraseFormat::eraseMedia(const EraseProgressHandler &progress) {
    TRY_ASSIGN(const EraseSettings settings, begin());
    const struct End {
        EraseFormat &format;
        ~End() { format.end(); }
    } atTheEnd{*this};
    TRY_ASSIGN(const auto session, DriveSession::take(settings.recorder, settings.clientName));
    return DiscEraser(settings.recorder->drive(), settings.fullErase, progress).run();
}

}  // namespace burnish
