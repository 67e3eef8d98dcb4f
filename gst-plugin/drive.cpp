// SPDX-License-Identifier: LGPL-2.1-or-later
// Drive: the recorder that discsink burns with, and the disc in it.
#include "drive.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace discsink {

namespace {

constexpr int32_t TrackAtOnceFeature = 0x002D;
constexpr int32_t MasteringFeature = 0x002E;

// The first byte of a feature's own data; 0 where the drive has no such feature.
unsigned featureByte(burnish_recorder *recorder, int32_t feature) {
    std::array<uint8_t, 16> data{};
    std::size_t count = 0;
    if (burnish_recorder_get_feature_page(recorder, feature, 0, data.data(), data.size(), &count) < 0 || count < 5) {
        return 0;
    }
    return data[4];
}

bool bit(unsigned value, unsigned number) {
    return (value >> number & 1U) != 0;
}

}  // namespace

// Where none is named, BURNISH_DEVICE counts, else the only recorder that there is.
std::optional<Failure> Drive::choose(const std::string &asked, std::string &device) const {
    const char *named = std::getenv("BURNISH_DEVICE");
    device = !asked.empty() || named == nullptr ? asked : named;
    if (!device.empty()) {
        return std::nullopt;
    }
    burnish_master *made = nullptr;
    const int32_t status = burnish_master_new(&made);
    const MasterHandle master(made);
    int32_t count = 0;
    if (status < 0 || burnish_master_get_count(master.get(), &count) < 0) {
        return failureOf(status < 0 ? status : BURNISH_E_FAIL, nullptr, {Stage::Open, {}, 0});
    }
    if (count == 0) {
        return makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND,
                           "No CD recorder found; device=virtual:album.disc burns without one");
    }
    std::string all;
    for (int32_t i = 0; i < count; ++i) {
        const char *item = nullptr;
        if (burnish_master_get_item(master.get(), i, &item) >= 0) {
            device = item;
            all += (all.empty() ? "" : ", ") + device;
        }
    }
    if (count > 1) {
        return makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                           "There are several recorders; name one as device: " + all);
    }
    return std::nullopt;
}

Failure Drive::failure(int32_t status) const {
    const ErrorHandle error = errorOf(recorder_.get(), burnish_recorder_get_error);
    return failureOf(status, error.get(), {Stage::Open, drive_.device, 0});
}

std::optional<Failure> Drive::open(const std::string &device) {
    close();
    drive_ = {};
    if (auto failed = choose(device, drive_.device)) {
        return failed;
    }
    burnish_recorder *made = nullptr;
    int32_t status = burnish_recorder_new(&made);
    recorder_.reset(made);
    if (status >= 0) {
        status = burnish_recorder_initialize_disc_recorder(made, drive_.device.c_str());
    }
    if (status >= 0) {
        status = burnish_recorder_acquire_exclusive_access(made, 0, ClientName);
    }
    if (status < 0) {
        Failure failed = failure(status);
        recorder_.reset();
        return failed;
    }
    asked_ = device;
    learnDrive();
    return std::nullopt;
}

void Drive::close() {
    if (recorder_) {
        burnish_recorder_release_exclusive_access(recorder_.get());
        recorder_.reset();
    }
}

void Drive::learnDrive() {
    drive_.vendor = stringOf(recorder_.get(), burnish_recorder_get_vendor_id);
    drive_.product = stringOf(recorder_.get(), burnish_recorder_get_product_id);
    drive_.revision = stringOf(recorder_.get(), burnish_recorder_get_product_revision);
    const unsigned mastering = featureByte(recorder_.get(), MasteringFeature);
    drive_.raw96 = bit(mastering, 3) && bit(mastering, 0);
    drive_.cdText = bit(mastering, 5) && bit(mastering, 0);
    drive_.underrunProtection = bit(featureByte(recorder_.get(), TrackAtOnceFeature), 6);
}

std::optional<Failure> Drive::inspect(int32_t *status) {
    burnish_medium *made = nullptr;
    *status = burnish_recorder_get_medium(recorder_.get(), &made);
    if (*status < 0) {
        medium_ = {};
        medium_.type = "none";
        return failure(*status);
    }
    const MediumHandle medium(made);
    learnMedium(made);
    return std::nullopt;
}

