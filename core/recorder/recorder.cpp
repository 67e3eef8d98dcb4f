// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorder: opening, identity, features and mode pages.
#include "recorder/recorder.hpp"

#include <charconv>
#include <filesystem>

namespace burnish {

namespace {

constexpr std::uint8_t TrayLoading = 1;  // loading mechanism, feature 0003h and mode page 2Ah

// IMAPI_MODE_PAGE_REQUEST_TYPE has the values of MODE SENSE's page control.
Result<mmc::ModePageControl> pageControl(int requestType) {
    if (requestType < 0 || requestType > 3) {
        return Error(status::E_INVALIDARG,
                     "Mode pages are asked for with 0 (current), 1 (changeable), 2 (default) or 3 (saved values).");
    }
    return static_cast<mmc::ModePageControl>(requestType);
}

}  // namespace

Recorder::Recorder(std::unique_ptr<Drive> drive, mmc::Inquiry inquiry)
    : drive_(std::move(drive)), inquiry_(std::move(inquiry)) {}

Result<std::shared_ptr<Recorder>> Recorder::open(const std::string &device, const std::optional<Recording> &recording) {
    TRY_ASSIGN(auto transport, openTransport(device));
    if (recording) {
        TRY_ASSIGN(transport, recordTransport(std::move(transport), *recording));
    }
    return open(std::move(transport));
}

Result<std::shared_ptr<Recorder>> Recorder::open(std::unique_ptr<Transport> transport, Clock &clock) {
    auto drive = std::make_unique<Drive>(std::move(transport), clock);
    TRY_ASSIGN(auto inquiry, drive->inquiry());
    if (!inquiry.connected || inquiry.deviceType != mmc::MultimediaDevice) {
        return Error(status::E_NOT_A_RECORDER,
                     drive->transport().device() + " is no CD, DVD or BD drive; name another device.",
                     "INQUIRY gives device type " + std::to_string(inquiry.deviceType) + " (" + inquiry.vendor + " " +
                         inquiry.product + ")");
    }
    return std::shared_ptr<Recorder>(new Recorder(std::move(drive), std::move(inquiry)));
}

// Whatever happened, the tray must not stay locked behind a program that is done.
Recorder::~Recorder() {
    if (trayMayBeLocked_) {
        (void)allowRemoval().ok();
    }
}

const std::string &Recorder::device() const {
    return drive_->transport().device();
}

const std::string &Recorder::vendorId() const {
    return inquiry_.vendor;
}

const std::string &Recorder::productId() const {
    return inquiry_.product;
}

const std::string &Recorder::productRevision() const {
    return inquiry_.revision;
}

// Links such as /dev/cdrom are followed.
int Recorder::legacyDeviceNumber() const {
    std::error_code error;
    const auto node = std::filesystem::canonical(device(), error);
    const std::string name = error ? std::string() : node.filename().string();
    if (!device().starts_with('/') || !name.starts_with("sr")) {
        return -1;
    }
    int number = -1;
    const auto [end, bad] = std::from_chars(name.data() + 2, name.data() + name.size(), number);
    return bad == std::errc() && end == name.data() + name.size() ? number : -1;
}

std::vector<std::string> Recorder::volumePathNames() const {
    return drive_->transport().mountPoints();
}

std::string Recorder::volumeName() const {
    return drive_->transport().lastingName();
}

// The removable medium feature tells, and where the drive has none, mode page 2A.
Result<bool> Recorder::deviceCanLoadMedia() {
    TRY_ASSIGN(const auto features, drive_->features());
    if (const auto *removable = features.find(mmc::feature::RemovableMedium); removable && !removable->data.empty()) {
        const std::uint8_t bits = removable->data[0];
        return (bits >> 5) == TrayLoading && (bits & 0x08) != 0;
    }
    TRY_ASSIGN(const auto capabilities, drive_->capabilities());
    return capabilities.loadingMechanism == TrayLoading && capabilities.canEject;
}

Result<std::vector<int>> Recorder::supportedFeaturePages(bool currentOnly) {
    TRY_ASSIGN(const auto features, drive_->features());
    std::vector<int> codes;
    for (const auto &entry : features.list) {
        if (entry.current || !currentOnly) {
            codes.push_back(entry.code);
        }
    }
    return codes;
}

Result<std::vector<int>> Recorder::supportedProfiles(bool currentOnly) {
    TRY_ASSIGN(const auto features, drive_->features());
    std::vector<int> numbers;
    for (const auto &profile : features.profiles()) {
        if (profile.current || !currentOnly) {
            numbers.push_back(profile.number);
        }
    }
    return numbers;
}

Result<std::vector<int>> Recorder::supportedModePages(int requestType) {
    TRY_ASSIGN(const auto control, pageControl(requestType));
    TRY_ASSIGN(const auto codes, drive_->supportedModePages(control));
    return std::vector<int>(codes.begin(), codes.end());
}

// The whole descriptor, its header of four bytes included.
Result<std::vector<std::uint8_t>> Recorder::featurePage(int feature, bool currentOnly) {
    if (feature < 0 || feature > 0xFFFF) {
        return Error(status::E_INVALIDARG, "Features have numbers from 0 to 0xFFFF.");
    }
    TRY_ASSIGN(const auto features, drive_->features());
    const auto *found = features.find(static_cast<std::uint16_t>(feature));
    if (found == nullptr) {
        return errorFromTable(status::E_RECORDER_NO_SUCH_FEATURE);
    }
    if (currentOnly && !found->current) {
        return errorFromTable(status::E_RECORDER_FEATURE_IS_NOT_CURRENT);
    }
    return found->descriptor();
}

Result<std::vector<std::uint8_t>> Recorder::modePage(int page, int requestType) {
    TRY_ASSIGN(const auto control, pageControl(requestType));
    if (page < 0 || page >= mmc::mode_page::All) {
        return Error(status::E_INVALIDARG, "Mode pages have numbers from 0 to 0x3E.");
    }
    return drive_->modePage(static_cast<std::uint8_t>(page), control);
}

// A unit attention that stands is taken first; that the drive may not be ready does not matter to a mode page.
Result<void> Recorder::setModePage(std::span<const std::uint8_t> page) {
    (void)drive_->testUnitReady().ok();
    return drive_->setModePage(page);
}

}  // namespace burnish