void Drive::learnMedium(burnish_medium *medium) {
    const char *name = "";
    int32_t state = 0;
    int32_t blank = 0;
    int32_t total = 0;
    int32_t open = 0;
    int32_t single = 0;
    burnish_medium_get_type(medium, &mediumType_);
    burnish_medium_get_type_name(medium, &name);
    burnish_medium_get_state(medium, &state);
    burnish_medium_get_physically_blank(medium, &blank);
    burnish_medium_get_total_sectors(medium, &total);
    burnish_medium_get_free_sectors(medium, &open);
    burnish_medium_get_sectors_per_second_at_1x(medium, &single);
    medium_ = {};
    medium_.type = name;
    medium_.blank = blank != 0;
    medium_.appendable = (state & BURNISH_MEDIA_STATE_APPENDABLE) != 0;
    medium_.capacity = static_cast<std::uint64_t>(total);
    medium_.free = static_cast<std::uint64_t>(open);
    std::array<int32_t, 64> speeds{};
    std::size_t count = 0;
    if (burnish_medium_get_write_speeds(medium, speeds.data(), speeds.size(), &count) >= 0 && single > 0) {
        for (std::size_t i = 0; i < std::min(count, speeds.size()); ++i) {
            medium_.speeds.push_back((speeds[i] + single / 2) / single);
        }
    }
}

std::optional<Failure> Drive::judge(const Settings &settings) const {
    const Place place{Stage::Open, drive_.device, 0};
    if (mediumType_ != BURNISH_MEDIA_TYPE_CDR && mediumType_ != BURNISH_MEDIA_TYPE_CDRW) {
        return failureOf(BURNISH_E_DF2TAO_MEDIA_IS_NOT_SUPPORTED, nullptr, place);
    }
    if (medium_.blank) {
        return std::nullopt;
    }
    if (settings.blank != Blank::None && mediumType_ != BURNISH_MEDIA_TYPE_CDRW) {
        return failureOf(BURNISH_E_ERASE_MEDIA_IS_NOT_ERASABLE, nullptr, place);
    }
    if (settings.blank == Blank::None || settings.simulate) {
        Failure failed = failureOf(BURNISH_E_DF2TAO_MEDIA_IS_NOT_BLANK, nullptr, place);
        if (mediumType_ == BURNISH_MEDIA_TYPE_CDRW) {
            failed.text += settings.simulate ? "; a rehearsal does not erase it" : "; blank=fast erases it first";
        }
        return failed;
    }
    return std::nullopt;
}

std::optional<Failure> Drive::erase(bool full, const std::function<void(double)> &progress) {
    burnish_erase *made = nullptr;
    int32_t status = burnish_erase_new(&made);
    const EraseHandle handle(made);
    const auto tell = [](burnish_erase *, const burnish_erase_progress *event, void *userData) {
        (*static_cast<const std::function<void(double)> *>(userData))(event->progress);
    };
    if (status >= 0) {
        status = burnish_erase_set_recorder(made, recorder_.get());
    }
    if (status >= 0) {
        status = burnish_erase_set_client_name(made, ClientName);
    }
    if (status >= 0) {
        burnish_erase_set_full_erase(made, full ? 1 : 0);
        burnish_erase_set_progress(made, tell, const_cast<std::function<void(double)> *>(&progress));
        status = burnish_erase_erase_media(made);
    }
    if (status < 0) {
        const ErrorHandle error = errorOf(made, burnish_erase_get_error);
        return failureOf(status, error.get(), {Stage::Write, drive_.device, 0});
    }
    return std::nullopt;
}

std::optional<Failure> Drive::eject() {
    const int32_t status = burnish_recorder_eject_media(recorder_.get());
    return status < 0 ? std::optional(failure(status)) : std::nullopt;
}

bool Drive::moveTray(Tray direction) {
    return recorder_ && (direction == Tray::Out ? burnish_recorder_eject_media(recorder_.get())
                                                : burnish_recorder_close_tray(recorder_.get())) >= 0;
}

unsigned Drive::speedFor(unsigned asked) const {
    unsigned best = 0;
    unsigned slowest = 0;
    for (const int speed : medium_.speeds) {
        const auto value = static_cast<unsigned>(speed);
        if (asked == 0 || value <= asked) {
            best = std::max(best, value);
        }
        slowest = slowest == 0 ? value : std::min(slowest, value);
    }
    return best != 0 ? best : slowest;
}

}  // namespace discsink
